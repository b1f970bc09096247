// Charges of what operators hold beside the rows that they retain.
#pragma once

#include <vector>

#include "core/graph/column.h"
#include "core/graph/retained.h"
#include "core/query/budget.h"

namespace trama::query {

template <typename Element>
uint64_t capacity_bytes(const std::vector<Element>& buffer) {
  return buffer.capacity() * sizeof(Element);
}
template <typename Buffer>
uint64_t capacity_bytes(const Buffer& buffer) {
  return buffer.capacity_bytes();
}

// Of buffers that keep the room to which they have grown, also for the next run: a single node may have
// millions of relationships. Little is not charged, for short statements would feel it.
class BufferCharge {
 public:
  // The buffers are as large as they are now. Where that is more than the statement may hold they are given
  // back, so that its next run, which may need little, is not refused for them.
  template <typename... Buffers>
  void set(Budget& budget, Buffers&... buffers) {
    const uint64_t bytes = (capacity_bytes(buffers) + ...);
    if (bytes < kChargeStep) return;
    try {
      charge_.set(budget, bytes);
    } catch (...) {
      ((buffers = Buffers()), ...);
      throw;
    }
  }

 private:
  MemoryCharge charge_;
};

// Of the values of one column while they are made: a few large ones may be all that a statement holds.
class ValuesCharge {
 public:
  void add(Budget& budget, const Value& value) {
    bytes_ += shared_.add(value);
    if (bytes_ - charged_ < kChargeStep) return;
    charge_.set(budget, bytes_);
    charged_ = bytes_;
  }

 private:
  uint64_t bytes_ = 0, charged_ = 0;
  RetainedBytes shared_;
  MemoryCharge charge_;
};

// Of the columns that are made for the batch at hand, all held at once.
class ColumnCharge {
 public:
  // Columns of a typed form are small.
  void add(Budget& budget, const Column& column) {
    const auto* values = std::get_if<Column::Values>(&column.data);
    if (values == nullptr) return;
    for (const Value& value : *values) bytes_ += shared_.add(value);
    if (bytes_ >= kChargeStep) charge_.set(budget, bytes_);
  }
  // False where the columns hold nothing that takes memory of its own; else they must be emptied.
  bool clear() {
    if (bytes_ == 0) return false;
    bytes_ = 0;
    shared_.clear();
    charge_.clear();
    return true;
  }

 private:
  uint64_t bytes_ = 0;
  RetainedBytes shared_;
  MemoryCharge charge_;
};

}  // namespace trama::query
