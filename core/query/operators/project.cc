#include "core/query/operators/project.h"

#include <utility>

namespace trama::query {

bool ProjectOperator::next(Execution& execution, Batch& out) {
  execution.poll();
  // The last batch's values go before others come.
  if (made_charge_.clear()) {
    for (const auto& [slot, evaluator] : columns_) clear_rows(out.columns[static_cast<size_t>(slot)]);
    for (Column& column : made_) clear_rows(column);
  }
  if (!base_.input->next(execution, out)) return false;
  // All are computed before any is put in place: a new column may take the slot of one that another reads.
  for (size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].second->column(execution, out, Selection::all(out.rows), made_[i]);
    made_charge_.add(execution, made_[i]);
  }
  for (size_t i = 0; i < columns_.size(); ++i) {
    std::swap(out.columns[static_cast<size_t>(columns_[i].first)], made_[i]);
  }
  return true;
}

}  // namespace trama::query
