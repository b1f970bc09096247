// A capital at the start of a sentence, which a name has and any other word.
#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;

constexpr size_t kLongestAcronym = 5;

bool is_proper_noun(const Token& token) {
  return std::ranges::any_of(token.readings, [](const text::Reading& r) {
    return r.has("ant") || r.has("cog") || r.has("top") || r.has("org");
  });
}

}  // namespace

// "Micron boss …", "Arm makes …", "Apple's": a known name that is also a word, where it heads what follows.
bool NameFinder::known_opens_clause(uint32_t sentence, TokenRange run) const {
  const auto& tokens = article_.tokens(sentence);
  Gazetteer::Match match = lexicon_.gazetteer.match(tokens, article_.folded(sentence), run.begin);
  if (match.tokens != run.size() || match.hits.empty() || run.end >= tokens.size()) return false;
  const std::string& type = lexicon_.gazetteer.entry(match.hits.front().entry).type;
  if (type != "Company" && type != "Organization") return false;
  const Token& next = tokens[run.end];
  const Token& word = tokens[run.begin];
  if (word.has("adv") || word.has("det") || word.has("pr") || word.has("cnjcoo") || word.has("cnjsub"))
    return false;
  if (lexicon_.grammar.genitive.contains(next.lower)) return true;
  // "Anthropic, maker of …"
  if (next.surface == "," && !word.has("n")) return true;
  if (next.has("cnjcoo") && run.end + 1 < tokens.size() && is_capitalised(tokens[run.end + 1])) return true;
  bool post = !lexicon_.grammar.head_first && !is_capitalised(next) && is_role_or_title(sentence, run.end);
  const bool negated = lexicon_.grammar.head_first && lexicon_.grammar.negation.contains(next.lower) &&
                       article_.verb_at(sentence, run.end) != nullptr;
  const bool quarter = next.surface.size() == 2 && next.surface[0] == 'Q' && is_digit(next.surface[1]);
  return post || negated || quarter || std::ranges::any_of(next.readings, [](const text::Reading& r) {
           bool verb =
               r.has("vblex") || r.has("vbhaver") || r.has("vbser") || r.has("vbmod") || r.has("vaux");
           return verb && !r.has("inf") && !r.has("pp") && !r.has("imp") && !r.has("ger");
         });
}

// "Proton, the maker of …", "Recursion, of Salt Lake City, …": a noun without determiner that the words
// behind its comma tell more of.
bool NameFinder::apposition_follows(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[token];
  const uint32_t next = token + 2;
  const bool noun = word.kind == text::TokenKind::Number || (word.has("n") && !word.has("pl"));
  if (next + 1 >= tokens.size() || tokens[token + 1].surface != "," || !noun) return false;
  if (tokens[next].has("det")) return article_.group_at(sentence, next) != nullptr;
  if (!tokens[next].has("pr")) return false;
  Gazetteer::Match seat = lexicon_.gazetteer.match(tokens, article_.folded(sentence), next + 1);
  return seat.tokens > 0 && lexicon_.gazetteer.entry(seat.hits.front().entry).type == "Place";
}

// "Quercia, startup di Lecce, …", "Freccia, come la ditta chiama il suo razzo, …": Italian sets off what a
// name is without an article.
bool NameFinder::told_behind_comma(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t next = token + 2;
  if (next + 1 >= tokens.size() || tokens[token + 1].surface != "," || tokens[token].has("pl")) return false;
  const auto size = static_cast<uint32_t>(tokens.size());
  if (lexicon_.grammar.as.contains(tokens[next].lower)) {
    bool naming = false;
    for (uint32_t i = next + 1; i < size && tokens[i].kind != text::TokenKind::Punctuation; ++i) {
      const VerbGroup* verb = article_.verb_at(sentence, i);
      naming = naming || (verb != nullptr && lexicon_.words.is(WordKind::Naming, verb->lemma));
      if (naming && lexicon_.words.at(WordKind::Describes, tokens, i, size).tokens.size() > 0) return true;
    }
    return false;
  }
  if (!lexicon_.grammar.head_first || tokens[next].has("pl") || tokens[token].has("adv")) return false;
  const TypeWords::Found noun = lexicon_.words.at(WordKind::Describes, tokens, next, size);
  if (noun.tokens.size() == 0 || !contains(*noun.types, "Company") || noun.tokens.end >= tokens.size())
    return false;
  const Token& after = tokens[noun.tokens.end];
  if (after.kind == text::TokenKind::Punctuation || after.has("cnjcoo")) return false;
  // "Robotica, startup di Pisa raccoglie 5 milioni": without a comma behind it a topic stands before the
  // firm.
  bool relative = false;
  for (uint32_t i = noun.tokens.end; i < size; ++i) {
    if (tokens[i].surface == ",") return true;
    relative = relative || has_reading(tokens[i], "rel");
    const VerbGroup* verb = article_.verb_at(sentence, i);
    if (verb != nullptr && is_finite(*verb) && !relative) return false;
  }
  return false;
}

// A capital at the start of a sentence: whether the name-like word may be an ordinary one.
bool NameFinder::doubtful_start(uint32_t sentence, uint32_t token, uint32_t end) const {
  if (!starts_sentence(sentence, token)) return false;
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[token];
  const std::string& folded = article_.folded(sentence)[token];
  if (capital_.contains(folded)) return false;
  const bool adverb = ends_like(lexicon_.grammar.opening_adverb_ending, word.lower);
  bool ordinary = is_ordinary_word(word) || small_.contains(folded) || adverb;
  if (!ordinary) return false;
  if (!is_capitalised(word)) return false;  // "xAI"
  Gazetteer::Match match = lexicon_.gazetteer.match(tokens, article_.folded(sentence), token);
  if (match.tokens > 0 && match.only(Gazetteer::Kind::Demonym)) return false;  // "Chinese rival X"
  if (known_opens_clause(sentence, {token, end})) return false;
  if (word.has("np") && !small_.contains(folded) && is_proper_noun(word)) return false;
  if (all_capitals(word.surface) && word.surface.size() > 2 && !article_.document.sentences[sentence].heading)
    return false;
  if (end - token == 1 && (apposition_follows(sentence, token) || told_behind_comma(sentence, token)))
    return false;
  if (end - token == 1 && end + 1 < tokens.size() && tokens[end + 1].surface == "," &&
      is_own_version(sentence, token, end) && apposition_follows(sentence, end))
    return false;  // "Rook 2, the new chip of …"
  // Without a determiner a singular noun before a finite verb is a name: "Meta releases".
  bool verb_follows = end < tokens.size() && article_.verb_at(sentence, end) != nullptr;
  if (verb_follows && end - token == 1) {
    const VerbGroup& verb = *article_.verb_at(sentence, end);
    bool finite = verb.mood == Mood::Indicative || verb.mood == Mood::Conditional;
    bool noun =
        std::ranges::any_of(word.readings, [](const text::Reading& r) { return r.has("n") && r.has("sg"); });
    bool only_noun = std::ranges::none_of(
        word.readings, [](const text::Reading& r) { return r.has("adv") || r.has("prn") || r.has("adj"); });
    bool of_names = lexicon_.words.is(WordKind::Of, word.lower);  // "Stock hits two-year low"
    return !(finite && noun && only_noun && !of_names && !is_role_or_title(sentence, token));
  }
  return true;
}

// "Grendel is a torso", "Tesseral, che …", "Halden's sales": a word that no dictionary has, without article,
// where a subject stands.
bool NameFinder::is_unknown_subject(uint32_t sentence, TokenRange run) const {
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[run.begin];
  if (is_ordinary_word(word) || small_.contains(article_.folded(sentence)[run.begin]) ||
      run.end + 1 >= tokens.size() || article_.document.sentences[sentence].heading)
    return false;
  const Token& next = tokens[run.end];
  const Token& second = tokens[run.end + 1];
  // "ESA has leased it", "D-Matrix, whose", but "RETTIFICA: …"
  const bool acronym = !title_case_[sentence] && word.surface.size() <= kLongestAcronym &&
                       !lexicon_.frequent_words.contains(word.lower) &&
                       all_capitals(word.surface.substr(0, word.surface.find('-')));
  if (!acronym && (all_capitals(word.surface) || word.surface.size() < 4)) return false;
  if (next.has("gen") || lexicon_.grammar.genitive.contains(next.lower)) return true;
  if (next.surface == "," &&
      (part_of_speech(second, false) == Part::Relative || lexicon_.grammar.whose.contains(second.lower)))
    return true;
  if (next.has("cnjcoo") && is_capitalised(second)) return true;
  // "Absolics, the SKC affiliate"
  const NounGroup* said = next.surface == "," ? article_.group_at(sentence, run.end + 1) : nullptr;
  if (said != nullptr && second.has("det") && said->number == Number::Singular && said->preposition.empty())
    return true;
  const VerbGroup* verb = article_.verb_at(sentence, run.end);
  // "Lilly has promised"; "Velinas hopes": a plural would not agree.
  const bool singular = next.has("vbhaver") || next.has("vbser");
  const bool agrees = (singular && next.has("sg") && ends_like(lexicon_.grammar.adverb_ending, word.lower)) ||
                      (next.has("p3") && next.has("sg") && word.lower.ends_with('s'));
  if (!acronym && lexicon_.grammar.ends_commonly(word.lower) && !agrees) return false;
  // "YES, we can"
  if (next.surface == ",") return !acronym && !article_.document.sentences[sentence].heading;
  return verb != nullptr && verb->tokens.begin == run.end && verb->number != Number::Plural &&
         (verb->mood == Mood::Indicative || verb->mood == Mood::Conditional);
}

}  // namespace trama::extract
