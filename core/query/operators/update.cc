#include "core/query/operators/update.h"

#include <numeric>

#include "core/graph/storable.h"
#include "core/query/near_name.h"

namespace trama::query {

void UpdateOperator::open(Execution& execution) {
  base_.input->open(execution);
  consumed_ = false;
  emitted_ = 0;
  rows_.rows = 0;
  for (Column& column : rows_.columns) column.clear();
  bytes_.clear();
  charge_.clear();
}

void UpdateOperator::consume(Execution& execution) {
  while (base_.input->next(execution, input_)) {
    execution.poll();
    for (const int slot : kept_) {
      const size_t i = static_cast<size_t>(slot);
      append(rows_.columns[i], input_.columns[i], Selection::all(input_.rows));
    }
    rows_.rows += input_.rows;
    charge_.set(execution, bytes_.count(rows_.columns));
  }
  apply(execution, rows_);
  consumed_ = true;
}

bool UpdateOperator::next(Execution& execution, Batch& out) {
  if (!consumed_) consume(execution);
  if (emitted_ >= rows_.rows) return false;
  std::vector<uint32_t> selected(std::min(rows_.rows - emitted_, kBatchRows));
  std::iota(selected.begin(), selected.end(), static_cast<uint32_t>(emitted_));
  carry(base_.carried, rows_, Selection::of(selected), out);
  carry(made(), rows_, Selection::of(selected), out);
  out.rows = selected.size();
  emitted_ += selected.size();
  return true;
}

void check_storable(const Value& value, ByteSpan span) {
  const Value* part = unstorable_part(value);
  if (part == nullptr) return;
  throw Error(ErrorKind::Type, "InvalidPropertyType",
              with_article(name_of(part->type())) + " cannot be stored as a property")
      .at(span)
      .hint("store its parts, or a list of plain values");
}

}  // namespace trama::query
