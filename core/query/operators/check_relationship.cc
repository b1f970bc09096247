#include "core/query/operators/check_relationship.h"

#include <algorithm>

#include "core/query/near_name.h"

namespace trama::query {

CheckRelationshipOperator::CheckRelationshipOperator(OperatorBase base, CheckRelationshipSpec spec)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      types_(SymbolKind::Type, spec_.step.types),
      input_(base_.slots) {}

void CheckRelationshipOperator::open(Execution& execution) { base_.input->open(execution); }

NodeId CheckRelationshipOperator::other_end(const Relationship& relationship, NodeId node) const {
  if (spec_.step.direction != Direction::In && relationship.source == node) return relationship.target;
  if (spec_.step.direction != Direction::Out && relationship.target == node) return relationship.source;
  return 0;
}

void CheckRelationshipOperator::accept(size_t row, NodeId from, NodeId to) {
  if (spec_.step.into && node_at(input_.columns[static_cast<size_t>(spec_.step.to)], row) != to) return;
  rows_.push_back(static_cast<uint32_t>(row));
  starts_.push_back(from);
  ends_.push_back(to);
}

void CheckRelationshipOperator::match_row(Execution& execution, size_t row) {
  const Value value = input_.columns[static_cast<size_t>(spec_.step.relationship)].at(row);
  if (value.is_null()) return;
  std::vector<Relationship> relationships;
  if (value.type() == ValueType::Relationship) {
    relationships.push_back(value.relationship());
  } else if (value.type() == ValueType::List && spec_.variable_length) {
    for (const Value& element : value.list()) {
      if (element.type() != ValueType::Relationship) return;
      relationships.push_back(element.relationship());
    }
    if (relationships.size() < spec_.lower || relationships.size() > spec_.upper) return;
  } else {
    throw Error(ErrorKind::Type, "InvalidArgumentType",
                "a Relationship is needed here, and this is " + with_article(name_of(value.type())));
  }
  const bool any_type = !types_.resolve(execution, type_ids_) ? false : type_ids_.empty();
  for (const Relationship& relationship : relationships) {
    const bool right_type =
        any_type || std::find(type_ids_.begin(), type_ids_.end(), relationship.type) != type_ids_.end();
    if (!right_type) return;
    for (const int slot : spec_.step.different_from) {
      if (contains_relationship(input_.columns[static_cast<size_t>(slot)], row, relationship.id)) return;
    }
  }
  const auto walk = [&](NodeId start) {
    NodeId at = start;
    for (const Relationship& relationship : relationships) {
      at = other_end(relationship, at);
      if (at == 0) return;
    }
    accept(row, start, at);
  };
  if (spec_.step.from >= 0) {
    const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row);
    if (start != 0) walk(start);
    return;
  }
  if (relationships.empty()) return;
  const Relationship& first = relationships[0];
  if (spec_.step.direction != Direction::In) walk(first.source);
  const bool loop = first.source == first.target && spec_.step.direction == Direction::Both;
  if (spec_.step.direction != Direction::Out && !loop) walk(first.target);
}

bool CheckRelationshipOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  starts_.clear();
  ends_.clear();
  while (rows_.empty()) {
    execution.poll();
    if (!base_.input->next(execution, input_)) return false;
    for (size_t row = 0; row < input_.rows; ++row) match_row(execution, row);
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  const auto set = [&](int slot, const Column::Nodes& nodes) {
    if (slot >= 0) set_rows<Column::Nodes>(out.columns[static_cast<size_t>(slot)], nodes);
  };
  set(spec_.made_from, starts_);
  if (!spec_.step.into) set(spec_.step.to, ends_);
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
