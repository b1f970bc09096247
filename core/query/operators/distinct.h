// Each combination of some columns once.
#pragma once

#include "core/query/operators/operator.h"
#include "core/query/row_groups.h"

namespace trama::query {

// Rows that were met before, by some of their columns.
class SeenRows {
 public:
  explicit SeenRows(size_t width) : coders_(width), codes_(width), groups_(width) {}
  void clear();
  // Replaces `fresh` by the rows of the batch that were not met before. `slots` are the columns to compare,
  // as many and in the same order each time.
  void add(Execution& execution, const Batch& batch, const std::vector<int>& slots,
           std::vector<uint32_t>& fresh);

 private:
  std::vector<ValueCoder> coders_;
  std::vector<std::vector<uint64_t>> codes_;
  RowGroups groups_;
  std::vector<uint32_t> numbers_;
  MemoryCharge charge_;
};

class DistinctOperator : public Operator {
 public:
  DistinctOperator(OperatorBase base, std::vector<int> keys)
      : base_(std::move(base)), keys_(std::move(keys)), seen_(keys_.size()) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  std::vector<int> keys_;
  SeenRows seen_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
