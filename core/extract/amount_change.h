// Amounts and change: whether one says by how much something changed or what it has become, and whether that
// is a firm or its shares.
#pragma once

#include <vector>

#include "core/extract/amount_link.h"
#include "core/extract/amount_place.h"
#include "core/extract/measure.h"

namespace trama::extract {

// For one sentence. `triggers` are its words that say what amounts measure; all arguments must outlive it.
class AmountChange {
 public:
  AmountChange(const SentenceView& view, const MeasureLexicon& lexicon,
               const std::vector<AmountReading>& triggers)
      : view_(view), lexicon_(lexicon), triggers_(triggers) {}

  // A word for a plus.
  bool is_plus(uint32_t at) const { return lexicon_.is("plus", token(at).lower); }

  // A plus or minus is written before it.
  bool has_sign(const Amount& amount) const;

  // "salita al 51%", "rose to 5%" is what was reached, not by how much.
  bool is_level(const Amount& amount) const;

  // "ha limitato il ribasso al 2%": the level of a change is the change.
  bool is_limited(TokenRange trigger) const;

  // "un quinto del suo valore"
  bool of_value(const Amount& amount) const;

  // "a 28% jump in revenue", "gli ordini sono in calo del 17%": the change of something else than a firm or
  // its shares.
  bool changes_other(TokenRange trigger, const Amount& amount) const;

  // "shed 10% of its staff", "12% more capacity": what the percentage is a part of follows it.
  bool is_part_of_other(TokenRange trigger, const Amount& amount) const;

  // Right before the word of a change and a comma stands the name of a firm.
  bool follows_firm(TokenRange trigger) const;

  // "Revenue fell by $2bn": by how much something changed, not what it is.
  bool is_difference(const Amount& amount) const;

  // "against £118m a year earlier", "contro i 700 attesi", "compared with a loss of $12 million"
  bool is_comparison(const Amount& amount) const { return compared_before(amount.tokens.begin); }
  bool is_comparison(TokenRange trigger, const Amount& amount) const;

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }
  bool is_time(uint32_t begin) const;
  bool prices_shares(uint32_t group) const;
  bool names_firm(uint32_t group) const;
  bool opens_with_other(uint32_t preposition, TokenRange change) const;
  bool compared_before(uint32_t begin) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const std::vector<AmountReading>& triggers_;
};

}  // namespace trama::extract
