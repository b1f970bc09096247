#include "core/query/operators/reach.h"

#include <algorithm>
#include <unordered_map>

namespace trama::query {

ReachOperator::ReachOperator(OperatorBase base, VariableExpandSpec spec)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      types_(SymbolKind::Type, spec_.step.types),
      input_(base_.slots) {}

void ReachOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = emitted_ = 0;
  frontier_.clear();
  bits_.assign(execution.graph->last_node() / 64 + 1, 0);
  charge_.set(execution, bits_, frontier_, following_, reached_, found_);
  reached_.clear();
}

void ReachOperator::reach(NodeId node) {
  uint64_t& word = bits_[node / 64];
  const uint64_t bit = uint64_t{1} << (node % 64);
  if ((word & bit) != 0) return;
  word |= bit;
  reached_.push_back(node);
  following_.push_back(node);
}

// Begins the next input row; false when there are none left.
bool ReachOperator::start_row(Execution& execution) {
  for (const NodeId node : reached_) bits_[node / 64] = 0;
  reached_.clear();
  while (row_ >= input_.rows) {
    if (!base_.input->next(execution, input_)) {
      input_.rows = row_ = 0;
      return false;
    }
    row_ = 0;
  }
  const NodeId start = node_at(input_.columns[static_cast<size_t>(spec_.step.from)], row_++);
  level_ = 0;
  following_.clear();
  const bool undirected = spec_.step.direction == Direction::Both;
  if (start != 0 && (spec_.lower == 0 || undirected)) reach(start);
  if (start != 0 && spec_.lower != 0 && !undirected) following_.push_back(start);  // reached by a way back
  frontier_.swap(following_);
  const bool emits_start =
      spec_.lower == 0 || (undirected && !frontier_.empty() && comes_back(execution, start));
  emitted_ = emits_start ? 0 : frontier_.size();
  return true;
}

// Whether a trail without a direction leads from a node back to it. Breadth first, each node with the first
// relationship of its way: a relationship that joins two such branches, or leads to the start, closes the
// shortest cycle through it.
bool ReachOperator::comes_back(Execution& execution, NodeId start) {
  struct Way {
    RelationshipId first = 0, last = 0;
    uint64_t length = 0;
  };
  if (spec_.upper == 0 || !types_.resolve(execution, type_ids_)) return false;
  constexpr uint64_t kWayBytes = sizeof(std::pair<NodeId, Way>) + 4 * sizeof(void*);
  std::unordered_map<NodeId, Way> ways{{start, {}}};
  std::vector<NodeId> frontier{start}, following;
  Expansion found;
  MemoryCharge charge;
  for (uint64_t length = 0; !frontier.empty() && length <= (spec_.upper - 1) / 2; ++length) {
    following.clear();
    for (const NodeId node : frontier) {
      execution.step();
      found.clear();
      execution.graph->expand({&node, 1}, Direction::Both, type_ids_, found);
      execution.count_expansions(found.size());
      charge.set(execution, ways.size() * kWayBytes + found.capacity_bytes());
      const Way here = ways.at(node);
      for (size_t i = 0; i < found.size(); ++i) {
        const RelationshipId id = found.relationship[i].id;
        if (id == here.last) continue;
        const Way longer{here.first == 0 ? id : here.first, id, length + 1};
        const auto [there, fresh] = ways.try_emplace(found.neighbour[i], longer);
        if (fresh) {
          following.push_back(found.neighbour[i]);
        } else if ((there->first == start || there->second.first != here.first) &&
                   length + 1 + there->second.length <= spec_.upper) {
          return true;
        }
      }
    }
    frontier.swap(following);
  }
  return false;
}

void ReachOperator::advance(Execution& execution) {
  following_.clear();
  if (types_.resolve(execution, type_ids_)) {
    for (size_t begin = 0; begin < frontier_.size(); begin += kBatchRows) {
      execution.poll();
      found_.clear();
      const size_t count = std::min(frontier_.size() - begin, kBatchRows);
      execution.graph->expand_ends(std::span(frontier_).subspan(begin, count), spec_.step.direction,
                                   type_ids_, {}, found_);
      execution.count_expansions(found_.size());
      for (const NodeId node : found_.nodes()) reach(node);
      charge_.set(execution, bits_, frontier_, following_, reached_, found_);
    }
  }
  ++level_;
  frontier_.swap(following_);
  emitted_ = 0;
}

bool ReachOperator::next(Execution& execution, Batch& out) {
  while (emitted_ == frontier_.size()) {
    if (!frontier_.empty() && level_ < spec_.upper) {
      advance(execution);
    } else if (!start_row(execution)) {
      return false;
    }
  }
  const size_t count = std::min(frontier_.size() - emitted_, 2 * kBatchRows);
  rows_.assign(count, static_cast<uint32_t>(row_ - 1));
  carry(base_.carried, input_, Selection::of(rows_), out);
  if (spec_.step.to >= 0) {
    set_rows<Column::Nodes>(out.columns[static_cast<size_t>(spec_.step.to)],
                            std::span(frontier_).subspan(emitted_, count));
  }
  emitted_ += count;
  out.rows = count;
  return true;
}

}  // namespace trama::query
