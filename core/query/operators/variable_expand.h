// From a node along trails: paths of bounded length that use no relationship twice. Depth first, so that
// memory grows with the length of a trail and not with their number.
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

inline constexpr uint64_t kTrailBytes = 4 << 20;  // a batch of long trails ends early

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
  struct Levels {
    std::vector<Level> all;
    uint64_t found_bytes = 0;  // of the room that they have together
    uint64_t capacity_bytes() const { return all.capacity() * sizeof(Level) + found_bytes; }
  };

  bool start_row(Execution& execution);
  void descend(Execution& execution, NodeId node);
  bool allowed(Execution& execution, const Relationship& relationship);
  void emit(Execution& execution, NodeId end);

  OperatorBase base_;
  VariableExpandSpec spec_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  bool types_known_ = false;
  Batch input_;
  size_t row_ = 0;
  bool in_row_ = false;
  NodeId target_ = 0;
  Levels levels_;  // buffers are kept; `depth_` are in use
  BufferCharge levels_charge_;
  size_t depth_ = 0;
  std::vector<Relationship> trail_;
  std::vector<uint32_t> rows_;
  Column::Values lists_;
  uint64_t list_bytes_ = 0;
  MemoryCharge lists_charge_;
  Column::Nodes ends_;
};

}  // namespace trama::query
