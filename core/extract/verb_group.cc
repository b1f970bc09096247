// Reads verb groups off the parts of speech.
#include <algorithm>
#include <optional>

#include "core/extract/group_reader.h"

namespace trama::extract {

using text::Reading;
using text::Token;

namespace {

// How many adverbs and clitics may stand between an auxiliary and its verb.
constexpr uint32_t kReach = 4;

bool has_any(const Token& token, std::initializer_list<std::string_view> tags) {
  return std::ranges::any_of(tags, [&](std::string_view tag) { return reading_with(token, tag) != nullptr; });
}

}  // namespace

bool VerbGroupReader::skippable(uint32_t i) const {
  return parts_[i] == Part::Adverb || parts_[i] == Part::Clitic ||
         grammar_.negation.contains(tokens_[i].lemma());
}

// The next verb after adverbs and clitics, kNoIndex where something else stands between.
uint32_t VerbGroupReader::next_verb(uint32_t from) const {
  for (uint32_t i = from; i < size_ && i < from + kReach; ++i) {
    if (parts_[i] == Part::Verb) return i;
    if (!skippable(i)) return kNoIndex;
  }
  return kNoIndex;
}

// The index of the infinitive that `governor` takes into the group.
uint32_t VerbGroupReader::governed(uint32_t after, const Governor& governor) const {
  uint32_t i = after;
  if (!governor.particle.empty()) {
    while (i < size_ && skippable(i)) ++i;
    if (!word_is(i, governor.particle)) return kNoIndex;
    ++i;
  }
  uint32_t verb = next_verb(i);
  return verb != kNoIndex && has_any(tokens_[verb], {"inf"}) ? verb : kNoIndex;
}

// The verb that continues the group after `at`, kNoIndex at its end. Sets `modal` where the link is one.
uint32_t VerbGroupReader::continuation(uint32_t at, std::string& modal) const {
  std::string_view lemma = tokens_[at].lemma();
  if (uint32_t next = next_verb(at + 1); next != kNoIndex) {
    const Token& verb = tokens_[next];
    if ((grammar_.perfect.contains(lemma) || grammar_.passive.contains(lemma)) && has_any(verb, {"pp"}))
      return next;
    if (grammar_.progressive.contains(lemma) && has_any(verb, {"ger", "pprs", "subs"})) return next;
    if (tokens_[at].has("vbdo") && has_any(verb, {"inf"})) return next;
    if ((tokens_[at].has("vbmod") || grammar_.modal.contains(lemma)) && has_any(verb, {"inf"})) {
      if (grammar_.modal.contains(lemma)) modal = lemma;
      return next;
    }
  }
  for (const Governor& governor : grammar_.governors) {
    if (governor.lemma != lemma) continue;
    uint32_t next = governed(at + 1, governor);
    if (next == kNoIndex) continue;
    if (governor.modal) modal = lemma;
    return next;
  }
  return after_predicate(at, modal);
}

uint32_t VerbGroupReader::after_predicate(uint32_t at, std::string& modal) const {
  bool copula = grammar_.copula.contains(tokens_[at].lemma());
  for (const Governor& governor : grammar_.predicates) {
    uint32_t predicate = at;
    if (copula) {
      predicate = at + 1;
      while (predicate < size_ && predicate < at + kReach && skippable(predicate) &&
             !word_is(predicate, governor.lemma))
        ++predicate;
    }
    if (!word_is(predicate, governor.lemma)) continue;
    uint32_t next = governed(predicate + 1, governor);
    if (next == kNoIndex) continue;
    if (governor.modal) modal = governor.lemma;
    return next;
  }
  return kNoIndex;
}

// A past form that is a participle because its agent follows: "started in 2018 by".
bool VerbGroupReader::agent_follows(uint32_t verb) const {
  for (uint32_t i = verb + 1; i < size_ && i <= verb + kReach; ++i) {
    if (grammar_.agent.contains(tokens_[i].lemma())) return true;
    if (parts_[i] != Part::Adverb && parts_[i] != Part::Preposition && parts_[i] != Part::Number)
      return false;
  }
  return false;
}

std::optional<VerbGroup> VerbGroupReader::read(uint32_t begin) const {
  if (!skippable(begin) && parts_[begin] != Part::Verb) return std::nullopt;
  if (parts_[begin] == Part::Adverb && !grammar_.negation.contains(tokens_[begin].lemma()))
    return std::nullopt;
  uint32_t first = next_verb(begin);
  if (first == kNoIndex) return std::nullopt;
  VerbGroup group;
  uint32_t previous = kNoIndex, last = first;
  for (uint32_t next; (next = continuation(last, group.modal)) != kNoIndex; last = next) previous = last;
  group.head = last;
  uint32_t end = last + 1;
  while (end < size_ && tokens_[end].joined &&
         (tokens_[end].has("enc") || grammar_.negation.contains(tokens_[end].lemma())))
    ++end;
  // "is never at the helm", "is not on the list": what denies a copula follows it.
  if (grammar_.copula.contains(tokens_[last].lemma()))
    while (end < size_ && grammar_.negation.contains(tokens_[end].lemma())) ++end;
  group.tokens = {begin, end};
  describe(group, first, previous);
  return group;
}

// "not only", "non è solo", "non è più solo": what follows denies that this is all.
bool VerbGroupReader::limited(uint32_t negation) const {
  uint32_t i = negation + 1;
  while (i < size_ && (parts_[i] == Part::Verb || parts_[i] == Part::Clitic)) ++i;
  const auto limits = [&](uint32_t at) {
    return at < size_ && grammar_.limiting.contains(tokens_[at].lemma());
  };
  return limits(i) || (i < size_ && parts_[i] == Part::Adverb && limits(i + 1));
}

void VerbGroupReader::describe(VerbGroup& group, uint32_t first, uint32_t previous) const {
  const Token& head = tokens_[group.head];
  bool alone = first == group.head;
  const Reading* reading = alone ? head.chosen() : reading_with(head, "pp");
  // "the firm run by A": made a verb for its agent, which a finite one would not have.
  const bool noun = alone && !is_verbal(*reading);
  if (noun) reading = &finite_reading(first);
  if (alone && (noun || reading->has("past")) && reading_with(head, "pp") && agent_follows(group.head))
    reading = reading_with(head, "pp");
  group.lemma = reading != nullptr ? reading->lemma : head.lemma();
  group.copula = grammar_.copula.contains(group.lemma) && group.head + 1 < size_;
  bool reflexive = false;
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
    group.negated = group.negated || (grammar_.negation.contains(tokens_[i].lemma()) && !limited(i));
    reflexive = reflexive || tokens_[i].has("ref") || grammar_.reflexive.contains(tokens_[i].lemma());
  }
  reflexive = reflexive || acts_on_itself(group, first);
  bool participle = reading != nullptr && reading->has("pp");
  bool perfect = previous != kNoIndex && participle && grammar_.perfect.contains(tokens_[previous].lemma());
  bool passive =
      participle && (alone || (previous != kNoIndex && grammar_.passive.contains(tokens_[previous].lemma())));
  if (passive && grammar_.unaccusative.contains(group.lemma)) passive = false;
  if (reflexive)
    group.voice = Voice::Reflexive;
  else if (passive)
    group.voice = Voice::Passive;
  inflect(group, alone && reading != nullptr && reading->has("pp") ? *reading : finite_reading(first));
  bool past_participle = group.voice != Voice::Passive && perfect;
  bool past_auxiliary = previous != kNoIndex && tokens_[previous].has("pp");
  bool perfect_infinitive =
      previous != kNoIndex && previous != first && grammar_.perfect.contains(tokens_[previous].lemma());
  if ((past_participle || past_auxiliary || perfect_infinitive) && group.tense == Tense::Present)
    group.tense = Tense::Past;
}

// "Ci siamo rivolti a X", "mi affido": a clitic of the first or second person before a verb of the same, but
// not "ci abbiamo messo".
bool VerbGroupReader::acts_on_itself(const VerbGroup& group, uint32_t first) const {
  const bool compound = first != group.head;
  if (!grammar_.head_first || (compound && !grammar_.passive.contains(tokens_[first].lemma()))) return false;
  for (uint32_t i = group.tokens.begin; i < first; ++i)
    for (const Reading& clitic : tokens_[i].readings)
      for (const char* person : {"p1", "p2"})
        for (const char* number : {"sg", "pl"})
          if (clitic.has("prn") && clitic.has("pro") && clitic.has(person) && clitic.has(number) &&
              finite_reading(first).has(person) && finite_reading(first).has(number))
            return true;
  return false;
}

// After its subject a form is indicative, whatever the tagger chose: "They have sued".
const Reading& VerbGroupReader::finite_reading(uint32_t verb) const {
  const Reading& chosen = *tokens_[verb].chosen();
  // "agreed to supply": one token that an infinitive completes.
  if (verb > 0 && !is_verbal(chosen) && grammar_.closes_with_marker(tokens_[verb - 1].lemma()))
    if (const Reading* completing = reading_with(tokens_[verb], "inf")) return *completing;
  if (const Reading* mended = finite_verb(tokens_[verb]); mended != nullptr && !is_verbal(chosen))
    return *mended;
  if (verb == 0 || (!chosen.has("imp") && !chosen.has("inf"))) return chosen;
  Part before = parts_[verb - 1];
  bool subject = before == Part::Noun || before == Part::Name || before == Part::Pronoun ||
                 before == Part::Relative || before == Part::Comma;
  if (!subject) return chosen;
  for (const char* tag : {"pres", "pri"})
    if (const Reading* reading = reading_with(tokens_[verb], tag)) return *reading;
  return chosen;
}

void VerbGroupReader::inflect(VerbGroup& group, const Reading& reading) const {
  struct Form {
    std::string_view tag;
    Mood mood;
    Tense tense;
  };
  static constexpr Form kForms[] = {
      {"pri", Mood::Indicative, Tense::Present},  {"pres", Mood::Indicative, Tense::Present},
      {"pii", Mood::Indicative, Tense::Past},     {"ifi", Mood::Indicative, Tense::Past},
      {"pmp", Mood::Indicative, Tense::Past},     {"past", Mood::Indicative, Tense::Past},
      {"fti", Mood::Indicative, Tense::Future},   {"cni", Mood::Conditional, Tense::Present},
      {"prs", Mood::Subjunctive, Tense::Present}, {"pis", Mood::Subjunctive, Tense::Past},
      {"imp", Mood::Imperative, Tense::Present},  {"inf", Mood::Infinitive, Tense::Present},
      {"ger", Mood::Gerund, Tense::Present},      {"pprs", Mood::Gerund, Tense::Present},
      {"subs", Mood::Gerund, Tense::Present},     {"pp", Mood::Participle, Tense::Past},
  };
  for (const Form& form : kForms) {
    if (!reading.has(form.tag)) continue;
    group.mood = form.mood;
    group.tense = form.tense;
    break;
  }
  if (grammar_.future.contains(reading.lemma) && reading.has("vbmod")) {
    group.mood = reading.has("past") ? Mood::Conditional : Mood::Indicative;
    group.tense = reading.has("past") ? Tense::Present : Tense::Future;
  }
  group.number = reading.has("sg") ? Number::Singular : reading.has("pl") ? Number::Plural : Number::Unknown;
  group.person = static_cast<uint8_t>(reading.has("p1")   ? 1
                                      : reading.has("p2") ? 2
                                      : reading.has("p3") ? 3
                                                          : 0);
}

}  // namespace trama::extract
