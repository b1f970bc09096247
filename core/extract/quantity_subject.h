// Of what an amount is said: the place that its measure names, else what stands near, else what the text is
// about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/extract/amount_change.h"
#include "core/extract/amount_reader.h"
#include "core/extract/measure.h"
#include "core/extract/mention_search.h"
#include "core/extract/quantity_context.h"
#include "core/extract/shape.h"

namespace trama::extract {

// For one sentence. All arguments must outlive it.
class SubjectFinder {
 public:
  SubjectFinder(const SentenceView& view, const MeasureLexicon& lexicon, const AmountReader& amounts,
                const AmountChange& changes, const QuantityContext& context)
      : view_(view),
        lexicon_(lexicon),
        amounts_(amounts),
        changes_(changes),
        context_(context),
        shapes_(view),
        search_(view, lexicon, shapes_) {}

  // The subjects of `amount` as the rule's trigger at `anchor` has them; several where names are coordinated
  // or the rule asks for further ones.
  std::vector<Filler> find(const MeasureRule& rule, const Anchor& anchor, const Amount& amount) const;

  // Without a word that tells the measure: the name beside the amount, the subject of its clause, or the
  // nearest one before it.
  std::optional<Filler> near(const std::string& measure, const Amount& amount) const;

  // "Advantest ha perso l'8,6%, Tokyo Electron il 5,7%": the name behind the amount before this one.
  std::optional<Filler> gapped(const std::vector<std::string>& types, TokenRange trigger,
                               const Amount& amount) const;

  // The firm at hand, where shares whose nobody names stand before the amount.
  std::optional<Filler> of_bare_stock(const Amount& amount) const;

  // "led a $145m round": the clause's subject gives what its object is.
  bool invests(const MeasureRule& rule, const Anchor& anchor) const;
  bool is_given(const AmountReading& reading) const {
    return invests(*reading.rule, anchor_of(reading.trigger));
  }

  // "i 310 milioni incassati da Alba": Alba has paid them.
  bool receives(const Anchor& anchor) const;

  // The mentions that it looks through.
  const MentionSearch& search() const { return search_; }

  // The trigger is the head of a clause's verb.
  bool is_verb(TokenRange trigger) const { return anchor_of(trigger).clause != kNoIndex; }

  // The firm that gets what "to" or "a" right behind the amount says, or the one at hand, where the giver is
  // named there.
  std::optional<Filler> receiver_behind(const Amount& amount) const;
  std::optional<Filler> receiver_from(const Amount& amount) const;

  // "Alba was snatched by Brera for $300m": whatever the verb, the firm that its subject gets, or that gets
  // into its agent's hands, for the amount.
  std::optional<Filler> taken_for(const Amount& amount) const;

  // "300 milioni di commesse"
  bool is_ware_told(const Amount& amount) const;

  // "Bankers mention €84m", "si parla di 71 milioni": what somebody says or writes.
  bool is_told(const Amount& amount) const;

  // The firm or programme right behind the amount that gets it.
  std::optional<Filler> given_to(const Amount& amount) const;

  // Where a trigger stands: the clause whose verb it is, or its noun group and the clause that supports it.
  Anchor anchor_of(TokenRange trigger) const;
  // The clause whose subject, mood and tense count; kNoIndex where there is none.
  uint32_t clause_of(const Anchor& anchor) const;

  // The last word for shares before a token and not before `first`, or kNoIndex.
  uint32_t stock_before(uint32_t begin, uint32_t first = 0) const;

  // "data-center sales", "revenue from data centers", "H20 sales in China": of a part of the business.
  bool is_of_line(TokenRange trigger) const;

 private:
  using Reach = MentionSearch::Reach;

  enum class Owner : uint8_t { None, Firm, Other };

  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }
  bool is_paid_for_ware(uint32_t at) const;
  std::optional<Filler> sold_by(const MeasureRule& rule, const Anchor& anchor, const Amount& amount) const;
  uint32_t governed_behind(const Amount& amount, const std::string& kind,
                           const std::vector<std::string>& types) const;
  std::optional<Filler> firm_at_hand(const Amount& amount, uint32_t other) const;
  std::vector<Filler> main_subjects(const MeasureRule& rule, const Anchor& anchor,
                                    const Amount& amount) const;
  std::vector<Filler> in_places(const MeasureRule& rule, const Anchor& anchor, const Amount& amount,
                                const std::vector<std::string>& only) const;
  bool is_subject(const std::vector<Filler>& object, const Anchor& anchor,
                  const std::vector<std::string>& types) const;
  std::vector<Filler> respective(const std::vector<Filler>& fillers, const Amount& amount) const;
  std::vector<Filler> coordinated(const Filler& filler, const std::vector<std::string>& types) const;
  std::vector<Filler> of_several(const MeasureRule& rule, const Filler& filler, const Amount& amount) const {
    return rule.marks.several ? respective(coordinated(filler, rule.types), amount)
                              : std::vector<Filler>{filler};
  }
  bool names_line(uint32_t token) const;
  bool names_thing(TokenRange tokens) const;
  std::optional<Filler> programme_told(const MeasureRule& rule, const Anchor& anchor,
                                       const Amount& amount) const;
  bool is_reflexive(const Anchor& anchor) const;
  bool ownerless(const Anchor& anchor) const;
  bool has_subject_behind(const Anchor& anchor, uint32_t stock) const;
  std::optional<Filler> stock_owner(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> firm_before_colon(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> relative_owner(const MeasureRule& rule, const Anchor& anchor) const;
  bool only_behind(uint32_t entity, TokenRange tokens) const;
  uint32_t group_before(const Amount& amount) const;
  std::optional<Filler> holder_of(const Amount& amount, const std::vector<std::string>& types) const;
  bool of_others(const Amount& amount) const;
  bool of_unnamed(const Amount& amount) const;
  bool foreign_subject(const Anchor& anchor) const;
  std::optional<Filler> object_pronoun(const MeasureRule& rule, const Anchor& anchor) const;
  Owner unresolved_owner(const Anchor& anchor) const;
  std::optional<Filler> as_topic(uint32_t entity, const MeasureRule& rule, const Anchor& anchor) const;
  bool fits(uint32_t entity, const MeasureRule& rule) const {
    return search_.rank(entity, rule.types) < static_cast<std::ptrdiff_t>(rule.types.size());
  }
  bool unresolved_subject(const Anchor& anchor) const;
  bool names_other_firm(const Anchor& anchor) const;
  std::optional<Filler> topic_subject(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> inside_of(const MeasureRule& rule, const Anchor& anchor, const std::string& place,
                                  const std::vector<std::string>& types) const;
  uint32_t clause_before(uint32_t at) const;
  std::vector<Filler> described(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::optional<Filler> trained(const Amount& amount) const;
  std::optional<Filler> consumer(const MeasureRule& rule, const Anchor& anchor, const Amount& amount) const;
  bool runs_on(const Amount& amount) const;
  std::optional<Filler> piece_of(const MeasureRule& rule, const Anchor& anchor) const;
  bool coordinates(uint32_t begin, uint32_t end) const;
  std::optional<Filler> firm_of_person(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> agent_of(const Anchor& anchor, const Amount& amount) const;
  bool is_put_elsewhere(const Anchor& anchor, const Amount& amount) const;
  std::optional<Filler> put_there(const MeasureRule& rule, const Anchor& anchor, const Amount& amount) const;
  bool gives(uint32_t firm, const Anchor& anchor) const;
  std::optional<Filler> backed_firm(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> firm_not_named(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> raiser_of(const MeasureRule& rule, const Anchor& anchor) const;
  bool buys_goods(const MeasureRule& rule, const Anchor& anchor) const;
  bool may_be_given(const Amount& amount) const;
  bool is_of_goods(const MeasureRule& rule, const Anchor& anchor) const;
  bool names_goods(uint32_t group) const;
  bool is_ware(uint32_t group) const;
  bool is_paid_thing(uint32_t index) const;
  bool buys_else(const Anchor& anchor, const Amount& amount) const;
  bool has_owner(uint32_t group) const;
  bool exchange_before(const Amount& amount) const;
  bool equips_training(const Amount& amount) const;
  bool within(uint32_t token, uint32_t clause) const;
  std::optional<Filler> trained_with(const Amount& amount) const;
  std::optional<Filler> followed(const MeasureRule& rule, const Anchor& anchor) const;
  bool appositive(uint32_t id) const;
  bool named_before(uint32_t entity, uint32_t at) const;
  std::optional<Filler> firm_of_part(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> thing_at_hand(const MeasureRule& rule, const Anchor& anchor) const;
  std::optional<Filler> other_topic(const MeasureRule& rule, const Anchor& anchor) const;
  bool finite(const Anchor& anchor) const;
  bool active(const Anchor& anchor) const;
  bool values_object(const MeasureRule& rule, const Anchor& anchor) const;
  bool object_is_firm(const Anchor& anchor) const;
  bool foreign_person(const Anchor& anchor) const;
  bool goes_to_place(const Anchor& anchor) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const AmountReader& amounts_;
  const AmountChange& changes_;
  const QuantityContext& context_;
  Shapes shapes_;
  MentionSearch search_;
};

}  // namespace trama::extract
