#include "core/extract/pronouns.h"

#include <algorithm>
#include <array>

#include "core/extract/sentence_structure.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

using text::Token;

const std::vector<std::string> kActors = {"Company", "Organization", "Person"};
const std::vector<std::string> kThings = {"Model", "Chip", "Product", "Technology"};

Gender gender_of(const Token& pronoun) {
  if (pronoun.lower == "his" || pronoun.has("m")) return Gender::Masculine;
  if (pronoun.lower == "her" || pronoun.has("f")) return Gender::Feminine;
  return Gender::Unknown;
}

}  // namespace

std::optional<Mention> Pronouns::resolve(uint32_t s, const NounGroup& group) {
  const Token& token = d_.tokens(s)[group.head];
  if (group.demonstrative && d_.words.is(WordKind::Latter, token.lemma())) return last_spoken_of(s, group);
  if (group.tokens.size() != 1) return std::nullopt;
  if (is_own(token)) return own_firm(s, group.tokens.begin, Via::Pronoun);
  const auto& types = d_.words.types(WordKind::Pronoun, token.lower);
  if (types.empty()) return demonstrative(s, group);
  Sought sought{types, gender_of(token)};
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
      const uint32_t made = opens && !firm ? d_.previous_subject(s, {.types = kThings}) : kNone;
      if (made != kNone) thing = made;
    }
    if (thing == kNone && absolute) thing = text_is_on(s, group.tokens.begin, sought);
    if (thing == kNone && !absolute) thing = d_.only_recent(s, group.tokens.begin, sought, 1);
  } else {
    thing = object_pronoun(s, group, sought);
  }
  if (thing == kNone || d_.latest_name(thing, s, group.tokens.begin) == kNone) return std::nullopt;
  if (sought.gender != Gender::Unknown && d_.type(thing) == "Person")
    d_.genders.emplace(thing, sought.gender);
  return d_.stand_in(thing, Via::Pronoun, s, group.tokens.begin, 2);
}

bool Pronouns::is_own(const Token& token) const {
  return d_.words.is(WordKind::Own, token.lower) || d_.words.is(WordKind::Own, token.lemma());
}

// "Our chair" of who is interviewed, or writes, or speaks in quotes.
std::optional<Mention> Pronouns::own_firm(uint32_t s, uint32_t token, Via via) const {
  const uint32_t firm = d_.own_voice ? d_.main_firm : speakers_.firm(s, token);
  if (firm == kNone) return std::nullopt;
  Mention own = d_.stand_in(firm, via, s, token, 2);
  own.antecedent = d_.any_name(firm, s, token);
  return own;
}

// "She runs it", "The bank has lent it money", "owns a slice of it": what the sentence before was on, or the
// only thing spoken of, unless it is the subject of the verb itself.
uint32_t Pronouns::object_pronoun(uint32_t s, const NounGroup& group, Sought sought) const {
  const bool after_verb = group.tokens.begin > 0 && d_.article.verb_at(s, group.tokens.begin - 1) != nullptr;
  if (!after_verb && group.preposition != "of" && group.preposition != "in") return kNone;
  if (uint32_t shared = object_before_and(s, group, sought); shared != kNone) return shared;
  if (const uint32_t made = made_thing(s, group, sought); made != kNone) return made;
  const uint32_t subject = subject_mention(s, group.tokens.begin, sought);
  // "Its boss founded it"
  if (subject != kNone && d_.out.mentions[subject].via == Via::Possessive)
    return d_.out.mentions[subject].entity;
  if (subject != kNone) sought.except = d_.out.mentions[subject].entity;
  if (uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  if (uint32_t only = d_.only_recent(s, group.tokens.begin, sought, 1); only != kNone) return only;
  return text_is_on(s, group.tokens.begin, sought);
}

// "has designed it into a camera": a thing that the sentence before was on, unless the verb acts on firms.
uint32_t Pronouns::made_thing(uint32_t s, const NounGroup& group, const Sought& sought) const {
  if (std::ranges::find(sought.types, "Person") != sought.types.end()) return kNone;
  const VerbGroup* verb = group.tokens.begin > 0 ? d_.article.verb_at(s, group.tokens.begin - 1) : nullptr;
  if (verb != nullptr) {
    const auto& acted_on = objects_of(s, *verb);
    if (std::ranges::find(acted_on, "Company") != acted_on.end()) return kNone;
  }
  return d_.previous_subject(s, {.types = kThings});
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

// "Jan Goetz, who runs it, …", after a sentence that names two firms or none.
uint32_t Pronouns::text_is_on(uint32_t s, uint32_t token, const Sought& sought) const {
  const uint32_t thing = topics_.heaviest(s, sought, false);
  return thing != kNone && d_.latest_name(thing, s, token) != kNone ? thing : kNone;
}

// The same of a possessive, where the sentence names no other owner before it.
uint32_t Pronouns::text_is_on_alone(uint32_t s, uint32_t token, const Sought& sought) const {
  const Sought firm{.types = {"Company"}, .except = sought.except};
  if (std::ranges::find(sought.types, "Company") == sought.types.end()) return kNone;
  for (uint32_t m : d_.by_sentence[s])
    if (d_.out.mentions[m].tokens.begin < token && d_.fits(d_.out.mentions[m].entity, firm)) return kNone;
  return text_is_on(s, token, firm);
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
    if (is_own(token) && token.has("pos")) {
      if (auto own = own_firm(s, i, Via::Possessive)) d_.add(*own, s, {i, i + 1}, Role::Other);
      continue;
    }
    const auto& types = d_.words.types(WordKind::Possessive, token.lower);
    const auto& by_lemma = types.empty() ? d_.words.types(WordKind::Possessive, token.lemma()) : types;
    if (by_lemma.empty() || !token.has("pos")) continue;
    // "Models need more power than their ancestors": of the models.
    const bool of_many = d_.words.is(WordKind::OfMany, token.lower);
    if (of_many && d_.subject != nullptr && d_.subject->number == Number::Plural &&
        d_.subject->tokens.end <= i && d_.subjects[s] == kNone)
      continue;
    Sought sought{owners_of(s, group, by_lemma), Gender::Unknown, apposed_to(s, group)};
    // Italian possessives agree with what is owned.
    if (!d_.article.lexicon.verbs.head_first) sought.gender = gender_of(token);
    uint32_t thing = shares(s, group) ? other_company(s, i) : recipient_before(s, group, sought);
    if (thing == kNone) thing = joined_before(s, group, sought);
    if (thing == kNone) thing = owner_before(s, i, sought);
    if (thing == kNone) thing = text_is_on_alone(s, i, sought);
    if (thing == kNone || d_.latest_name(thing, s, i) == kNone) continue;
    if (sought.gender != Gender::Unknown && d_.type(thing) == "Person")
      d_.genders.emplace(thing, sought.gender);
    d_.add(d_.stand_in(thing, Via::Possessive, s, i, 2), s, {i, i + 1}, Role::Other);
  }
}

// "supplies lasers to Velt for its printers": what is for something of someone's is for who gets it.
uint32_t Pronouns::recipient_before(uint32_t s, const NounGroup& group, const Sought& sought) const {
  const Chunks& chunks = d_.article.chunks[s];
  if (group.preposition != "for" && group.preposition != "per") return kNone;
  const auto at =
      std::ranges::find(chunks.nouns, group.tokens.begin, [](const NounGroup& g) { return g.tokens.begin; });
  if (at == chunks.nouns.begin() || at == chunks.nouns.end()) return kNone;
  const NounGroup& before = *std::prev(at);
  const bool recipient = before.preposition == "to" || before.preposition == "a";
  if (!recipient || before.tokens.end + 1 != group.tokens.begin) return kNone;
  const Mention* name = d_.name_in(s, before.tokens, false);
  return name != nullptr && d_.fits(name->entity, sought) ? name->entity : kNone;
}

// "sued Velt and its boss": what is joined to a name by a conjunction is that name's.
uint32_t Pronouns::joined_before(uint32_t s, const NounGroup& group, const Sought& sought) const {
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
std::vector<std::string> Pronouns::owners_of(uint32_t s, const NounGroup& group,
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
    if (thing && std::ranges::find(kThings, type) != kThings.end()) both.push_back(type);
  return both.empty() ? types : both;
}

// "Microsoft, already its biggest backer": the name before the comma is no owner of what it is.
uint32_t Pronouns::apposed_to(uint32_t s, const NounGroup& group) const {
  uint32_t at = group.tokens.begin;
  while (at > 0 && (d_.tokens(s)[at - 1].has("adv") || d_.tokens(s)[at - 1].has("preadv"))) --at;
  if (at < 2 || d_.tokens(s)[at - 1].surface != ",") return kNone;
  for (uint32_t m : d_.by_sentence[s])
    if (d_.out.mentions[m].tokens.end == at - 1 && !d_.is_demonym(m)) return d_.out.mentions[m].entity;
  return kNone;
}

// "holds 5% of its shares": of another firm's than the holder's.
bool Pronouns::shares(uint32_t s, const NounGroup& group) const {
  static constexpr std::array<std::string_view, 7> kCapital = {"share",  "stock",    "equity", "capital",
                                                               "azione", "capitale", "quota"};
  bool of = group.preposition == "of" || group.preposition == "di" || group.preposition == "in";
  return of && std::ranges::find(kCapital, d_.tokens(s)[group.head].lemma()) != kCapital.end();
}

uint32_t Pronouns::other_company(uint32_t s, uint32_t token) const {
  uint32_t holder = clause_subject(s, token, {.types = {"Company", "Organization"}});
  for (auto reference = d_.references.rbegin();
       reference != d_.references.rend() && s - reference->sentence <= 1; ++reference)
    if (reference->thing != holder && d_.type(reference->thing) == "Company") return reference->thing;
  return kNone;
}

// The subject of the finite verb that governs a token: the noun group without preposition right before it.
uint32_t Pronouns::clause_subject(uint32_t s, uint32_t token, const Sought& sought) const {
  const uint32_t mention = subject_mention(s, token, sought);
  return mention == kNone ? kNone : d_.out.mentions[mention].entity;
}

uint32_t Pronouns::subject_mention(uint32_t s, uint32_t token, const Sought& sought) const {
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

bool Pronouns::relative_follows(uint32_t s, uint32_t token) const {
  if (token < d_.tokens(s).size() && d_.tokens(s)[token].surface == ",") ++token;
  return token < d_.tokens(s).size() && d_.tokens(s)[token].has("rel");
}

// Whether the head of a group says that it is of one of the types.
bool Pronouns::describes(uint32_t s, const NounGroup& group, const std::vector<std::string>& types) const {
  const auto& described = d_.words.types(WordKind::Describes, d_.tokens(s)[group.head].lemma());
  return std::ranges::any_of(
      described, [&](const std::string& type) { return std::ranges::find(types, type) != types.end(); });
}

// "X, who set up the business after a decade at Y, remains its boss": what the sentence takes up from before
// is what it goes on about (the backward-looking centre of Grosz, Joshi and Weinstein, 1995).
uint32_t Pronouns::centre_of(uint32_t s, uint32_t token, const Sought& sought) const {
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

// The subject of the sentence if it comes before, else the only fitting name before, else the last subject.
uint32_t Pronouns::owner_before(uint32_t s, uint32_t token, const Sought& sought) const {
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

// "Lo usano già in molti": the subject of the sentence before, taken up as an object.
void Pronouns::object_clitic(uint32_t s, const VerbGroup& verb) {
  const Token& clitic = d_.tokens(s)[verb.tokens.begin];
  if (!clitic.has("pro") || clitic.has("ref") || !clitic.has("p3") ||
      d_.words.types(WordKind::ObjectClitic, clitic.lower).empty())
    return;
  // "la controllata" is a noun.
  if (!is_main(verb) || d_.article.in_quotes(s, verb.tokens.begin) || dislocated_before(s, verb)) return;
  const uint32_t subject = clause_subject(s, verb.tokens.end, {.types = kActors});
  const bool opens = d_.subject == nullptr || d_.subject->tokens.end >= verb.tokens.begin;
  const auto find = [&](const std::vector<std::string>& types) {
    const Sought sought{.types = types, .except = subject};
    return opens ? taken_up(s, verb.tokens.begin, sought) : spoken_of_here(s, verb.tokens.begin, sought);
  };
  // A firm only where the verb is one of those that act on firms, and nothing is masculine.
  const auto& acted_on = objects_of(s, verb);
  const bool feminine =
      std::ranges::any_of(clitic.readings, [](const text::Reading& reading) { return reading.has("f"); });
  const bool firm = std::ranges::find(acted_on, "Company") != acted_on.end() && feminine &&
                    !clitic.has("pl") && !d_.tokens(s)[verb.head].has("m");
  uint32_t thing = kNone;
  if (!firm || acted_on.size() > 1) thing = find(d_.words.types(WordKind::ObjectClitic, clitic.lower));
  if (thing == kNone && firm) thing = find({"Company"});
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Pronoun, s, verb.tokens.begin, 2), s,
         {verb.tokens.begin, verb.tokens.begin + 1}, Role::Object);
}

// "A guidarla è Ada Bell": whom a person leads or founds is the firm that the text is on.
void Pronouns::object_enclitic(uint32_t s, const VerbGroup& verb) {
  const auto& list = d_.tokens(s);
  const uint32_t at = verb.head + 1;
  if (verb.mood != Mood::Infinitive || verb.head != 1 || !list[0].has("pr") || at >= list.size()) return;
  const bool enclitic = list[at].joined && list[at].has("enc") && list[at].has("p3") && list[at].has("f");
  const auto& acted_on = objects_of(s, verb);
  const bool person = std::ranges::any_of(d_.by_sentence[s], [&](uint32_t m) {
    return d_.type(d_.out.mentions[m].entity) == "Person" && d_.out.mentions[m].tokens.begin > at;
  });
  if (!enclitic || !person || std::ranges::find(acted_on, "Company") == acted_on.end()) return;
  const uint32_t thing = taken_up(s, at, {.types = {"Company"}});
  if (thing == kNone || d_.latest_name(thing, s, at) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Pronoun, s, at, 2), s, {at, at + 1}, Role::Object);
}

// The types that a verb acts on: "fondare", "tirare su".
const std::vector<std::string>& Pronouns::objects_of(uint32_t s, const VerbGroup& verb) const {
  const auto& list = d_.tokens(s);
  if (verb.tokens.end < list.size()) {
    const auto& types = d_.words.types(WordKind::Object, verb.lemma + " " + list[verb.tokens.end].lower);
    if (!types.empty()) return types;
  }
  return d_.words.types(WordKind::Object, verb.lemma);
}

// "L'ultimo giro di denari lo ha guidato X": the clitic takes up what stands before it in its own clause.
bool Pronouns::dislocated_before(uint32_t s, const VerbGroup& verb) const {
  const auto& list = d_.tokens(s);
  for (uint32_t i = verb.tokens.begin; i-- > 0;) {
    if (list[i].has("rel") || list[i].has("cnjsub") || list[i].has("cnjcoo") || list[i].surface == ":" ||
        list[i].surface == ";" || d_.article.verb_at(s, i) != nullptr)
      return false;
    const NounGroup* group = d_.article.group_at(s, i);
    if (group != nullptr && group->preposition.empty() && group->tokens.size() > 1 && group->definite)
      return true;
  }
  return false;
}

// The last subject, the only such thing around, or the firm that the text is on.
uint32_t Pronouns::taken_up(uint32_t s, uint32_t token, const Sought& sought) const {
  if (const uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  if (const uint32_t only = d_.only_recent(s, token, sought, 1); only != kNone) return only;
  return text_is_on(s, token, sought);
}

// "X bought Y and sells it": what else the sentence speaks of, else what it goes on about.
uint32_t Pronouns::spoken_of_here(uint32_t s, uint32_t token, const Sought& sought) const {
  const bool here = std::ranges::any_of(d_.references, [&](const Reference& reference) {
    return reference.sentence == s && reference.token < token && d_.fits(reference.thing, sought);
  });
  return here ? d_.only_recent(s, token, sought, 0) : taken_up(s, token, sought);
}

// "X, che ne è presidente", "ne ha rilevato il 30%": of the firm that the sentence, or the one before, is
// about.
void Pronouns::partitive_clitic(uint32_t s, const VerbGroup& verb) {
  if (verb.voice == Voice::Reflexive) return;
  uint32_t at = verb.tokens.begin;
  while (at < verb.head && d_.tokens(s)[at].lower != "ne") ++at;
  if (d_.tokens(s)[at].lower != "ne" && verb.tokens.begin > 0) at = verb.tokens.begin - 1;
  if (d_.tokens(s)[at].lower != "ne") return;
  Sought sought{.types = {"Company", "Organization"}};
  if (!verb.copula) sought.except = clause_subject(s, verb.tokens.end, sought);
  const uint32_t thing = verb.copula ? owner_before(s, at, sought) : spoken_of_here(s, at, sought);
  if (thing == kNone || d_.latest_name(thing, s, at) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Possessive, s, at, 2), s, {at, at + 1}, Role::Other);
}

// "Due miliardi di parametri, addestrato su …": a note without verb goes on about the last model.
void Pronouns::participle_note(uint32_t s, const VerbGroup& verb) {
  if (verb.mood != Mood::Participle || verb.voice != Voice::Passive) return;
  const auto& types = d_.words.types(WordKind::Object, verb.lemma);
  if (std::ranges::find(types, "Model") == types.end()) return;
  for (const VerbGroup& other : d_.article.chunks[s].verbs)
    if (is_main(other) && other.tokens < verb.tokens) return;
  const Sought sought{.types = {"Model"}};
  if (d_.only_recent(s, verb.tokens.begin, sought, 0) != kNone) return;
  uint32_t thing = d_.previous_subject(s, sought);
  if (thing == kNone) thing = d_.only_recent(s, verb.tokens.begin, sought, 2);
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2), s, {verb.tokens.begin, verb.tokens.begin},
         Role::Subject);
}

// "Abbiamo girato su Leonardo", says who is interviewed.
void Pronouns::first_person(uint32_t s, const VerbGroup& verb) {
  if (!is_main(verb) || verb.person != 1 || verb.number != Number::Plural) return;
  if (auto own = own_firm(s, verb.tokens.begin, Via::Dropped))
    d_.add(*own, s, {verb.tokens.begin, verb.tokens.begin}, Role::Subject);
}

void Pronouns::visit_verb(uint32_t s, const VerbGroup& verb) {
  participle_note(s, verb);
  if (!d_.article.lexicon.verbs.head_first) return;
  first_person(s, verb);
  object_clitic(s, verb);
  object_enclitic(s, verb);
  partitive_clitic(s, verb);
  if (!may_lack_subject(s, verb)) return;
  const auto& types = d_.words.types(WordKind::Subject, verb.lemma);
  bool speech = std::ranges::find(types, "Person") != types.end();
  if (subject_follows(s, verb, speech)) return;
  const Sought sought{.types = {"Company", "Organization", "Person", "Model", "Chip"}};
  uint32_t thing = kNone;
  if (clause_start(s, verb) > 0) {
    // "X non è quotata: ha raccolto …" goes on about the subject of its own sentence.
    thing = d_.fits(d_.subjects[s], sought) ? d_.subjects[s] : kNone;
  } else if (speech) {
    thing = last_speaker(s);
  } else {
    thing = d_.previous_subject(s, sought);
  }
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2), s, {verb.tokens.begin, verb.tokens.begin},
         Role::Subject);
  d_.subjects[s] = thing;
}

// A colon or semicolon opens a clause with a subject of its own, which may be dropped again.
uint32_t Pronouns::clause_start(uint32_t s, const VerbGroup& verb) const {
  uint32_t start = verb.tokens.begin;
  while (start > 0 && d_.tokens(s)[start - 1].surface != ":" && d_.tokens(s)[start - 1].surface != ";")
    --start;
  return start;
}

// The first finite verb of the sentence or of what follows a colon, third person singular, with no noun
// before it that could be its subject.
bool Pronouns::may_lack_subject(uint32_t s, const VerbGroup& verb) const {
  if (!is_main(verb) || verb.number == Number::Plural || verb.person != 3) return false;
  if (verb.voice == Voice::Reflexive || d_.words.is(WordKind::Impersonal, verb.lemma)) return false;
  if (d_.article.in_quotes(s, verb.tokens.begin)) return false;
  const uint32_t start = clause_start(s, verb);
  if (start == 0 && d_.subject != nullptr) return false;
  for (const VerbGroup& earlier : d_.article.chunks[s].verbs)
    if (is_main(earlier) && earlier.tokens.begin >= start && earlier.tokens < verb.tokens &&
        !d_.article.in_quotes(s, earlier.tokens.begin))
      return false;
  for (uint32_t i = start; i < verb.tokens.begin; ++i) {
    if (d_.tokens(s)[i].has("rel") || d_.tokens(s)[i].has("cnjsub")) return false;
    const NounGroup* group = d_.article.group_at(s, i);
    if (start > 0 && group != nullptr && group->preposition.empty()) return false;
  }
  return true;
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
