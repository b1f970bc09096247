#include "core/query/operators/optional.h"

namespace trama::query {

OptionalOperator::OptionalOperator(OperatorBase base, OperatorPtr inner, Argument* argument, int row_slot,
                                   std::vector<int> made)
    : base_(std::move(base)),
      inner_(std::move(inner)),
      argument_(argument),
      row_slot_(static_cast<size_t>(row_slot)),
      made_(std::move(made)),
      outer_(base_.slots) {}

void OptionalOperator::open(Execution& execution) {
  base_.input->open(execution);
  running_ = false;
}

bool OptionalOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    if (!running_) {
      if (!base_.input->next(execution, outer_)) return false;
      matched_.assign(outer_.rows, 0);
      argument_->set(outer_, Selection::all(outer_.rows));
      inner_->open(execution);
      running_ = true;
    }
    if (inner_->next(execution, out)) {
      const Column& rows = out.columns[row_slot_];
      if (const auto* numbers = std::get_if<Column::Integers>(&rows.data)) {
        for (const int64_t row : *numbers) matched_[static_cast<size_t>(row)] = 1;
      } else {
        for (size_t i = 0; i < out.rows; ++i) matched_[static_cast<size_t>(rows.at(i).integer())] = 1;
      }
      return true;
    }
    running_ = false;
    std::vector<uint32_t> missing;
    for (uint32_t row = 0; row < matched_.size(); ++row) {
      if (!matched_[row]) missing.push_back(row);
    }
    if (missing.empty()) continue;
    carry(base_.carried, outer_, Selection::of(missing), out);
    for (const int slot : made_) fill_null(out.columns[static_cast<size_t>(slot)], missing.size());
    out.rows = missing.size();
    return true;
  }
}

}  // namespace trama::query
