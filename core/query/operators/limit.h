// SKIP and LIMIT.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

// The number of rows that SKIP or LIMIT asks for. Throws (Syntax, at run time) where it is no whole number or
// negative.
uint64_t row_count(Evaluator& count, Execution& execution, const char* clause, ByteSpan span);

class SkipOperator : public Operator {
 public:
  SkipOperator(OperatorBase base, EvaluatorPtr count, ByteSpan span)
      : base_(std::move(base)), count_(std::move(count)), span_(span) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  EvaluatorPtr count_;
  ByteSpan span_;
  uint64_t left_ = 0;
  std::vector<uint32_t> rows_;
};

class LimitOperator : public Operator {
 public:
  LimitOperator(OperatorBase base, EvaluatorPtr count, ByteSpan span)
      : base_(std::move(base)), count_(std::move(count)), span_(span) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  EvaluatorPtr count_;
  ByteSpan span_;
  uint64_t left_ = 0;
  bool started_ = false;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
