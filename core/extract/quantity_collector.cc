#include "core/extract/quantity_collector.h"

#include <algorithm>
#include <cmath>

#include "core/extract/amount_forecast.h"
#include "core/extract/amount_place.h"
#include "core/text/number.h"

namespace trama::extract {

namespace {

constexpr std::ptrdiff_t kSeveralFirms = 2;

}  // namespace

QuantityMatch QuantityCollector::match_of(const std::string& measure, const std::string& reason,
                                          TokenRange trigger) const {
  QuantityMatch match;
  match.measure = measure;
  match.rule_name = measure + "/" + view_.language + "/" + reason;
  match.trigger = trigger;
  return match;
}

void QuantityCollector::fill(QuantityMatch& match, const Amount& amount, AmountKind kind) const {
  match.amount = amount.tokens;
  match.value = amount.value;
  match.qualifier = amount.written.qualifier;
  if (kind == AmountKind::Money)
    match.unit = names_currency(amount) ? amount.written.currency : context_.currency;
  else
    match.unit = kind == AmountKind::Percent ? "percent" : "count";
  if (kind == AmountKind::Percent && amount.written.fraction && !amount.percent && !points_)
    match.value *= 100;
  if (scale_) match.value *= *scale_;
  match.value = text::to_decimal(match.value);
  // What is counted is never less than nothing: the sign was a dash.
  if (kind == AmountKind::Count) match.value = std::abs(match.value);
}

void QuantityCollector::push(QuantityMatch match, const Filler& subject, uint32_t clause) {
  if (lost_sight_of(match, subject)) return;
  match.subject = subject;
  match.clause = clause;
  keep_currency(match);
  if (view_.mentions.entities[subject.entity].type == "Company") {
    context_.last_firm = subject.entity;
    context_.last_sentence = view_.index;
    context_.last_paragraph = view_.sentence.paragraph;
  }
  if (marks(match).shares) context_.traded = view_.index;
  if (marks(match).paid) context_.priced.insert(subject.entity);
  match.modality = judge_statement(view_, speech_, clause, match.trigger);
  if (const Amount* amount = amount_of(match); amount != nullptr && is_forecast(view_, lexicon_, *amount))
    match.modality.certainty = Certainty::Speculated;
  // What will be put into a thing is settled by who puts it there; what business will bring is not.
  if (is_outlook(view_, lexicon_, match)) match.modality.certainty = Certainty::Speculated;
  found_.push_back(std::move(match));
}

// What nobody names is hardly the firm of another paragraph where this one has named several since, nor, of
// what is agreed between two, one that everybody knows; nor a model of another paragraph that everybody
// knows, to which a text rather compares its own.
bool QuantityCollector::lost_sight_of(const QuantityMatch& match, const Filler& subject) const {
  const auto& entities = view_.mentions.entities;
  const Entity& thing = entities[subject.entity];
  const bool model = thing.type == "Model";
  if (subject.via != Via::Topic || (!model && thing.type != "Company")) return false;
  std::ptrdiff_t firms = 0;
  for (const auto& [other, place] : context_.named) {
    // "The 70-billion-parameter Halden 2": the sentence itself names it.
    if (other == subject.entity && place.first <= view_.index) return false;
    if (place >= std::pair(view_.index, match.trigger.begin)) continue;
    firms += entities[other].type == "Company";
  }
  const bool famous = !thing.gazetteer_key.empty();
  if (model) return famous;
  return firms >= kSeveralFirms || (famous && marks(match).agreed);
}

const Amount* QuantityCollector::amount_of(const QuantityMatch& match) const {
  const auto amount = std::find_if(view_.amounts.begin(), view_.amounts.end(),
                                   [&](const Amount& a) { return a.tokens == match.amount; });
  return amount == view_.amounts.end() ? nullptr : &*amount;
}

// What an amount of a firm is in goes without saying from then on.
void QuantityCollector::keep_currency(QuantityMatch& match) {
  const Amount* amount = amount_of(match);
  if (amount == nullptr || match.unit == "percent" || match.unit == "count" || match.unit == "hours") return;
  if (names_currency(*amount))
    context_.currencies[match.subject.entity] = match.unit;
  else if (const auto known = context_.currencies.find(match.subject.entity);
           known != context_.currencies.end() && context_.currency_paragraph != view_.sentence.paragraph)
    match.unit = known->second;
}

}  // namespace trama::extract
