// Lists that expressions make, held to the memory that their statement may take.
#pragma once

#include "core/graph/retained.h"
#include "core/query/budget.h"

namespace trama::query {

// Charged while it grows, since one list may be all that a statement holds.
class GrowingList {
 public:
  explicit GrowingList(Budget* budget) : budget_(budget) {}  // null: not charged
  size_t size() const { return list_.size(); }
  void push_back(Value value);
  Value take() { return Value(std::move(list_)); }

 private:
  Budget* budget_;
  List list_;
  RetainedBytes shared_;
  uint64_t uncharged_ = 0;
  MemoryCharge charge_;
};

}  // namespace trama::query
