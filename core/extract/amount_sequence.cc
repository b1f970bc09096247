// Amounts in a row: what one leaves out because the one before it has it.
#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/extract/amount_reader.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr double kLargestRatio = 100;  // of an amount to the one whose factor it takes over
constexpr uint32_t kPartReach = 6;     // how far a part may stand from the whole
constexpr uint32_t kValueReach = 3;    // from a word for value to its amount
constexpr uint32_t kLossReach = 4;     // from a word that says what is gone to one for value

}  // namespace

bool AmountReader::inherits_percent(const Amount& amount) const {
  if (amount.written.multiplied || amount.written.fraction || names_currency(amount)) return false;
  if (amount.value <= 0 || amount.value >= 100) return false;
  const uint32_t next = amount.tokens.end;
  if (next < size() && is_word(token(next)) && !token(next).has("cnjcoo") && !token(next).has("pr"))
    return false;
  // "Alba lost 6 per cent and Brera 2.5"
  const bool percent_before = std::any_of(
      view_.amounts.begin(), view_.amounts.end(),
      [&](const Amount& other) { return other.percent && other.tokens.end <= amount.tokens.begin; });
  // "Brera dello 0,7"
  uint32_t begin = amount.tokens.begin;
  while (begin > 0 && (token(begin - 1).joined || token(begin - 1).has("det") ||
                       (token(begin - 1).has("pr") && token(begin).joined)))
    --begin;
  const bool behind_name = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && m.tokens.end == begin &&
           view_.mentions.entities[m.entity].type == "Company";
  });
  if (percent_before && behind_name) return true;
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    return trigger.rule->marks.shares && trigger.trigger.end < amount.tokens.begin &&
           amount.tokens.begin <= trigger.trigger.end + 3 &&
           !marks_between(view_, trigger.trigger.end, amount.tokens.begin);
  });
}

bool AmountReader::is_period(const Amount& amount) const {
  if (!amount.written.fraction || amount.tokens.size() != 1) return false;
  // "in the first half"
  const uint32_t begin = amount.tokens.begin;
  if (begin > 0 && (has_reading(token(begin - 1), "ord") || lexicon_.is("half", token(begin - 1).lower)))
    return true;
  return view_.rules.is_cue(view_.language, "time", token(begin).lower);
}

bool AmountReader::is_of_each(const Amount& amount) const {
  return amount.tokens.end < size() && lexicon_.is("each", token(amount.tokens.end).lower);
}

bool AmountReader::is_what_is_left(const AmountReading& reading, const Amount& amount) const {
  const TokenRange word = reading.trigger;
  if (reading.rule->context.empty() || word.end >= amount.tokens.begin ||
      amount.tokens.begin > word.end + kValueReach || view_.analysis.group_at(word.begin) == kNoIndex ||
      !lexicon_.is("owner", std::string(token(word.end).lemma())))
    return false;
  const uint32_t begin = word.begin - std::min(word.begin, kLossReach);
  for (uint32_t i = begin; i < word.begin; ++i)
    for (const auto& phrase : reading.rule->context)
      if (phrase_end(i, phrase) != 0) return false;
  return true;
}

bool AmountReader::is_gapped_money(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next < size() && is_word(token(next)) && !token(next).has("cnjcoo")) return false;
  uint32_t begin = amount.tokens.begin;
  while (begin > 0 && token(begin - 1).has("det")) --begin;
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && m.tokens.end == begin && m.via == Via::Name &&
           view_.mentions.entities[m.entity].type == "Company";
  });
}

bool AmountReader::restated_behind(TokenRange before, const Amount& amount) const {
  if (amount.tokens.begin < before.end || amount.tokens.begin > before.end + 5) return false;
  if (verb_between(view_, before.end, amount.tokens.begin)) return false;
  for (uint32_t i = before.end; i < amount.tokens.begin; ++i)
    if (lexicon_.is("restating", to_lower(token(i).surface))) return true;
  return false;
}

std::optional<double> AmountReader::inherited_scale(size_t index) const {
  const Amount& amount = view_.amounts[index];
  if (index == 0 || amount.written.multiplied || amount.written.fraction || amount.percent ||
      names_currency(amount) || is_year(amount) ||
      (amount.value == 1 && !has_digit(token(amount.tokens.begin).surface)))
    return std::nullopt;  // "in una sola seduta"
  const Amount* before = nullptr;
  for (size_t i = 0; i < index; ++i)
    if (view_.amounts[i].written.multiplied && kind_of(view_.amounts[i]) == AmountKind::Money)
      before = &view_.amounts[i];
  const uint32_t next = amount.tokens.end;
  if (before == nullptr || (next < size() && token(next).has("n"))) return std::nullopt;
  const bool named = std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    if (trigger.rule->kind != AmountKind::Money || trigger.rule->measure == kOtherMeasure) return false;
    // "2,8 di utile"
    if (next + 1 == trigger.trigger.begin && lexicon_.is("owner", std::string(token(next).lemma())))
      return true;
    // "il rosso si è ridotto a 6"
    return trigger.trigger.end < amount.tokens.begin && amount.tokens.begin <= trigger.trigger.end + 6 &&
           trigger.trigger.begin >= before->tokens.end && token(amount.tokens.begin - 1).has("pr") &&
           !marks_between(view_, trigger.trigger.end, amount.tokens.begin);
  });
  if (!named && !is_part(index) && !is_gapped_money(amount)) return std::nullopt;
  double scale = 1000;
  while (scale * 1000 <= std::abs(before->value)) scale *= 1000;
  // "Alba vale 3.300 miliardi, Brera 3.100"
  while (scale > 1000 && std::abs(amount.value) * scale > kLargestRatio * std::abs(before->value))
    scale /= 1000;
  return scale;
}

// "un fatturato di 2,2 miliardi, +20%": the change of the money before it.
bool AmountReader::follows_money(size_t index) const {
  if (index == 0 || kind_of(view_.amounts[index - 1]) != AmountKind::Money) return false;
  const uint32_t begin = view_.amounts[index - 1].tokens.end, end = view_.amounts[index].tokens.begin;
  if (end > begin + 4) return false;
  // "Alba -1,8% a 42 euro, Brera -3,4%"
  return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return begin <= m.tokens.begin && m.tokens.end == end &&
           view_.mentions.entities[m.entity].type == "Company";
  });
}

// "46 milioni, 17 dei quali dalla Regione", "€1.7bn, €1.3bn of it from Alba": a part of the amount before.
bool AmountReader::is_part(size_t index) const {
  if (index == 0) return false;
  const Amount& amount = view_.amounts[index];
  if (amount.tokens.begin > view_.amounts[index - 1].tokens.end + kPartReach) return false;
  const auto part_of = [&](uint32_t i) {
    if (i + 1 >= size() || !lexicon_.is("owner", std::string(token(i).lemma()))) return false;
    const uint32_t whole = token(i + 1).has("det") ? i + 2 : i + 1;
    return whole < size() && lexicon_.is("part", to_lower(token(whole).surface));
  };
  if (part_of(amount.tokens.end)) return true;
  const uint32_t begin = amount.tokens.begin;
  return begin >= 2 && part_of(begin - 2);
}

bool AmountReader::comes_from(const Amount& amount) const {
  for (uint32_t i = amount.tokens.end; i < std::min(size(), amount.tokens.end + kPartReach); ++i)
    if (lexicon_.is("source", std::string(token(i).lemma())) && token(i).has("pr")) return true;
  return false;
}

}  // namespace trama::extract
