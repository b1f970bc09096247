#include "core/query/operators/union.h"

#include <numeric>

namespace trama::query {

UnionOperator::UnionOperator(std::vector<OperatorPtr> parts, std::vector<std::vector<int>> part_slots,
                             std::vector<int> slots, bool distinct, size_t width)
    : parts_(std::move(parts)),
      part_slots_(std::move(part_slots)),
      slots_(std::move(slots)),
      distinct_(distinct),
      input_(width),
      seen_(slots_.size()) {}

void UnionOperator::open(Execution&) {
  part_ = 0;
  opened_ = false;
  seen_.clear();
}

bool UnionOperator::next(Execution& execution, Batch& out) {
  while (part_ < parts_.size()) {
    execution.poll();
    // A part is opened when its turn comes, so that it sees what the parts before it wrote.
    if (!opened_) parts_[part_]->open(execution);
    opened_ = true;
    if (!parts_[part_]->next(execution, input_)) {
      ++part_;
      opened_ = false;
      continue;
    }
    const std::vector<int>& from = part_slots_[part_];
    if (distinct_) {
      seen_.add(execution, input_, from, rows_);
    } else {
      rows_.resize(input_.rows);
      std::iota(rows_.begin(), rows_.end(), 0u);
    }
    if (rows_.empty()) continue;
    for (size_t i = 0; i < slots_.size(); ++i) {
      gather(input_.columns[static_cast<size_t>(from[i])], Selection::of(rows_),
             out.columns[static_cast<size_t>(slots_[i])]);
    }
    out.rows = rows_.size();
    return true;
  }
  return false;
}

}  // namespace trama::query
