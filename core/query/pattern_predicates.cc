#include "core/query/pattern_predicates.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/query/plan.h"

namespace trama::query {

namespace {

ExpressionPtr make(ExpressionKind kind, std::vector<ExpressionPtr> children) {
  auto result = std::make_shared<Expression>();
  result->kind = kind;
  result->children = std::move(children);
  return result;
}

ExpressionPtr column(int slot, const std::string& name) {
  ExpressionPtr result = make(ExpressionKind::Variable, {});
  result->slot = slot;
  result->name = name;
  return result;
}

ExpressionPtr has_labels(const BoundNode& node, std::vector<std::string> labels) {
  ExpressionPtr result = make(ExpressionKind::HasLabels, {column(node.slot, node.name)});
  result->names = std::move(labels);
  return result;
}

FunctionDescription end_function(const std::string& name, bool target) {
  FunctionDescription description;
  description.name = name;
  description.min_arguments = description.max_arguments = 1;
  description.call = [target](FunctionContext&, std::span<const Value> arguments) {
    const Relationship& relationship = arguments[0].relationship();
    return Value(Node{target ? relationship.target : relationship.source});
  };
  return description;
}

ExpressionPtr call(const FunctionDescription& function, const BoundRelationship& relationship) {
  ExpressionPtr call = make(ExpressionKind::Call, {column(relationship.slot, relationship.name)});
  call->name = function.name;
  call->function = &function;
  return call;
}

int cost(const Expression& expression) {
  int result = expression.subquery ? 1000 : expression.kind == ExpressionKind::HasLabels ? 1 : 2;
  for (const ExpressionPtr& child : expression.children) {
    if (child) result += cost(*child);
  }
  return result;
}

}  // namespace

bool has_all(const std::set<int>& available, const std::set<int>& slots) {
  return std::ranges::includes(available, slots);
}

bool is_column(const ExpressionPtr& expression, int slot) {
  return expression->kind == ExpressionKind::Variable && !expression->local && expression->slot == slot;
}

ExpressionPtr label_predicate(const BoundNode& node) {
  if (!node.any_label) return has_labels(node, node.labels);
  ExpressionPtr result;
  for (const std::string& label : node.labels) {
    const ExpressionPtr one = has_labels(node, {label});
    result = result ? make(ExpressionKind::Or, {result, one}) : one;
  }
  return result;
}

ExpressionPtr loop_predicate(const BoundRelationship& relationship) {
  static const FunctionDescription kStart = end_function("startNode", false);
  static const FunctionDescription kEnd = end_function("endNode", true);
  return make(ExpressionKind::Equal, {call(kStart, relationship), call(kEnd, relationship)});
}

PatternPredicates::PatternPredicates(const BoundMatch& match) {
  for (const ExpressionPtr& predicate : match.predicates) add(predicate);
  for (const BoundNode& node : match.nodes) add_node(match, node);
}

void PatternPredicates::add(const ExpressionPtr& expression) {
  Predicate predicate{expression, {}, false};
  collect_slots(*expression, predicate.slots);
  predicates_.push_back(std::move(predicate));
}

void PatternPredicates::add_node(const BoundMatch& match, const BoundNode& node) {
  if (!node.labels.empty() && (node.any_label || node.bound)) {
    add(label_predicate(node));
  } else {
    // Apart from each other, since a scan or an expansion may take one of them over.
    for (const std::string& label : node.labels) add(has_labels(node, {label}));
  }
  // A node that is null matches nothing; expansions see to that themselves.
  if (node.bound && node.labels.empty()) {
    const auto index = static_cast<size_t>(&node - match.nodes.data());
    const bool expanded = std::ranges::any_of(
        match.relationships, [&](const BoundRelationship& r) { return r.from == index || r.to == index; });
    if (!expanded) add(make(ExpressionKind::IsNotNull, {column(node.slot, node.name)}));
  }
}

std::vector<const Predicate*> PatternPredicates::take_ready(const std::set<int>& available) {
  std::vector<const Predicate*> ready;
  for (Predicate& predicate : predicates_) {
    if (predicate.done || !has_all(available, predicate.slots)) continue;
    predicate.done = true;
    ready.push_back(&predicate);
  }
  std::ranges::stable_sort(ready, {},
                           [](const Predicate* predicate) { return cost(*predicate->expression); });
  return ready;
}

double PatternPredicates::remaining_share(int slot, const std::set<int>& available,
                                          const Estimates& estimates) const {
  double share = 1;
  for (const Predicate& predicate : predicates_) {
    if (predicate.done || !predicate.slots.contains(slot)) continue;
    std::set<int> others = predicate.slots;
    others.erase(slot);
    if (has_all(available, others) && predicate.expression->kind != ExpressionKind::HasLabels) {
      share *= estimates.selectivity(*predicate.expression);
    }
  }
  return share;
}

}  // namespace trama::query
