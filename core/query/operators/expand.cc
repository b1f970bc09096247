#include "core/query/operators/expand.h"

#include <algorithm>

namespace trama::query {

namespace {

constexpr size_t kFirstChunk = 16;
constexpr size_t kWanted = 4096;   // found at once
constexpr size_t kEmitted = 2048;  // of them a batch

}  // namespace

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
    : base_(std::move(base)),
      spec_(spec),
      types_(SymbolKind::Type, spec.types),
      label_(SymbolKind::Label, spec.label),
      input_(base_.slots) {}

void ExpandOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = emitted_ = 0;
  chunk_ = kFirstChunk;
  found_.clear();
  found_ends_.clear();
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
  found_ends_.clear();
  emitted_ = 0;
  base_row_ = row_;
  const size_t end = std::min(input_.rows, row_ + chunk_);
  row_ = end;
  const SymbolId label = spec_.label.empty() ? kNoSymbol : label_.id(execution);
  if (!types_.resolve(execution, type_ids_) || (!spec_.label.empty() && label == kNoSymbol)) return true;
  const std::span<const NodeId> nodes =
      node_ids(input_.columns[static_cast<size_t>(spec_.from)], starts_).subspan(base_row_, end - base_row_);
  lean_ = expand_ends(execution, nodes, label);
  if (!lean_) expand_relationships(execution, nodes, label);
  charge_.set(execution, found_ends_, found_, allowed_);
  // As many starts at once as fill the cache with what they lead to.
  chunk_ = std::clamp(nodes.size() * kWanted / std::max<size_t>(found(), 1), kFirstChunk, chunk_ * 4);
  return true;
}

bool ExpandOperator::expand_ends(Execution& execution, std::span<const NodeId> nodes, SymbolId label) {
  if (spec_.relationship >= 0 || spec_.into || spec_.different_from.size() > 1) return false;
  EndFilter filter{label, {}};
  if (!spec_.different_from.empty()) {
    const Column& other = input_.columns[static_cast<size_t>(spec_.different_from[0])];
    const auto* relationships = std::get_if<Column::Relationships>(&other.data);
    if (relationships == nullptr) return false;
    without_.resize(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) without_[i] = (*relationships)[base_row_ + i].id;
    filter.without = without_;
  }
  execution.graph->expand_ends(nodes, spec_.direction, type_ids_, filter, found_ends_);
  execution.count_expansions(found_ends_.size());
  return true;
}

void ExpandOperator::expand_relationships(Execution& execution, std::span<const NodeId> nodes,
                                          SymbolId label) {
  if (spec_.into) {
    const std::span<const NodeId> ends =
        node_ids(input_.columns[static_cast<size_t>(spec_.to)], ends_).subspan(base_row_, nodes.size());
    execution.graph->expand_into(nodes, ends, spec_.direction, type_ids_, found_);
    execution.count_expansions(nodes.size());
  } else {
    execution.graph->expand(nodes, spec_.direction, type_ids_, found_);
  }
  execution.count_expansions(found_.size());
  allowed_.clear();
  const bool to_test =
      label != kNoSymbol && !execution.graph->all_ends_have(type_ids_, spec_.direction, label);
  if (to_test) execution.graph->has_label(found_.neighbour, label, allowed_);
  if (!spec_.different_from.empty()) leave_out_met();
  if (!allowed_.empty()) keep_allowed();
}

void ExpandOperator::leave_out_met() {
  for (const int slot : spec_.different_from) {
    const Column& column = input_.columns[static_cast<size_t>(slot)];
    const auto* met = std::get_if<Column::Relationships>(&column.data);
    for (size_t i = 0; i < found_.size(); ++i) {
      const size_t row = base_row_ + found_.row[i];
      const RelationshipId id = found_.relationship[i].id;
      if (met ? (*met)[row].id != id : !contains_relationship(column, row, id)) continue;
      if (allowed_.empty()) allowed_.assign(found_.size(), 1);  // few patterns come back to where they were
      allowed_[i] = 0;
    }
  }
}

void ExpandOperator::keep_allowed() {
  size_t kept = 0;
  for (size_t i = 0; i < found_.size(); ++i) {
    if (!allowed_[i]) continue;
    if (kept < i) {
      found_.row[kept] = found_.row[i];
      found_.relationship[kept] = found_.relationship[i];
      found_.neighbour[kept] = found_.neighbour[i];
    }
    ++kept;
  }
  found_.row.resize(kept);
  found_.relationship.resize(kept);
  found_.neighbour.resize(kept);
}

bool ExpandOperator::next(Execution& execution, Batch& out) {
  while (emitted_ >= found()) {
    if (!fill(execution)) return false;
  }
  const size_t begin = emitted_, count = std::min(found() - emitted_, kEmitted);
  emitted_ += count;
  const auto slice = [&](const auto& all) { return std::span(all).subspan(begin, count); };
  if (!base_.carried.empty()) {
    const std::span<const uint32_t> found_rows = slice(lean_ ? found_ends_.rows() : std::span(found_.row));
    rows_.resize(count);
    for (size_t i = 0; i < count; ++i) rows_[i] = found_rows[i] + static_cast<uint32_t>(base_row_);
    carry(base_.carried, input_, Selection::of(rows_), out);
  }
  if (spec_.relationship >= 0) {
    set_rows<Column::Relationships>(out.columns[static_cast<size_t>(spec_.relationship)],
                                    slice(found_.relationship));
  }
  if (spec_.to >= 0 && !spec_.into) {
    set_rows<Column::Nodes>(out.columns[static_cast<size_t>(spec_.to)],
                            slice(lean_ ? found_ends_.nodes() : std::span(found_.neighbour)));
  }
  out.rows = count;
  return true;
}

}  // namespace trama::query
