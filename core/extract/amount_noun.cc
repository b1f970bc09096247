// How nouns bind amounts that stand further off, and which nouns leave an amount to another.
#include <algorithm>

#include "core/extract/amount_link.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr uint32_t kOwnReach = 4;  // from a noun to the amount that hangs on it

}  // namespace

bool AmountLink::qualifies_other(TokenRange trigger) const {
  const uint32_t own = view_.analysis.group_at(trigger.begin);
  if (own == kNoIndex) return false;
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& other) {
    const uint32_t group = view_.analysis.group_at(other.trigger.begin);
    if (!other.rule->marks.state || group == kNoIndex || other.trigger.begin == trigger.begin) return false;
    // "a round worth $40m"
    if (lexicon_.is("worth", token(other.trigger.begin).lower)) return false;
    if (group == own) return trigger.end <= other.trigger.begin;
    return std::any_of(
        view_.analysis.nouns[group].attachments.begin(), view_.analysis.nouns[group].attachments.end(),
        [&](const Argument& argument) {
          return argument.candidates.front().front() == own &&
                 (lexicon_.is("source", argument.place) || lexicon_.is("owner", argument.place));
        });
  });
}

bool AmountLink::is_paid_for(const AmountReading& reading, const Amount& amount) const {
  const uint32_t end = reading.trigger.end;
  // "a second cheque, this time for $30m" may be for anything
  const bool told = std::any_of(reading.rule->subject.begin(), reading.rule->subject.end(),
                                [](const Slot& slot) { return slot.place == "bought"; });
  if (!reading.rule->marks.paid || told || end >= amount.tokens.begin ||
      view_.analysis.group_at(reading.trigger.begin) == kNoIndex ||
      !lexicon_.is("exchanged", preposition_of(view_, amount)) ||
      verb_between(view_, end, amount.tokens.begin))
    return false;
  for (uint32_t i = end; i < amount.tokens.begin; ++i)
    if (token(i).surface == ";" || token(i).surface == ":" || token(i).has("cnjcoo")) return false;
  return std::none_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& other) {
    return end <= other.tokens.begin && other.tokens.end <= amount.tokens.begin &&
           (names_currency(other) || other.written.multiplied);
  });
}

bool AmountLink::is_in_subject(TokenRange trigger, const Amount& amount) const {
  return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(), [&](const Clause& clause) {
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    const Argument* subject = clause.argument("subj");
    if (subject == nullptr || verb.voice != Voice::Active || !trigger.contains(verb.head)) return false;
    const NounGroup& group = view_.analysis.chunks.nouns[subject->candidates.front().front()];
    return group.tokens.contains(amount.tokens.end - 1) && group.tokens.end <= trigger.begin &&
           group.head >= amount.tokens.end;
  });
}

bool AmountLink::is_worth(const AmountReading& reading, const Amount& amount) const {
  return reading.rule->marks.worth && reading.trigger.end == amount.tokens.begin &&
         lexicon_.is("worth", token(reading.trigger.begin).lower);
}

bool AmountLink::is_of_state(const AmountReading& verb, const Amount& amount) const {
  const uint32_t object = group_of(view_, amount);
  return object != kNoIndex &&
         std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& noun) {
           const uint32_t group = view_.analysis.group_at(noun.trigger.begin);
           return noun.rule->marks.state && noun.rule->measure != verb.rule->measure && group != kNoIndex &&
                  noun.trigger.end <= amount.tokens.begin &&
                  amount.tokens.begin <= noun.trigger.end + kOwnReach &&
                  noun.trigger.begin >= verb.trigger.end && attached(group, object);
         });
}

}  // namespace trama::extract
