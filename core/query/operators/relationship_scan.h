// Every relationship of some types with both its ends, for patterns that start from nothing.
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

class RelationshipScanOperator : public Operator {
 public:
  // `spec.from` and `spec.to` are the slots to make; `spec.direction` is Out or In.
  RelationshipScanOperator(OperatorBase base, const ExpandSpec& spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  bool next_scan(Execution& execution);

  OperatorBase base_;
  ExpandSpec spec_;
  SymbolList types_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  std::unique_ptr<RelationshipScan> scan_;
  uint64_t registered_ = 0;
  size_t row_ = 0, type_ = 0;
  std::vector<Relationship> relationships_;
  std::vector<uint32_t> rows_;  // the input row for each of them
};

}  // namespace trama::query
