#include "core/query/operators/distinct.h"

namespace trama::query {

void SeenRows::clear() {
  for (ValueCoder& coder : coders_) coder.clear();
  groups_.clear();
  charge_.clear();
}

void SeenRows::add(Execution& execution, const Batch& batch, const std::vector<int>& slots,
                   std::vector<uint32_t>& fresh) {
  for (size_t i = 0; i < slots.size(); ++i) {
    coders_[i].encode(batch.columns[static_cast<size_t>(slots[i])], codes_[i]);
  }
  groups_.find(codes_, batch.rows, numbers_, fresh);
  uint64_t bytes = groups_.size() * (slots.size() * 32 + 16) + groups_.array_bytes();
  for (const ValueCoder& coder : coders_) bytes += coder.retained();
  charge_.set(execution, bytes);
}

void DistinctOperator::open(Execution& execution) {
  seen_.clear();
  base_.input->open(execution);
}

bool DistinctOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    seen_.add(execution, out, keys_, rows_);
    if (rows_.empty()) continue;
    if (rows_.size() < out.rows) keep(out, base_.carried, rows_);
    return true;
  }
}

}  // namespace trama::query
