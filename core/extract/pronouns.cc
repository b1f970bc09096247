#include "core/extract/pronouns.h"

#include <algorithm>
#include <array>

#include "core/extract/sentence_structure.h"

namespace trama::extract {

using text::Token;

std::optional<Mention> Pronouns::resolve(uint32_t s, const NounGroup& group) const {
  const Token& token = d_.tokens(s)[group.head];
  if (group.demonstrative && d_.words.is(WordKind::Latter, token.lemma())) return last_spoken_of(s, group);
  if (group.tokens.size() != 1) return std::nullopt;
  const auto& types = d_.words.types(WordKind::Pronoun, token.lower);
  if (types.empty()) return demonstrative(s, group);
  // Only as a subject: what an object stands for is rarely sure.
  const VerbGroup* verb = d_.article.verb_at(s, group.tokens.end);
  if (!group.preposition.empty() || (verb == nullptr && !may_be_verb(d_.article, s, group.tokens.end)))
    return std::nullopt;
  // "It is … that" stands for nothing.
  bool thing_pronoun = std::ranges::find(types, "Person") == types.end();
  if (thing_pronoun && verb != nullptr && verb->copula) return std::nullopt;
  uint32_t thing = group.tokens.begin == 0 || &group == d_.subject ? d_.previous_subject(s, types)
                                                                   : d_.subject_before(s, types);
  if (thing == kNone) thing = d_.only_recent(s, group.tokens.begin, types, 1);
  if (thing == kNone || d_.latest_name(thing, s, group.tokens.begin) == kNone) return std::nullopt;
  return d_.stand_in(thing, Via::Pronoun, s, group.tokens.begin, 2);
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

void Pronouns::find_possessive(uint32_t s, const NounGroup& group) {
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
    const Token& token = d_.tokens(s)[i];
    const auto& types = d_.words.types(WordKind::Possessive, token.lower);
    const auto& by_lemma = types.empty() ? d_.words.types(WordKind::Possessive, token.lemma()) : types;
    if (by_lemma.empty() || !token.has("pos")) continue;
    uint32_t thing = shares(s, group) ? other_company(s, i) : owner_before(s, i, by_lemma);
    if (thing == kNone || d_.latest_name(thing, s, i) == kNone) continue;
    Mention mention = d_.stand_in(thing, Via::Possessive, s, i, 2);
    mention.sentence = s;
    mention.tokens = {i, i + 1};
    mention.span = d_.article.span(s, mention.tokens);
    d_.out.mentions.push_back(mention);
  }
}

// "holds 5% of its shares": of another firm's than the holder's.
bool Pronouns::shares(uint32_t s, const NounGroup& group) const {
  static constexpr std::array<std::string_view, 7> kCapital = {"share",  "stock",    "equity", "capital",
                                                               "azione", "capitale", "quota"};
  bool of = group.preposition == "of" || group.preposition == "di" || group.preposition == "in";
  return of && std::ranges::find(kCapital, d_.tokens(s)[group.head].lemma()) != kCapital.end();
}

uint32_t Pronouns::other_company(uint32_t s, uint32_t token) const {
  uint32_t holder = clause_subject(s, token, {"Company", "Organization"});
  for (auto reference = d_.references.rbegin();
       reference != d_.references.rend() && s - reference->sentence <= 1; ++reference)
    if (reference->thing != holder && d_.type(reference->thing) == "Company") return reference->thing;
  return kNone;
}

// The subject of the finite verb that governs a token: the noun group without preposition right before it.
uint32_t Pronouns::clause_subject(uint32_t s, uint32_t token, const std::vector<std::string>& types) const {
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
      if (here && head && std::ranges::find(types, d_.type(mention.entity)) != types.end())
        return mention.entity;
    }
  }
  return kNone;
}

bool Pronouns::relative_follows(uint32_t s, uint32_t token) const {
  if (token < d_.tokens(s).size() && d_.tokens(s)[token].surface == ",") ++token;
  return token < d_.tokens(s).size() && d_.tokens(s)[token].has("rel");
}

// The subject of the sentence if it comes before, else the only fitting name before, else the last subject.
uint32_t Pronouns::owner_before(uint32_t s, uint32_t token, const std::vector<std::string>& types) const {
  if (uint32_t own = clause_subject(s, token, types); own != kNone) return own;
  uint32_t subject = d_.subjects[s];
  bool before = d_.subject != nullptr && d_.subject->tokens.end <= token;
  if (before && subject != kNone && std::ranges::find(types, d_.type(subject)) != types.end()) return subject;
  if (uint32_t only = d_.only_recent(s, token, types, 0); only != kNone) return only;
  if (uint32_t last = d_.previous_subject(s, types); last != kNone) return last;
  return d_.only_recent(s, token, types, 1);
}

// "Lo usano già in molti": the subject of the sentence before, taken up as an object.
void Pronouns::object_clitic(uint32_t s, const VerbGroup& verb) {
  const Token& clitic = d_.tokens(s)[verb.tokens.begin];
  if (!clitic.has("pro") || clitic.has("ref") || !clitic.has("p3") ||
      d_.words.types(WordKind::ObjectClitic, clitic.lower).empty())
    return;
  if ((d_.subject != nullptr && d_.subject->tokens.end < verb.tokens.begin) ||
      d_.article.in_quotes(s, verb.tokens.begin))
    return;
  const auto& types = d_.words.types(WordKind::ObjectClitic, clitic.lower);
  uint32_t thing = d_.previous_subject(s, types);
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  Mention mention = d_.stand_in(thing, Via::Pronoun, s, verb.tokens.begin, 2);
  mention.sentence = s;
  mention.tokens = {verb.tokens.begin, verb.tokens.begin + 1};
  mention.span = d_.article.span(s, mention.tokens);
  d_.out.mentions.push_back(mention);
}

void Pronouns::visit_verb(uint32_t s, const VerbGroup& verb) {
  object_clitic(s, verb);
  if (!d_.article.lexicon.verbs.head_first || !is_main(verb) || verb.number == Number::Plural ||
      verb.person != 3)
    return;
  if (verb.voice == Voice::Reflexive || d_.subject != nullptr ||
      d_.words.is(WordKind::Impersonal, verb.lemma))
    return;
  if (dropped_in_ == s || d_.article.in_quotes(s, verb.tokens.begin)) return;
  for (const VerbGroup& earlier : d_.article.chunks[s].verbs)
    if (is_main(earlier) && earlier.tokens < verb.tokens && !d_.article.in_quotes(s, earlier.tokens.begin))
      return;
  for (uint32_t i = 0; i < verb.tokens.begin; ++i)
    if (d_.tokens(s)[i].has("rel") || d_.tokens(s)[i].has("cnjsub")) return;
  const auto& types = d_.words.types(WordKind::Subject, verb.lemma);
  bool speech = std::ranges::find(types, "Person") != types.end();
  if (subject_follows(s, verb, speech)) return;
  uint32_t thing = kNone;
  if (speech) thing = last_speaker(s);
  if (thing == kNone && !speech)
    thing = d_.previous_subject(s, {"Company", "Organization", "Person", "Model", "Chip"});
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  Mention mention = d_.stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2);
  mention.sentence = s;
  mention.tokens = {verb.tokens.begin, verb.tokens.begin};
  size_t at = d_.tokens(s)[verb.tokens.begin].span.begin;
  mention.span = {at, at};
  d_.out.mentions.push_back(mention);
  d_.remember(static_cast<uint32_t>(d_.out.mentions.size() - 1), Role::Subject);
  d_.subjects[s] = thing;
  dropped_in_ = s;
}

// Verbs of speech and intransitive verbs put their subject after them.
bool Pronouns::subject_follows(uint32_t s, const VerbGroup& verb, bool speech) const {
  uint32_t next = verb.tokens.end;
  while (next < d_.tokens(s).size() && (d_.tokens(s)[next].joined || d_.tokens(s)[next].has("adv"))) ++next;
  // A clitic object at the start leaves the place behind the verb to the subject: "Lo ha comprato ieri X".
  const Token& first = d_.tokens(s)[verb.tokens.begin];
  const bool object_first = !d_.words.types(WordKind::ObjectClitic, first.lower).empty();
  if ((speech || object_first) && later_subject(s, next)) return true;
  const NounGroup* group = d_.article.group_at(s, next);
  if (group == nullptr || !group->preposition.empty() || group->number == Number::Plural) return false;
  if (speech || verb.copula || verb.voice == Voice::Passive) return true;
  if (d_.article.lexicon.verbs.unaccusative.contains(verb.lemma)) return true;
  return d_.name_in(s, group->tokens, false) != nullptr;
}

// "ha detto al giornale un funzionario": a noun group without preposition before the clause ends.
bool Pronouns::later_subject(uint32_t s, uint32_t from) const {
  for (uint32_t i = from; i < d_.tokens(s).size(); ++i) {
    if (d_.article.verb_at(s, i) != nullptr || d_.tokens(s)[i].surface == "." ||
        d_.tokens(s)[i].surface == ":")
      return false;
    const NounGroup* group = d_.article.group_at(s, i);
    if (group != nullptr && group->tokens.begin == i && group->preposition.empty() &&
        group->number != Number::Plural)
      return true;
  }
  return false;
}

uint32_t Pronouns::last_speaker(uint32_t s) const {
  uint32_t found = kNone;
  for (auto reference = d_.references.rbegin(); reference != d_.references.rend(); ++reference) {
    if (s - reference->sentence > 2) break;
    if (d_.type(reference->thing) != "Person") continue;
    if (reference->role == Role::Subject || spoke(*reference)) return reference->thing;
    if (found == kNone) found = reference->thing;
  }
  return found;
}

bool Pronouns::spoke(const Reference& reference) const {
  for (uint32_t i = reference.token; i-- > 0 && i + 3 > reference.token;)
    if (const VerbGroup* verb = d_.article.verb_at(reference.sentence, i)) {
      const auto& types = d_.words.types(WordKind::Subject, verb->lemma);
      return std::ranges::find(types, "Person") != types.end();
    }
  return false;
}

}  // namespace trama::extract
