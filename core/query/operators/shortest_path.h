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

  // The ways from an end of a side to a node, one after another. Walked with a stack of its own, since a way
  // may have a million steps.
  class Ways {
   public:
    void start(const Side& side, NodeId node);  // the first way
    bool advance();                             // the next one; false after the last
    size_t length() const { return steps_.size(); }
    // Relationship `step` of the way, counted from the node towards the end.
    const Relationship& relationship(size_t step) const {
      return steps_[step].reached->by[steps_[step].choice].first;
    }

   private:
    struct Step {
      const Reached* reached;
      size_t choice;  // of reached->by
    };
    void descend(NodeId node);

    const Side* side_ = nullptr;
    std::vector<Step> steps_;
  };

  // Searches for the row at hand; whether there are paths to emit.
  bool search(Execution& execution);
  void advance(Execution& execution, Side& side, const Side& other);
  void start_ways();
  void emit_path(Execution& execution);
  void emit(Execution& execution, List list);

  OperatorBase base_;
  VariableExpandSpec spec_;
  bool all_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  size_t row_ = 0;
  Side forward_, backward_;
  std::vector<NodeId> met_;  // where the sides met: every shortest path passes exactly one of these nodes
  size_t at_ = 0;            // the one whose paths are being emitted; past the end: the row is done
  Ways heads_, tails_;       // to that node from the two ends
  MemoryCharge reached_charge_, emitted_charge_;
  BufferCharge found_charge_;
  uint64_t emitted_bytes_ = 0;
  std::vector<NodeId> following_;
  Expansion found_;
  std::vector<uint32_t> rows_;
  Column::Values lists_;
};

}  // namespace trama::query
