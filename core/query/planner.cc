#include "core/query/planner.h"

#include <algorithm>

#include "core/query/pattern_planner.h"
#include "core/query/plan_shortcuts.h"

namespace trama::query {

LogicalPtr make_operator(OperatorKind kind, LogicalPtr input) {
  auto result = std::make_unique<LogicalOperator>();
  result->kind = kind;
  if (input) {
    result->rows = input->rows;
    result->inputs.push_back(std::move(input));
  }
  return result;
}

LogicalPtr Planner::plan(const BoundQuery& query, const std::set<int>& also) {
  std::set<int> wanted = also;
  for (const BoundOutput& output : query.outputs) wanted.insert(output.slot);
  LogicalPtr root;
  if (query.parts.size() == 1) {
    root = single(query.parts[0]);
  } else {
    root = make_operator(OperatorKind::Union, nullptr);
    root->distinct = query.union_distinct;
    for (const BoundOutput& output : query.outputs) root->slots.push_back(output.slot);
    for (const BoundSingleQuery& part : query.parts) {
      root->inputs.push_back(single(part));
      root->rows += root->inputs.back()->rows;
      root->part_slots.emplace_back();
      for (const BoundOutput& output : part.outputs) root->part_slots.back().push_back(output.slot);
    }
  }
  mark_live(*root, wanted);
  return root;
}

LogicalPtr Planner::single(const BoundSingleQuery& query) {
  LogicalPtr plan = make_operator(OperatorKind::SingleRow, nullptr);
  plan->rows = 1;
  std::set<int> available;
  size_t first = 0;
  if (LogicalPtr counted = optimise_ ? plan_statistics(query) : nullptr) {
    available = slots_made(*counted);
    plan = projection(std::move(counted), std::get<BoundProjection>(query.clauses[1]), available);
    first = 2;
  }
  for (size_t i = first; i < query.clauses.size(); ++i) {
    const BoundClause& clause = query.clauses[i];
    if (const auto* pattern = std::get_if<BoundMatch>(&clause)) {
      plan = match(std::move(plan), *pattern, available);
    } else if (const auto* unwind = std::get_if<BoundUnwind>(&clause)) {
      plan = make_operator(OperatorKind::Unwind, std::move(plan));
      plan->list = unwind->list;
      plan->to = unwind->slot;
      plan->to_name = unwind->name;
      plan->rows *= 10;
      available.insert(unwind->slot);
    } else if (const auto* columns = std::get_if<BoundProjection>(&clause)) {
      if (columns->aggregating) {
        plan = aggregate(std::move(plan), *columns);
        available = slots_made(*plan);
      }
      plan = projection(std::move(plan), *columns, available);
    } else if (const auto* create = std::get_if<BoundCreate>(&clause)) {
      plan = make_operator(OperatorKind::Create, std::move(plan));
      plan->create = *create;
      const std::set<int> made = slots_made(*plan);
      available.insert(made.begin(), made.end());
    } else if (const auto* merged = std::get_if<BoundMerge>(&clause)) {
      plan = merge(std::move(plan), *merged, available);
    } else if (const auto* set = std::get_if<BoundSet>(&clause)) {
      plan = make_operator(OperatorKind::Set, std::move(plan));
      plan->set = *set;
    } else if (const auto* deletion = std::get_if<BoundDelete>(&clause)) {
      plan = make_operator(OperatorKind::Delete, std::move(plan));
      plan->deletion = *deletion;
    } else if (const auto* call = std::get_if<BoundCall>(&clause)) {
      plan = make_operator(OperatorKind::Call, std::move(plan));
      plan->call = *call;
      for (const auto& [column, slot] : call->results) available.insert(slot);
    }
  }
  return plan;
}

LogicalPtr Planner::match(LogicalPtr input, const BoundMatch& match, std::set<int>& available) {
  if (!match.imports.empty()) {
    input = make_operator(OperatorKind::Project, std::move(input));
    for (const auto& [slot, expression] : match.imports) {
      input->columns.push_back({expression, slot, expression->name});
      available.insert(slot);
    }
  }
  if (!match.optional) return plan_pattern(std::move(input), match, available, graph_, optimise_);

  LogicalPtr argument = make_operator(OperatorKind::Argument, nullptr);
  argument->row_slot = match.row_slot;
  argument->rows = 1;
  const std::set<int> before = available;
  LogicalPtr inner = plan_pattern(std::move(argument), match, available, graph_, optimise_);
  LogicalPtr plan = make_operator(OperatorKind::Optional, std::move(input));
  plan->rows *= std::max(1.0, inner->rows);
  plan->row_slot = match.row_slot;
  for (const int slot : available) {
    if (!before.contains(slot)) plan->slots.push_back(slot);
  }
  plan->inputs.push_back(std::move(inner));
  return plan;
}

LogicalPtr Planner::merge(LogicalPtr input, const BoundMerge& merge, std::set<int>& available) {
  LogicalPtr argument = make_operator(OperatorKind::Argument, nullptr);
  argument->rows = 1;
  const std::set<int> before = available;
  LogicalPtr inner = optimise_ && input->rows > 1
                         ? plan_merged_pattern(std::move(argument), merge.match, available, graph_)
                         : plan_pattern(std::move(argument), merge.match, available, graph_, optimise_);
  LogicalPtr plan = make_operator(OperatorKind::Merge, std::move(input));
  plan->create = merge.create;
  plan->on_match = merge.on_match;
  plan->on_create = merge.on_create;
  const std::set<int> created = slots_made(*plan);
  for (const int slot : available) {
    if (!before.contains(slot) && created.contains(slot)) plan->slots.push_back(slot);
  }
  plan->inputs.push_back(std::move(inner));
  return plan;
}

LogicalPtr Planner::aggregate(LogicalPtr input, const BoundProjection& projection) {
  const bool counted = optimise_ && count_trails(input, projection);
  const int weight = counted ? input->to : -1;
  if (optimise_) reach_nodes(*input, projection);
  LogicalPtr plan = make_operator(OperatorKind::Aggregate, std::move(input));
  plan->rows = projection.keys.empty() ? 1 : std::max(1.0, plan->rows / 2);
  plan->columns = projection.keys;
  plan->aggregates = projection.aggregates;
  plan->weight = weight;
  for (BoundAggregate& each : plan->aggregates) {
    if (!counted) break;
    each.function = nullptr;
    each.arguments.clear();
  }
  return plan;
}

LogicalPtr Planner::projection(LogicalPtr plan, const BoundProjection& projection, std::set<int>& available) {
  std::vector<BoundColumn> computed;
  for (const BoundColumn& column : projection.columns) {
    const ExpressionPtr& expression = column.expression;
    const bool in_place =
        expression->kind == ExpressionKind::Variable && !expression->local && expression->slot == column.slot;
    if (!in_place) computed.push_back(column);
  }
  if (!computed.empty()) {
    plan = make_operator(OperatorKind::Project, std::move(plan));
    plan->columns = computed;
    const std::set<int> made = slots_made(*plan);
    available.insert(made.begin(), made.end());
  }
  if (projection.distinct) {
    if (optimise_) {
      std::set<int> read;
      for (const BoundColumn& column : projection.keys) read.insert(column.slot);
      for (const BoundColumn& column : projection.columns) read.insert(column.slot);
      reach_nodes(*plan, std::move(read));
    }
    plan = make_operator(OperatorKind::Distinct, std::move(plan));
    for (const BoundColumn& column : projection.keys) plan->slots.push_back(column.slot);
    for (const BoundColumn& column : projection.columns) plan->slots.push_back(column.slot);
  }
  if (!projection.order.empty() && !(optimise_ && comes_in_order(*plan, projection))) {
    plan = make_operator(OperatorKind::Sort, std::move(plan));
    plan->order = projection.order;
    plan->skip = projection.skip;
    plan->limit = projection.limit;
  }
  for (const auto& [kind, count] :
       {std::pair{OperatorKind::Skip, projection.skip}, std::pair{OperatorKind::Limit, projection.limit}}) {
    if (!count) continue;
    plan = make_operator(kind, std::move(plan));
    plan->count = count;
    if (kind == OperatorKind::Limit && count->kind == ExpressionKind::Literal) {
      plan->rows = std::min(plan->rows, static_cast<double>(count->value.integer()));
    }
  }
  if (projection.where) {
    plan = make_operator(OperatorKind::Filter, std::move(plan));
    plan->predicates.push_back(projection.where);
  }
  return plan;
}

}  // namespace trama::query
