#include "core/query/plan_shortcuts.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/query/planner.h"

namespace trama::query {

namespace {

// A relationship that a like step found below, in the same direction, can be met again only where this one
// leaves from the same node. Then nodes are compared, and nobody needs the relationship itself.
void compare_starts(LogicalOperator& counting) {
  const TrailStep& step = counting.trail[0];
  if (step.direction == Direction::Both) return;
  std::erase_if(counting.different_from, [&](int slot) {
    const LogicalOperator* made = counting.inputs[0].get();
    while (made->kind == OperatorKind::Filter ||
           (made->kind == OperatorKind::Expand && made->relationship != slot)) {
      made = made->inputs[0].get();
    }
    const bool alike = made->kind == OperatorKind::Expand && !made->into &&
                       made->direction == step.direction && made->types == step.types &&
                       made->label == step.label;
    if (alike) counting.left_before.push_back(made->from);
    return alike;
  });
}

// The expansions that end a plan, each from the end of the one before, of which nothing is `read`; the last
// comes first.
std::vector<LogicalOperator*> chain_of(LogicalOperator& last, const std::set<int>& read) {
  std::vector<LogicalOperator*> chain;
  LogicalOperator* step = &last;
  while (step->kind == OperatorKind::Expand && !step->into && !read.contains(step->to) &&
         !read.contains(step->relationship) && (chain.empty() || chain.back()->from == step->to)) {
    chain.push_back(step);
    step = step->inputs[0].get();
  }
  return chain;
}

// The steps of a chain, the first now first. Nothing where they cannot be counted together: several may meet
// only one another's relationships, and where they may, parallel ones must be alike to them.
std::optional<std::vector<TrailStep>> trail_of(std::span<LogicalOperator* const> chain) {
  std::vector<TrailStep> trail;
  for (size_t at = chain.size(); at-- > 0;) {
    const LogicalOperator& op = *chain[at];
    TrailStep step{op.relationship_name, op.to_name, op.direction, op.types, op.label, {}};
    for (const int slot : op.different_from) {
      const auto met = std::ranges::find(chain, slot, &LogicalOperator::relationship);
      const bool alike = met != chain.end() && (*met)->types == op.types &&
                         ((*met)->direction == Direction::Both) == (op.direction == Direction::Both);
      if (alike) {
        step.apart_from.push_back(static_cast<size_t>(chain.end() - met) - 1);
      } else if (chain.size() > 1) {
        return std::nullopt;
      }
    }
    trail.push_back(std::move(step));
  }
  return trail;
}

}  // namespace

LogicalPtr plan_statistics(const BoundSingleQuery& query) {
  if (query.clauses.size() < 2) return nullptr;
  const auto* match = std::get_if<BoundMatch>(&query.clauses[0]);
  const auto* counted = std::get_if<BoundProjection>(&query.clauses[1]);
  if (!match || !counted || match->optional || !match->imports.empty() || !match->predicates.empty() ||
      !match->paths.empty() || !counted->keys.empty() || counted->aggregates.size() != 1) {
    return nullptr;
  }
  const BoundAggregate& aggregate = counted->aggregates[0];
  if (aggregate.function) {
    // count(x) of what the pattern binds, which is never null.
    const ExpressionPtr& argument = aggregate.arguments[0];
    const bool bound_here =
        argument->kind == ExpressionKind::Variable && !argument->local &&
        (std::any_of(match->nodes.begin(), match->nodes.end(),
                     [&](const BoundNode& node) { return node.slot == argument->slot; }) ||
         std::any_of(match->relationships.begin(), match->relationships.end(),
                     [&](const BoundRelationship& r) { return r.slot == argument->slot; }));
    if (aggregate.function->name != "count" || aggregate.distinct || !bound_here) return nullptr;
  }
  LogicalPtr plan = make_operator(OperatorKind::SingleRow, nullptr);
  plan->rows = 1;
  plan = make_operator(OperatorKind::Statistics, std::move(plan));
  plan->to = aggregate.slot;
  const auto is_plain = [](const BoundNode& node) { return node.labels.empty() && !node.bound; };
  if (match->relationships.empty()) {
    if (match->nodes.size() != 1 || match->nodes[0].labels.size() > 1 || match->nodes[0].bound)
      return nullptr;
    if (!match->nodes[0].labels.empty()) plan->label = match->nodes[0].labels[0];
    return plan;
  }
  const BoundRelationship& relationship = match->relationships[0];
  if (match->relationships.size() != 1 || match->nodes.size() != 2 || relationship.from == relationship.to ||
      relationship.bound || relationship.variable_length || relationship.direction == Direction::Both ||
      relationship.types.size() > 1 || !is_plain(match->nodes[0]) || !is_plain(match->nodes[1])) {
    return nullptr;
  }
  plan->types = relationship.types;
  plan->counts_relationships = true;
  return plan;
}

bool count_trails(LogicalPtr& input, const BoundProjection& projection) {
  const bool optional = input->kind == OperatorKind::Optional;
  LogicalOperator& last = optional ? *input->inputs[1] : *input;
  std::set<int> read;
  for (const BoundColumn& key : projection.keys) collect_slots(*key.expression, read);
  std::vector<LogicalOperator*> chain = chain_of(last, read);
  if (chain.empty() || projection.aggregates.empty()) return false;
  std::optional<std::vector<TrailStep>> trail;
  while (!(trail = trail_of(chain))) chain.pop_back();
  LogicalOperator& first = *chain.back();
  if (optional && first.inputs[0]->kind != OperatorKind::Argument) return false;
  const auto counts_them = [&](const BoundAggregate& aggregate) {
    if (aggregate.function == nullptr) return !optional;  // an optional pattern without a match is a row too
    if (aggregate.function->name != "count" || aggregate.distinct) return false;
    const Expression& argument = *aggregate.arguments[0];
    if (argument.kind != ExpressionKind::Variable || argument.local) return false;
    if (argument.slot == first.from) return !optional;
    return std::ranges::any_of(chain, [&](const LogicalOperator* step) {
      return argument.slot == step->to || argument.slot == step->relationship;
    });
  };
  if (!std::ranges::all_of(projection.aggregates, counts_them)) return false;
  LogicalPtr below = std::move(optional ? input->inputs[0] : first.inputs[0]);
  LogicalPtr counting = std::move(optional ? input->inputs[1] : input);
  counting->kind = OperatorKind::CountTrails;
  counting->from = first.from;
  counting->from_name = first.from_name;
  counting->trail = std::move(*trail);
  counting->keep_zero = optional;
  counting->rows = below->rows;
  counting->inputs[0] = std::move(below);
  if (counting->trail.size() > 1)
    counting->different_from.clear();
  else
    compare_starts(*counting);
  input = std::move(counting);
  return true;
}

void reach_nodes(LogicalOperator& plan, std::set<int> read) {
  LogicalOperator* step = &plan;
  while (step->kind == OperatorKind::Filter || step->kind == OperatorKind::Project ||
         step->kind == OperatorKind::Expand) {
    read.merge(slots_read(*step));
    step = step->inputs[0].get();
  }
  if (step->kind == OperatorKind::VariableExpand && !step->into && !step->each && step->lower <= 1 &&
      step->different_from.empty() && !read.contains(step->relationship)) {
    step->kind = OperatorKind::Reach;
  }
}

void reach_nodes(LogicalOperator& plan, const BoundProjection& projection) {
  std::set<int> read;
  for (const BoundColumn& key : projection.keys) collect_slots(*key.expression, read);
  for (const BoundAggregate& aggregate : projection.aggregates) {
    const bool ignores_repeats =
        aggregate.distinct ||
        (aggregate.function && (aggregate.function->name == "min" || aggregate.function->name == "max"));
    if (!ignores_repeats) return;
    for (const ExpressionPtr& argument : aggregate.arguments) collect_slots(*argument, read);
  }
  reach_nodes(plan, std::move(read));
}

bool comes_in_order(LogicalOperator& plan, const BoundProjection& projection) {
  if (!projection.limit || projection.aggregating || projection.distinct || projection.order.size() != 1 ||
      projection.order[0].descending) {
    return false;
  }
  const Expression* key = projection.order[0].expression.get();
  for (const BoundColumn& column : projection.columns) {
    const bool named = key->kind == ExpressionKind::Variable && key->slot == column.slot;
    if (named) key = column.expression.get();
  }
  if (key->kind != ExpressionKind::Property || key->child(0)->kind != ExpressionKind::Variable) return false;
  LogicalOperator* scan = &plan;
  while (scan->kind == OperatorKind::Project || scan->kind == OperatorKind::Filter)
    scan = scan->inputs[0].get();
  const bool fits = scan->kind == OperatorKind::IndexScan &&
                    scan->inputs[0]->kind == OperatorKind::SingleRow && !key->child(0)->local &&
                    scan->to == key->child(0)->slot && scan->property == key->name;
  if (fits) scan->ordered = true;
  return fits;
}

}  // namespace trama::query
