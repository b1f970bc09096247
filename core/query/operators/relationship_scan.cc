#include "core/query/operators/relationship_scan.h"

#include <algorithm>

namespace trama::query {

RelationshipScanOperator::RelationshipScanOperator(OperatorBase base, const ExpandSpec& spec)
    : base_(std::move(base)), spec_(spec), types_(SymbolKind::Type, spec.types), input_(base_.slots) {}

void RelationshipScanOperator::open(Execution& execution) {
  execution.keep_scan(scan_, registered_);
  base_.input->open(execution);
  scan_.reset();
  input_.rows = row_ = type_ = 0;
}

// The scan of the next type, or of the next input row; false at the end.
bool RelationshipScanOperator::next_scan(Execution& execution) {
  for (;;) {
    if (row_ >= input_.rows) {
      if (!base_.input->next(execution, input_)) {
        input_.rows = 0;
        return false;
      }
      row_ = type_ = 0;
    }
    const bool known = types_.resolve(execution, type_ids_);
    std::sort(type_ids_.begin(), type_ids_.end());
    type_ids_.erase(std::unique(type_ids_.begin(), type_ids_.end()), type_ids_.end());
    const size_t scans = !known ? 0 : std::max<size_t>(1, type_ids_.size());
    if (type_ < scans) {
      scan_ = execution.graph->scan_relationships(type_ids_.empty() ? kNoSymbol : type_ids_[type_]);
      ++type_;
      return true;
    }
    ++row_;
    type_ = 0;
  }
}

bool RelationshipScanOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!scan_ && !next_scan(execution)) return false;
    if (!scan_->next(relationships_, kBatchRows)) {
      scan_.reset();
      continue;
    }
    execution.count_expansions(relationships_.size());
    for (const int slot : spec_.different_from) {
      const Column& column = input_.columns[static_cast<size_t>(slot)];
      std::erase_if(relationships_, [&](const Relationship& relationship) {
        return contains_relationship(column, row_, relationship.id);
      });
    }
    if (relationships_.empty()) continue;
    const size_t count = relationships_.size();
    if (!base_.carried.empty()) {
      rows_.assign(count, static_cast<uint32_t>(row_));
      carry(base_.carried, input_, Selection::of(rows_), out);
    }
    const auto set_ends = [&](int slot, NodeId Relationship::*end) {
      if (slot < 0) return;
      Column& column = out.columns[static_cast<size_t>(slot)];
      column.validity.clear();
      if (!std::holds_alternative<Column::Nodes>(column.data)) column.data = Column::Nodes();
      Column::Nodes& nodes = std::get<Column::Nodes>(column.data);
      nodes.resize(count);
      for (size_t i = 0; i < count; ++i) nodes[i] = relationships_[i].*end;
    };
    const bool out_going = spec_.direction == Direction::Out;
    set_ends(spec_.from, out_going ? &Relationship::source : &Relationship::target);
    set_ends(spec_.to, out_going ? &Relationship::target : &Relationship::source);
    if (spec_.relationship >= 0)
      take_rows(out.columns[static_cast<size_t>(spec_.relationship)], relationships_);
    out.rows = count;
    return true;
  }
}

}  // namespace trama::query
