// What an amount measures where no word says so, or only one that another fact outweighs: a fact of the
// sentence, what stands beside the amount, a sign.
#pragma once

#include <vector>

#include "core/extract/amount_change.h"
#include "core/extract/amount_reader.h"
#include "core/extract/quantity_collector.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/relation.h"

namespace trama::extract {

inline constexpr double kLeastOfFirm = 10000;  // less money is no firm's revenue, but a price

// For one sentence, whose relation facts `matches` are. Each function adds what it finds to the collector and
// tells, where another reading might do, whether it has; `index` is that of an amount. All arguments must
// outlive it.
class ImpliedQuantity {
 public:
  ImpliedQuantity(const SentenceView& view, const std::vector<RelationMatch>& matches,
                  const AmountReader& amounts, const AmountChange& changes, const SubjectFinder& subjects,
                  const QuantityContext& context, QuantityCollector& collector)
      : view_(view),
        matches_(matches),
        amounts_(amounts),
        changes_(changes),
        subjects_(subjects),
        context_(context),
        collector_(collector) {}

  // "Nvidia took a $1bn stake in Nokia", "has poured $8bn into the San Francisco lab": an investment is the
  // budget of the one that gets it, a purchase the price of the one that is bought, where no other word
  // explains the amount better.
  bool add_money_of_fact(const Amount& amount, const std::vector<AmountReading>& candidates);

  // "bunged $240m at Cohere", "$27m from Brera": whatever the verb, it is the budget of who gets it.
  bool add_money_given(const Amount& amount, const std::vector<AmountReading>& candidates);

  // "Alba was snatched by Brera for $300m"
  bool add_price_of_taken(const Amount& amount);

  // "Brera has bought Alba. Bankers mention €84m.": money that nothing else explains, right after a purchase
  // whose price has not been told.
  bool add_told_price(const Amount& amount);

  // "Alba slipped 2 per cent, or roughly $95bn": what the fall just told of comes to.
  bool add_loss_of_value(size_t index);

  // "46 milioni, 17 dei quali dalla Regione": of the same; what it is spent on is no fact of its own.
  bool add_part(size_t index);

  // "Iris², the Union's €10.6bn network": what the amount stands in says what the programme before it is.
  bool add_apposed_programme(const Amount& amount);

  // "the $52bn CHIPS Act", "il Chips Act da 43 miliardi"
  void add_policy_budget(const Amount& amount);

  // "Nvidia -16,9%"
  void add_signed_change(const Amount& amount);

  // "2048 vecchi modelli H800": a count before a chip's name.
  void add_named_chips(const Amount& amount);

 private:
  const RelationMatch* fact_near(const std::string& relation, const Amount& amount) const;
  bool is_spender(const RelationMatch& fact) const;
  bool belongs(TokenRange word, const RelationMatch& fact) const;
  bool may_be_apposed(const Mention& programme, const Amount& amount) const;
  void add_bare_stock(const Amount& amount);

  const SentenceView& view_;
  const std::vector<RelationMatch>& matches_;
  const AmountReader& amounts_;
  const AmountChange& changes_;
  const SubjectFinder& subjects_;
  const QuantityContext& context_;
  QuantityCollector& collector_;
};

}  // namespace trama::extract
