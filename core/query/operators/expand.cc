#include "core/query/operators/expand.h"

#include <algorithm>

namespace trama::query {

namespace {
constexpr size_t kEmitted = 2048;
}

bool contains_relationship(const Column& column, size_t row, RelationshipId id) {
  if (const auto* relationships = std::get_if<Column::Relationships>(&column.data)) {
    return (*relationships)[row].id == id;
  }
  const auto* values = std::get_if<Column::Values>(&column.data);
  if (values == nullptr) return false;
  const Value& value = (*values)[row];
  if (value.type() == ValueType::Relationship) return value.relationship().id == id;
  if (value.type() != ValueType::List) return false;
  return std::any_of(value.list().begin(), value.list().end(), [&](const Value& element) {
    return element.type() == ValueType::Relationship && element.relationship().id == id;
  });
}

ExpandOperator::ExpandOperator(OperatorBase base, const ExpandSpec& spec)
    : base_(std::move(base)), spec_(spec), types_(SymbolKind::Type, spec.types), input_(base_.slots) {}

void ExpandOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = emitted_ = 0;
  chunk_ = 16;
  found_.clear();
}

// Expands the next input rows; false when there are none left.
bool ExpandOperator::fill(Execution& execution) {
  execution.poll();
  if (row_ >= input_.rows) {
    if (!base_.input->next(execution, input_)) {
      input_.rows = row_ = 0;
      return false;
    }
    row_ = 0;
  }
  found_.clear();
  emitted_ = 0;
  base_row_ = row_;
  const size_t end = std::min(input_.rows, row_ + chunk_);
  row_ = end;
  chunk_ = std::min(chunk_ * 4, kBatchRows);
  if (!types_.resolve(execution, type_ids_)) return true;
  const std::span<const NodeId> nodes =
      node_ids(input_.columns[static_cast<size_t>(spec_.from)], starts_).subspan(base_row_, end - base_row_);
  if (spec_.into) {
    const std::span<const NodeId> ends =
        node_ids(input_.columns[static_cast<size_t>(spec_.to)], ends_).subspan(base_row_, end - base_row_);
    execution.graph->expand_into(nodes, ends, spec_.direction, type_ids_, found_);
    execution.count_expansions(nodes.size());
  } else {
    execution.graph->expand(nodes, spec_.direction, type_ids_, found_);
  }
  execution.count_expansions(found_.size());
  if (!spec_.different_from.empty()) keep_allowed();
  return true;
}

void ExpandOperator::keep_allowed() {
  size_t kept = 0;
  for (size_t i = 0; i < found_.size(); ++i) {
    const size_t row = base_row_ + found_.row[i];
    const bool met = std::any_of(spec_.different_from.begin(), spec_.different_from.end(), [&](int slot) {
      return contains_relationship(input_.columns[static_cast<size_t>(slot)], row, found_.relationship[i].id);
    });
    if (met) continue;
    found_.row[kept] = found_.row[i];
    found_.relationship[kept] = found_.relationship[i];
    found_.neighbour[kept] = found_.neighbour[i];
    ++kept;
  }
  found_.row.resize(kept);
  found_.relationship.resize(kept);
  found_.neighbour.resize(kept);
}

bool ExpandOperator::next(Execution& execution, Batch& out) {
  while (emitted_ >= found_.size()) {
    if (!fill(execution)) return false;
  }
  const size_t begin = emitted_, count = std::min(found_.size() - emitted_, kEmitted);
  emitted_ += count;
  rows_.resize(count);
  for (size_t i = 0; i < count; ++i) rows_[i] = found_.row[begin + i] + static_cast<uint32_t>(base_row_);
  carry(base_.carried, input_, Selection::of(rows_), out);
  if (spec_.relationship >= 0) {
    Column& column = out.columns[static_cast<size_t>(spec_.relationship)];
    column.validity.clear();
    const auto first = found_.relationship.begin() + static_cast<ptrdiff_t>(begin);
    column.data = Column::Relationships(first, first + static_cast<ptrdiff_t>(count));
  }
  if (spec_.to >= 0 && !spec_.into) {
    Column& column = out.columns[static_cast<size_t>(spec_.to)];
    column.validity.clear();
    const auto first = found_.neighbour.begin() + static_cast<ptrdiff_t>(begin);
    column.data = Column::Nodes(first, first + static_cast<ptrdiff_t>(count));
  }
  out.rows = count;
  return true;
}

}  // namespace trama::query
