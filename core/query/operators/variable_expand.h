// From a node along trails: paths of bounded length that use no relationship twice. Depth first, so that
// memory grows with the length of a trail and not with their number.
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

struct VariableExpandSpec {
  ExpandSpec step;  // `relationship` is the slot of the list
  uint64_t lower = 1;
  uint64_t upper = UINT64_MAX;
  bool reversed = false;
  EvaluatorPtr each;  // a condition on every relationship, which is the local slot
  int each_slot = -1;
  ByteSpan each_span;
};

class VariableExpandOperator : public Operator {
 public:
  VariableExpandOperator(OperatorBase base, VariableExpandSpec spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  struct Level {
    Expansion found;
    size_t next = 0;
  };

  bool start_row(Execution& execution);
  void descend(Execution& execution, NodeId node);
  bool allowed(Execution& execution, const Relationship& relationship);
  void emit(NodeId end);

  OperatorBase base_;
  VariableExpandSpec spec_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  bool types_known_ = false;
  Batch input_;
  size_t row_ = 0;
  bool in_row_ = false;
  NodeId target_ = 0;
  std::vector<Level> levels_;  // buffers are kept; `depth_` are in use
  size_t depth_ = 0;
  std::vector<Relationship> trail_;
  std::vector<uint32_t> rows_;
  Column::Values lists_;
  Column::Nodes ends_;
};

}  // namespace trama::query
