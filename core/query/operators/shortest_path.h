// The shortest path, or all of them, between two known nodes: breadth first, one level at a time.
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
  // How a node was reached first: its level, and every relationship that reaches it at that level.
  struct Reached {
    uint64_t level = 0;
    std::vector<std::pair<Relationship, NodeId>> by;
  };

  void search(Execution& execution);
  void collect(NodeId node, NodeId start, std::vector<Relationship>& backwards);

  OperatorBase base_;
  VariableExpandSpec spec_;
  bool all_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  size_t row_ = 0;
  std::unordered_map<NodeId, Reached> reached_;
  std::vector<NodeId> frontier_, following_;
  Expansion found_;
  std::vector<uint32_t> rows_;
  Column::Values lists_;
};

}  // namespace trama::query
