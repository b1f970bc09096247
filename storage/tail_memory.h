// The tails of the rows last looked up, decoded. Look-ups one by one tend to come back to the same few hubs,
// and a hub's tail is long: without this, changing n of its relationships would cost n times the tail.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "storage/packed_row.h"
#include "storage/rocks.h"

namespace trama::storage {

// Of one family at one commit. Not thread-safe.
template <typename Row>
class TailMemory {
 public:
  // The tail of the row under `row_prefix`; lives until the next call.
  const Tail<Row>& find(const Rocks& rocks, const rocksdb::ReadOptions& options, Family family,
                        std::string_view row_prefix) {
    for (const Entry& entry : long_)
      if (entry.row == row_prefix) return entry.tail;
    last_.row = row_prefix;
    last_.bytes.clear();
    rocksdb::PinnableSlice value;
    if (rocks.get(options, family, last_.row + kTailMark, value)) last_.bytes = value.ToString();
    last_.tail.decode(last_.bytes);
    if (last_.tail.written < kLongOperations || last_.bytes.size() > kTailBytes) return last_.tail;
    // The views of the tail stay valid: so many bytes are on the heap, and swapped by their address.
    next_ = (next_ + 1) % long_.size();
    std::swap(long_[next_], last_);
    return long_[next_].tail;
  }

  // Gives back what is too large to be kept while nobody asks.
  void trim() {
    if (last_.bytes.capacity() > kTailBytes) last_ = {};
  }

 private:
  static constexpr size_t kLongOperations = 32;
  struct Entry {
    std::string row, bytes;
    Tail<Row> tail;
  };
  std::array<Entry, 8> long_;
  size_t next_ = 0;
  Entry last_;
};

}  // namespace trama::storage
