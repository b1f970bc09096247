#include "core/query/operators/unwind.h"

namespace trama::query {

void UnwindOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = element_ = 0;
  current_ = Value();
}

bool UnwindOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  Column values;
  while (rows_.size() < kBatchRows) {
    if (row_ >= input_.rows) {
      if (!rows_.empty()) break;
      execution.poll();
      if (!base_.input->next(execution, input_)) {
        input_.rows = row_ = 0;
        return false;
      }
      row_ = element_ = 0;
      current_ = Value();
    }
    if (current_.is_null()) {
      current_ = list_->value(execution, input_, row_);
      element_ = 0;
      if (!current_.is_null() && current_.type() != ValueType::List) current_ = Value(List{current_});
    }
    if (current_.is_null() || element_ >= current_.list().size()) {
      current_ = Value();
      ++row_;
      continue;
    }
    rows_.push_back(static_cast<uint32_t>(row_));
    values.append(current_.list()[element_++]);
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  out.columns[slot_] = std::move(values);
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
