// The shortest path, or all of them, between two known nodes.
//
// Breadth first from both ends, a level at a time and always from the side with the smaller frontier, until a
// level meets what the other side has reached (bidirectional search; Pohl 1971). The level is finished, so
// that every shortest path is known.
#pragma once

#include <unordered_map>

#include "core/query/operators/variable_expand.h"

namespace trama::query {

class ShortestPathOperator : public Operator {
 public:
  // `spec.step.into` is always true.
  ShortestPathOperator(OperatorBase base, VariableExpandSpec spec, bool all);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  // How a node was reached first from one end: the level, and every relationship that reaches it at that
  // level, with the node before.
  struct Reached {
    uint64_t level = 0;
    std::vector<std::pair<Relationship, NodeId>> by;
  };
  struct Side {
    Direction direction = Direction::Both;
    std::unordered_map<NodeId, Reached> reached;
    std::vector<NodeId> frontier;
    uint64_t level = 0;
  };

  void search(Execution& execution);
  void advance(Execution& execution, Side& side, const Side& other, std::vector<NodeId>& met);
  // The ways from an end of `side` to `node`, each from the end onwards.
  void collect(const Side& side, NodeId node, std::vector<Relationship>& backwards,
               std::vector<std::vector<Relationship>>& ways) const;

  OperatorBase base_;
  VariableExpandSpec spec_;
  bool all_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  size_t row_ = 0;
  Side forward_, backward_;
  std::vector<NodeId> following_;
  Expansion found_;
  std::vector<uint32_t> rows_;
  Column::Values lists_;
};

}  // namespace trama::query
