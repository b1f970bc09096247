// OPTIONAL MATCH: the rows of an inner plan, and for each outer row that gives none, one with nulls.
#pragma once

#include "core/query/operators/argument.h"

namespace trama::query {

class OptionalOperator : public Operator {
 public:
  // `argument` is the leaf of `inner`; `made` are the slots that the inner plan binds.
  OptionalOperator(OperatorBase base, OperatorPtr inner, Argument* argument, int row_slot,
                   std::vector<int> made);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  OperatorPtr inner_;
  Argument* argument_;
  size_t row_slot_;
  std::vector<int> made_;
  Batch outer_;
  bool running_ = false;
  std::vector<uint8_t> matched_;
};

}  // namespace trama::query
