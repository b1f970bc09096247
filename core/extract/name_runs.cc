// How far a run of words with capitals goes, and where the name in it begins.
#include <algorithm>
#include <span>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Token;
using text::TokenKind;

// Where what continues a name at `at` ends, when it joins two parts of one; `at` itself where it does not.
uint32_t NameFinder::connector(uint32_t sentence, uint32_t begin, uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  if (at + 1 >= tokens.size()) return at;
  const Token& word = tokens[at];
  uint32_t next = at + 1;
  while (next < tokens.size() && tokens[next].joined) ++next;
  if (next >= tokens.size()) return at;
  // "Martin van den Brink"
  if (lexicon_.particles.contains(word.lower) && next + 1 < tokens.size() &&
      lexicon_.particles.contains(tokens[next].lower))
    ++next;
  bool name_follows = is_name_word(sentence, next) && !is_common(sentence, next);
  // "Hexalink, Inc."
  const bool legal = lexicon_.words.is(WordKind::Legal, tokens[next].lower) && is_capitalised(tokens[next]) &&
                     !is_ordinary_word(tokens[next]);
  if (word.surface == ",") return legal || joins_partners(sentence, begin, at) ? next : at;
  // "Alder, Birch & Co"
  if (word.surface == "&" && lexicon_.words.is(WordKind::Legal, tokens[next].lower)) return next;
  if (word.surface == "&" || word.surface == "+") return name_follows ? next : at;
  // "Verifik.ai"
  bool domain = word.surface == "." && !word.space_before && !tokens[next].space_before;
  if (domain && lexicon_.grammar.domain.contains("." + tokens[next].lower)) return next;
  bool initial = word.surface == "." && tokens[at - 1].surface.size() == 1 && !word.space_before;
  if (initial) return name_follows ? next : at;
  // A nickname: Ada "Bit" Bell
  if (is_quote(word) && name_follows && next + 1 < tokens.size() && is_quote(tokens[next + 1]))
    return is_name_word(sentence, next + 2) ? next : at;
  if (is_quote(word) && at >= 2 && at - 2 > begin && is_quote(tokens[at - 2]))
    return name_follows ? next : at;
  const std::string& lower = word.lower;
  // "Allen Institute for AI"
  if (!name_follows && lexicon_.grammar.body_joint.contains(lower) && next == at + 1 &&
      is_name_word(sentence, next) &&
      contains(lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower), "Organization"))
    return next;
  if (!name_follows) return at;
  if (lexicon_.particles.contains(lower)) return next;
  // "Filippo Dell'Acqua"
  if (lexicon_.grammar.elided_particle.contains(lower) && is_capitalised(word) && !tokens[next].space_before)
    return next;
  bool body = lexicon_.words.is(WordKind::PrefixOf, tokens[begin].lower) ||
              contains(lexicon_.words.types(WordKind::Prefix, tokens[begin].lower), "Organization");
  if (lexicon_.grammar.name_joint.contains(word.lemma()) && body) return next;
  if (lexicon_.grammar.body_joint.contains(lower) && next == at + 1) {
    // "Institute of Technology", "Centre for Policy": a noun for bodies just before
    const auto& types = lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower);
    if (contains(types, "Organization")) return next;
  }
  // "National Security and Investment Act", but "Stanford University and Berkeley National Laboratory"
  const bool closed = at > begin + 1 &&
                      contains(lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower), "Organization");
  if (word.has("cnjcoo") && !lexicon_.grammar.alternative.contains(lower) && !closed) {
    uint32_t last = next;
    while (last + 1 < tokens.size() && is_name_word(sentence, last + 1)) ++last;
    const auto& types = lexicon_.words.types(WordKind::Suffix, tokens[last].lower);
    // "Centre for Cellular and Molecular Biology"
    const bool body_of =
        at >= begin + 3 && body && lexicon_.grammar.body_joint.contains(tokens[begin + 1].lower);
    if (body_of && last > next) return next;
    bool closes = last > next && (contains(types, "Policy") || contains(types, "Organization")) &&
                  !contains(types, "Company");
    bool known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin).tokens > 0;
    if (closes && !known && !lexicon_.grammar.head_first) return next;
  }
  return lexicon_.grammar.particle.contains(lower) ? next : at;
}

// "the law firm Alder, Birch & Cedar": a comma between partners, of whom the last stands behind "&". In a
// list of names it parts two, as in "Intel, Johnson & Johnson".
bool NameFinder::joins_partners(uint32_t sentence, uint32_t begin, uint32_t comma) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t second = comma + 1;
  if (comma != begin + 1 || second + 2 >= tokens.size() || tokens[second + 1].surface != "&" ||
      !is_name_word(sentence, second) || !is_capitalised(tokens[second + 2]))
    return false;
  if (begin >= 2 && tokens[begin - 1].surface == "," && is_capitalised(tokens[begin - 2])) return false;
  const auto known = [&](uint32_t i) {
    return lexicon_.gazetteer.match(tokens, article_.folded(sentence), i).tokens;
  };
  const bool described =
      begin > 0 && contains(lexicon_.words.types(WordKind::Describes, tokens[begin - 1].lower),
                            std::string_view("Company"));
  // "Alder, Birch & Sons and Cedar": a list goes on.
  const bool one = described && tokens[begin - 1].has("sg");
  if (second + 3 < tokens.size() && tokens[second + 3].has("cnjcoo") && !one) return false;
  return known(second) < 3 && (described || (known(begin) == 0 && known(second) == 0));
}

// "Axelera AI" is a name, "Nvidia AI chips" and "the Bristol AI start-up" hold one.
bool NameFinder::common_closes_name(uint32_t sentence, uint32_t begin, uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  // "Ohio State University", "Quorvane Web Services"
  if (at + 1 < tokens.size() && is_capitalised(tokens[at + 1]) &&
      !lexicon_.words.is(WordKind::Common, tokens[at + 1].lower) &&
      !lexicon_.words.types(WordKind::Suffix, tokens[at + 1].lower).empty())
    return true;
  // "Confindustria Veneto Est"
  if (at > begin + 1 && contains(lexicon_.words.types(WordKind::Suffix, tokens[at].lower), "Place"))
    return true;
  if (!contains(lexicon_.words.types(WordKind::Suffix, tokens[at].lower), "Company")) return false;
  if (at + 1 < tokens.size() && tokens[at + 1].surface == "-" && !tokens[at + 1].space_before) return false;
  bool noun_follows = at + 1 < tokens.size() && tokens[at + 1].has("n") && !is_capitalised(tokens[at + 1]);
  if (noun_follows && !lexicon_.grammar.head_first) return false;
  Gazetteer::Match known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin);
  return known.tokens != at - begin || lexicon_.gazetteer.entry(known.hits.front().entry).type != "Place";
}

// "Castelnuovo di Val di Cecina", "Stratford-upon-Avon": past the longest town of several words that starts
// there; `begin` where none does.
uint32_t NameFinder::town_end(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  uint32_t end = begin;
  std::string name;
  for (uint32_t i = begin; i < tokens.size() && i - begin < kLongestName; ++i) {
    const std::string& word = article_.folded(sentence)[i];
    if (tokens[i].joined) continue;
    if (word.empty() && tokens[i].surface != "-") break;
    if (word.empty()) continue;
    if (!name.empty()) name += ' ';
    name += word;
    if (i > begin && is_capitalised(tokens[i]) && lexicon_.towns.contains(name)) end = i + 1;
    if (!lexicon_.towns.opens(name)) break;
  }
  return end;
}

uint32_t NameFinder::run_end(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  uint32_t end = std::max(begin + 1, town_end(sentence, begin));
  while (end < tokens.size() && end - begin < kLongestName) {
    if (tokens[end].joined) {
      ++end;
      continue;
    }
    // "Dell'Acqua"
    bool elided = tokens[end - 1].surface.ends_with("'") || tokens[end - 1].surface.ends_with("’");
    if (is_name_word(sentence, end) && (tokens[end].space_before || elided)) {
      if (is_common(sentence, end) && !common_closes_name(sentence, begin, end)) break;
      ++end;
      continue;
    }
    // "Sung-hyun": a small second half that is no word
    if (end + 1 < tokens.size() && tokens[end].surface == "-" && !tokens[end].space_before &&
        !tokens[end + 1].space_before && tokens[end + 1].unknown && tokens[end + 1].kind == TokenKind::Word) {
      end += 2;
      continue;
    }
    uint32_t after = connector(sentence, begin, end);
    if (after == end) break;
    end = after + 1;
  }
  while (end > begin + 1 && tokens[end - 1].joined) --end;
  return end;
}

// "Consultancy Elkurva estimates", "Rivals Elkurva Ltd and Velt Corp fell": news English leaves the article
// out. A noun in the singular may still be of the name of a firm: "Pioneer Elkurva Ltd".
bool NameFinder::opens_with_kind(uint32_t sentence, TokenRange run, bool firm) const {
  const auto& tokens = article_.tokens(sentence);
  if (run.size() < 2 || lexicon_.grammar.head_first || !starts_sentence(sentence, run.begin) ||
      !is_ordinary_word(tokens[run.begin]) || is_ordinary_word(tokens[run.begin + 1]))
    return false;
  const text::Reading* noun = reading_with(tokens[run.begin], "n");
  const std::string& kind = noun != nullptr ? noun->lemma : tokens[run.begin].lower;
  if (!contains(lexicon_.words.types(WordKind::Describes, kind), "Company") ||
      lexicon_.words.is(WordKind::Prefix, kind))
    return false;
  const bool plural = noun != nullptr && noun->has("pl");
  // "Startup Elkurva Robotics"
  const bool newcomer = lexicon_.words.is(WordKind::Newcomer, kind);
  return !firm || (run.size() > 2 && (plural || newcomer || lexicon_.words.is(WordKind::Relational, kind)));
}

// Capitals that name nothing: posts ("Vice President"), months, "AI Models", numerals of centuries. The token
// past them, or the run's begin where it is a name.
uint32_t NameFinder::past_no_name(uint32_t sentence, TokenRange run) const {
  const auto& tokens = article_.tokens(sentence);
  const bool firm =
      run.size() > 1 && !lexicon_.words.types(WordKind::Suffix, tokens[run.end - 1].lower).empty();
  const bool opens_place =
      contains(lexicon_.words.types(WordKind::Prefix, tokens[run.begin].lower), "Place") &&
      !starts_sentence(sentence, run.begin) &&
      !lexicon_.first_names.contains(
          article_.folded(sentence)[run.begin + 1 < run.end ? run.begin + 1 : run.begin]);
  for (uint32_t i = run.begin; i < run.end; ++i) {
    TypeWords::Found role = lexicon_.words.at(WordKind::Role, tokens, i, run.end);
    if (role.tokens.size() == 0) continue;
    if (role.tokens.end == run.end && i > run.begin && firm) continue;  // "Valor Equity Partners"
    if (role.tokens.end == run.end) return run.end;
    if (i == run.begin && run.size() == 2 && firm && is_ordinary_word(tokens[run.begin + 1])) continue;
    // "il fondo romano Capo Solvaro"
    if (i == run.begin && run.size() > 1 && opens_place) continue;
    if (i == run.begin && run.size() > 1) return role.tokens.end;
  }
  // "General Motors": nobody is called so.
  const bool things = run.size() == 2 && firm && is_ordinary_word(tokens[run.begin + 1]);
  if (run.size() > 1 && is_role_or_title(sentence, run.begin) && !opens_place && !things)
    return run.begin + 1;
  // "ministro dell'Economia X Y", but "professor at the Technical University of Munich"
  const auto behind = std::span(tokens).subspan(run.begin + 1, run.size() - 1);
  const bool body = std::ranges::any_of(behind, [&](const Token& word) {
    return contains(lexicon_.words.types(WordKind::Suffix, word.lower), "Organization");
  });
  if (run.size() > 2 && !body && is_portfolio(sentence, run.begin)) return run.begin + 1;
  // "Energy Secretary Ada Bell"
  if (run.size() > 2 && lexicon_.words.is(WordKind::Portfolio, tokens[run.begin].lower))
    if (const TypeWords::Found post = lexicon_.words.at(WordKind::Role, tokens, run.begin + 1, run.end);
        post.tokens.size() > 0 && post.tokens.end < run.end)
      return post.tokens.end;
  // "Jan Goetz", "State Comptroller Ada Bell"
  if (run.size() > 1 && is_common(sentence, run.begin))
    for (uint32_t i = run.begin; i + 1 < run.end; ++i)
      if (lexicon_.first_names.contains(article_.folded(sentence)[i]) && !is_ordinary_word(tokens[i + 1]))
        return i;
  if (run.size() > 1 && lexicon_.words.is(WordKind::Time, tokens[run.begin].lower) &&
      is_common(sentence, run.begin))
    return run.begin + 1;  // "On Tuesday Quorvane Ltd"
  if (lexicon_.words.at(WordKind::Common, tokens, run.begin, run.end).tokens.end == run.end) return run.end;
  if (opens_with_kind(sentence, run, firm)) return run.begin + 1;
  bool place = contains(lexicon_.words.types(WordKind::Prefix, tokens[run.begin].lower), "Place");
  // "ID Quantique": an acronym before what is no word.
  const bool own = run.size() == 2 && !lexicon_.grammar.head_first &&
                   all_capitals(tokens[run.begin].surface) && tokens[run.begin + 1].unknown &&
                   lexicon_.gazetteer.match(tokens, article_.folded(sentence), run.begin + 1).tokens == 0;
  // "In Borsa Norda Systems cede"
  const uint32_t next = run.begin + 1;
  const bool before_firm = firm && run.size() > 2 && lexicon_.grammar.head_first && run.begin > 0 &&
                           tokens[run.begin - 1].has("pr") && !is_ordinary_word(tokens[next]);
  if (run.size() > 1 && is_common(sentence, run.begin) && (!firm || before_firm) && !place && !own) {
    // "In Borsa Asml cede", "4.000 Gpu Zorvan"
    const bool known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), next).tokens > 0;
    const bool behind_noun = lexicon_.grammar.head_first && has_reading(tokens[run.begin], "n") &&
                             !is_ordinary_word(tokens[next]) && is_name_word(sentence, next) &&
                             tokens[next].surface.size() > 2;
    return known || behind_noun ? next : run.end;
  }
  const std::string& word = tokens[run.begin].surface;
  bool numeral = run.size() == 1 && word.find_first_not_of("IVXLCM") == std::string::npos;
  return numeral ? run.end : run.begin;
}

}  // namespace trama::extract
