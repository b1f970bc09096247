#include "core/query/operator_parts.h"

#include <cstdint>

namespace trama::query {

namespace {

bool is_live(const LogicalOperator& op, int slot) { return slot >= 0 && op.live.contains(slot); }

// Of a variable or its property: the slot; else -1.
int subject(const Expression& expression) {
  const Expression& variable =
      expression.kind == ExpressionKind::Property ? *expression.child(0) : expression;
  return variable.kind == ExpressionKind::Variable && !variable.local ? variable.slot : -1;
}

}  // namespace

IndexBoundEvaluators index_scan_bounds(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  IndexBoundEvaluators bounds;
  bounds.lower = compile.compile_optional(op.bounds.lower);
  bounds.equal = op.bounds.upper == op.bounds.lower;
  if (!bounds.equal) bounds.upper = compile.compile_optional(op.bounds.upper);
  bounds.prefix = compile.compile_optional(op.bounds.prefix);
  bounds.lower_inclusive = op.bounds.lower_inclusive;
  bounds.upper_inclusive = op.bounds.upper_inclusive;
  return bounds;
}

ExpandSpec expand_spec(const LogicalOperator& op) {
  ExpandSpec spec;
  spec.from = op.from;
  spec.relationship = is_live(op, op.relationship) ? op.relationship : -1;
  spec.to = op.into || is_live(op, op.to) ? op.to : -1;
  spec.into = op.into;
  spec.direction = op.direction;
  spec.types = op.types;
  spec.label = op.label;
  spec.different_from = op.different_from;
  return spec;
}

ExpandSpec relationship_scan_spec(const LogicalOperator& op) {
  ExpandSpec spec = expand_spec(op);
  spec.from = is_live(op, op.made_from) ? op.made_from : -1;
  return spec;
}

IntersectSpec intersect_spec(const LogicalOperator& op) {
  IntersectSpec spec;
  spec.opening = expand_spec(op);
  const LogicalOperator::Closing& closing = op.closing;
  spec.closing.from = closing.from;
  spec.closing.relationship = is_live(op, closing.relationship) ? closing.relationship : -1;
  spec.closing.direction = closing.direction;
  spec.closing.types = closing.types;
  spec.closing.different_from = closing.different_from;
  spec.legs_differ = closing.legs_differ;
  return spec;
}

VariableExpandSpec variable_expand_spec(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  VariableExpandSpec spec;
  spec.step = expand_spec(op);
  spec.lower = op.lower;
  spec.upper = op.upper.value_or(UINT64_MAX);
  spec.reversed = op.reversed;
  spec.each = compile.compile_optional(op.each);
  spec.each_slot = op.each_slot;
  if (op.each) spec.each_span = op.each->span;
  return spec;
}

CheckRelationshipSpec check_relationship_spec(const LogicalOperator& op) {
  CheckRelationshipSpec spec;
  spec.step = expand_spec(op);
  spec.step.relationship = op.relationship;
  spec.made_from = op.made_from;
  spec.variable_length = op.variable_length;
  spec.lower = op.lower;
  spec.upper = op.upper.value_or(UINT64_MAX);
  return spec;
}

std::vector<FilterOperator::Predicate> filter_predicates(const LogicalOperator& op,
                                                         const EvaluatorCompiler& compile) {
  std::vector<FilterOperator::Predicate> predicates;
  predicates.reserve(op.predicates.size());
  for (const ExpressionPtr& predicate : op.predicates) {
    predicates.push_back({compile.compile(*predicate), predicate->span});
  }
  return predicates;
}

std::vector<std::pair<int, EvaluatorPtr>> projected_columns(const LogicalOperator& op,
                                                            const EvaluatorCompiler& compile) {
  std::vector<std::pair<int, EvaluatorPtr>> columns;
  columns.reserve(op.columns.size());
  for (const BoundColumn& column : op.columns) {
    columns.emplace_back(column.slot, compile.compile(*column.expression));
  }
  return columns;
}

std::vector<AggregateKey> aggregate_keys(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  std::vector<AggregateKey> keys;
  keys.reserve(op.columns.size());
  for (const BoundColumn& column : op.columns) {
    keys.push_back({column.slot, compile.compile(*column.expression), subject(*column.expression)});
  }
  return keys;
}

std::vector<AggregateSpec> aggregate_specs(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  std::vector<AggregateSpec> aggregates;
  aggregates.reserve(op.aggregates.size());
  for (const BoundAggregate& aggregate : op.aggregates) {
    AggregateSpec spec;
    spec.weight = op.weight;
    spec.function = aggregate.function;
    for (const ExpressionPtr& argument : aggregate.arguments) {
      spec.arguments.push_back(compile.compile(*argument));
      spec.span = argument->span;
    }
    spec.distinct = aggregate.distinct;
    spec.slot = aggregate.slot;
    aggregates.push_back(std::move(spec));
  }
  return aggregates;
}

std::vector<SortKey> sort_keys(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  std::vector<SortKey> keys;
  keys.reserve(op.order.size());
  for (const BoundSort& sort : op.order) keys.push_back({compile.compile(*sort.expression), sort.descending});
  return keys;
}

UnwindSource unwind_source(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  const Expression& list = *op.list;
  UnwindSource source;
  source.span = list.span;
  if (list.kind != ExpressionKind::Call || list.function->name != "range") {
    source.list = compile.compile(list);
    source.made = list.kind != ExpressionKind::Variable && list.kind != ExpressionKind::Parameter;
    return source;
  }
  for (const ExpressionPtr& argument : list.children) source.range.push_back(compile.compile(*argument));
  return source;
}

std::vector<int> argument_columns(const LogicalOperator& op) {
  std::vector<int> columns = op.carried;
  std::erase(columns, op.row_slot);
  return columns;
}

std::vector<int> kept_columns(const LogicalOperator& op) {
  const std::set<int>& live = op.inputs[0]->live;
  return {live.begin(), live.end()};
}

std::vector<SetAction> set_actions(const std::vector<SetItem>& items, bool remove,
                                   const EvaluatorCompiler& compile) {
  std::vector<SetAction> actions;
  actions.reserve(items.size());
  for (const SetItem& item : items) actions.emplace_back(item, remove, compile);
  return actions;
}

std::vector<std::pair<EvaluatorPtr, ByteSpan>> delete_targets(const LogicalOperator& op,
                                                              const EvaluatorCompiler& compile) {
  std::vector<std::pair<EvaluatorPtr, ByteSpan>> targets;
  targets.reserve(op.deletion.targets.size());
  for (const ExpressionPtr& target : op.deletion.targets) {
    targets.emplace_back(compile.compile(*target), target->span);
  }
  return targets;
}

ProcedureCall procedure_call(const LogicalOperator& op, const EvaluatorCompiler& compile) {
  std::vector<EvaluatorPtr> arguments;
  arguments.reserve(op.call.arguments.size());
  for (const ExpressionPtr& argument : op.call.arguments) arguments.push_back(compile.compile(*argument));
  return {op.call, std::move(arguments)};
}

}  // namespace trama::query
