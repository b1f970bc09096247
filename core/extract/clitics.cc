#include "core/extract/clitics.h"

#include <algorithm>

#include "core/extract/sentence_structure.h"

namespace trama::extract {

using text::Token;

namespace {

const std::vector<std::string> kActors = {"Company", "Organization", "Person"};

}  // namespace

void Clitics::visit(uint32_t s, const VerbGroup& verb) {
  if (!d_.article.lexicon.grammar.head_first) return;
  object_clitic(s, verb);
  object_enclitic(s, verb);
  partitive_clitic(s, verb);
  own_clitic(s, verb);
}

// "Ci dà le macchine X", "a darci le macchine è X", of who is interviewed: to the speaker's own firm. Not "ci
// incontriamo", "c'è".
void Clitics::own_clitic(uint32_t s, const VerbGroup& verb) {
  const auto& list = d_.tokens(s);
  if (verb.person == 1 || verb.copula || verb.voice == Voice::Reflexive) return;
  for (uint32_t at = verb.tokens.begin; at <= verb.tokens.end && at < list.size(); ++at) {
    const bool clitic = list[at].has("pro") || list[at].has("enc");
    const bool own = std::ranges::any_of(list[at].readings, [](const text::Reading& reading) {
      return reading.has("prn") && reading.has("p1") && reading.has("pl");
    });
    if (!clitic || !own || (at == verb.tokens.end && !list[at].joined)) continue;
    if (auto firm = antecedents_.own_firm(s, at, Via::Pronoun)) d_.add(*firm, s, {at, at + 1}, Role::Other);
    return;
  }
}

// What the answers go on about: the one that the article names most.
uint32_t Clitics::spoken_of_in_interview(const std::vector<std::string>& types) const {
  uint32_t most = kNone;
  bool torn = false;
  for (uint32_t thing = 0; thing < d_.counts.size(); ++thing) {
    if (!d_.fits(thing, {.types = types}) || d_.counts[thing] == 0) continue;
    if (most != kNone && d_.counts[thing] == d_.counts[most]) torn = true;
    if (most != kNone && d_.counts[thing] <= d_.counts[most]) continue;
    most = thing;
    torn = false;
  }
  return torn ? kNone : most;
}

// "Lo usano già in molti": the subject of the sentence before, taken up as an object.
void Clitics::object_clitic(uint32_t s, const VerbGroup& verb) {
  const Token& clitic = d_.tokens(s)[verb.tokens.begin];
  if (!clitic.has("pro") || clitic.has("ref") || !clitic.has("p3") ||
      d_.words.types(WordKind::ObjectClitic, clitic.lower).empty())
    return;
  // "la controllata" is a noun.
  const bool answers = d_.own_voice && d_.article.in_quotes(s, verb.tokens.begin);
  if (!is_main(verb) || dislocated_before(s, verb)) return;
  if (d_.article.in_quotes(s, verb.tokens.begin) && !answers) return;
  const uint32_t subject = antecedents_.clause_subject(s, verb.tokens.end, {.types = kActors});
  const bool opens = d_.subject == nullptr || d_.subject->tokens.end >= verb.tokens.begin;
  const auto find = [&](const std::vector<std::string>& types) {
    const Sought sought{.types = types, .except = subject};
    return opens ? antecedents_.taken_up(s, verb.tokens.begin, sought)
                 : antecedents_.spoken_of_here(s, verb.tokens.begin, sought);
  };
  // A firm only where the verb is one of those that act on firms, and nothing is masculine.
  const auto& acted_on = antecedents_.objects_of(s, verb);
  const bool feminine =
      std::ranges::any_of(clitic.readings, [](const text::Reading& reading) { return reading.has("f"); });
  const bool firm = std::ranges::find(acted_on, "Company") != acted_on.end() && feminine &&
                    !clitic.has("pl") && !d_.tokens(s)[verb.head].has("m");
  uint32_t thing = kNone;
  if (!firm || acted_on.size() > 1) thing = find(d_.words.types(WordKind::ObjectClitic, clitic.lower));
  if (thing == kNone && firm) thing = find({"Company"});
  if (thing == kNone && answers && subject != kNone)
    thing = spoken_of_in_interview(d_.words.types(WordKind::ObjectClitic, clitic.lower));
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Pronoun, s, verb.tokens.begin, 2), s,
         {verb.tokens.begin, verb.tokens.begin + 1}, Role::Object);
}

// "A guidarla è Ada Bell": whom a person leads or founds is the firm that the text is on.
void Clitics::object_enclitic(uint32_t s, const VerbGroup& verb) {
  const auto& list = d_.tokens(s);
  const uint32_t at = verb.head + 1;
  if (verb.mood != Mood::Infinitive || verb.head != 1 || !list[0].has("pr") || at >= list.size()) return;
  const bool enclitic = list[at].joined && list[at].has("enc") && list[at].has("p3") && list[at].has("f");
  const auto& acted_on = antecedents_.objects_of(s, verb);
  const bool person = std::ranges::any_of(d_.by_sentence[s], [&](uint32_t m) {
    return d_.type(d_.out.mentions[m].entity) == "Person" && d_.out.mentions[m].tokens.begin > at;
  });
  if (!enclitic || !person || std::ranges::find(acted_on, "Company") == acted_on.end()) return;
  const uint32_t thing = antecedents_.taken_up(s, at, {.types = {"Company"}});
  if (thing == kNone || d_.latest_name(thing, s, at) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Pronoun, s, at, 2), s, {at, at + 1}, Role::Object);
}

// "L'ultimo giro di denari lo ha guidato X": the clitic takes up what stands before it in its own clause.
bool Clitics::dislocated_before(uint32_t s, const VerbGroup& verb) const {
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

// "X, che ne è presidente", "ne ha rilevato il 30%": of the firm that the sentence, or the one before, is
// about.
void Clitics::partitive_clitic(uint32_t s, const VerbGroup& verb) {
  if (verb.voice == Voice::Reflexive) return;
  uint32_t at = verb.tokens.begin;
  while (at < verb.head && !d_.grammar.partitive.contains(d_.tokens(s)[at].lower)) ++at;
  if (!d_.grammar.partitive.contains(d_.tokens(s)[at].lower) && verb.tokens.begin > 0)
    at = verb.tokens.begin - 1;
  if (!d_.grammar.partitive.contains(d_.tokens(s)[at].lower)) return;
  Sought sought{.types = {"Company", "Organization"}};
  if (!verb.copula) sought.except = antecedents_.clause_subject(s, verb.tokens.end, sought);
  const uint32_t thing =
      verb.copula ? antecedents_.owner_before(s, at, sought) : antecedents_.spoken_of_here(s, at, sought);
  if (thing == kNone || d_.latest_name(thing, s, at) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Possessive, s, at, 2), s, {at, at + 1}, Role::Other);
}

}  // namespace trama::extract
