#include "core/query/operators/limit.h"

#include <numeric>

#include "core/query/near_name.h"

namespace trama::query {

uint64_t row_count(Evaluator& count, Execution& execution, const char* clause, ByteSpan span) {
  const Batch nothing;
  const Value value = count.value(execution, nothing, 0);
  if (value.type() != ValueType::Integer) {
    throw Error(ErrorKind::Syntax, "InvalidArgumentType",
                std::string(clause) + " needs an integer, and this is " + with_article(name_of(value.type())))
        .at(span);
  }
  if (value.integer() < 0) {
    throw Error(ErrorKind::Syntax, "NegativeIntegerArgument", std::string(clause) + " cannot be negative")
        .at(span);
  }
  return static_cast<uint64_t>(value.integer());
}

void SkipOperator::open(Execution& execution) {
  left_ = row_count(*count_, execution, "SKIP", span_);
  base_.input->open(execution);
}

bool SkipOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    if (left_ == 0) return true;
    if (left_ >= out.rows) {
      left_ -= out.rows;
      continue;
    }
    rows_.resize(out.rows - left_);
    std::iota(rows_.begin(), rows_.end(), static_cast<uint32_t>(left_));
    keep(out, base_.carried, rows_);
    left_ = 0;
    return true;
  }
}

void LimitOperator::open(Execution& execution) {
  left_ = row_count(*count_, execution, "LIMIT", span_);
  started_ = false;
  base_.input->open(execution);
}

bool LimitOperator::next(Execution& execution, Batch& out) {
  if (left_ == 0) {
    // Clauses that write run whatever LIMIT says; they do all their work before their first row.
    if (!started_ && execution.delta) base_.input->next(execution, out);
    started_ = true;
    return false;
  }
  started_ = true;
  if (!base_.input->next(execution, out)) return false;
  if (out.rows > left_) {
    rows_.resize(left_);
    std::iota(rows_.begin(), rows_.end(), 0u);
    keep(out, base_.carried, rows_);
  }
  left_ -= out.rows;
  return true;
}

}  // namespace trama::query
