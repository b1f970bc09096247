// CALL … YIELD: the rows of a procedure for each input row.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class CallOperator : public Operator {
 public:
  CallOperator(OperatorBase base, const BoundCall& call, std::vector<EvaluatorPtr> arguments)
      : base_(std::move(base)),
        procedure_(*call.procedure),
        results_(call.results),
        span_(call.span),
        arguments_(std::move(arguments)),
        input_(base_.slots) {}
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  const ProcedureDescription& procedure_;
  std::vector<std::pair<size_t, int>> results_;
  ByteSpan span_;
  std::vector<EvaluatorPtr> arguments_;
  Batch input_;
};

}  // namespace trama::query
