#include "storage/snapshot_view.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace trama::storage {

void DirtyRows::add(const Changes& changes) {
  any_node_ = any_node_ || std::ranges::any_of(changes.nodes, [&](NodeId id) { return id <= last_node_; });
  const auto mark = [&](std::vector<uint64_t>& bits, const std::vector<NodeId>& ids) {
    for (const NodeId id : ids) {
      if (id > last_node_) continue;
      bits[id / 64] |= uint64_t{1} << (id % 64);
      any_ = true;
    }
  };
  mark(nodes_, changes.nodes);
  mark(adjacency_, changes.adjacency);
  mark(sources_, changes.sources);
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

SnapshotView::SnapshotView(std::shared_ptr<const SnapshotFile> file, std::shared_ptr<const DirtyRows> dirty)
    : file_(std::move(file)),
      dirty_(std::move(dirty)),
      last_node_(file_->header().last_node),
      any_dirty_(dirty_->any()) {}

std::shared_ptr<const SnapshotView> SnapshotView::load(const std::string& path, const Rocks& rocks,
                                                       uint64_t commit) {
  auto file = SnapshotFile::open(path);
  if (!file || file->header().commit > commit) return nullptr;
  auto dirty = std::make_shared<DirtyRows>(file->header().last_node);
  uint64_t expected = file->header().commit + 1;
  const auto at = rocks.iterate({}, Family::Change);
  for (at->Seek(id_key(expected)); at->Valid(); at->Next()) {
    const uint64_t found = load_be64(at->key().data());
    if (found > commit) break;
    if (found != expected++) return nullptr;
    try {
      dirty->add(decode_changes(view(at->value())));
    } catch (const Error&) {
      return nullptr;  // without the log the file cannot be used; `check` names the damage
    }
  }
  check(at->status());
  if (expected != commit + 1) return nullptr;
  return std::make_shared<const SnapshotView>(std::move(file), std::move(dirty));
}

std::shared_ptr<const SnapshotView> SnapshotView::after(const Changes& changes) const {
  auto dirty = std::make_shared<DirtyRows>(*dirty_);
  dirty->add(changes);
  return std::make_shared<const SnapshotView>(file_, std::move(dirty));
}

bool SnapshotView::all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const {
  if (types.empty() || direction == Direction::Both || !knows_label(label)) return false;
  return std::ranges::all_of(types,
                             [&](SymbolId type) { return file_->all_ends_have(type, direction, label); });
}

std::vector<SymbolId> SnapshotView::labels(NodeId node) const {
  std::vector<SymbolId> found;
  for (SymbolId label = 1; label <= file_->header().last_label; ++label) {
    if (file_->has_label(node, label)) found.push_back(label);
  }
  return found;
}

// Calls visit(type, begin, end) for each run of an asked type (ascending; empty: all).
template <typename Visit>
void SnapshotView::visit_runs(NodeId node, Direction direction, std::span<const SymbolId> types,
                              const Visit& visit) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
  const SnapshotRun* run = adjacency.runs + adjacency.node_runs[node];
  const SnapshotRun* const end = adjacency.runs + adjacency.node_runs[node + 1];
  for (; run != end; ++run) {
    if (!types.empty() && std::ranges::find(types, run->type) == types.end()) continue;
    visit(run->type, run[0].begin, run[1].begin);
  }
}

// The same for both directions, the runs of one type together, outgoing first: visit(way, type, begin, end).
template <typename Visit>
void SnapshotView::visit_runs_both(NodeId node, std::span<const SymbolId> types, const Visit& visit) const {
  const SnapshotFile::Adjacency& outgoing = file_->adjacency(Direction::Out);
  const SnapshotRun* run = outgoing.runs + outgoing.node_runs[node];
  const SnapshotRun* const last = outgoing.runs + outgoing.node_runs[node + 1];
  const auto visit_outgoing = [&](SymbolId up_to) {
    for (; run != last && run->type <= up_to; ++run) {
      if (types.empty() || std::ranges::find(types, run->type) != types.end()) {
        visit(Direction::Out, run->type, run[0].begin, run[1].begin);
      }
    }
  };
  visit_runs(node, Direction::In, types, [&](SymbolId type, uint32_t begin, uint32_t end) {
    visit_outgoing(type);
    visit(Direction::In, type, begin, end);
  });
  visit_outgoing(std::numeric_limits<SymbolId>::max());
}

template <typename Visit>
void SnapshotView::visit_ways(NodeId node, Direction direction, std::span<const SymbolId> types,
                              const Visit& visit) const {
  if (direction == Direction::Both) return visit_runs_both(node, types, visit);
  visit_runs(node, direction, types,
             [&](SymbolId type, uint32_t begin, uint32_t end) { visit(direction, type, begin, end); });
}

void SnapshotView::append_run(uint32_t row, NodeId node, Direction way, SymbolId type, uint32_t begin,
                              uint32_t end, bool without_loops, Expansion& out) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(way);
  const size_t before = out.size(), count = end - begin;
  out.row.resize(before + count, row);
  out.relationship.resize(before + count);
  out.neighbour.resize(before + count);
  Relationship* relationship = out.relationship.data() + before;
  NodeId* neighbour = out.neighbour.data() + before;
  for (uint32_t i = begin; i < end; ++i) {
    const NodeId other = adjacency.neighbours[i];
    if (without_loops && other == node) continue;
    *neighbour++ = other;
    *relationship++ = way == Direction::Out ? Relationship{adjacency.relationships[i], node, other, type}
                                            : Relationship{adjacency.relationships[i], other, node, type};
  }
  const auto size = static_cast<size_t>(neighbour - out.neighbour.data());
  out.row.resize(size);
  out.relationship.resize(size);
  out.neighbour.resize(size);
}

void SnapshotView::expand_into(uint32_t row, NodeId node, NodeId target, Direction direction,
                               std::span<const SymbolId> types, Expansion& out) const {
  // By type, outgoing first: for Both, the runs of both ways are merged by their types.
  const auto find = [&](Direction way, SymbolId type, uint32_t begin, uint32_t end) {
    const uint32_t* neighbours = file_->adjacency(way).neighbours;
    const auto range = std::equal_range(neighbours + begin, neighbours + end, target);
    append_run(row, node, way, type, static_cast<uint32_t>(range.first - neighbours),
               static_cast<uint32_t>(range.second - neighbours), false, out);
  };
  if (target > last_node_) return;
  visit_ways(node, direction, types, [&](Direction way, SymbolId type, uint32_t begin, uint32_t end) {
    const bool loop_again = direction == Direction::Both && way == Direction::In && target == node;
    if (!loop_again) find(way, type, begin, end);
  });
}

void SnapshotView::expand(uint32_t row, NodeId node, Direction direction, std::span<const SymbolId> types,
                          Expansion& out) const {
  visit_ways(node, direction, types, [&](Direction way, SymbolId type, uint32_t begin, uint32_t end) {
    append_run(row, node, way, type, begin, end, direction == Direction::Both && way == Direction::In, out);
  });
}

namespace {

bool is_member(const uint64_t* members, uint32_t node) {
  return (members[node / 64] >> (node % 64) & 1) != 0;
}

}  // namespace

void SnapshotView::prefetch(std::span<const NodeId> nodes, size_t row, Direction direction) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
  const auto is_ahead = [&](size_t ahead) {
    return row + ahead < nodes.size() && nodes[row + ahead] <= last_node_;
  };
  // In steps, each reading what the one before has fetched.
  if (is_ahead(12)) __builtin_prefetch(adjacency.node_runs + nodes[row + 12]);
  if (is_ahead(8)) __builtin_prefetch(adjacency.runs + adjacency.node_runs[nodes[row + 8]]);
  if (is_ahead(4)) {
    __builtin_prefetch(adjacency.neighbours + adjacency.runs[adjacency.node_runs[nodes[row + 4]]].begin);
  }
}

void SnapshotView::expand_ends(uint32_t row, NodeId node, Direction direction,
                               std::span<const SymbolId> types, const uint64_t* members,
                               RelationshipId without, Ends& out) const {
  visit_ways(node, direction, types, [&](Direction way, SymbolId, uint32_t begin, uint32_t end) {
    const SnapshotFile::Adjacency& adjacency = file_->adjacency(way);
    const bool without_loops = direction == Direction::Both && way == Direction::In;
    const Ends::Room room = out.room(end - begin);
    size_t count = 0;
    const auto take = [&](const auto& is_meant) {
      for (uint32_t i = begin; i < end; ++i) {
        const uint32_t neighbour = adjacency.neighbours[i];
        room.rows[count] = row;
        room.nodes[count] = neighbour;
        count += is_meant(i, neighbour) ? 1 : 0;  // no branch: labels are hard to predict
      }
    };
    const auto is_other = [&](uint32_t i) { return adjacency.relationships[i] != without; };
    if (without_loops) {
      take([&](uint32_t i, uint32_t neighbour) {
        return (members == nullptr || is_member(members, neighbour)) && is_other(i) && neighbour != node;
      });
    } else if (members != nullptr && without != 0) {
      take([&](uint32_t i, uint32_t neighbour) { return is_member(members, neighbour) & is_other(i); });
    } else if (members != nullptr) {
      take([&](uint32_t, uint32_t neighbour) { return is_member(members, neighbour); });
    } else if (without != 0) {
      take([&](uint32_t i, uint32_t) { return is_other(i); });
    } else {
      take([](uint32_t, uint32_t) { return true; });
    }
    out.grow(count);
  });
}

uint64_t SnapshotView::count_ends(NodeId node, Direction direction, std::span<const SymbolId> types,
                                  const uint64_t* members) const {
  uint64_t count = 0;
  visit_ways(node, direction, types, [&](Direction way, SymbolId, uint32_t begin, uint32_t end) {
    const uint32_t* neighbours = file_->adjacency(way).neighbours;
    const bool without_loops = direction == Direction::Both && way == Direction::In;
    for (uint32_t i = begin; i < end; ++i) {
      count += is_member(members, neighbours[i]) && !(without_loops && neighbours[i] == node) ? 1 : 0;
    }
  });
  return count;
}

void SnapshotView::degrees(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                           uint64_t* out) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
  const uint32_t* const node_runs = adjacency.node_runs;
  const SnapshotRun* const runs = adjacency.runs;
  for (size_t row = 0; row < nodes.size(); ++row) {
    constexpr size_t kAhead = 8;
    if (row + kAhead < nodes.size()) __builtin_prefetch(node_runs + nodes[row + kAhead]);
    const uint32_t end = node_runs[nodes[row] + 1];
    uint32_t run = node_runs[nodes[row]];
    while (run < end && runs[run].type < type) ++run;
    out[row] = run < end && runs[run].type == type ? runs[run + 1].begin - runs[run].begin : 0;
  }
}

PackedEnds SnapshotView::packed_ends(NodeId node, Direction direction, SymbolId type) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
  PackedEnds found;
  visit_runs(node, direction, {&type, 1}, [&](SymbolId, uint32_t begin, uint32_t end) {
    found = {{adjacency.neighbours + begin, end - begin}, {adjacency.relationships + begin, end - begin}};
  });
  return found;
}

void SnapshotView::neighbours(NodeId node, Direction direction, SymbolId type,
                              std::vector<NodeId>& out) const {
  out.clear();
  const uint32_t* neighbours = file_->adjacency(direction).neighbours;
  const std::span<const SymbolId> types(&type, type == kNoSymbol ? 0 : 1);
  visit_runs(node, direction, types, [&](SymbolId, uint32_t begin, uint32_t end) {
    out.insert(out.end(), neighbours + begin, neighbours + end);
  });
  if (type == kNoSymbol) std::ranges::sort(out);
}

uint64_t SnapshotView::degree(NodeId node, Direction direction, std::span<const SymbolId> types) const {
  uint64_t degree = 0;
  const auto count = [&](SymbolId, uint32_t begin, uint32_t end) { degree += end - begin; };
  if (direction != Direction::In) visit_runs(node, Direction::Out, types, count);
  if (direction == Direction::Out) return degree;
  visit_runs(node, Direction::In, types, count);
  if (direction == Direction::In) return degree;
  const uint32_t* neighbours = file_->adjacency(Direction::In).neighbours;
  visit_runs(node, Direction::In, types, [&](SymbolId, uint32_t begin, uint32_t end) {
    const auto loops = std::equal_range(neighbours + begin, neighbours + end, node);
    degree -= static_cast<uint64_t>(loops.second - loops.first);
  });
  return degree;
}

}  // namespace trama::storage
