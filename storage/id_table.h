// Finds nodes by the ids that files give them. Exact, compact: 24 to 48 bytes a node, while it grows 72, and,
// where an id has more than 7 bytes, these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/graph/value.h"

namespace trama::storage {

class IdTable {
 public:
  IdTable();

  // False if the id is there already.
  bool add(std::string_view id, NodeId node);
  NodeId find(std::string_view id) const;  // 0 where unknown
  // Has the memory that `find` will read brought near meanwhile.
  void fetch(std::string_view id) const;

 private:
  struct Slot {
    NodeId node = 0;  // 0: free
    // An id of at most 7 bytes itself, its size above them; else where it lies in bytes_ (size:4, bytes),
    // above that 15 bits of its hash, the top bit set.
    uint64_t id = 0;
  };
  size_t home_of(uint64_t hash) const { return (hash >> 8) & (slots_.size() - 1); }
  size_t slot_of(std::string_view id) const;
  std::string_view long_id(uint64_t position) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most two thirds full
  size_t used_ = 0;
  std::string bytes_;
};

}  // namespace trama::storage
