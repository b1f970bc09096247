// A row for each element of a list. The numbers of range() are counted off, never listed.
#pragma once

#include "core/query/arguments.h"
#include "core/query/operators/operator.h"

namespace trama::query {

struct UnwindSource {
  EvaluatorPtr list;                // null where it is a call of range(),
  std::vector<EvaluatorPtr> range;  // then its arguments
  ByteSpan span;
  bool made = true;  // the list is made for the row; others are held by whoever gives them
};

class UnwindOperator : public Operator {
 public:
  UnwindOperator(OperatorBase base, UnwindSource source, int slot)
      : base_(std::move(base)),
        source_(std::move(source)),
        slot_(static_cast<size_t>(slot)),
        input_(base_.slots) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  void start_row(Execution& execution);
  void drop_list();
  void start_range(Execution& execution);

  OperatorBase base_;
  UnwindSource source_;
  size_t slot_;
  Batch input_;
  size_t row_ = 0, next_row_ = 0;
  // Of row_: the list or the range, how many elements it has, and the next of them.
  Value list_;
  MemoryCharge list_charge_;
  IntegerRange range_;
  uint64_t size_ = 0, element_ = 0;
  std::vector<uint32_t> rows_;
  Column::Values values_;
  Column::Integers numbers_;
};

}  // namespace trama::query
