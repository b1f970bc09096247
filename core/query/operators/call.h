// CALL … YIELD: the rows of a procedure for each input row.
#pragma once

#include "core/query/operators/update.h"

namespace trama::query {

// Calls a procedure for the rows of a batch.
class ProcedureCall {
 public:
  ProcedureCall(const BoundCall& call, std::vector<EvaluatorPtr> arguments)
      : procedure_(*call.procedure),
        results_(call.results),
        span_(call.span),
        arguments_(std::move(arguments)) {}

  // Adds to `rows` the row of `input` that each result belongs to (a procedure without results passes its
  // rows on), and to `columns` the results, one column for each of `results`.
  void run(Execution& execution, const Batch& input, std::vector<uint32_t>& rows,
           std::vector<Column>& columns) const;
  // What the procedure yields: its column, and the slot that takes it.
  const std::vector<std::pair<size_t, int>>& results() const { return results_; }

 private:
  const ProcedureDescription& procedure_;
  std::vector<std::pair<size_t, int>> results_;
  ByteSpan span_;
  std::vector<EvaluatorPtr> arguments_;
};

class CallOperator : public Operator {
 public:
  CallOperator(OperatorBase base, ProcedureCall call)
      : base_(std::move(base)), call_(std::move(call)), input_(base_.slots) {}
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  ProcedureCall call_;
  Batch input_;
  MemoryCharge charge_;
};

// A procedure that writes runs for all its rows before the first of them goes on, as CREATE does.
class WritingCallOperator : public UpdateOperator {
 public:
  WritingCallOperator(OperatorBase base, std::vector<int> kept, ProcedureCall call)
      : UpdateOperator(std::move(base), std::move(kept)), call_(std::move(call)) {}

 protected:
  void apply(Execution& execution, Batch& rows) override;
  std::vector<int> made() const override;

 private:
  ProcedureCall call_;
};

}  // namespace trama::query
