#include "core/extract/possessives.h"

#include <algorithm>

namespace trama::extract {

using text::Token;

void Possessives::visit(uint32_t s, const NounGroup& group) {
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
    const Token& token = d_.tokens(s)[i];
    if (antecedents_.is_own(token) && token.has("pos")) {
      if (auto own = antecedents_.own_firm(s, i, Via::Possessive)) d_.add(*own, s, {i, i + 1}, Role::Other);
      continue;
    }
    const auto& types = d_.words.types(WordKind::Possessive, token.lower);
    const auto& by_lemma = types.empty() ? d_.words.types(WordKind::Possessive, token.lemma()) : types;
    if (by_lemma.empty() || !token.has("pos")) continue;
    // "Models need more power than their ancestors": of the models.
    const bool of_many = d_.grammar.of_many.contains(token.lower);
    if (of_many && d_.subject != nullptr && d_.subject->number == Number::Plural &&
        d_.subject->tokens.end <= i && d_.subjects[s] == kNone)
      continue;
    Sought sought{owners_of(s, group, by_lemma), Gender::Unknown, apposed_to(s, group)};
    // Italian possessives agree with what is owned.
    if (!d_.article.lexicon.grammar.head_first) sought.gender = gender_of_pronoun(token, d_.grammar);
    uint32_t thing = shares(s, group) ? other_company(s, i) : recipient_before(s, group, sought);
    if (thing == kNone) thing = joined_before(s, group, sought);
    if (thing == kNone) thing = antecedents_.owner_before(s, i, sought);
    if (thing == kNone) thing = text_is_on_alone(s, i, sought);
    if (thing == kNone || d_.latest_name(thing, s, i) == kNone) continue;
    if (sought.gender != Gender::Unknown && d_.type(thing) == "Person")
      d_.genders.emplace(thing, sought.gender);
    d_.add(d_.stand_in(thing, Via::Possessive, s, i, 2), s, {i, i + 1}, Role::Other);
  }
}

// "supplies lasers to Velt for its printers": what is for something of someone's is for who gets it.
uint32_t Possessives::recipient_before(uint32_t s, const NounGroup& group, const Sought& sought) const {
  const Chunks& chunks = d_.article.chunks[s];
  if (!d_.grammar.for_whom.contains(group.preposition)) return kNone;
  const auto at =
      std::ranges::find(chunks.nouns, group.tokens.begin, [](const NounGroup& g) { return g.tokens.begin; });
  if (at == chunks.nouns.begin() || at == chunks.nouns.end()) return kNone;
  const NounGroup& before = *std::prev(at);
  const bool recipient = d_.grammar.to.contains(before.preposition);
  if (!recipient || before.tokens.end + 1 != group.tokens.begin) return kNone;
  const Mention* name = d_.name_in(s, before.tokens, false);
  return name != nullptr && d_.fits(name->entity, sought) ? name->entity : kNone;
}

// "sued Velt and its boss": what is joined to a name by a conjunction is that name's.
uint32_t Possessives::joined_before(uint32_t s, const NounGroup& group, const Sought& sought) const {
  const auto& list = d_.tokens(s);
  uint32_t conjunction = group.tokens.begin;
  while (conjunction > 0 && (list[conjunction - 1].joined || list[conjunction - 1].has("pr"))) --conjunction;
  if (conjunction < 2 || !list[--conjunction].has("cnjcoo")) return kNone;
  for (const uint32_t m : d_.by_sentence[s]) {
    const Mention& name = d_.out.mentions[m];
    if (name.via != Via::Name || name.tokens.end != conjunction || d_.is_demonym(m)) continue;
    const NounGroup* before = d_.article.group_at(s, name.tokens.begin);
    if (before == nullptr || before->preposition != group.preposition) continue;
    // "Velt beat Norda, and its boss is glad": a clause of its own.
    const bool own_clause = d_.article.verb_at(s, group.tokens.end) != nullptr &&
                            std::ranges::any_of(d_.article.chunks[s].verbs, [&](const VerbGroup& verb) {
                              return verb.tokens.end <= before->tokens.begin;
                            });
    if (!own_clause && d_.fits(name.entity, sought)) return name.entity;
  }
  return kNone;
}

// What may own the noun of a group, of the types that a possessive may have: "its clients" are no place's,
// "its successor" may be a model's.
std::vector<std::string> Possessives::owners_of(uint32_t s, const NounGroup& group,
                                                const std::vector<std::string>& types) const {
  const auto& list = d_.tokens(s);
  const std::vector<std::string>* owners = nullptr;
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i)
    for (const WordKind kind : {WordKind::Of, WordKind::Role}) {
      const TypeWords::Found found = d_.words.at(kind, list, i, group.tokens.end);
      if (owners == nullptr && found.tokens.contains(group.head)) owners = found.types;
    }
  if (owners == nullptr) return types;
  std::vector<std::string> both;
  for (const std::string& type : types) {
    const bool body = type == "Organization" && std::ranges::find(*owners, "Company") != owners->end();
    if (type == "Person" || body || std::ranges::find(*owners, type) != owners->end()) both.push_back(type);
  }
  const bool thing = std::ranges::find(types, "Place") != types.end();
  for (const std::string& type : *owners)
    if (thing && std::ranges::find(kMadeThings, type) != kMadeThings.end()) both.push_back(type);
  return both.empty() ? types : both;
}

// "Microsoft, already its biggest backer": the name before the comma is no owner of what it is.
uint32_t Possessives::apposed_to(uint32_t s, const NounGroup& group) const {
  uint32_t at = group.tokens.begin;
  while (at > 0 && (d_.tokens(s)[at - 1].has("adv") || d_.tokens(s)[at - 1].has("preadv"))) --at;
  if (at < 2 || d_.tokens(s)[at - 1].surface != ",") return kNone;
  for (uint32_t m : d_.by_sentence[s])
    if (d_.out.mentions[m].tokens.end == at - 1 && !d_.is_demonym(m)) return d_.out.mentions[m].entity;
  return kNone;
}

// "holds 5% of its shares": of another firm's than the holder's.
bool Possessives::shares(uint32_t s, const NounGroup& group) const {
  const bool of = d_.grammar.linking.contains(group.preposition) || d_.grammar.in.contains(group.preposition);
  return of && d_.words.is(WordKind::Capital, d_.tokens(s)[group.head].lemma());
}

uint32_t Possessives::other_company(uint32_t s, uint32_t token) const {
  uint32_t holder = antecedents_.clause_subject(s, token, {.types = {"Company", "Organization"}});
  for (auto reference = d_.references.rbegin();
       reference != d_.references.rend() && s - reference->sentence <= 1; ++reference)
    if (reference->thing != holder && d_.type(reference->thing) == "Company") return reference->thing;
  return kNone;
}

// The same of a possessive, where the sentence names no other owner before it.
uint32_t Possessives::text_is_on_alone(uint32_t s, uint32_t token, const Sought& sought) const {
  const Sought firm{.types = {"Company"}, .except = sought.except};
  if (std::ranges::find(sought.types, "Company") == sought.types.end()) return kNone;
  for (uint32_t m : d_.by_sentence[s])
    if (d_.out.mentions[m].tokens.begin < token && d_.fits(d_.out.mentions[m].entity, firm)) return kNone;
  return antecedents_.text_is_on(s, token, firm);
}

}  // namespace trama::extract
