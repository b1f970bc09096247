#include "core/query/plan.h"

#include <algorithm>

namespace trama::query {

namespace {

void collect(const ExpressionPtr& expression, std::set<int>& slots) {
  if (expression) collect_slots(*expression, slots);
}

void collect_items(const std::vector<SetItem>& items, std::set<int>& slots) {
  for (const SetItem& item : items) {
    collect(item.target, slots);
    collect(item.value, slots);
  }
}

void collect_create(const BoundCreate& create, std::set<int>& slots) {
  for (const auto& [slot, expression] : create.imports) collect(expression, slots);
  for (const BoundNewNode& node : create.nodes) collect(node.properties, slots);
  for (const BoundNewRelationship& relationship : create.relationships) {
    collect(relationship.properties, slots);
    slots.insert(relationship.source);
    slots.insert(relationship.target);
  }
  for (const BoundPath& path : create.paths) collect(path.value, slots);
}

void collect_created(const BoundCreate& create, std::set<int>& slots) {
  for (const auto& [slot, expression] : create.imports) slots.insert(slot);
  for (const BoundNewNode& node : create.nodes) slots.insert(node.slot);
  for (const BoundNewRelationship& relationship : create.relationships) slots.insert(relationship.slot);
  for (const BoundPath& path : create.paths) slots.insert(path.slot);
}

}  // namespace

void collect_slots(const Expression& expression, std::set<int>& slots) {
  if (expression.kind == ExpressionKind::Variable && !expression.local && expression.slot >= 0) {
    slots.insert(expression.slot);
  }
  if (expression.subquery) {
    for (const auto& [slot, captured] : expression.subquery->captures) collect(captured, slots);
    return;
  }
  for (const ExpressionPtr& child : expression.children) collect(child, slots);
}

std::set<int> slots_read(const LogicalOperator& op) {
  std::set<int> slots;
  for (const ExpressionPtr& predicate : op.predicates) collect(predicate, slots);
  for (const BoundColumn& column : op.columns) collect(column.expression, slots);
  for (const BoundAggregate& aggregate : op.aggregates) {
    for (const ExpressionPtr& argument : aggregate.arguments) collect(argument, slots);
  }
  for (const BoundSort& sort : op.order) collect(sort.expression, slots);
  collect(op.list, slots);
  collect(op.each, slots);
  collect(op.bounds.lower, slots);
  collect(op.bounds.upper, slots);
  collect(op.bounds.prefix, slots);
  if (op.weight >= 0) slots.insert(op.weight);
  if (op.from >= 0) slots.insert(op.from);
  if (op.into) slots.insert(op.to);
  if (op.kind == OperatorKind::CheckRelationship) slots.insert(op.relationship);
  slots.insert(op.different_from.begin(), op.different_from.end());
  slots.insert(op.left_before.begin(), op.left_before.end());
  if (op.kind == OperatorKind::Intersect) {
    slots.insert(op.closing.from);
    slots.insert(op.closing.different_from.begin(), op.closing.different_from.end());
  }
  if (op.kind == OperatorKind::Distinct) slots.insert(op.slots.begin(), op.slots.end());
  if (op.kind == OperatorKind::Create || op.kind == OperatorKind::Merge) {
    collect_create(op.create, slots);
    std::set<int> made;
    collect_created(op.create, made);
    for (const int slot : made) slots.erase(slot);
  }
  collect_items(op.set.items, slots);
  collect_items(op.on_match, slots);
  collect_items(op.on_create, slots);
  for (const ExpressionPtr& target : op.deletion.targets) collect(target, slots);
  for (const ExpressionPtr& argument : op.call.arguments) collect(argument, slots);
  const std::set<int> made = slots_made(op);
  if (op.kind == OperatorKind::Merge) {
    for (const int slot : made) slots.erase(slot);
  }
  return slots;
}

std::set<int> slots_made(const LogicalOperator& op) {
  std::set<int> slots;
  const auto add = [&](int slot) {
    if (slot >= 0) slots.insert(slot);
  };
  switch (op.kind) {
    case OperatorKind::NodeScan:
    case OperatorKind::IndexScan:
    case OperatorKind::Statistics:
    case OperatorKind::CountTrails:
    case OperatorKind::Unwind:
      add(op.to);
      break;
    case OperatorKind::Expand:
    case OperatorKind::VariableExpand:
    case OperatorKind::Reach:
    case OperatorKind::ShortestPath:
      add(op.relationship);
      if (!op.into) add(op.to);
      break;
    case OperatorKind::Intersect:
      add(op.relationship);
      add(op.closing.relationship);
      add(op.to);
      break;
    case OperatorKind::RelationshipScan:
      add(op.made_from);
      add(op.relationship);
      add(op.to);
      break;
    case OperatorKind::CheckRelationship:
      add(op.made_from);
      if (!op.into) add(op.to);
      break;
    case OperatorKind::Project:
    case OperatorKind::Aggregate:
      for (const BoundColumn& column : op.columns) add(column.slot);
      for (const BoundAggregate& aggregate : op.aggregates) add(aggregate.slot);
      break;
    case OperatorKind::Optional:
    case OperatorKind::Union:
      slots.insert(op.slots.begin(), op.slots.end());
      break;
    case OperatorKind::Create:
      collect_created(op.create, slots);
      break;
    case OperatorKind::Merge:
      collect_created(op.create, slots);
      slots.insert(op.slots.begin(), op.slots.end());
      break;
    case OperatorKind::Call:
      for (const auto& [column, slot] : op.call.results) add(slot);
      break;
    case OperatorKind::Argument:
      add(op.row_slot);
      break;
    default:
      break;
  }
  return slots;
}

void mark_live(LogicalOperator& op, const std::set<int>& wanted) {
  op.live = wanted;
  const std::set<int> made = slots_made(op);
  std::set<int> passed;
  for (const int slot : wanted) {
    if (!made.contains(slot)) passed.insert(slot);
  }
  // A projection may keep a slot that it also "makes" out of itself.
  op.carried.assign(passed.begin(), passed.end());
  std::set<int> below = slots_read(op);
  if (op.kind == OperatorKind::Aggregate || op.kind == OperatorKind::Union) passed.clear();
  below.insert(passed.begin(), passed.end());
  switch (op.kind) {
    case OperatorKind::Union:
      for (size_t i = 0; i < op.inputs.size(); ++i) {
        mark_live(*op.inputs[i], {op.part_slots[i].begin(), op.part_slots[i].end()});
      }
      return;
    case OperatorKind::Optional:
    case OperatorKind::Merge: {
      // The inner plan passes the outer columns on, so that its rows are whole.
      std::set<int> inner = wanted;
      if (op.kind == OperatorKind::Merge) {
        inner = below;
        inner.insert(made.begin(), made.end());
      }
      if (op.row_slot >= 0) inner.insert(op.row_slot);
      mark_live(*op.inputs[1], inner);
      const LogicalOperator* leaf = op.inputs[1].get();
      while (!leaf->inputs.empty()) leaf = leaf->inputs[0].get();
      for (const int slot : leaf->carried) {
        if (slot != op.row_slot) below.insert(slot);
      }
      mark_live(*op.inputs[0], below);
      return;
    }
    default:
      break;
  }
  if (!op.inputs.empty()) mark_live(*op.inputs[0], below);
}

}  // namespace trama::query
