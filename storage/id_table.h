// Finds nodes by the ids that files give them. Exact, compact: 16 to 32 bytes a node and the id's own bytes.
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

 private:
  struct Slot {
    NodeId node = 0;  // 0: free
    uint64_t at = 0;  // of the id in bytes_: size:4, bytes; the top 16 bits are the hash's
  };
  size_t slot_of(std::string_view id, uint64_t hash) const;
  std::string_view id_at(uint64_t at) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most two thirds full
  size_t used_ = 0;
  std::string bytes_;
};

}  // namespace trama::storage
