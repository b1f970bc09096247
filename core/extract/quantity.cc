#include "core/extract/quantity.h"

#include <algorithm>
#include <cmath>

#include "core/extract/amount_change.h"
#include "core/extract/amount_reader.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/quantity_collector.h"
#include "core/extract/quantity_implied.h"
#include "core/extract/quantity_subject.h"

namespace trama::extract {

namespace {

constexpr uint32_t kStateReach = 3;         // from a word for revenue or profit to its amount
constexpr int kNearFraction = 2;            // cost of a word that a fraction is of
constexpr double kLeastOfTraining = 50000;  // nobody pays so much for the use of a model

class Matcher {
 public:
  Matcher(const SentenceView& view, const Speech& speech, const std::vector<RelationMatch>& matches,
          const MeasureLexicon& lexicon, QuantityContext& context)
      : view_(view),
        lexicon_(lexicon),
        context_(context),
        amounts_(view, lexicon, trained_before(view, context), traded_before(view, context)),
        changes_(view, lexicon, amounts_.triggers()),
        subjects_(view, lexicon, amounts_, changes_, context),
        collector_(view, speech, lexicon, context),
        implied_(view, matches, amounts_, changes_, subjects_, context, collector_) {}

  std::vector<QuantityMatch> run() {
    follow_paragraph(view_, subjects_.search(), lexicon_, context_);
    for (size_t i = 0; i < view_.amounts.size(); ++i) {
      const Amount& amount = view_.amounts[i];
      if (names_currency(amount)) follow_currency(view_, amount.written.currency, lexicon_, context_);
      const auto scale = amounts_.inherited_scale(i);
      const bool points = amounts_.is_points(amount);
      collector_.read_as(scale, points);
      const bool percent =
          amount.percent || points || (context_.percents && amounts_.inherits_percent(amount));
      const auto kind = scale ? AmountKind::Money : percent ? AmountKind::Percent : amounts_.kind_of(amount);
      if (kind) match(i, *kind);
      context_.percents = context_.percents || amount.percent;
    }
    if (amounts_.mentions("training")) context_.training = view_.index;
    return collector_.take();
  }

 private:
  void match(size_t index, AmountKind kind) {
    const Amount& amount = view_.amounts[index];
    if (amount.value == 0 || amounts_.is_period(amount)) return;
    const bool sign = kind == AmountKind::Percent && changes_.has_sign(amount);
    std::vector<AmountReading> candidates = amounts_.candidates_of(amount, kind);
    // The verb of a list serves all its amounts, however far it stands.
    if (last_ && last_->rule->kind == kind && !has_own_word(candidates, view_.amounts[index - 1], amount) &&
        goes_on(view_.amounts[index - 1], amount, last_->rule->types) &&
        (subjects_.gapped(last_->rule->types, last_->trigger, amount) ||
         (last_->rule->marks.given && subjects_.receiver_behind(amount))))
      candidates.insert(candidates.begin(), *last_);
    // "103bn rupees ($1.2bn)"
    if (last_ && last_->rule->kind == kind && restates(index)) candidates.insert(candidates.begin(), *last_);
    last_.reset();
    if (kind == AmountKind::Money && amounts_.is_part(index) && implied_.add_part(index)) return;
    if (kind == AmountKind::Money && implied_.add_apposed_programme(amount)) return;
    if (kind == AmountKind::Money && implied_.add_money_of_fact(amount, candidates)) return;
    bool lost = false;  // a verb says that so much value is gone
    for (const AmountReading& candidate : candidates) {
      // "knocked $600bn off the value": it is worth something else, whoever that is.
      if (lost && candidate.rule->marks.worth) continue;
      if (amount.written.fraction && candidate.cost > kNearFraction && !changes_.of_value(amount)) continue;
      if (candidate.rule->measure == kOtherMeasure) {
        if (sign) continue;
        return;
      }
      if (is_level(candidate, amount)) continue;
      // "The curbs knocked 6 per cent off Alba" says nothing of the curbs.
      const bool of_subject = std::any_of(candidate.rule->subject.begin(), candidate.rule->subject.end(),
                                          [](const Slot& slot) { return slot.place == "subj"; });
      if (candidate.rule->marks.shares && of_subject &&
          (changes_.changes_other(candidate.trigger, amount) || changes_state(candidate, index)))
        return;
      if (contradicted(candidate, amount, kind, sign)) continue;
      if ((candidate.rule->marks.state || candidate.rule->marks.shares) &&
          (changes_.is_comparison(amount) || changes_.is_comparison(candidate.trigger, amount))) {
        // "Net income was $287m, up from $251m": and that is what it is
        if (candidate.trigger.end <= amount.tokens.begin) return;
        continue;
      }
      if (!add(amount, candidate, kind)) {
        lost = lost || (candidate.rule->marks.loss && subjects_.is_verb(candidate.trigger));
        continue;
      }
      last_ = candidate;
      return;
    }
    if (sign && !amounts_.follows_money(index)) return implied_.add_signed_change(amount);
    if (kind == AmountKind::Money && implied_.add_loss_of_value(index)) return;
    if (kind == AmountKind::Money && implied_.add_money_given(amount, candidates)) return;
    if (kind == AmountKind::Money && implied_.add_price_of_taken(amount)) return;
    if (kind == AmountKind::Money && candidates.empty() && implied_.add_told_price(amount)) return;
    if (kind == AmountKind::Money) implied_.add_policy_budget(amount);
    if (kind == AmountKind::Count) implied_.add_named_chips(amount);
  }

  // What the amount is said to be or to have come to, where the measure is of a change.
  bool is_level(const AmountReading& candidate, const Amount& amount) const {
    if ((candidate.rule->marks.shares || candidate.rule->marks.loss) && changes_.is_level(amount) &&
        !changes_.is_limited(candidate.trigger))
      return true;
    return candidate.rule->marks.loss && amounts_.is_what_is_left(candidate, amount);
  }

  // "un utile di 211 milioni, in calo del 29%": the change of what the amount just before says.
  bool changes_state(const AmountReading& candidate, size_t index) const {
    if (index == 0 || subjects_.is_verb(candidate.trigger)) return false;
    const TokenRange before = view_.amounts[index - 1].tokens, change = candidate.trigger;
    const bool told =
        std::any_of(amounts_.triggers().begin(), amounts_.triggers().end(), [&](const AmountReading& word) {
          return word.rule->marks.state && word.trigger.end <= before.begin &&
                 before.begin <= word.trigger.end + kStateReach;
        });
    return told && change.begin >= before.end && change.end <= view_.amounts[index].tokens.begin &&
           !verb_between(view_, before.end, change.begin) &&
           subjects_.stock_before(change.begin, before.end) == kNoIndex;
  }

  // Something in the sentence says that the amount is no such thing as the candidate's.
  bool contradicted(const AmountReading& candidate, const Amount& amount, AmountKind kind, bool sign) const {
    const MeasureRule& rule = *candidate.rule;
    if (kind == AmountKind::Money && !rule.marks.paid && amount.value * collector_.factor() < kLeastOfFirm)
      return true;
    if (rule.marks.chips && amounts_.is_supplied(amount)) return true;
    // "Training takes H100s, which cost $25,000 each"
    if (rule.marks.outlay && amounts_.is_of_each(amount)) return true;
    if (rule.sign == 0 && !sign) return true;
    if (rule.marks.result && subjects_.receives(subjects_.anchor_of(candidate.trigger))) return true;
    if (rule.marks.state && changes_.is_difference(amount)) return true;
    // "Sales of the K900 reached $11bn" tells neither the firm's nor, being many, a price.
    const auto& tokens = view_.sentence.tokens;
    const uint32_t behind = candidate.trigger.end;
    const bool many = rule.marks.paid && is_plural(tokens[candidate.trigger.begin]) &&
                      behind < tokens.size() && lexicon_.is("of", tokens[behind].lower);
    if ((rule.marks.state || many) && subjects_.is_of_line(candidate.trigger)) return true;
    // "I ricavi superano i 12 milioni"
    return rule.marks.given && candidate.trigger.size() == 1 && changes_.is_level(amount) &&
           subjects_.is_verb(candidate.trigger);
  }

  // No verb begins anew between two amounts, but for what is said of the second one's firm.
  bool goes_on(const Amount& before, const Amount& amount, const std::vector<std::string>& types) const {
    return !verb_between(view_, before.tokens.end, amount.tokens.begin) ||
           subjects_.search().described_before(before.tokens.end, amount, types);
  }

  // "Alba was down 5%; Brera, up 1%": a word between the two amounts says what the second one measures.
  static bool has_own_word(const std::vector<AmountReading>& candidates, const Amount& before,
                           const Amount& amount) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const AmountReading& candidate) {
      return candidate.trigger.begin >= before.tokens.end && candidate.trigger.end <= amount.tokens.begin;
    });
  }

  // The same in another currency.
  bool restates(size_t index) const {
    const Amount& amount = view_.amounts[index];
    const Amount& before = view_.amounts[index - 1];
    return amount.tokens.begin == before.tokens.end + 1 &&
           view_.sentence.tokens[before.tokens.end].surface == "(" &&
           amount.written.currency != before.written.currency;
  }

  bool add(const Amount& amount, const AmountReading& candidate, AmountKind kind) {
    const Anchor anchor = subjects_.anchor_of(candidate.trigger);
    std::vector<Filler> subjects = subjects_.find(*candidate.rule, anchor, amount);
    if (const auto same = subject_before(candidate)) subjects = {*same};
    for (const Filler& subject : subjects) {
      const bool model = view_.mentions.entities[subject.entity].type == "Model";
      const bool price = candidate.rule->marks.paid;
      if (price && model && subject.via == Via::Topic && !amounts_.goes_on(candidate.trigger)) continue;
      QuantityMatch match;
      match.measure = candidate.rule->measure;
      match.rule_name = candidate.rule->name;
      match.trigger = candidate.trigger;
      collector_.fill(match, amount, kind);
      const double size = std::abs(match.value);
      if (candidate.rule->sign != 0) match.value = candidate.rule->sign * size;
      if (kind != AmountKind::Count && candidate.rule->sign > 0 && changes_.has_sign(amount) &&
          amount.value < 0)
        match.value = amount.value;
      if (candidate.rule->marks.hours) match.unit = "hours";
      if (candidate.rule->marks.chips) match.chip = amounts_.chip_near(amount);
      // "Corvid cost $6.5 million"
      if (price && model && size >= kLeastOfTraining) match.measure = "training_cost";
      collector_.push(std::move(match), subject, subjects_.clause_of(anchor));
    }
    return !subjects.empty();
  }

  // "ha fatturato 48 milioni, con un utile di 3": of the same firm as the amount before, where no other is
  // named between.
  std::optional<Filler> subject_before(const AmountReading& candidate) const {
    if (collector_.found().empty() || !candidate.rule->marks.state ||
        !collector_.marks(collector_.found().back()).state)
      return std::nullopt;
    const QuantityMatch& before = collector_.found().back();
    if (before.amount.end > candidate.trigger.begin) return std::nullopt;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.begin >= before.amount.end && view_.mentions.entities[m.entity].type == "Company")
        return std::nullopt;
    }
    return before.subject;
  }

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  QuantityContext& context_;
  AmountReader amounts_;
  AmountChange changes_;
  SubjectFinder subjects_;
  QuantityCollector collector_;
  ImpliedQuantity implied_;
  std::optional<AmountReading> last_;  // what explained the amount before
};

}  // namespace

std::vector<QuantityMatch> match_quantities(const SentenceView& view, const Speech& speech,
                                            const std::vector<RelationMatch>& matches,
                                            const MeasureLexicon& lexicon, QuantityContext& context) {
  follow_facts(view, speech, matches, lexicon, context);
  return Matcher(view, speech, matches, lexicon, context).run();
}

}  // namespace trama::extract
