#include "core/query/operators/filter.h"

#include <numeric>

namespace trama::query {

bool FilterOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    rows_.resize(out.rows);
    std::iota(rows_.begin(), rows_.end(), 0u);
    for (const Predicate& predicate : predicates_) {
      if (rows_.empty()) break;
      try {
        predicate.evaluator->filter(execution, out, rows_);
      } catch (Error& error) {
        if (error.span()) throw;
        throw error.at(predicate.span);
      }
    }
    if (rows_.empty()) continue;
    if (rows_.size() < out.rows) keep(out, base_.carried, rows_);
    return true;
  }
}

}  // namespace trama::query
