#include "core/query/operators/unwind.h"

#include <algorithm>

#include "core/graph/retained.h"

namespace trama::query {

void UnwindOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = next_row_ = 0;
  drop_list();
}

void UnwindOperator::drop_list() {
  size_ = element_ = 0;
  list_ = Value();
  list_charge_.clear();
}

void UnwindOperator::start_range(Execution& execution) {
  std::vector<Value> arguments;
  for (const EvaluatorPtr& argument : source_.range) {
    arguments.push_back(argument->value(execution, input_, row_));
    if (arguments.back().is_null()) return;
  }
  try {
    range_ = integer_range(arguments);
    size_ = range_.size;
  } catch (Error& error) {
    throw error.at(source_.span);
  }
}

void UnwindOperator::start_row(Execution& execution) {
  drop_list();
  if (!source_.list) return start_range(execution);
  list_ = source_.list->value(execution, input_, row_);
  if (list_.is_null()) return;
  if (list_.type() != ValueType::List) list_ = Value(List{list_});
  size_ = list_.list().size();
  if (!source_.made) return;
  const uint64_t bytes = retained_bytes(list_);
  if (bytes >= kChargeStep) list_charge_.set(execution, bytes);
}

bool UnwindOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  values_.clear();
  numbers_.clear();
  while (rows_.size() < kBatchRows) {
    if (element_ < size_) {
      const uint64_t count = std::min<uint64_t>(size_ - element_, kBatchRows - rows_.size());
      rows_.insert(rows_.end(), count, static_cast<uint32_t>(row_));
      for (const uint64_t end = element_ + count; element_ < end; ++element_) {
        if (source_.list) {
          values_.push_back(list_.list()[element_]);
        } else {
          numbers_.push_back(range_.at(element_));
        }
      }
      continue;
    }
    if (next_row_ >= input_.rows) {
      if (!rows_.empty()) break;
      execution.poll();
      if (!base_.input->next(execution, input_)) {
        input_.rows = next_row_ = 0;
        drop_list();
        return false;
      }
      next_row_ = 0;
    }
    row_ = next_row_++;
    start_row(execution);
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  Column& column = out.columns[slot_];
  column.validity.clear();
  if (source_.list) {
    column.data = std::move(values_);
    values_ = {};
  } else {
    set_rows<Column::Integers>(column, numbers_);
  }
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
