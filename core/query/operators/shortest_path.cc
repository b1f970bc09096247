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

void ShortestPathOperator::collect(const Side& side, NodeId node, std::vector<Relationship>& backwards,
                                   std::vector<std::vector<Relationship>>& ways) const {
  const Reached& reached = side.reached.at(node);
  if (reached.level == 0) {
    ways.emplace_back(backwards.rbegin(), backwards.rend());
    return;
  }
  for (const auto& [relationship, previous] : reached.by) {
    backwards.push_back(relationship);
    collect(side, previous, backwards, ways);
    backwards.pop_back();
    if (!all_) return;
  }
}

void ShortestPathOperator::advance(Execution& execution, Side& side, const Side& other,
                                   std::vector<NodeId>& met) {
  following_.clear();
  found_.clear();
  ++side.level;
  execution.graph->expand(side.frontier, side.direction, type_ids_, found_);
  execution.count_expansions(found_.size());
  execution.poll();
  for (size_t i = 0; i < found_.size(); ++i) {
    execution.step();
    if (spec_.each) {
      execution.locals[static_cast<size_t>(spec_.each_slot)] = Value(found_.relationship[i]);
      if (truth(spec_.each->value(execution, input_, row_)) != Ternary::True) continue;
    }
    const NodeId node = found_.neighbour[i];
    auto [entry, fresh] = side.reached.try_emplace(node);
    if (fresh) {
      entry->second.level = side.level;
      following_.push_back(node);
      if (other.reached.contains(node)) met.push_back(node);
    } else if (entry->second.level != side.level || !all_) {
      continue;
    }
    entry->second.by.emplace_back(found_.relationship[i], side.frontier[found_.row[i]]);
  }
  std::swap(side.frontier, following_);
}

void ShortestPathOperator::search(Execution& execution) {
  const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row_);
  const NodeId goal = node_at(input_.columns[static_cast<size_t>(spec_.step.to)], row_);
  if (start == 0 || goal == 0) return;
  const auto emit = [&](List list) {
    if (spec_.reversed) std::reverse(list.begin(), list.end());
    rows_.push_back(static_cast<uint32_t>(row_));
    lists_.emplace_back(std::move(list));
  };
  if (start == goal) {
    if (spec_.lower == 0) emit({});
    return;
  }
  const Direction direction = spec_.step.direction;
  forward_.direction = direction;
  backward_.direction = direction == Direction::Out  ? Direction::In
                        : direction == Direction::In ? Direction::Out
                                                     : Direction::Both;
  for (auto [side, end] : {std::pair{&forward_, start}, std::pair{&backward_, goal}}) {
    side->reached.clear();
    side->reached[end] = {};
    side->frontier = {end};
    side->level = 0;
  }
  std::vector<NodeId> met;
  while (met.empty() && forward_.level + backward_.level < spec_.upper && !forward_.frontier.empty() &&
         !backward_.frontier.empty()) {
    const bool ahead = forward_.frontier.size() <= backward_.frontier.size();
    advance(execution, ahead ? forward_ : backward_, ahead ? backward_ : forward_, met);
  }
  if (met.empty() || forward_.level + backward_.level < spec_.lower) return;
  // Every shortest path passes exactly one node of the level where the sides met.
  std::sort(met.begin(), met.end());
  std::vector<Relationship> backwards;
  for (const NodeId node : met) {
    std::vector<std::vector<Relationship>> heads, tails;
    collect(forward_, node, backwards, heads);
    collect(backward_, node, backwards, tails);
    for (const std::vector<Relationship>& head : heads) {
      for (const std::vector<Relationship>& tail : tails) {
        List list(head.begin(), head.end());
        list.insert(list.end(), tail.rbegin(), tail.rend());
        emit(std::move(list));
        if (!all_) return;
      }
    }
  }
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
