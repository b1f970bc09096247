// Each combination of some columns once.
#pragma once

#include <unordered_set>

#include "core/query/operators/operator.h"

namespace trama::query {

struct RowHash {
  size_t operator()(const std::vector<Value>& row) const;
};
struct RowEquivalent {
  bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const;
};
using RowSet = std::unordered_set<std::vector<Value>, RowHash, RowEquivalent>;

// About what a row kept in memory costs.
uint64_t row_bytes(const std::vector<Value>& row);

class DistinctOperator : public Operator {
 public:
  DistinctOperator(OperatorBase base, std::vector<int> keys)
      : base_(std::move(base)), keys_(std::move(keys)) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  std::vector<int> keys_;
  RowSet seen_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
