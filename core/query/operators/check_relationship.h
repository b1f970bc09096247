// A relationship (or a list of them) that has a value already, in its place in a pattern: keeps the rows
// where it lies between the right nodes with a right type, and gives the node at its other end.
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

struct CheckRelationshipSpec {
  ExpandSpec step;  // `from` is -1 where neither end is known: then both are made
  int made_from = -1;
  bool variable_length = false;
  uint64_t lower = 1, upper = UINT64_MAX;
};

class CheckRelationshipOperator : public Operator {
 public:
  CheckRelationshipOperator(OperatorBase base, CheckRelationshipSpec spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  void match_row(Execution& execution, size_t row);
  // The node at the other end when `relationship` is walked from `node`, or 0.
  NodeId other_end(const Relationship& relationship, NodeId node) const;
  void accept(size_t row, NodeId from, NodeId to);

  OperatorBase base_;
  CheckRelationshipSpec spec_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  std::vector<uint32_t> rows_;
  Column::Nodes starts_, ends_;
};

}  // namespace trama::query
