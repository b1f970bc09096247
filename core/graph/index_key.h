// Keys of values in property indexes. On disk: the classes in index_key.cc are fixed numbers, never reused.
#pragma once

#include <string>
#include <string_view>

#include "core/graph/graph.h"

namespace trama {

// Compared as bytes, keys sort as `compare` does inside each class of comparable values: 1 and 1.0
// have one key, and 2^53 and 2^53 + 1 two (an order-preserving double, then the exact integer's difference
// from it). Strings and lists over 1 KiB keep that much and a hash, times and datetimes that are one moment
// share what `equals` may tell apart; whoever looks those up compares the values again (`recheck`). No key is
// a prefix of another. Nulls have none.
std::string index_key(const Value& value);

// Where a key stands on a line on which numbers, days and times that are evenly spaced stand so: for guesses
// at its place among keys that all begin with `start`; its next eight bytes are `head`.
double index_key_position(std::string_view start, uint64_t head);

// Of the key of a string or list that was cut: what comes before its hash, which all that are equal so far
// share, in no order. Empty where nothing was cut.
std::string_view cut_start(std::string_view index_key);

// The keys that may answer a range: lower <= key < upper. Empty bounds where lower >= upper.
struct IndexBounds {
  std::string lower, upper;
  bool recheck = false;  // the keys admit more than the range: test each value with `in_range`

  bool empty() const { return lower >= upper; }
};
IndexBounds index_bounds(const IndexRange& range);

// The range's own meaning, by `equals` and `compare`.
bool in_range(const Value& value, const IndexRange& range);

// The least string above every string that starts with `prefix`; empty where there is none.
std::string prefix_end(std::string prefix);

}  // namespace trama
