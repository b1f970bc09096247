#include "core/extract/antecedents.h"

#include <algorithm>

#include "core/extract/sentence_structure.h"

namespace trama::extract {

using text::Token;

Gender gender_of_pronoun(const Token& pronoun, const Grammar& grammar) {
  if (grammar.masculine.contains(pronoun.lower) || pronoun.has("m")) return Gender::Masculine;
  if (grammar.feminine.contains(pronoun.lower) || pronoun.has("f")) return Gender::Feminine;
  return Gender::Unknown;
}

bool Antecedents::is_own(const Token& token) const {
  return d_.grammar.own.contains(token.lower) || d_.grammar.own.contains(token.lemma());
}

// "Our chair" of who is interviewed, or writes, or speaks in quotes.
std::optional<Mention> Antecedents::own_firm(uint32_t s, uint32_t token, Via via) const {
  const uint32_t firm = d_.own_voice ? d_.main_firm : speakers_.firm(s, token);
  if (firm == kNone) return std::nullopt;
  Mention own = d_.stand_in(firm, via, s, token, 2);
  own.antecedent = d_.any_name(firm, s, token);
  return own;
}

const std::vector<std::string>& Antecedents::objects_of(uint32_t s, const VerbGroup& verb) const {
  const auto& list = d_.tokens(s);
  if (verb.tokens.end < list.size()) {
    const auto& types = d_.words.types(WordKind::Object, verb.lemma + " " + list[verb.tokens.end].lower);
    if (!types.empty()) return types;
  }
  return d_.words.types(WordKind::Object, verb.lemma);
}

uint32_t Antecedents::clause_subject(uint32_t s, uint32_t token, const Sought& sought) const {
  const uint32_t mention = subject_mention(s, token, sought);
  return mention == kNone ? kNone : d_.out.mentions[mention].entity;
}

uint32_t Antecedents::subject_mention(uint32_t s, uint32_t token, const Sought& sought) const {
  const Chunks& chunks = d_.article.chunks[s];
  uint32_t begin = 0, verb = kNone;
  for (const VerbGroup& group : chunks.verbs) {
    if (!is_main(group)) continue;
    if (group.tokens.begin >= token) break;
    if (verb != kNone) begin = verb;
    verb = group.tokens.begin;
  }
  if (verb == kNone) return kNone;
  for (auto group = chunks.nouns.rbegin(); group != chunks.nouns.rend(); ++group) {
    if (group->tokens.begin >= verb || !group->preposition.empty()) continue;
    // "Nvidia, che ha venduto …, resta": before a relative clause of its own stands the subject.
    if (group->tokens.begin < begin && !relative_follows(s, group->tokens.end)) continue;
    for (uint32_t m = 0; m < d_.out.mentions.size(); ++m) {
      const Mention& mention = d_.out.mentions[m];
      bool here = mention.sentence == s && group->tokens.contains(mention.tokens.begin) && !d_.is_demonym(m);
      // "the Boston company" is no Boston
      bool head = !d_.is_place(mention) || mention.tokens.contains(group->head);
      if (here && head && d_.fits(mention.entity, sought)) return m;
    }
  }
  return kNone;
}

bool Antecedents::relative_follows(uint32_t s, uint32_t token) const {
  if (token < d_.tokens(s).size() && d_.tokens(s)[token].surface == ",") ++token;
  return token < d_.tokens(s).size() && d_.tokens(s)[token].has("rel");
}

// Whether the head of a group says that it is of one of the types.
bool Antecedents::describes(uint32_t s, const NounGroup& group, const std::vector<std::string>& types) const {
  const auto& described = d_.words.types(WordKind::Describes, d_.tokens(s)[group.head].lemma());
  return std::ranges::any_of(
      described, [&](const std::string& type) { return std::ranges::find(types, type) != types.end(); });
}

// "X, who set up the business after a decade at Y, remains its boss": what the sentence takes up from before
// is what it goes on about (the backward-looking centre of Grosz, Joshi and Weinstein, 1995).
uint32_t Antecedents::centre_of(uint32_t s, uint32_t token, const Sought& sought) const {
  uint32_t centre = kNone;
  for (const Reference& reference : d_.references) {
    const Mention& mention = d_.out.mentions[reference.mention];
    if (reference.sentence != s || reference.token >= token || mention.via == Via::Name ||
        mention.antecedent == kNone || d_.out.mentions[mention.antecedent].sentence == s ||
        !d_.fits(reference.thing, sought))
      continue;
    if (centre != kNone && centre != reference.thing) return kNone;
    centre = reference.thing;
  }
  return centre;
}

uint32_t Antecedents::owner_before(uint32_t s, uint32_t token, const Sought& sought) const {
  if (uint32_t own = clause_subject(s, token, sought); own != kNone) return own;
  bool before = d_.subject != nullptr && d_.subject->tokens.end <= token;
  if (before && d_.fits(d_.subjects[s], sought)) return d_.subjects[s];
  // "OpenAI's Chinese rival trained its model": of the rival, whoever that is.
  if (before && d_.subjects[s] == kNone && describes(s, *d_.subject, sought.types)) return kNone;
  if (const uint32_t centre = centre_of(s, token, sought); centre != kNone) return centre;
  if (uint32_t only = d_.only_recent(s, token, sought, 0); only != kNone) return only;
  if (uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  return d_.only_recent(s, token, sought, 1);
}

uint32_t Antecedents::taken_up(uint32_t s, uint32_t token, const Sought& sought) const {
  if (const uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  if (const uint32_t only = d_.only_recent(s, token, sought, 1); only != kNone) return only;
  return text_is_on(s, token, sought);
}

uint32_t Antecedents::spoken_of_here(uint32_t s, uint32_t token, const Sought& sought) const {
  const bool here = std::ranges::any_of(d_.references, [&](const Reference& reference) {
    return reference.sentence == s && reference.token < token && d_.fits(reference.thing, sought);
  });
  return here ? d_.only_recent(s, token, sought, 0) : taken_up(s, token, sought);
}

uint32_t Antecedents::text_is_on(uint32_t s, uint32_t token, const Sought& sought) const {
  const uint32_t thing = topics_.heaviest(s, sought, false);
  return thing != kNone && d_.latest_name(thing, s, token) != kNone ? thing : kNone;
}

}  // namespace trama::extract
