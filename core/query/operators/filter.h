// Rows for which every predicate is true.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class FilterOperator : public Operator {
 public:
  struct Predicate {
    EvaluatorPtr evaluator;
    ByteSpan span;  // for errors that name no place of their own
  };
  FilterOperator(OperatorBase base, std::vector<Predicate> predicates)
      : base_(std::move(base)), predicates_(std::move(predicates)) {}
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  std::vector<Predicate> predicates_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
