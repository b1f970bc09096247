// Every node that trails from a node lead to, once: variable-length expansion for those who ask only which
// nodes are reached, or how many different ones. Breadth first over a bitmap of nodes, a level at a time
// (Beamer, Asanović, Patterson: Direction-optimizing breadth-first search, 2012, without its bottom-up step).
//
// The shortest walk to another node uses no relationship twice, and in a directed pattern neither does the
// shortest one back to the start: what walks reach within the bounds, trails reach too, from a lower bound of
// 0 or 1 on. Without a direction the same holds of all nodes but the start, to which a walk may come back by
// the relationship that it left by: it is reached where it lies on a cycle.
#pragma once

#include "core/query/operators/variable_expand.h"

namespace trama::query {

class ReachOperator : public Operator {
 public:
  // `spec.step` has no known end, no relationship and nothing to differ from;
  // `spec.lower` is 0 or 1.
  ReachOperator(OperatorBase base, VariableExpandSpec spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  bool start_row(Execution& execution);
  void advance(Execution& execution);
  void reach(NodeId node);
  bool comes_back(Execution& execution, NodeId start);

  OperatorBase base_;
  VariableExpandSpec spec_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  size_t row_ = 0;  // the next input row; the one at hand is before it
  uint64_t level_ = 0;
  std::vector<NodeId> frontier_;   // first reached at `level_`
  std::vector<NodeId> following_;  // at the next
  size_t emitted_ = 0;             // of the frontier
  std::vector<uint64_t> bits_;     // a bit a node: reached
  std::vector<NodeId> reached_;    // the same as a list
  Ends found_;
  BufferCharge charge_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
