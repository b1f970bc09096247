// What is said of a name where it is given: "a model called X", "They call it X", "X, as the lab calls its
// model".
#include "core/extract/occurrence.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

constexpr uint32_t kAsideReach = 8;  // tokens: ", as the company calls its new rocket"

class NamingEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    if (begin_ > 0) named_before();
    named_after();
  }

 private:
  bool names(const VerbGroup* verb) const {
    return verb != nullptr && words_.is(WordKind::Naming, verb->lemma);
  }

  void named_before() {
    uint32_t verb_token = begin_ - 1;
    if (verb_token > 0 && grammar_.as.contains(lower(verb_token))) --verb_token;
    // "They call it X"
    const auto& pronoun = words_.types(WordKind::Pronoun, lower(verb_token));
    const bool it = verb_token > 0 && std::ranges::find(pronoun, "Company") != pronoun.end();
    if (it) --verb_token;
    const VerbGroup* verb = article_.verb_at(mention_.sentence, verb_token);
    if (!names(verb)) return by_the_name_of();
    if (it || (opens_with_pronoun(*verb) && names_pronoun(*verb))) return name_thing_before(*verb);
    uint32_t before = past_relative(verb->tokens.begin);
    if (before == 0) return;
    --before;
    const bool mark = surface(before) == "," || surface(before) == "–" || surface(before) == "-" ||
                      surface(before) == "(" || surface(before) == "—";
    if (before > 0 && (mark || is(before, Part::Adverb))) --before;
    describe_from(*verb, article_.group_at(mention_.sentence, before));
  }

  // Behind the last colon before a verb, or the like: "un assistente: si chiama X".
  uint32_t clause_start(const VerbGroup& verb) const {
    uint32_t start = verb.tokens.begin;
    while (start > 0 && surface(start - 1) != ":" && surface(start - 1) != ";" && surface(start - 1) != "(")
      --start;
    return start;
  }

  // "Si chiama X", "It is called X", "Lo chiamano X": nothing but pronouns and marks before the verb.
  bool opens_with_pronoun(const VerbGroup& verb) const {
    for (uint32_t i = clause_start(verb); i < verb.tokens.begin; ++i)
      if (tokens_[i].kind != text::TokenKind::Punctuation && !tokens_[i].has("prn") &&
          !is(i, Part::Coordinator))
        return false;
    return true;
  }

  // "It is called X", "Si chiama X", "Lo chiamano X", but not "He named X".
  bool names_pronoun(const VerbGroup& verb) const {
    if (verb.voice != Voice::Active) return true;
    for (uint32_t i = 0; i < verb.tokens.end; ++i)
      if (tokens_[i].has("prn") && (tokens_[i].has("pro") || tokens_[i].has("ref"))) return true;
    return false;
  }

  // "which it calls X", "che gli ingegneri chiamano X": to where the relative clause begins.
  uint32_t past_relative(uint32_t verb) const {
    uint32_t at = verb;
    if (at > 0)
      if (const NounGroup* subject = article_.group_at(mention_.sentence, at - 1);
          subject != nullptr && subject->tokens.end == at && subject->preposition.empty())
        at = subject->tokens.begin;
    return at > 0 && is(at - 1, Part::Relative) ? at - 1 : verb;
  }

  // "una mano a cinque dita battezzata Grifo": what is named may stand before its complement.
  void describe_from(const VerbGroup& verb, const NounGroup* group) {
    for (int outer = 0; group != nullptr && outer < 2; ++outer) {
      // "i serbatoi messi a punto dalla ditta, battezzati X": it is the tanks that are.
      const bool other = verb.mood == Mood::Participle && verb.number == Number::Plural &&
                         group->number == Number::Singular && !group->preposition.empty();
      if (auto found = described_by(*group); !other && found && found->kind == WordKind::Describes)
        return add_described(*found, kApposition * 0.75);
      // "the oil baths, christened X": what firms give names to.
      if (group->preposition.empty() || group->tokens.begin == 0) return add_thing(kHint);
      uint32_t at = group->tokens.begin;
      while (at > 0 && (tokens_[at - 1].joined || tokens_[at - 1].has("pr"))) --at;
      group = at > 0 ? article_.group_at(mention_.sentence, at - 1) : nullptr;
    }
  }

  // "a firm by the name of X", "una ditta di nome X"
  void by_the_name_of() {
    const TokenRange phrase = ending_at(WordKind::ByName, 0, begin_).tokens;
    // "un'azienda di nome X", but "l'origine del nome X"
    if (phrase.size() == 0 || tokens_[phrase.begin + 1].joined) return;
    const NounGroup* group =
        phrase.begin > 0 ? article_.group_at(mention_.sentence, phrase.begin - 1) : nullptr;
    if (group == nullptr) return;
    if (auto found = described_by(*group); found && found->kind == WordKind::Describes)
      add_described(*found, kApposition * 0.75);
  }

  // The sentence before told what gets the name, or what stands before the colon: what it brought up, "a
  // model of their own", before what it took for known.
  void name_thing_before(const VerbGroup& verb) {
    const uint32_t start = clause_start(verb);
    if (start == 0 && mention_.sentence == 0) return;
    const uint32_t sentence = start > 0 ? mention_.sentence : mention_.sentence - 1;
    std::optional<TypeWords::Found> said;
    for (const NounGroup& group : article_.chunks[sentence].nouns) {
      if (start > 0 && group.tokens.begin >= start) break;
      if (!group.preposition.empty() || group.number == Number::Plural) continue;
      for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
        auto noun = words_.at(WordKind::Describes, article_.tokens(sentence), i, group.tokens.end);
        if (!noun.tokens.contains(group.head)) continue;
        if (!said || !group.definite) said = noun;
        break;
      }
    }
    if (said) add_all(*said->types, kApposition * 0.75);
  }

  // ", as the company calls its rocket,", ", come lo chiamano gli ingegneri,"
  void named_after() {
    if (surface(end_) != "," || !grammar_.as.contains(lower(end_ + 1))) return;
    for (uint32_t i = end_ + 2; i < tokens_.size() && i < end_ + kAsideReach; ++i) {
      if (tokens_[i].kind == text::TokenKind::Punctuation) return;
      const VerbGroup* verb = article_.verb_at(mention_.sentence, i);
      if (!names(verb) || verb->voice == Voice::Passive) continue;
      const NounGroup* called = article_.group_at(mention_.sentence, verb->tokens.end);
      if (called != nullptr && called->preposition.empty() && called->number != Number::Plural)
        if (auto found = described_by(*called); found && found->kind == WordKind::Describes)
          return add_described(*found, kApposition);
      // "Growth, as the minister calls it,"
      if (!is_ordinary_word(tokens_[begin_])) add_thing(kThing);
      return;
    }
  }
};

}  // namespace

void add_naming_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                         TypeScores& scores) {
  NamingEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
