#include "core/extract/amount_place.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

// Surcharges on a distance, in tokens.
constexpr int kClauseSurcharge = 3;  // another clause's verb between them
constexpr int kCommaSurcharge = 1;
constexpr int kCoordinatorSurcharge = 4;
constexpr uint32_t kSizeReach = 3;   // words between an amount and what says how exact it is
constexpr int kAmountSurcharge = 3;  // another amount of the kind

const text::Token& token_at(const SentenceView& view, uint32_t i) { return view.sentence.tokens[i]; }

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

bool verb_between(const SentenceView& view, uint32_t begin, uint32_t end) {
  return std::any_of(view.analysis.chunks.verbs.begin(), view.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) { return begin <= verb.head && verb.head < end; });
}

bool marks_between(const SentenceView& view, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; ++i)
    if (!is_word(token_at(view, i)) && token_at(view, i).surface != "%") return true;
  return false;
}

bool opens_amount(const SentenceView& view, uint32_t i) {
  return std::any_of(view.amounts.begin(), view.amounts.end(),
                     [&](const Amount& amount) { return amount.tokens.begin == i; });
}

// A currency's sign stands outside of the group.
uint32_t group_of(const SentenceView& view, const Amount& amount) {
  for (uint32_t i = amount.tokens.begin; i < amount.tokens.end; ++i)
    if (const uint32_t group = view.analysis.group_at(i); group != kNoIndex) return group;
  return kNoIndex;
}

// The token before an amount, its article and what qualifies it left out.
std::string preposition_of(const SentenceView& view, const Amount& amount) {
  const uint32_t group = group_of(view, amount);
  if (group != kNoIndex && !view.analysis.chunks.nouns[group].preposition.empty()) {
    const std::string& preposition = view.analysis.chunks.nouns[group].preposition;
    // "for about $96m", "for under $6m": words of size may be read as prepositions
    uint32_t at = amount.tokens.begin;
    while (at > 0 && amount.tokens.begin - at < kSizeReach && token_at(view, at - 1).lower != preposition)
      --at;
    const bool outer =
        at > 1 && token_at(view, at - 1).lower == preposition && token_at(view, at - 2).has("pr");
    return outer ? to_lower(token_at(view, at - 2).lemma()) : preposition;
  }
  uint32_t before = amount.tokens.begin;
  // "for less than $6m"
  if (before > 2 && token_at(view, before - 1).has("cnjsub") && token_at(view, before - 2).has("adv"))
    before -= 2;
  while (before > 0 && (token_at(view, before - 1).joined || token_at(view, before - 1).has("det") ||
                        token_at(view, before - 1).has("adv") || token_at(view, before - 1).has("preadv")))
    --before;
  return before == 0 ? "" : to_lower(token_at(view, before - 1).lemma());
}

}  // namespace trama::extract
