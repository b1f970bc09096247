#include "core/query/operators/argument.h"

namespace trama::query {

bool Argument::next(Execution&, Batch& out) {
  if (done_ || rows_.count == 0) return false;
  carry(carried_, *batch_, rows_, out);
  if (row_slot_ >= 0) {
    Column& column = out.columns[static_cast<size_t>(row_slot_)];
    column.clear();
    Column::Integers numbers(rows_.count);
    for (size_t i = 0; i < rows_.count; ++i) numbers[i] = rows_[i];
    column.data = std::move(numbers);
  }
  out.rows = rows_.count;
  return done_ = true;
}

}  // namespace trama::query
