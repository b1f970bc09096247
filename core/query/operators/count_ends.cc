#include "core/query/operators/count_ends.h"

#include <algorithm>

namespace trama::query {

CountEndsOperator::CountEndsOperator(OperatorBase base, const ExpandSpec& spec, std::vector<int> left_before,
                                     bool keep_zero)
    : base_(std::move(base)),
      spec_(spec),
      left_before_(std::move(left_before)),
      keep_zero_(keep_zero),
      types_(SymbolKind::Type, spec.types),
      label_(SymbolKind::Label, spec.label) {}

void CountEndsOperator::count(Execution& execution, const Batch& batch) {
  const SymbolId label = spec_.label.empty() ? kNoSymbol : label_.id(execution);
  counts_.assign(batch.rows, 0);
  if (!types_.resolve(execution, type_ids_) || (!spec_.label.empty() && label == kNoSymbol)) return;
  const std::span<const NodeId> nodes =
      node_ids(batch.columns[static_cast<size_t>(spec_.from)], starts_).subspan(0, batch.rows);
  execution.graph->count_ends(nodes, spec_.direction, type_ids_, label, counts_);
  execution.count_expansions(nodes.size());
  if (!leave_out(execution, batch, nodes, label)) count_one_by_one(execution, batch, nodes, label);
  for (const int slot : left_before_) {
    const std::span<const NodeId> left = node_ids(batch.columns[static_cast<size_t>(slot)], left_);
    for (size_t row = 0; row < nodes.size(); ++row) counts_[row] -= left[row] == nodes[row] ? 1 : 0;
  }
}

// Takes back the relationships that the pattern has met already and that were counted again. False where they
// are not known one by one.
bool CountEndsOperator::leave_out(Execution& execution, const Batch& batch, std::span<const NodeId> nodes,
                                  SymbolId label) {
  for (const int slot : spec_.different_from) {
    const auto* met = std::get_if<Column::Relationships>(&batch.columns[static_cast<size_t>(slot)].data);
    if (met == nullptr) return false;
    for (size_t row = 0; row < nodes.size(); ++row) {
      const Relationship& relationship = (*met)[row];
      const bool leads_out = relationship.source == nodes[row] && spec_.direction != Direction::In;
      const bool leads_in = relationship.target == nodes[row] && spec_.direction != Direction::Out;
      if (!leads_out && !leads_in) continue;
      if (!type_ids_.empty() && std::ranges::find(type_ids_, relationship.type) == type_ids_.end()) continue;
      if (label != kNoSymbol) {
        const NodeId end = leads_out ? relationship.target : relationship.source;
        execution.graph->has_label({&end, 1}, label, labelled_);
        if (!labelled_[0]) continue;
      }
      --counts_[row];
    }
  }
  return true;
}

void CountEndsOperator::count_one_by_one(Execution& execution, const Batch& batch,
                                         std::span<const NodeId> nodes, SymbolId label) {
  std::ranges::fill(counts_, 0);
  for (size_t row = 0; row < nodes.size(); ++row) {
    found_.clear();
    execution.graph->expand(nodes.subspan(row, 1), spec_.direction, type_ids_, found_);
    execution.count_expansions(found_.size());
    if (label != kNoSymbol) execution.graph->has_label(found_.neighbour, label, labelled_);
    for (size_t i = 0; i < found_.size(); ++i) {
      const bool met = std::ranges::any_of(spec_.different_from, [&](int slot) {
        return contains_relationship(batch.columns[static_cast<size_t>(slot)], row,
                                     found_.relationship[i].id);
      });
      counts_[row] += !met && (label == kNoSymbol || labelled_[i]) ? 1 : 0;
    }
  }
}

bool CountEndsOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    count(execution, out);
    Column& column = out.columns[static_cast<size_t>(spec_.to)];
    column.validity.clear();
    if (!std::holds_alternative<Column::Integers>(column.data)) column.data = Column::Integers();
    std::get<Column::Integers>(column.data).assign(counts_.begin(), counts_.end());
    if (keep_zero_) return true;
    if (std::ranges::find(counts_, 0u) == counts_.end()) return true;
    rows_.resize(out.rows);
    size_t kept = 0;
    for (uint32_t row = 0; row < out.rows; ++row) {
      rows_[kept] = row;
      kept += counts_[row] > 0 ? 1 : 0;
    }
    rows_.resize(kept);
    if (rows_.empty()) continue;
    if (rows_.size() < out.rows) {
      for (const int slot : base_.carried) keep(out.columns[static_cast<size_t>(slot)], rows_);
      keep(column, rows_);
      out.rows = rows_.size();
    }
    return true;
  }
}

}  // namespace trama::query
