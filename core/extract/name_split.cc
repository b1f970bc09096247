// Where a run of words with capitals holds more than one name.
#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Token;
using text::TokenKind;

// Whether the last word is how firms, bodies, laws or places end.
bool NameFinder::ends_like_name(uint32_t sentence, uint32_t end) const {
  return !lexicon_.words.types(WordKind::Suffix, article_.tokens(sentence)[end - 1].lower).empty();
}

// The type of the known name that the run opens with.
const std::string& NameFinder::known_type(const Candidate& run) const {
  return lexicon_.gazetteer.entry(run.match.hits.front().entry).type;
}

// Whether the run is one word that is known for something else than a thing: what has a version is its
// namesake, as "Madrid 2", a model.
bool NameFinder::is_namesake(uint32_t sentence, const Candidate& run) const {
  const std::string& type = known_type(run);
  if (run.tokens.size() != 1 || !run.match.only(Gazetteer::Kind::Name)) return false;
  if (type != "Place") return type == "Company" || type == "Person";
  // "at Hinkley 2", "in via Roma 4"
  if (run.tokens.begin == 0) return true;
  const Token& before = article_.tokens(sentence)[run.tokens.begin - 1];
  return (!before.has("pr") || lexicon_.grammar.linking.contains(before.lemma())) &&
         !lexicon_.words.is(WordKind::LeadName, before.lower);
}

// "Instinct MI300", "RTX Pro 6000 Blackwell": a part behind the name of its family, or the other way round.
bool NameFinder::is_part_of_family(uint32_t sentence, const Candidate& family, const Gazetteer::Match& part,
                                   uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  const bool chips =
      known_type(family) == "Chip" && lexicon_.gazetteer.entry(part.hits.front().entry).type == "Chip";
  return chips && part.tokens == 1 && has_digit(tokens[at].surface) != has_digit(tokens[at - 1].surface);
}

// Cuts a run of capitals where two names meet: "Nvidia H20", "Chinese President Xi Jinping".
NameFinder::Candidate NameFinder::split(uint32_t sentence, Candidate run) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  // "Cernusco Lombardone" is not Cernusco's.
  if (known < run.tokens.end && town_end(sentence, begin) == run.tokens.end) {
    run.match = {};
    return run;
  }
  if (known > begin) cut_behind_known(sentence, run);
  if (run.tokens.end < tokens.size() && (run.match.hits.empty() || is_namesake(sentence, run)) &&
      is_own_version(sentence, begin, run.tokens.end)) {
    run.match = {};
    run.tokens.end = edition_end(sentence, run.tokens.end + 1);
    return run;
  }
  if (known > begin && known < run.tokens.end) cut_behind_place_or_firm(sentence, run);
  if (known > begin && known < run.tokens.end && is_body_of_country(sentence, run)) return run;
  cut_before_known(sentence, run);
  cut_before_person(sentence, run);
  while (run.tokens.end > begin + 1 &&
         (tokens[run.tokens.end - 1].joined || tokens[run.tokens.end - 1].kind == TokenKind::Punctuation))
    --run.tokens.end;
  return run;
}

// What the known name at the run's beginning takes along: nothing behind a nationality or before a post, its
// version where it is a thing's.
void NameFinder::cut_behind_known(uint32_t sentence, Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  const std::string& type = known_type(run);
  const bool versioned = type == "Model" || type == "Chip" || type == "Product";
  if (known < run.tokens.end) {
    const bool demonym = run.match.only(Gazetteer::Kind::Demonym);
    const bool whole = ends_like_name(sentence, run.tokens.end) ||
                       lexicon_.words.is(WordKind::Prefix, tokens[begin].lower) ||
                       is_national_body(run.tokens, sentence, known);
    if (demonym && !whole) run.tokens.end = known;
    if (tokens[known].surface == "&" && run.tokens.end == known + 2 &&
        lexicon_.words.is(WordKind::Legal, tokens[known + 1].lower))
      run.tokens.end = known;  // "Facebook & Co": and the likes of it
    if (!demonym && !whole && (is_role_or_title(sentence, known) || has_version_shape(sentence, known)) &&
        !versioned)
      run.tokens.end = known;
  }
  if (run.tokens.end <= known && versioned)
    run.tokens.end = std::max(known, version_end(sentence, known, type == "Chip"));
  if (versioned && run.tokens.end == known && known > begin + 1 &&
      (lexicon_.versions.contains(tokens[known - 1].lower) || has_digit(tokens[known - 1].surface)))
    run.tokens.end = edition_end(sentence, known);
  if (type == "Chip" && run.tokens.end > known &&
      lexicon_.versions.contains(tokens[run.tokens.end - 1].lower))
    run.tokens.end = version_end(sentence, run.tokens.end, true);
}

void NameFinder::cut_behind_place_or_firm(uint32_t sentence, Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  const std::string& type = known_type(run);
  // "a Torino Norda Systems apre", but "a Milano Assicurazioni"
  const bool name_of_words =
      lexicon_.grammar.head_first && run.tokens.end >= known + 2 && !is_ordinary_word(tokens[known]);
  if (begin == 0 || (ends_like_name(sentence, run.tokens.end) && !name_of_words)) return;
  // "a Torino Newcleo apre": a place after its preposition, then another name.
  uint32_t before = begin - 1;
  while (before > 0 && tokens[before].joined) --before;
  if (tokens[before].has("pr") && run.type.empty()) {
    const std::string_view preposition = tokens[before].lemma();
    const bool dative = lexicon_.grammar.dative.contains(preposition);
    // "a Piazza Affari Newcleo sale", "sul Nasdaq Newcleo sale"
    const bool listed = lexicon_.grammar.head_first && lexicon_.grammar.on.contains(preposition);
    const bool exchange = type == "Organization" && ((dative && run.match.tokens > 1) || listed);
    // "il sindaco di Cernusco Lombardone"
    const bool of = (links_to_head(tokens[begin - 1]) || (dative && begin > 1)) &&
                    run.tokens.end == known + 1 && tokens[known].unknown &&
                    article_.verb_at(sentence, run.tokens.end) == nullptr;
    // "con Zenit Ovest"
    const bool with = lexicon_.grammar.with.contains(preposition);
    if ((type == "Place" && before + 1 == begin && !of && !with) || exchange) run.tokens.end = known;
  }
  // "il ceo di Ibm Varuk Melsten": after a post and its firm comes who holds it.
  if (known + 2 == run.tokens.end && begin >= 2 && links_to_head(tokens[begin - 1]) && type == "Company" &&
      is_role_or_title(sentence, begin - 2))
    run.tokens.end = known;
}

// "U.S. International Trade Commission": a country before the body that is its own; then the whole is known.
bool NameFinder::is_body_of_country(uint32_t sentence, Candidate& run) const {
  if (known_type(run) != "Place") return false;
  const auto& gazetteer = lexicon_.gazetteer;
  const uint32_t known = run.tokens.begin + run.match.tokens;
  Gazetteer::Match body = gazetteer.match(article_.tokens(sentence), article_.folded(sentence), known);
  const bool whole = known + body.tokens == run.tokens.end && body.tokens > 1 &&
                     gazetteer.entry(body.hits.front().entry).type == "Organization" &&
                     std::ranges::count(gazetteer.entry(body.hits.front().entry).within,
                                        gazetteer.entry(run.match.hits.front().entry).key) > 0;
  if (whole) run.match = {run.tokens.size(), std::move(body.hits)};
  return whole;
}

// A known name inside the run starts another mention, unless the run ends like a firm or a body.
void NameFinder::cut_before_known(uint32_t sentence, Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const auto& gazetteer = lexicon_.gazetteer;
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  for (uint32_t i = std::max(begin + 1, known); i < run.tokens.end; ++i) {
    if (tokens[i].joined) continue;
    Gazetteer::Match inner = gazetteer.match(tokens, article_.folded(sentence), i);
    bool name = inner.tokens > 0 && inner.only(Gazetteer::Kind::Name);
    if (!name || i + inner.tokens < run.tokens.end) continue;
    const std::string& inner_type = gazetteer.entry(inner.hits.front().entry).type;
    const bool after_name = known > begin && i == known;
    const bool after_place = after_name && known_type(run) == "Place";
    if (inner_type == "Place" && after_place) {
      run.tokens.end = i;
      return;
    }
    const bool named = ends_like_name(sentence, run.tokens.end);
    if (inner.tokens == 1 && named && !after_name) continue;
    // "Halden V3": a version that is also short for a known model's name
    const std::string& entry = gazetteer.entry(inner.hits.front().entry).name;
    if (inner.tokens == 1 && !after_name && has_digit(tokens[i].surface) &&
        entry.size() > tokens[i].surface.size() && entry.ends_with(tokens[i].surface))
      continue;
    // "Shenzhen Capital Group", not "in Beijing ByteDance"
    const bool of_city = after_place && inner_type == "Company" && inner.tokens > 1 && named &&
                         (begin == 0 || !tokens[begin - 1].has("pr"));
    if (of_city) return;
    const bool person_after = inner_type == "Person" && after_name && inner.tokens > 1;
    const bool part_of_body =
        inner_type == "Place" || (inner_type == "Person" && !person_after) || !run.type.empty();
    if (inner_type == "Technology" && !after_name) continue;
    if (after_name && is_part_of_family(sentence, run, inner, i)) {
      const bool numbered = has_digit(tokens[i].surface);
      run.match = {run.tokens.size(), numbered ? std::move(inner.hits) : std::move(run.match.hits)};
      return;
    }
    if (!part_of_body &&
        (after_name || inner_type == "Model" || inner_type == "Chip" || inner_type == "Product"))
      run.tokens.end = i;
    return;
  }
}

void NameFinder::cut_before_person(uint32_t sentence, Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const auto& folded = article_.folded(sentence);
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  // "il presidente di Dorvania Marco Belli": who holds the post follows its firm, known or not.
  const bool behind_post =
      begin >= 2 && links_to_head(tokens[begin - 1]) && is_role_or_title(sentence, begin - 2);
  // "il ceo di Nvidia Jensen Huang": a given name after a firm's.
  for (uint32_t i = begin + 1; i + 1 < run.tokens.end && run.type.empty(); ++i) {
    if (!lexicon_.first_names.contains(folded[i]) || !is_capitalised(tokens[i + 1]) ||
        lexicon_.first_names.contains(folded[i - 1]))
      continue;
    const bool firm_before =
        i == known || behind_post || ends_like_name(sentence, i) || all_capitals(tokens[i - 1].surface);
    if (firm_before && !ends_like_name(sentence, run.tokens.end)) run.tokens.end = i;
  }
  // A role in the middle: "Nvidia Chief Executive Jensen Huang".
  for (uint32_t i = begin + 1; i < run.tokens.end; ++i)
    if (is_role_or_title(sentence, i) && !ends_like_name(sentence, run.tokens.end) && !tokens[i].has("ant") &&
        run.type.empty() && i >= known) {
      run.tokens.end = i;
      return;
    }
}

}  // namespace trama::extract
