// How a word that says what amounts measure bears on one of them: as the verb that governs it, the noun that
// it hangs on or is said of.
#pragma once

#include <string>
#include <vector>

#include "core/extract/amount_place.h"
#include "core/extract/measure.h"

namespace trama::extract {

// One way to read an amount.
struct AmountReading {
  const MeasureRule* rule = nullptr;
  TokenRange trigger;
  int cost = 0;  // less is likelier
};

// For one sentence. `triggers` are its words that say what amounts measure; all arguments must outlive it.
class AmountLink {
 public:
  AmountLink(const SentenceView& view, const MeasureLexicon& lexicon,
             const std::vector<AmountReading>& triggers)
      : view_(view), lexicon_(lexicon), triggers_(triggers) {}

  // "owes its banks $3bn", "helped a fund": a noun where the rule's word is a verb, or the other way round.
  bool is_misread(const MeasureRule& rule, TokenRange trigger) const;

  // "a deal worth $3bn": the money is the price of what the deal is about.
  bool values_deal(TokenRange trigger) const;

  // The trigger is a verb, the amount an argument of it.
  bool governs(TokenRange trigger, const Amount& amount) const;

  // "the purchase of Alba, a maker of pumps, for $9m": the trigger is a noun for a purchase.
  bool is_paid_for(const AmountReading& reading, const Amount& amount) const;

  // "con una valutazione di 2 miliardi": the amount hangs on a noun that tells another measure than the verb.
  bool is_of_state(const AmountReading& verb, const Amount& amount) const;

  // "The $210m round values Alba": the amount is in the subject of the verb.
  bool is_in_subject(TokenRange trigger, const Amount& amount) const;

  // "Alba, worth $900m at its last round": nothing stands between the word and the amount.
  bool is_worth(const AmountReading& reading, const Amount& amount) const;
  // "Alba's shares, up 4% on Monday, fell": the word of a change right before the amount, whatever verb the
  // clause has.
  bool is_told_beside(const AmountReading& trigger, const Amount& amount) const;

  // "revenue from data centers", "data-center sales": the trigger's noun says what kind of another's it is.
  bool qualifies_other(TokenRange trigger) const;

  // The trigger is a verb, the amount its subject or object; or it is none that the analyser knows.
  bool is_direct(TokenRange trigger, const Amount& amount) const;

  // "ha messo sul tavolo 32 miliardi per acquistare Wiz": the trigger is a verb that says what for.
  bool is_purpose(TokenRange trigger, const Amount& amount) const;

  // The trigger is a verb whose object is no money.
  bool has_other_object(const MeasureRule& rule, TokenRange trigger, const Amount& amount) const;

  // The trigger is the noun of a clause's subject or object, the amount what that is said to be.
  bool says_of(TokenRange trigger, const Amount& amount) const;

  // "took $13bn in annual sales": the trigger is a noun behind the money that names what it is.
  bool says_of_what(const AmountReading& trigger, const Amount& amount) const;

  // The trigger is a noun, the amount hangs on it.
  bool hangs_on(TokenRange trigger, const Amount& amount) const;

  // "vendite per 18": likewise where the analyser took the noun for something else.
  bool opens(TokenRange trigger, const Amount& amount) const;

  // The trigger stands behind a mark and right before its own amount.
  bool serves_next(TokenRange trigger, const Amount& amount) const;

  // "for $7m", "con 7 milioni": what something is got for or done with.
  bool is_spent_on(const Amount& amount) const;

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }
  bool is_trigger(const VerbGroup& verb) const;
  bool is_percent(uint32_t group) const;
  const Argument* said_of(const Clause& clause, uint32_t amount) const;
  uint32_t dated(uint32_t group) const;
  bool opens_clause(uint32_t noun, const Clause& clause) const;
  bool in_clause(const Clause& clause, uint32_t group) const;
  bool attached(uint32_t owner, uint32_t group) const;
  bool is_named(uint32_t group) const;
  bool apposed(uint32_t end, const Amount& amount) const;
  bool is_spent(const Amount& amount) const;
  bool is_disposed_of(uint32_t noun) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const std::vector<AmountReading>& triggers_;
};

}  // namespace trama::extract
