#include "storage/dirty_rows.h"

#include <bit>

namespace trama::storage {

void DirtyRows::add(const Changes& changes) {
  const auto mark = [&](std::vector<uint64_t>& bits, const std::vector<NodeId>& ids) {
    bool any = false;
    for (const NodeId id : ids) {
      if (id > last_node_) continue;
      bits[id / 64] |= uint64_t{1} << (id % 64);
      any_ = any = true;
    }
    return any;
  };
  if (mark(nodes_, changes.nodes)) any_node_ = true;
  mark(adjacency_, changes.adjacency);
  if (mark(sources_, changes.sources)) any_source_ = true;
}

uint64_t DirtyRows::count() const {
  uint64_t count = 0;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    count += static_cast<uint64_t>(std::popcount(nodes_[i] | adjacency_[i] | sources_[i]));
  }
  return count;
}

std::vector<NodeId> DirtyRows::adjacency_list() const {
  std::vector<NodeId> list;
  for (size_t i = 0; i < adjacency_.size(); ++i) {
    for (uint64_t word = adjacency_[i]; word != 0; word &= word - 1) {
      list.push_back(i * 64 + static_cast<NodeId>(std::countr_zero(word)));
    }
  }
  return list;
}

}  // namespace trama::storage
