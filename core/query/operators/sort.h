// ORDER BY: all rows in order, stable. Limited, rows that cannot be among those wanted are dropped by their
// first key as they come.
#pragma once

#include <optional>

#include "core/graph/retained.h"
#include "core/query/operators/operator.h"

namespace trama::query {

struct SortKey {
  EvaluatorPtr expression;
  bool descending = false;
};

class SortOperator : public Operator {
 public:
  // `skip` and `limit` (either may be null): how many rows are wanted at most, where known: their sum.
  SortOperator(OperatorBase base, std::vector<SortKey> keys, EvaluatorPtr skip, EvaluatorPtr limit);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  void consume(Execution& execution);
  bool before(uint32_t a, uint32_t b) const;
  template <typename Use>
  void with_less(const Use& use) const;
  // Of a batch's first key, in `key_`: the rows that may be among those wanted.
  void find_candidates();
  void shrink(Execution& execution, size_t wanted);
  void charge_rows(Execution& execution);

  OperatorBase base_;
  std::vector<SortKey> keys_;
  EvaluatorPtr skip_, limit_;
  Batch input_;
  Column key_;
  std::vector<Column> rows_;    // the carried columns, all rows
  std::vector<Column> values_;  // by key, then row
  // Limited: of the first key, the worst value that still counts, once as many rows as wanted are held.
  std::optional<uint32_t> worst_;
  std::vector<uint32_t> candidates_;
  std::vector<uint32_t> order_;
  RetainedColumns bytes_;
  MemoryCharge charge_;
  bool consumed_ = false;
  size_t emitted_ = 0;
};

}  // namespace trama::query
