#include "core/query/operators/shortest_path.h"

#include <algorithm>

#include "core/query/arithmetic.h"

namespace trama::query {

void ShortestPathOperator::Ways::start(const Side& side, NodeId node) {
  side_ = &side;
  steps_.clear();
  descend(node);
}

bool ShortestPathOperator::Ways::advance() {
  while (!steps_.empty()) {
    Step& last = steps_.back();
    if (++last.choice < last.reached->by.size()) {
      descend(last.reached->by[last.choice].second);
      return true;
    }
    steps_.pop_back();
  }
  return false;
}

void ShortestPathOperator::Ways::descend(NodeId node) {
  for (const Reached* reached = &side_->reached.at(node); reached->level > 0;
       reached = &side_->reached.at(reached->by[0].second)) {
    steps_.push_back({reached, 0});
  }
}

ShortestPathOperator::ShortestPathOperator(OperatorBase base, VariableExpandSpec spec, bool all)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      all_(all),
      types_(SymbolKind::Type, spec_.step.types),
      input_(base_.slots) {}

void ShortestPathOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = 0;
  met_.clear();
  at_ = 0;
  reached_charge_.clear();
}

void ShortestPathOperator::advance(Execution& execution, Side& side, const Side& other) {
  following_.clear();
  found_.clear();
  ++side.level;
  execution.graph->expand(side.frontier, side.direction, type_ids_, found_);
  execution.count_expansions(found_.size());
  execution.poll();
  uint64_t bytes = 0;
  for (size_t i = 0; i < found_.size(); ++i) {
    execution.step();
    if (spec_.each) {
      execution.locals[static_cast<size_t>(spec_.each_slot)] = Value(found_.relationship[i]);
      if (truth(spec_.each->value(execution, input_, row_), spec_.each_span) != Ternary::True) continue;
    }
    const NodeId node = found_.neighbour[i];
    auto [entry, fresh] = side.reached.try_emplace(node);
    bytes += sizeof(entry->second.by[0]) + (fresh ? sizeof(*entry) : 0);
    if (fresh) {
      entry->second.level = side.level;
      following_.push_back(node);
      if (other.reached.contains(node)) met_.push_back(node);
    } else if (entry->second.level != side.level || !all_) {
      continue;
    }
    entry->second.by.emplace_back(found_.relationship[i], side.frontier[found_.row[i]]);
  }
  std::swap(side.frontier, following_);
  reached_charge_.add(execution, bytes);
  found_charge_.set(execution, found_, following_, forward_.frontier, backward_.frontier, met_);
}

bool ShortestPathOperator::search(Execution& execution) {
  const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row_);
  const NodeId goal = node_at(input_.columns[static_cast<size_t>(spec_.step.to)], row_);
  if (start == 0 || goal == 0) return false;
  if (start == goal) {
    if (spec_.lower == 0) emit(execution, {});
    return false;
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
  reached_charge_.clear();
  met_.clear();
  while (met_.empty() && forward_.level + backward_.level < spec_.upper && !forward_.frontier.empty() &&
         !backward_.frontier.empty()) {
    const bool ahead = forward_.frontier.size() <= backward_.frontier.size();
    advance(execution, ahead ? forward_ : backward_, ahead ? backward_ : forward_);
  }
  if (met_.empty() || forward_.level + backward_.level < spec_.lower) return false;
  std::sort(met_.begin(), met_.end());
  at_ = 0;
  start_ways();
  return true;
}

void ShortestPathOperator::start_ways() {
  heads_.start(forward_, met_[at_]);
  tails_.start(backward_, met_[at_]);
}

void ShortestPathOperator::emit(Execution& execution, List list) {
  execution.step();
  emitted_bytes_ += sizeof(Value) * (list.size() + 1);
  emitted_charge_.set(execution, emitted_bytes_);
  if (spec_.reversed) std::reverse(list.begin(), list.end());
  rows_.push_back(static_cast<uint32_t>(row_));
  lists_.emplace_back(std::move(list));
}

// The path at hand; then on to the next: the other tails of a head, the other heads, the other nodes.
void ShortestPathOperator::emit_path(Execution& execution) {
  List list;
  list.reserve(heads_.length() + tails_.length());
  for (size_t step = heads_.length(); step-- > 0;) list.emplace_back(heads_.relationship(step));
  for (size_t step = 0; step < tails_.length(); ++step) list.emplace_back(tails_.relationship(step));
  emit(execution, std::move(list));
  if (!all_) {
    at_ = met_.size();
  } else if (tails_.advance()) {
    return;
  } else if (heads_.advance()) {
    tails_.start(backward_, met_[at_]);
  } else if (++at_ < met_.size()) {
    start_ways();
  }
}

bool ShortestPathOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  lists_.clear();
  emitted_charge_.clear();
  emitted_bytes_ = 0;
  while (rows_.size() < kBatchRows && emitted_bytes_ < kTrailBytes) {
    if (at_ < met_.size()) {
      emit_path(execution);
      if (at_ >= met_.size()) ++row_;
      continue;
    }
    if (row_ >= input_.rows) {
      if (!rows_.empty()) break;
      if (!base_.input->next(execution, input_)) {
        input_.rows = row_ = 0;
        return false;
      }
      row_ = 0;
    }
    met_.clear();
    at_ = 0;
    if (!types_.resolve(execution, type_ids_) || !search(execution)) {
      met_.clear();
      ++row_;
    }
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  if (spec_.step.relationship >= 0)
    take_rows(out.columns[static_cast<size_t>(spec_.step.relationship)], lists_);
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
