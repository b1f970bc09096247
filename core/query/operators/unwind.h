// A row for each element of a list.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class UnwindOperator : public Operator {
 public:
  UnwindOperator(OperatorBase base, EvaluatorPtr list, int slot)
      : base_(std::move(base)),
        list_(std::move(list)),
        slot_(static_cast<size_t>(slot)),
        input_(base_.slots) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  EvaluatorPtr list_;
  size_t slot_;
  Batch input_;
  size_t row_ = 0;
  Value current_;  // the list of row_, null where it is not yet evaluated
  size_t element_ = 0;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
