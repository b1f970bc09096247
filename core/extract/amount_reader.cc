#include "core/extract/amount_reader.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

// How far a word may stand from the amount that it explains, in tokens with the surcharges below.
constexpr int kReach = 12;
constexpr int kOtherReach = 3;       // of words that only keep an amount from another measure
constexpr int kClauseSurcharge = 3;  // another clause's verb between them
constexpr int kBorderSurcharge = 6;  // a semicolon, colon or bracket
constexpr int kCommaSurcharge = 1;
constexpr int kCoordinatorSurcharge = 4;
constexpr int kAmountSurcharge = 3;  // another amount of the kind
constexpr int kPredicateCost = 2;    // the word is the subject of what is said of the amount
constexpr int kArgumentBonus = 4;    // the word is a verb, the amount an argument of it
constexpr int kPhraseBonus = 4;      // for each further word of the trigger
constexpr int kContextBonus = 1;     // the rule asks for further words, and they are there

bool is_word(const text::Token& token) { return token.kind != text::TokenKind::Punctuation; }

}  // namespace

int distance(const SentenceView& view, TokenRange a, TokenRange b) {
  const uint32_t begin = std::min(a.end, b.end), end = std::max(a.begin, b.begin);
  int cost = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const std::string& mark = view.sentence.tokens[i].surface;
    if (!view.sentence.tokens[i].joined) ++cost;
    if (view.sentence.tokens[i].has("cnjcoo")) cost += kCoordinatorSurcharge;
    if (is_word(view.sentence.tokens[i])) continue;
    if (mark == ",") cost += kCommaSurcharge;
    if (mark == ";" || mark == ":" || mark == "(" || mark == ")") cost += kBorderSurcharge;
  }
  for (const VerbGroup& verb : view.analysis.chunks.verbs)
    if (begin <= verb.head && verb.head < end) cost += kClauseSurcharge;
  for (const Amount& other : view.amounts)
    if (begin <= other.tokens.begin && other.tokens.end <= end) cost += kAmountSurcharge;
  return cost;
}

uint32_t AmountReader::phrase_end(uint32_t begin, const std::vector<std::string>& words) const {
  for (const std::string& word : words) {
    // "perdita operativa" is of lemmas "perdita operativo"; contractions add an article in between
    if (begin < size() && token(begin).joined && !token_is(token(begin), word)) ++begin;
    if (begin >= size() || !token_is(token(begin), word)) return 0;
    ++begin;
  }
  return begin;
}

bool AmountReader::sentence_has(const std::vector<std::vector<std::string>>& phrases) const {
  for (uint32_t i = 0; i < size(); ++i)
    for (const auto& phrase : phrases)
      if (phrase_end(i, phrase) != 0) return true;
  return false;
}

void AmountReader::find_triggers() {
  for (uint32_t i = 0; i < size(); ++i) {
    if (!is_word(token(i)) || is_auxiliary(i)) continue;
    std::vector<std::string> lemmas{to_lower(token(i).surface)};
    for (const text::Reading& reading : token(i).readings) {
      std::string lemma = to_lower(reading.lemma);
      if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end()) lemmas.push_back(std::move(lemma));
    }
    for (const std::string& lemma : lemmas)
      for (const size_t index : lexicon_.triggered_by(lemma)) {
        const MeasureRule& rule = lexicon_.rules()[index];
        const uint32_t end = phrase_end(i, rule.trigger);
        if (end != 0 && (rule.context.empty() || sentence_has(rule.context)))
          triggers_.push_back({&rule, {i, end}, 0});
      }
  }
}

// What an amount can measure; nothing for years, ordinals and the like.
std::optional<AmountKind> AmountReader::kind_of(const Amount& amount) const {
  if (names_currency(amount)) return AmountKind::Money;
  if (amount.percent) return AmountKind::Percent;
  if (amount.written.fraction && amount.value < 1) return AmountKind::Percent;
  if (!amount.written.multiplied) return AmountKind::Count;
  return counts_things(amount) ? AmountKind::Count : AmountKind::Money;
}

// What may explain the amount, the likeliest first.
std::vector<AmountReading> AmountReader::candidates_of(const Amount& amount, AmountKind kind) const {
  std::vector<AmountReading> candidates;
  for (const AmountReading& trigger : triggers_) {
    if (trigger.rule->kind != kind) continue;
    if (amount.tokens.begin < trigger.trigger.end && trigger.trigger.begin < amount.tokens.end) continue;
    if (kind == AmountKind::Count && !counted(amount, trigger.trigger)) continue;
    AmountReading candidate = trigger;
    candidate.cost = distance(view_, trigger.trigger, amount.tokens);
    if (says_of(trigger.trigger, amount)) candidate.cost = std::min(candidate.cost, kPredicateCost);
    if (governs(trigger.trigger, amount)) candidate.cost -= kArgumentBonus;
    if (!trigger.rule->context.empty()) candidate.cost -= kContextBonus;
    candidate.cost -= kPhraseBonus * static_cast<int>(trigger.rule->trigger.size() - 1);
    if (candidate.cost <= (candidate.rule->measure == kOtherMeasure ? kOtherReach : kReach))
      candidates.push_back(candidate);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const AmountReading& a, const AmountReading& b) { return a.cost < b.cost; });
  return candidates;
}

// Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
// vecchi modelli H800").
bool AmountReader::counted(const Amount& amount, TokenRange noun) const {
  uint32_t begin = amount.tokens.end;
  if (begin < size() && token(begin).has("cnjcoo"))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == begin + 1) begin = other.tokens.end;
  if (noun.begin < begin || noun.begin > begin + 4) return false;
  for (uint32_t i = begin; i < noun.begin; ++i) {
    const text::Token& between = token(i);
    if (!is_word(between) || between.has("vblex") || between.has("cnjcoo")) return false;
    if (between.has("pr") && i > begin) return false;
  }
  return true;
}

bool AmountReader::has_sign(const Amount& amount) const {
  const uint32_t begin = amount.tokens.begin;
  if (amount.written.value < 0) return true;
  return begin > 0 && token(begin - 1).surface == "+" && !token(begin).space_before;
}

// "salita al 51%", "rose to 5%" is what was reached, not by how much.
bool AmountReader::is_level(const Amount& amount) const {
  if (has_sign(amount)) return false;
  uint32_t before = amount.tokens.begin;
  while (before > 0 && token(before - 1).joined) --before;
  if (before == 0) return false;
  return token(before - 1).has("pr") && lexicon_.is("level", std::string(token(before - 1).lemma()));
}

// "un quinto del suo valore"
bool AmountReader::of_value(const Amount& amount) const {
  for (uint32_t i = amount.tokens.end; i < std::min(size(), amount.tokens.end + 6); ++i)
    if (lexicon_.is("value", to_lower(token(i).lemma()))) return true;
  return false;
}

// "a 28% jump in revenue", "i ricavi sono in calo del 17%": the change of something that has a measure of
// its own.
bool AmountReader::changes_other(TokenRange trigger, const Amount& amount) const {
  for (const AmountReading& other : triggers_) {
    if (other.rule->measure == kOtherMeasure || other.rule->measure == "stock_change" ||
        other.rule->measure == "market_value_lost" || other.rule->measure == "valuation" ||
        other.rule->measure == "chips_used")
      continue;
    const uint32_t group = view_.analysis.group_at(other.trigger.begin);
    if (group == kNoIndex) continue;
    const uint32_t clause = view_.analysis.clause_at(trigger.begin);
    const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
    if (subject != nullptr && subject->candidates.front().front() == group) return true;
    const uint32_t behind = std::max(trigger.end, amount.tokens.end);
    if (other.trigger.begin >= behind && other.trigger.begin <= behind + 3 &&
        !marks_between(behind, other.trigger.begin))
      return true;
  }
  return false;
}

// "un fatturato di 2,2 miliardi, +20%": the change of the money before it.
bool AmountReader::follows_money(size_t index) const {
  return index > 0 && kind_of(view_.amounts[index - 1]) == AmountKind::Money &&
         view_.amounts[index].tokens.begin <= view_.amounts[index - 1].tokens.end + 4;
}

bool AmountReader::has_context(const std::string& measure) const {
  for (const MeasureRule& rule : lexicon_.rules())
    if (rule.measure == measure) return sentence_has(rule.context);
  return false;
}

bool AmountReader::verb_between(uint32_t begin, uint32_t end) const {
  return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) { return begin <= verb.head && verb.head < end; });
}

bool AmountReader::marks_between(uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; i < end; ++i)
    if (!is_word(token(i)) && token(i).surface != "%") return true;
  return false;
}

bool AmountReader::is_auxiliary(uint32_t i) const {
  for (const VerbGroup& verb : view_.analysis.chunks.verbs)
    if (verb.tokens.contains(i)) return verb.head != i;
  return false;
}

// "671 miliardi di parametri", "3 million users": a noun that no rule of money knows.
bool AmountReader::counts_things(const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  // "8 billion and 70 billion parameters"
  if (next < size() && (token(next).has("cnjcoo") || token(next).surface == ","))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == next + 1)
        return !names_currency(other) && !other.percent && other.written.multiplied && counts_things(other);
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Count && counted(amount, trigger.trigger)) return true;
  bool preposition = false;
  while (next < size() && (token(next).has("pr") || token(next).joined)) {
    preposition = true;
    ++next;
  }
  if (next >= size() || !is_word(token(next))) return false;
  if (!preposition && token(next).kind == text::TokenKind::Name) return true;
  if (!preposition && !token(next).has("n")) return false;
  if (!token(next).has("n") && !token(next).unknown) return false;
  if (token(next).kind == text::TokenKind::Name) return false;
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(next)) return false;
  return preposition ? token(amount.tokens.end).lemma().size() <= 2 : true;
}

// Does the verb itself say what an amount measures?
bool AmountReader::is_trigger(const VerbGroup& verb) const {
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    return trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(verb.head);
  });
}

// "Le spese del fondo ammonterebbero a un miliardo": the trigger is the subject's noun, the amount an
// argument.
bool AmountReader::says_of(TokenRange trigger, const Amount& amount) const {
  const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(amount);
  if (noun == kNoIndex || object == kNoIndex || noun == object) return false;
  for (const Clause& clause : view_.analysis.clauses) {
    const Argument* subject = clause.argument("subj");
    if (subject == nullptr || subject->candidates.front().front() != noun) continue;
    if (is_trigger(view_.analysis.chunks.verbs[clause.verb])) continue;
    for (const Argument& argument : clause.arguments)
      for (const auto& groups : argument.candidates)
        if (argument.place != "subj" && std::find(groups.begin(), groups.end(), object) != groups.end())
          return true;
  }
  return false;
}

// A currency's sign stands outside of the group.
uint32_t AmountReader::group_of(const Amount& amount) const {
  for (uint32_t i = amount.tokens.begin; i < amount.tokens.end; ++i)
    if (const uint32_t group = view_.analysis.group_at(i); group != kNoIndex) return group;
  return kNoIndex;
}

bool AmountReader::governs(TokenRange trigger, const Amount& amount) const {
  const uint32_t object = group_of(amount);
  if (object == kNoIndex) return false;
  for (const Clause& clause : view_.analysis.clauses) {
    if (!trigger.contains(view_.analysis.chunks.verbs[clause.verb].head)) continue;
    for (const Argument& argument : clause.arguments)
      for (const auto& groups : argument.candidates)
        if (argument.place != "subj" && std::find(groups.begin(), groups.end(), object) != groups.end())
          return true;
  }
  return false;
}

}  // namespace trama::extract
