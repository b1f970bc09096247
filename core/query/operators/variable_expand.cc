#include "core/query/operators/variable_expand.h"

#include <algorithm>

#include "core/query/arithmetic.h"

namespace trama::query {

VariableExpandOperator::VariableExpandOperator(OperatorBase base, VariableExpandSpec spec)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      types_(SymbolKind::Type, spec_.step.types),
      input_(base_.slots) {}

void VariableExpandOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = depth_ = 0;
  in_row_ = false;
}

// Begins the next input row; false when there are none left.
bool VariableExpandOperator::start_row(Execution& execution) {
  if (row_ >= input_.rows) return false;
  const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row_);
  target_ = spec_.step.into ? node_at(input_.columns[static_cast<size_t>(spec_.step.to)], row_) : 0;
  trail_.clear();
  depth_ = 0;
  in_row_ = true;
  types_known_ = types_.resolve(execution, type_ids_);
  if (start == 0 || (spec_.step.into && target_ == 0)) return true;
  if (spec_.lower == 0) emit(execution, start);
  if (spec_.upper > 0) descend(execution, start);
  return true;
}

void VariableExpandOperator::descend(Execution& execution, NodeId node) {
  if (!types_known_) return;
  if (levels_.all.size() == depth_) levels_.all.emplace_back();
  Level& level = levels_.all[depth_++];
  level.found.clear();
  level.next = 0;
  const uint64_t before = level.found.capacity_bytes();
  execution.graph->expand({&node, 1}, spec_.step.direction, type_ids_, level.found);
  levels_.found_bytes += level.found.capacity_bytes() - before;
  execution.count_expansions(level.found.size());
  levels_charge_.set(execution, levels_);
}

bool VariableExpandOperator::allowed(Execution& execution, const Relationship& relationship) {
  for (const Relationship& used : trail_) {
    if (used.id == relationship.id) return false;
  }
  for (const int slot : spec_.step.different_from) {
    if (contains_relationship(input_.columns[static_cast<size_t>(slot)], row_, relationship.id)) return false;
  }
  if (!spec_.each) return true;
  execution.locals[static_cast<size_t>(spec_.each_slot)] = Value(relationship);
  return truth(spec_.each->value(execution, input_, row_), spec_.each_span) == Ternary::True;
}

void VariableExpandOperator::emit(Execution& execution, NodeId end) {
  if (spec_.step.into && end != target_) return;
  rows_.push_back(static_cast<uint32_t>(row_));
  ends_.push_back(end);
  if (spec_.step.relationship < 0) return;
  list_bytes_ += sizeof(Value) * (trail_.size() + 1);
  if (list_bytes_ >= kChargeStep) lists_charge_.set(execution, list_bytes_);
  List list(trail_.begin(), trail_.end());
  if (spec_.reversed) std::reverse(list.begin(), list.end());
  lists_.emplace_back(std::move(list));
}

bool VariableExpandOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  lists_.clear();
  ends_.clear();
  list_bytes_ = 0;
  lists_charge_.clear();
  while (rows_.size() < kBatchRows && list_bytes_ < kTrailBytes) {
    if (!in_row_) {
      if (row_ >= input_.rows) {
        if (!rows_.empty()) break;
        execution.poll();
        if (!base_.input->next(execution, input_)) {
          input_.rows = row_ = 0;
          return false;
        }
        row_ = 0;
      }
      start_row(execution);
    }
    if (depth_ == 0) {
      in_row_ = false;
      ++row_;
      continue;
    }
    execution.step();
    Level& level = levels_.all[depth_ - 1];
    if (level.next >= level.found.size()) {
      --depth_;
      if (!trail_.empty()) trail_.pop_back();
      continue;
    }
    const Relationship relationship = level.found.relationship[level.next];
    const NodeId neighbour = level.found.neighbour[level.next];
    ++level.next;
    if (!allowed(execution, relationship)) continue;
    trail_.push_back(relationship);
    if (trail_.size() >= spec_.lower) emit(execution, neighbour);
    if (trail_.size() < spec_.upper) {
      const size_t before = depth_;
      descend(execution, neighbour);
      if (depth_ == before) trail_.pop_back();
    } else {
      trail_.pop_back();
    }
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  if (spec_.step.relationship >= 0)
    take_rows(out.columns[static_cast<size_t>(spec_.step.relationship)], lists_);
  if (spec_.step.to >= 0 && !spec_.step.into)
    set_rows<Column::Nodes>(out.columns[static_cast<size_t>(spec_.step.to)], ends_);
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
