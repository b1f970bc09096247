#include "core/extract/pronouns.h"

#include <algorithm>

#include "core/extract/sentence_structure.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Token;

std::optional<Mention> Pronouns::resolve(uint32_t s, const NounGroup& group) {
  const Token& token = d_.tokens(s)[group.head];
  if (group.demonstrative && d_.grammar.latter.contains(token.lemma())) return last_spoken_of(s, group);
  if (group.tokens.size() != 1) return std::nullopt;
  if (antecedents_.is_own(token)) return antecedents_.own_firm(s, group.tokens.begin, Via::Pronoun);
  const auto& types = d_.words.types(WordKind::Pronoun, token.lower);
  if (types.empty()) return demonstrative(s, group);
  Sought sought{types, gender_of_pronoun(token, d_.grammar)};
  uint32_t thing = kNone;
  const VerbGroup* verb = d_.article.verb_at(s, group.tokens.end);
  if (group.preposition.empty() && (verb != nullptr || may_be_verb(d_.article, s, group.tokens.end))) {
    // "It is … that" stands for nothing.
    bool thing_pronoun = std::ranges::find(types, "Person") == types.end();
    if (thing_pronoun && verb != nullptr && verb->copula) return std::nullopt;
    const bool opens = group.tokens.begin == 0 || &group == d_.subject;
    thing = opens ? d_.previous_subject(s, sought) : d_.subject_before(s, sought);
    // "The ministry says it is looking into X"
    if (!opens && thing_pronoun && d_.fits(d_.subjects[s], {.types = {"Organization"}}))
      thing = d_.subjects[s];
    // "Having swallowed X, it …": not X.
    const VerbGroup* opening = d_.article.verb_at(s, 0);
    const bool absolute = opening != nullptr && opening->mood == Mood::Gerund && group.tokens.begin > 0;
    if (thing_pronoun) {
      // "It proposes antibodies": whatever the sentence before was on, if the verb does not ask for a firm.
      const auto& acting = verb == nullptr ? types : d_.words.types(WordKind::Subject, verb->lemma);
      const bool firm = std::ranges::find(acting, "Company") != acting.end();
      const uint32_t made = opens && !firm ? d_.previous_subject(s, {.types = kMadeThings}) : kNone;
      if (made != kNone) thing = made;
    }
    if (thing == kNone && absolute) thing = antecedents_.text_is_on(s, group.tokens.begin, sought);
    if (thing == kNone && !absolute) thing = d_.only_recent(s, group.tokens.begin, sought, 1);
  } else {
    thing = object_pronoun(s, group, sought);
  }
  if (thing == kNone || d_.latest_name(thing, s, group.tokens.begin) == kNone) return std::nullopt;
  if (sought.gender != Gender::Unknown && d_.type(thing) == "Person")
    d_.genders.emplace(thing, sought.gender);
  return d_.stand_in(thing, Via::Pronoun, s, group.tokens.begin, 2);
}

// "She runs it", "The bank has lent it money", "owns a slice of it": what the sentence before was on, or the
// only thing spoken of, unless it is the subject of the verb itself.
uint32_t Pronouns::object_pronoun(uint32_t s, const NounGroup& group, Sought sought) const {
  const bool after_verb = group.tokens.begin > 0 && d_.article.verb_at(s, group.tokens.begin - 1) != nullptr;
  const bool within =
      d_.grammar.linking.contains(group.preposition) || d_.grammar.in.contains(group.preposition);
  if (!after_verb && !within) return kNone;
  if (uint32_t shared = object_before_and(s, group, sought); shared != kNone) return shared;
  if (const uint32_t made = made_thing(s, group, sought); made != kNone) return made;
  const uint32_t subject = antecedents_.subject_mention(s, group.tokens.begin, sought);
  // "Its boss founded it"
  if (subject != kNone && d_.out.mentions[subject].via == Via::Possessive)
    return d_.out.mentions[subject].entity;
  if (subject != kNone) sought.except = d_.out.mentions[subject].entity;
  if (uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  if (uint32_t only = d_.only_recent(s, group.tokens.begin, sought, 1); only != kNone) return only;
  return antecedents_.text_is_on(s, group.tokens.begin, sought);
}

// "has designed it into a camera": a thing that the sentence before was on, unless the verb acts on firms.
uint32_t Pronouns::made_thing(uint32_t s, const NounGroup& group, const Sought& sought) const {
  if (std::ranges::find(sought.types, "Person") != sought.types.end()) return kNone;
  const VerbGroup* verb = group.tokens.begin > 0 ? d_.article.verb_at(s, group.tokens.begin - 1) : nullptr;
  if (verb != nullptr) {
    const auto& acted_on = antecedents_.objects_of(s, *verb);
    if (std::ranges::find(acted_on, "Company") != acted_on.end()) return kNone;
  }
  return d_.previous_subject(s, {.types = kMadeThings});
}

// "founded X and still runs it": the object of the verb before.
uint32_t Pronouns::object_before_and(uint32_t s, const NounGroup& group, const Sought& sought) const {
  const VerbGroup* verb = group.tokens.begin > 0 ? d_.article.verb_at(s, group.tokens.begin - 1) : nullptr;
  if (verb == nullptr) return kNone;
  uint32_t conjunction = verb->tokens.begin;
  while (conjunction > 0 && has_reading(d_.tokens(s)[conjunction - 1], "adv")) --conjunction;
  if (conjunction == 0 || !d_.tokens(s)[--conjunction].has("cnjcoo")) return kNone;
  for (auto reference = d_.references.rbegin(); reference != d_.references.rend() && reference->sentence == s;
       ++reference) {
    const TokenRange tokens = d_.out.mentions[reference->mention].tokens;
    const bool object = tokens.end == conjunction && tokens.begin > 0 && reference->role == Role::Object;
    if (object && d_.fits(reference->thing, sought)) return reference->thing;
  }
  return kNone;
}

// "Questa, fondata nel 2021": the last thing spoken of.
std::optional<Mention> Pronouns::demonstrative(uint32_t s, const NounGroup& group) const {
  if (!group.demonstrative || &group != d_.subject || group.number == Number::Plural) return std::nullopt;
  return last_spoken_of(s, group);
}

std::optional<Mention> Pronouns::last_spoken_of(uint32_t s, const NounGroup& group) const {
  auto last = std::find_if(d_.references.rbegin(), d_.references.rend(),
                           [&](const Reference& reference) { return d_.type(reference.thing) != "Place"; });
  if (last == d_.references.rend() || s - last->sentence > 1) return std::nullopt;
  if (d_.type(last->thing) != "Company" && d_.type(last->thing) != "Organization") return std::nullopt;
  return d_.stand_in(last->thing, Via::Pronoun, s, group.tokens.begin, 2);
}

}  // namespace trama::extract
