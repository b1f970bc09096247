#include "core/query/operators/shortest_path.h"

#include <algorithm>

#include "core/query/arithmetic.h"

namespace trama::query {

ShortestPathOperator::ShortestPathOperator(OperatorBase base, VariableExpandSpec spec, bool all)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      all_(all),
      types_(SymbolKind::Type, spec_.step.types),
      input_(base_.slots) {}

void ShortestPathOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = 0;
}

void ShortestPathOperator::collect(NodeId node, NodeId start, std::vector<Relationship>& backwards) {
  if (node == start) {
    rows_.push_back(static_cast<uint32_t>(row_));
    List list(backwards.begin(), backwards.end());
    if (!spec_.reversed) std::reverse(list.begin(), list.end());
    lists_.emplace_back(std::move(list));
    return;
  }
  const std::vector<std::pair<Relationship, NodeId>> by = reached_[node].by;
  for (const auto& [relationship, previous] : by) {
    backwards.push_back(relationship);
    collect(previous, start, backwards);
    backwards.pop_back();
    if (!all_) return;
  }
}

void ShortestPathOperator::search(Execution& execution) {
  const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row_);
  const NodeId goal = node_at(input_.columns[static_cast<size_t>(spec_.step.to)], row_);
  if (start == 0 || goal == 0) return;
  std::vector<Relationship> backwards;
  if (start == goal) {
    if (spec_.lower == 0) collect(goal, start, backwards);
    return;
  }
  reached_.clear();
  reached_[start] = {};
  frontier_ = {start};
  for (uint64_t level = 1; level <= spec_.upper && !frontier_.empty() && !reached_.contains(goal); ++level) {
    following_.clear();
    found_.clear();
    execution.graph->expand(frontier_, spec_.step.direction, type_ids_, found_);
    execution.count_expansions(found_.size());
    execution.poll();
    for (size_t i = 0; i < found_.size(); ++i) {
      execution.step();
      if (spec_.each) {
        execution.locals[static_cast<size_t>(spec_.each_slot)] = Value(found_.relationship[i]);
        if (truth(spec_.each->value(execution, input_, row_)) != Ternary::True) continue;
      }
      auto [entry, fresh] = reached_.try_emplace(found_.neighbour[i]);
      if (fresh) {
        entry->second.level = level;
        following_.push_back(found_.neighbour[i]);
      } else if (entry->second.level != level || !all_) {
        continue;
      }
      entry->second.by.emplace_back(found_.relationship[i], frontier_[found_.row[i]]);
    }
    std::swap(frontier_, following_);
  }
  if (reached_.contains(goal) && reached_[goal].level >= spec_.lower) collect(goal, start, backwards);
}

bool ShortestPathOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  lists_.clear();
  while (rows_.empty()) {
    if (row_ >= input_.rows) {
      if (!base_.input->next(execution, input_)) {
        input_.rows = row_ = 0;
        return false;
      }
      row_ = 0;
    }
    if (types_.resolve(execution, type_ids_)) search(execution);
    ++row_;
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  if (spec_.step.relationship >= 0) {
    Column& column = out.columns[static_cast<size_t>(spec_.step.relationship)];
    column.validity.clear();
    column.data = std::move(lists_);
    lists_ = {};
  }
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
