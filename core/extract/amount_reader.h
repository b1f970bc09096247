// What amounts may measure: the words of the sentence that say so, weighed by where they stand.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/extract/amount_link.h"
#include "core/extract/amount_place.h"
#include "core/extract/measure.h"

namespace trama::extract {

// What fits no measure: debts, fines, shares of a market. Its words keep amounts from being taken for others.
inline constexpr std::string_view kOtherMeasure = "other";

// The amounts of one sentence. `view` and `lexicon` must outlive it.
class AmountReader {
 public:
  // `trained`: the sentence before speaks of training; `traded`: of a change of shares.
  AmountReader(const SentenceView& view, const MeasureLexicon& lexicon, bool trained, bool traded)
      : view_(view), lexicon_(lexicon), trained_(trained), traded_(traded) {
    if (!view.amounts.empty()) find_triggers();
  }

  // What an amount can measure; nothing for years, ordinals and the like.
  std::optional<AmountKind> kind_of(const Amount& amount) const;

  // What may explain the amount, the likeliest first.
  std::vector<AmountReading> candidates_of(const Amount& amount, AmountKind kind) const;

  // The words that say what amounts measure, in reading order; valid as long as this.
  const std::vector<AmountReading>& triggers() const { return triggers_; }

  // Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
  // vecchi modelli H800").
  bool counted(const Amount& amount, TokenRange noun) const;

  // The chip, an entity, whose name is what the amount counts: "2048 H800".
  std::optional<uint32_t> chip_near(const Amount& amount) const;
  // "has shipped 11,000 cards": what is counted goes to others.
  bool is_supplied(const Amount& amount) const;

  // The word may go on about what the sentence before spoke of: what it is said of is a pronoun or left out.
  bool goes_on(TokenRange trigger) const;

  // "ha perso il 4, Alba ha ceduto il 3": a bare number behind a word of falls and rises, where percentages
  // went before.
  bool inherits_percent(const Amount& amount) const;

  // "2 per cent, or roughly $95bn": the same once more, in other terms.
  bool restated_behind(TokenRange before, const Amount& amount) const;

  // "$20m in tax credits": a noun behind it says what it is.
  bool is_kind_told(const Amount& amount) const;

  // It names a currency, or nothing behind it can be what it counts.
  bool is_surely_money(const Amount& amount) const;

  // "giù di quasi sette punti", "half a point": percent.
  bool is_points(const Amount& amount) const;

  // "ricavi per 612 milioni e un rosso di 48": the factor that an amount without one has from the money
  // before it; nothing where no word for money is right before the amount.
  std::optional<double> inherited_scale(size_t index) const;

  // "46 milioni, 17 dei quali dalla Regione": a part of the amount before it.
  bool is_part(size_t index) const;
  // Who a part comes from is named behind it: "17 dei quali dalla Regione".
  bool comes_from(const Amount& amount) const;

  // "un fatturato di 2,2 miliardi, +20%": the change of the money before it.
  bool follows_money(size_t index) const;

  // "despite a record quarter": a part of the year, and no fourth of anything.
  bool is_period(const Amount& amount) const;

  // "$25,000 each"
  bool is_of_each(const Amount& amount) const;

  // "giving it a market value of $3bn": the noun's own amount, of which no word beside it says that it is
  // gone.
  bool is_what_is_left(const AmountReading& reading, const Amount& amount) const;

  // "Alba vale 3 miliardi, Brera 2": a bare number right behind a firm, where money went before.
  bool is_gapped_money(const Amount& amount) const;

  // The sentence has one of the words that rules of `measure` ask for.
  bool has_context(const std::string& measure) const;

  // The sentence has a word of the lexicon's `kind`.
  bool mentions(const std::string& kind) const;

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }
  uint32_t phrase_end(uint32_t begin, const std::vector<std::string>& words) const;
  bool sentence_has(const std::vector<std::vector<std::string>>& phrases) const;
  bool is_whole_name(TokenRange tokens) const;
  bool follows_preposition(uint32_t i) const;
  void find_triggers();
  void weigh_parts_of_phrases();
  void add_chip_hours(uint32_t i);
  void add_counted_part(const std::string& word, uint32_t i);
  bool allows(const MeasureRule& rule, TokenRange trigger) const;
  bool is_auxiliary(uint32_t i) const;
  bool is_unit(uint32_t i) const;
  bool heads_compound(uint32_t i) const;
  bool counts_chips(uint32_t at) const;
  bool counts_parts(TokenRange chip) const;
  bool qualifies_plural(TokenRange word) const;
  bool numbers_name(const Amount& amount) const;
  bool counts_things(const Amount& amount) const;
  bool stands_before_thing(const Amount& amount) const;
  bool has_own_amount(TokenRange trigger, const Amount& amount) const;
  bool is_bare(const Amount& amount) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  bool trained_, traded_;
  std::vector<AmountReading> triggers_;
  std::set<uint32_t> names_;  // tokens of names, whose words say nothing
};

}  // namespace trama::extract
