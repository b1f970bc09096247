#include "core/extract/amount_reader.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How far a word may stand from the amount that it explains, in tokens with the surcharges of `distance`.
constexpr int kReach = 12;
constexpr int kOtherReach = 3;     // of words that only keep an amount from another measure
constexpr int kPredicateCost = 2;  // the word is the subject of what is said of the amount
constexpr int kArgumentBonus = 4;  // the word is a verb, the amount an argument of it
constexpr int kAttachedBonus = 4;  // the word is a noun, the amount hangs on it
constexpr int kNamingBonus = 8;    // the word is a noun that says what the money is
constexpr int kPhraseBonus = 4;    // the word is a phrase of nouns
constexpr int kPurposeBonus = 6;   // the word is a verb that says what the amount is for
constexpr int kContextBonus = 1;   // the rule asks for further words, and they are there

}  // namespace

// What an amount can measure; nothing for years, ordinals and the like.
std::optional<AmountKind> AmountReader::kind_of(const Amount& amount) const {
  if (names_currency(amount)) return AmountKind::Money;
  if (amount.percent) return AmountKind::Percent;
  if (amount.written.fraction && amount.value < 1) return AmountKind::Percent;
  // Nobody leaves the currency out of thousands.
  if (numbers_name(amount)) return std::nullopt;
  if (!amount.written.multiplied || amount.value < 1e6) return AmountKind::Count;
  return counts_things(amount) ? AmountKind::Count : AmountKind::Money;
}

// What may explain the amount, the likeliest first.
std::vector<AmountReading> AmountReader::candidates_of(const Amount& amount, AmountKind kind) const {
  std::vector<AmountReading> candidates;
  const AmountLink link(view_, lexicon_, triggers_);
  for (const AmountReading& trigger : triggers_) {
    if (trigger.rule->kind != kind) continue;
    const bool counts = kind == AmountKind::Count;
    // "sold €57 million worth" is not worth so much
    if (trigger.trigger.begin == amount.tokens.end && trigger.rule->marks.worth &&
        lexicon_.is("value", to_lower(token(trigger.trigger.begin).surface)))
      continue;
    if (trigger.rule->marks.own_class && link.is_misread(*trigger.rule, trigger.trigger)) continue;
    if (trigger.rule->marks.worth &&
        (link.values_deal(trigger.trigger) || link.is_in_subject(trigger.trigger, amount)))
      continue;
    if (!counts && amount.tokens.begin < trigger.trigger.end && trigger.trigger.begin < amount.tokens.end)
      continue;
    if (counts && (!counted(amount, trigger.trigger) || qualifies_plural(trigger.trigger))) continue;
    AmountReading candidate = trigger;
    candidate.cost = distance(view_, trigger.trigger, amount.tokens);
    const bool noun = view_.analysis.group_at(trigger.trigger.begin) != kNoIndex;
    const bool taken = noun && has_own_amount(trigger.trigger, amount);
    const bool hangs =
        (noun && !taken && link.hangs_on(trigger.trigger, amount)) || link.opens(trigger.trigger, amount);
    if (noun && !counts && !hangs && (trigger.rule->attached || taken)) continue;
    if (noun && trigger.rule->attached && !counts && link.qualifies_other(trigger.trigger)) continue;
    // "built for $7m", but not "built it and raised $7m"
    if (!noun && trigger.rule->attached && trigger.rule->marks.outlay &&
        (amount.tokens.begin < trigger.trigger.end || !link.governs(trigger.trigger, amount) ||
         !link.is_spent_on(amount)))
      continue;
    // "Arrivano 3 milioni", but not "arriva a una valutazione di 3 milioni"
    if (!noun && trigger.rule->attached && !trigger.rule->marks.outlay && !counts &&
        !link.is_direct(trigger.trigger, amount))
      continue;
    if (!noun && !counts && link.serves_next(trigger.trigger, amount)) continue;
    if (!noun && !counts && link.has_other_object(*trigger.rule, trigger.trigger, amount)) continue;
    if (link.says_of(trigger.trigger, amount)) candidate.cost = std::min(candidate.cost, kPredicateCost);
    if (link.says_of_what(trigger, amount))
      candidate.cost = -kNamingBonus;
    else if (link.is_purpose(trigger.trigger, amount))
      candidate.cost = -kPurposeBonus;
    else if (noun && link.is_paid_for(trigger, amount))
      candidate.cost = kPredicateCost - kArgumentBonus;
    else if (link.is_worth(trigger, amount) || link.is_told_beside(trigger, amount))
      candidate.cost = -kNamingBonus;
    else if (link.governs(trigger.trigger, amount) && (noun || !link.is_of_state(trigger, amount)))
      candidate.cost = std::min(candidate.cost, kPredicateCost) - kArgumentBonus;
    else if (hangs)
      candidate.cost -= kAttachedBonus;
    else if (noun && !counts && trigger.trigger.begin >= amount.tokens.end &&
             marks_between(view_, amount.tokens.end, trigger.trigger.begin))
      candidate.cost += kBorderSurcharge;
    candidate.cost += trigger.cost;
    if (!trigger.rule->context.empty()) candidate.cost -= kContextBonus;
    if (noun && trigger.rule->trigger.size() > 1) candidate.cost -= kPhraseBonus;
    if (candidate.cost <= (candidate.rule->measure == kOtherMeasure ? kOtherReach : kReach))
      candidates.push_back(candidate);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const AmountReading& a, const AmountReading& b) {
    const bool a_other = a.rule->measure == kOtherMeasure, b_other = b.rule->measure == kOtherMeasure;
    return a.cost != b.cost ? a.cost < b.cost : a_other < b_other;
  });
  return candidates;
}

// Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
// vecchi modelli H800").
bool AmountReader::counted(const Amount& amount, TokenRange noun) const {
  if (noun.begin + 1 == amount.tokens.end) return true;  // "trillion-parameter"
  uint32_t begin = amount.tokens.end;
  if (begin < size() && token(begin).surface == "-") return noun.begin == begin + 1;  // "8-billion-parameter"
  if (begin < size() && token(begin).has("cnjcoo"))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == begin + 1) begin = other.tokens.end;
  if (noun.begin < begin || noun.begin > begin + 4) return false;
  for (uint32_t i = begin; i < noun.begin; ++i) {
    const text::Token& between = token(i);
    if (!is_word(between) || between.has("vblex") || between.has("cnjcoo")) return false;
    if (between.has("det") && !between.joined) return false;  // "100 miles down the Thruway"
    // "2,000 of Google's chips", but not "in 2022 by Google's chip designers"
    if (between.has("pr") && (i > begin || !lexicon_.is("of", std::string(between.lemma())))) return false;
  }
  return true;
}

// "Three AI chip hopefuls", "500 GPU designers": others are counted than what the word names.
bool AmountReader::qualifies_plural(TokenRange word) const {
  if (word.end >= size() || !token(word.end).has("n") || !token(word.end).has("pl")) return false;
  return !lexicon_.is("hour", to_lower(token(word.end).lemma())) && !counts_chips(word.end) &&
         std::none_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& other) {
           return other.rule->kind == AmountKind::Count && other.trigger.contains(word.end);
         });
}

bool AmountReader::counts_chips(uint32_t at) const {
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    return trigger.rule->marks.chips && trigger.trigger.contains(at);
  });
}

bool AmountReader::is_kind_told(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next + 1 >= size() || !lexicon_.is("kind", std::string(token(next).lemma()))) return false;
  return token(next + 1).has("n") || token(next + 1).has("adj");
}

bool AmountReader::is_surely_money(const Amount& amount) const {
  if (names_currency(amount)) return true;
  const uint32_t next = amount.tokens.end;
  return next >= size() || !is_word(token(next)) || token(next).has("pr") || token(next).has("cnjcoo");
}

bool AmountReader::is_points(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next >= size() || amount.percent || amount.written.multiplied || names_currency(amount)) return false;
  return std::abs(amount.value) < 100 && lexicon_.is("point", to_lower(token(next).lemma()));
}

// "the Corvid 800 transceiver", "Corvid-9B": a number without unit that a name ends in.
bool AmountReader::numbers_name(const Amount& amount) const {
  const uint32_t begin = amount.tokens.begin;
  const bool inside = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.via == Via::Name && m.tokens.begin <= begin && amount.tokens.end <= m.tokens.end;
  });
  if (inside && !names_currency(amount) && !amount.percent) return true;
  return begin > 0 && amount.tokens.size() == 1 && token(begin - 1).kind == text::TokenKind::Name &&
         !names_currency(amount) && !amount.percent && !amount.written.multiplied;
}

bool AmountReader::has_context(const std::string& measure) const {
  for (const MeasureRule& rule : lexicon_.rules())
    if (rule.measure == measure) return sentence_has(rule.context);
  return false;
}

bool AmountReader::mentions(const std::string& kind) const {
  return std::any_of(
      view_.sentence.tokens.begin(), view_.sentence.tokens.end(), [&](const text::Token& word) {
        return std::any_of(word.readings.begin(), word.readings.end(), [&](const text::Reading& reading) {
          return lexicon_.is(kind, to_lower(reading.lemma));
        });
      });
}

bool AmountReader::counts_things(const Amount& amount) const {
  // "70 billion parameters, 3 billion of them active"
  for (size_t i = 1; i < view_.amounts.size(); ++i)
    if (view_.amounts[i].tokens == amount.tokens && is_part(i) && !names_currency(view_.amounts[i - 1]) &&
        stands_before_thing(view_.amounts[i - 1]))
      return true;
  return stands_before_thing(amount);
}

// "671 miliardi di parametri", "3 million users": a noun that no rule of money knows.
bool AmountReader::stands_before_thing(const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  // "8 billion and 70 billion parameters"
  if (next < size() && (token(next).has("cnjcoo") || token(next).surface == ","))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == next + 1)
        return !names_currency(other) && !other.percent && other.written.multiplied &&
               stands_before_thing(other);
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Count && counted(amount, trigger.trigger)) return true;
  // "400 milioni dell'autunno" are no autumns.
  if (next + 1 < size() && token(next).has("pr") && token(next + 1).joined && token(next + 1).has("det"))
    return false;
  bool preposition = false;
  while (next < size() && (token(next).has("pr") || token(next).joined)) {
    preposition = true;
    ++next;
  }
  if (next >= size() || !is_word(token(next))) return false;
  // "9 million pesos" are of no currency known here.
  if (lexicon_.is("shared", token(next).lower)) return true;
  if (!preposition && token(next).kind == text::TokenKind::Name) return true;
  if (!preposition && !token(next).has("n")) return false;
  if (!token(next).has("n") && !token(next).unknown) return false;
  // "un milione di H20"
  const bool things = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    const std::string& type = view_.mentions.entities[m.entity].type;
    return m.tokens.begin == next && m.via == Via::Name && (type == "Chip" || type == "Product");
  });
  if (things) return true;
  if (token(next).kind == text::TokenKind::Name) return false;
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(next)) return false;
  return preposition ? token(amount.tokens.end).lemma().size() <= 2 : true;
}

// "on sales of $34m": the word has an amount of its own, and is nobody else's but of those in one list with
// that.
bool AmountReader::has_own_amount(TokenRange trigger, const Amount& amount) const {
  if (trigger.end >= size()) return false;
  const Amount* own = nullptr;
  // "at a valuation touching half a billion"
  const bool modified = std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                                    [&](const VerbGroup& verb) {
                                      return verb.tokens == TokenRange{trigger.end, trigger.end + 1} &&
                                             (verb.mood == Mood::Gerund || verb.mood == Mood::Participle);
                                    }) ||
                        token(trigger.end).has("ger");
  if (!modified && !token(trigger.end).has("pr")) return false;
  for (const Amount& other : view_.amounts)
    if (own == nullptr && other.tokens.begin > trigger.end && other.tokens.begin <= trigger.end + 3 &&
        !other.written.fraction &&  // "for the quarter"
        (kind_of(other) == kind_of(amount) || is_bare(other)) &&
        !verb_between(view_, trigger.end + (modified ? 1 : 0), other.tokens.begin))
      own = &other;
  if (own == nullptr || own->tokens == amount.tokens) return false;
  const uint32_t next = own->tokens.end;
  return next >= size() || !(token(next).has("cnjcoo") || token(next).surface == ",");
}

// "sales of thirty-four": millions, where others of the sentence are
bool AmountReader::is_bare(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  return !amount.written.multiplied && !amount.percent && !names_currency(amount) && !is_year(amount) &&
         (next >= size() || !is_word(token(next)));
}

std::optional<uint32_t> AmountReader::chip_near(const Amount& amount) const {
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (std::abs(amount.value) > 1 && counted(amount, m.tokens) && m.via == Via::Name &&
        view_.mentions.entities[m.entity].type == "Chip" && !counts_parts(m.tokens))
      return m.entity;
  }
  return std::nullopt;
}

bool AmountReader::is_supplied(const Amount& amount) const {
  const uint32_t group = group_of(view_, amount);
  return group != kNoIndex && std::ranges::any_of(view_.analysis.clauses, [&](const Clause& clause) {
           // "uses 3,000 chips supplied by Alba": what stands behind the amount says where they come from.
           const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
           return verb.tokens.end <= amount.tokens.begin && lexicon_.is("supply", verb.lemma) &&
                  std::ranges::any_of(clause.arguments, [&](const Argument& argument) {
                    return argument.place != "subj" && argument.candidates.front().front() == group;
                  });
         });
}

// "four X280 cores": what is counted is something of the chip.
bool AmountReader::counts_parts(TokenRange chip) const {
  if (chip.end >= view_.sentence.tokens.size()) return false;
  const text::Token& next = view_.sentence.tokens[chip.end];
  return next.kind == text::TokenKind::Word && next.has("n") && !counts_chips(chip.end) &&
         view_.analysis.group_at(chip.end) == view_.analysis.group_at(chip.begin);
}

}  // namespace trama::extract
