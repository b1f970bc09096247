// Which rows of a snapshot file are out of date.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/graph.h"
#include "storage/change_log.h"

namespace trama::storage {

// What the commits since the file touched, a bit a node of the file. Immutable once a reader has it.
class DirtyRows {
 public:
  explicit DirtyRows(NodeId last_node)
      : last_node_(last_node), nodes_(words()), adjacency_(words()), sources_(words()) {}

  void add(const Changes& changes);
  bool any() const { return any_; }
  bool any_node() const { return any_node_; }
  bool any_source() const { return any_source_; }
  uint64_t count() const;  // nodes touched in any way

  bool node(NodeId id) const { return bit(nodes_, id); }
  bool adjacency(NodeId id) const { return bit(adjacency_, id); }
  bool source(NodeId id) const { return bit(sources_, id); }
  const std::vector<uint64_t>& node_words() const { return nodes_; }
  std::vector<NodeId> adjacency_list() const;

 private:
  size_t words() const { return last_node_ / 64 + 1; }
  static bool bit(const std::vector<uint64_t>& bits, NodeId id) {
    return (bits[id / 64] >> (id % 64) & 1) != 0;
  }

  NodeId last_node_;
  bool any_ = false, any_node_ = false, any_source_ = false;
  std::vector<uint64_t> nodes_, adjacency_, sources_;
};

}  // namespace trama::storage
