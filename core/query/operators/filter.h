// Rows for which every predicate is true.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class FilterOperator : public Operator {
 public:
  FilterOperator(OperatorBase base, std::vector<EvaluatorPtr> predicates)
      : base_(std::move(base)), predicates_(std::move(predicates)) {}
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  std::vector<EvaluatorPtr> predicates_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
