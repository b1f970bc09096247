// What amounts may measure: the words of the sentence that say so, weighed by where they stand.
#pragma once

#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/extract/measure.h"
#include "core/extract/shape.h"

namespace trama::extract {

// What fits no measure: debts, fines, shares of a market. Its words keep amounts from being taken for others.
inline constexpr std::string_view kOtherMeasure = "other";

inline bool names_currency(const Amount& amount) { return amount.written.kind == text::Amount::Kind::Money; }

inline bool is_word(const text::Token& token) { return token.kind != text::TokenKind::Punctuation; }

inline bool is_year(const Amount& amount) {
  return amount.value >= 1900 && amount.value < 2100 && amount.value == std::floor(amount.value);
}

// The tokens between two ranges, with surcharges for what parts them: verbs, marks, coordinators, amounts.
int distance(const SentenceView& view, TokenRange a, TokenRange b);

// One way to read an amount.
struct AmountReading {
  const MeasureRule* rule = nullptr;
  TokenRange trigger;
  int cost = 0;  // less is likelier
};

// The amounts of one sentence. `view` and `lexicon` must outlive it.
class AmountReader {
 public:
  // `trained`: the sentence before speaks of training.
  AmountReader(const SentenceView& view, const MeasureLexicon& lexicon, bool trained)
      : view_(view), lexicon_(lexicon), trained_(trained) {
    if (!view.amounts.empty()) find_triggers();
  }

  // What an amount can measure; nothing for years, ordinals and the like.
  std::optional<AmountKind> kind_of(const Amount& amount) const;

  // What may explain the amount, the likeliest first.
  std::vector<AmountReading> candidates_of(const Amount& amount, AmountKind kind) const;

  // Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
  // vecchi modelli H800").
  bool counted(const Amount& amount, TokenRange noun) const;

  // A word for chips stands at the token.
  bool counts_chips(uint32_t at) const;

  // The word may go on about what the sentence before spoke of: what it is said of is a pronoun or left out.
  bool goes_on(TokenRange trigger) const;

  // A word for a plus.
  bool is_plus(uint32_t at) const { return lexicon_.is("plus", token(at).lower); }

  // A plus or minus is written before it.
  bool has_sign(const Amount& amount) const;

  // "salita al 51%", "rose to 5%" is what was reached, not by how much.
  bool is_level(const Amount& amount) const;

  // "ha limitato il ribasso al 2%": the level of a change is the change.
  bool is_limited(TokenRange trigger) const;

  // "ha perso il 4, Alba ha ceduto il 3": a bare number behind a word of falls and rises, where percentages
  // went before.
  bool inherits_percent(const Amount& amount) const;

  // "un quinto del suo valore"
  bool of_value(const Amount& amount) const;

  // "a 28% jump in revenue", "gli ordini sono in calo del 17%": the change of something else than a firm or
  // its shares.
  bool changes_other(TokenRange trigger, const Amount& amount) const;

  // Right before the word of a change and a comma stands the name of a firm.
  bool follows_firm(TokenRange trigger) const;

  // "Revenue fell by $2bn": by how much something changed, not what it is.
  bool is_difference(const Amount& amount) const;

  // "against £118m a year earlier", "contro i 700 attesi", "compared with a loss of $12 million"
  bool is_comparison(const Amount& amount) const { return compared_before(amount.tokens.begin); }
  bool is_comparison(TokenRange trigger, const Amount& amount) const;

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

  // The sentence has one of the words that rules of `measure` ask for.
  bool has_context(const std::string& measure) const;

  // The sentence has a word of the lexicon's `kind`.
  bool mentions(const std::string& kind) const;

  // Between two tokens, half-open.
  bool verb_between(uint32_t begin, uint32_t end) const;
  bool marks_between(uint32_t begin, uint32_t end) const;

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
  bool is_part_of_other(TokenRange trigger, const Amount& amount) const;
  bool is_percent(uint32_t group) const;
  bool is_auxiliary(uint32_t i) const;
  bool heads_compound(uint32_t i) const;
  bool opens_amount(uint32_t i) const;
  bool compared_before(uint32_t begin) const;
  bool apposed(uint32_t end, const Amount& amount) const;
  bool is_spent(const Amount& amount) const;
  bool says_of_what(const AmountReading& trigger, const Amount& amount) const;
  bool serves_next(TokenRange trigger, const Amount& amount) const;
  bool opens(TokenRange trigger, const Amount& amount) const;
  bool numbers_name(const Amount& amount) const;
  bool counts_things(const Amount& amount) const;
  bool is_trigger(const VerbGroup& verb) const;
  bool is_spent_on(const Amount& amount) const;
  bool is_disposed_of(uint32_t noun) const;
  bool is_misread(const MeasureRule& rule, TokenRange trigger) const;
  bool values_deal(TokenRange trigger) const;
  bool has_other_object(const MeasureRule& rule, TokenRange trigger, const Amount& amount) const;
  uint32_t dated(uint32_t group) const;
  bool says_of(TokenRange trigger, const Amount& amount) const;
  bool opens_clause(uint32_t noun, const Clause& clause) const;
  uint32_t group_of(const Amount& amount) const;
  bool governs(TokenRange trigger, const Amount& amount) const;
  bool in_clause(const Clause& clause, uint32_t group) const;
  bool hangs_on(TokenRange trigger, const Amount& amount) const;
  const Argument* said_of(const Clause& clause, uint32_t amount) const;
  bool is_purpose(TokenRange trigger, const Amount& amount) const;
  bool has_own_amount(TokenRange trigger, const Amount& amount) const;
  bool is_bare(const Amount& amount) const;
  bool attached(uint32_t owner, uint32_t group) const;
  std::string preposition_of(const Amount& amount) const;
  bool names_firm(uint32_t group) const;
  bool is_named(uint32_t group) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  bool trained_;
  std::vector<AmountReading> triggers_;
  std::set<uint32_t> names_;  // tokens of names, whose words say nothing
};

}  // namespace trama::extract
