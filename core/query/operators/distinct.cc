#include "core/query/operators/distinct.h"

namespace trama::query {

size_t RowHash::operator()(const std::vector<Value>& row) const {
  size_t hash = 0x9e3779b97f4a7c15;
  for (const Value& value : row) hash = (hash ^ hash_value(value)) * 0xff51afd7ed558ccd + (hash >> 29);
  return hash;
}

bool RowEquivalent::operator()(const std::vector<Value>& a, const std::vector<Value>& b) const {
  for (size_t i = 0; i < a.size(); ++i) {
    if (!equivalent(a[i], b[i])) return false;
  }
  return true;
}

uint64_t row_bytes(const std::vector<Value>& row) {
  uint64_t bytes = 32;
  for (const Value& value : row) {
    bytes += sizeof(Value);
    if (value.type() == ValueType::String) bytes += 32 + value.string().size();
    if (value.type() == ValueType::List) bytes += 32 + value.list().size() * sizeof(Value);
    if (value.type() == ValueType::Map) bytes += 32 + value.map().size() * 96;
  }
  return bytes;
}

void DistinctOperator::open(Execution& execution) {
  seen_.clear();
  base_.input->open(execution);
}

bool DistinctOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    rows_.clear();
    for (size_t row = 0; row < out.rows; ++row) {
      std::vector<Value> key;
      key.reserve(keys_.size());
      for (const int slot : keys_) key.push_back(out.columns[static_cast<size_t>(slot)].at(row));
      const uint64_t bytes = row_bytes(key);
      if (!seen_.insert(std::move(key)).second) continue;
      execution.charge(bytes);
      rows_.push_back(static_cast<uint32_t>(row));
    }
    if (rows_.empty()) continue;
    if (rows_.size() < out.rows) {
      for (const int slot : base_.carried) keep(out.columns[static_cast<size_t>(slot)], rows_);
      out.rows = rows_.size();
    }
    return true;
  }
}

}  // namespace trama::query
