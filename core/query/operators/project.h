// New columns from expressions.
#pragma once

#include "core/query/held_memory.h"
#include "core/query/operators/operator.h"

namespace trama::query {

class ProjectOperator : public Operator {
 public:
  ProjectOperator(OperatorBase base, std::vector<std::pair<int, EvaluatorPtr>> columns)
      : base_(std::move(base)), columns_(std::move(columns)), made_(columns_.size()) {}
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  std::vector<std::pair<int, EvaluatorPtr>> columns_;
  std::vector<Column> made_;
  ColumnCharge made_charge_;
};

}  // namespace trama::query
