// How many bytes values take where they are kept.
//
// Strings, lists, maps and paths are shared between Values. Each holder (an operator, an aggregation's group)
// counts what it holds once, however many of its rows share it; that two holders both count it is accepted,
// so that a statement is charged too much rather than too little.
#pragma once

#include <span>
#include <unordered_set>
#include <vector>

#include "core/graph/column.h"

namespace trama {

// Of one holder. Addresses are remembered: what was counted must be held until `clear`.
class RetainedBytes {
 public:
  // What the value takes besides the Value itself, without what was counted before.
  uint64_t add(const Value& value);
  void clear() { seen_.clear(); }

 private:
  std::unordered_set<const void*> seen_;  // small values are not remembered, but counted again
};

// Of one value that stands alone, besides the Value itself.
uint64_t retained_bytes(const Value& value);

// Of columns that grow, all held by one.
class RetainedColumns {
 public:
  // What all columns take. Only what came since the last call is looked at.
  uint64_t count(std::span<const Column> columns, std::span<const Column> more = {});
  void clear();

 private:
  struct Counted {
    size_t form = 0, rows = 0;
    uint64_t bytes = 0;
  };
  void count(const Column& column, Counted& counted);

  std::vector<Counted> counted_;
  RetainedBytes shared_;
};

}  // namespace trama
