#include "core/query/operators/delete.h"

#include "core/query/near_name.h"

namespace trama::query {

void DeleteOperator::remove_relationship(Execution& execution, const Relationship& relationship) {
  if (execution.delta->has_relationship(relationship)) remove_found(execution, relationship);
}

void DeleteOperator::remove_found(Execution& execution, const Relationship& relationship) {
  execution.poll();
  if (execution.guard) execution.guard->may_delete(*execution.delta, relationship);
  execution.delta->delete_found_relationship(relationship);
  execution.charge_delta();
}

void DeleteOperator::remove_node(Execution& execution, NodeId node, ByteSpan span) {
  GraphDelta& delta = *execution.delta;
  if (!delta.has_node(node)) return;
  if (execution.guard) execution.guard->may_delete(delta, Node{node});
  Expansion around;
  delta.expand({&node, 1}, Direction::Both, {}, around);
  if (detach_) {
    for (const Relationship& relationship : around.relationship) remove_found(execution, relationship);
  } else {
    // Its relationships may still be deleted before the statement ends.
    for (const Relationship& relationship : around.relationship) {
      execution.left_dangling.emplace_back(relationship, span);
    }
  }
  delta.delete_node(node);
}

void DeleteOperator::remove(Execution& execution, const Value& value, ByteSpan span) {
  switch (value.type()) {
    case ValueType::Null:
      return;
    case ValueType::Node:
      remove_node(execution, value.node().id, span);
      return;
    case ValueType::Relationship:
      remove_relationship(execution, value.relationship());
      return;
    case ValueType::Path:
      for (const Relationship& relationship : value.path().relationships)
        remove_relationship(execution, relationship);
      for (const Node node : value.path().nodes) remove_node(execution, node.id, span);
      return;
    default:
      throw Error(ErrorKind::Type, "InvalidArgumentType",
                  with_article(name_of(value.type())) + " cannot be deleted")
          .at(span);
  }
}

void DeleteOperator::apply(Execution& execution, Batch& rows) {
  // Every target is found before anything goes: an expression may read what another row deletes.
  std::vector<std::pair<Value, ByteSpan>> values;
  MemoryCharge charge;
  charge.set(execution, rows.rows * targets_.size() * sizeof(std::pair<Value, ByteSpan>));
  for (size_t row = 0; row < rows.rows; ++row) {
    for (auto& [target, span] : targets_) values.emplace_back(target->value(execution, rows, row), span);
  }
  for (const auto& [value, span] : values) {
    execution.poll();
    execution.charge_delta();
    try {
      remove(execution, value, span);
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span);
    }
  }
  execution.deletes = true;
}

}  // namespace trama::query
