#include "storage/snapshot_view.h"

#include <algorithm>
#include <limits>

namespace trama::storage {

namespace {

struct Places {
  size_t begin, count;
};

// Where the node stands among ascending ends. (Clang 14, which builds the fuzzers, does not compile
// std::ranges::equal_range over a span.)
Places places_of(NodeId node, std::span<const uint32_t> ends) {
  const auto [begin, end] = std::equal_range(ends.begin(), ends.end(), node);
  return {static_cast<size_t>(begin - ends.begin()), static_cast<size_t>(end - begin)};
}

}  // namespace

SnapshotView::SnapshotView(std::shared_ptr<const SnapshotFile> file, std::shared_ptr<const DirtyRows> dirty,
                           std::shared_ptr<const SnapshotOverlay> overlay)
    : file_(std::move(file)),
      dirty_(std::move(dirty)),
      overlay_(std::move(overlay)),
      last_node_(file_->header().last_node),
      last_relationship_(file_->header().last_relationship),
      any_dirty_(dirty_->any()),
      any_node_(dirty_->any_node()),
      any_source_(dirty_->any_source()) {}

std::shared_ptr<const SnapshotView> SnapshotView::load(const std::string& path, const Rocks& rocks,
                                                       uint64_t commit, NodeId last_node) {
  auto file = SnapshotFile::open(path);
  if (!file || file->header().commit > commit) return nullptr;
  const NodeId covered = file->header().last_node;
  const auto dirty = std::make_shared<const DirtyRows>(covered);
  const auto overlay = std::make_shared<const SnapshotOverlay>(covered);
  if (file->header().commit == commit)
    return std::make_shared<const SnapshotView>(std::move(file), dirty, overlay);
  Changes changes;
  uint64_t expected = file->header().commit + 1;
  const auto at = rocks.iterate({}, Family::Change);
  for (at->Seek(id_key(expected)); at->Valid(); at->Next()) {
    if (at->key().size() != 8) return nullptr;  // damage, as below
    const uint64_t found = load_be64(at->key().data());
    if (found > commit) break;
    if (found != expected++) return nullptr;
    try {
      changes.add(decode_changes(view(at->value())));
    } catch (const Error&) {
      return nullptr;  // without the log the file cannot be used; `check` names the damage
    }
  }
  check(at->status());
  if (expected != commit + 1) return nullptr;
  return SnapshotView(std::move(file), dirty, overlay).after(changes, last_node);
}

std::shared_ptr<const SnapshotView> SnapshotView::after(const Changes& changes, NodeId last_node) const {
  auto dirty = std::make_shared<DirtyRows>(*dirty_);
  dirty->add(changes);
  return std::make_shared<const SnapshotView>(
      file_, std::move(dirty), std::make_shared<const SnapshotOverlay>(*overlay_, changes, last_node));
}

bool SnapshotView::all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const {
  if (types.empty() || direction == Direction::Both || !knows_label(label)) return false;
  return std::ranges::all_of(types,
                             [&](SymbolId type) { return file_->all_ends_have(type, direction, label); });
}

bool SnapshotView::keeps_type_labels(SymbolId type, Direction direction, NodeId end) const {
  if (end > last_node_) return false;
  for (SymbolId label = 1; label <= file_->header().last_label; ++label) {
    if (file_->all_ends_have(type, direction, label) && !file_->has_label(end, label)) return false;
  }
  return true;
}

std::vector<SymbolId> SnapshotView::labels(NodeId node) const {
  std::vector<SymbolId> found;
  for (SymbolId label = 1; label <= file_->header().last_label; ++label) {
    if (file_->has_label(node, label)) found.push_back(label);
  }
  return found;
}

SnapshotView::Runs SnapshotView::runs_of(NodeId node, Direction direction) const {
  if (covers_adjacency(node)) {
    const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
    return {adjacency.runs + adjacency.node_runs[node], adjacency.runs + adjacency.node_runs[node + 1],
            adjacency.neighbours, adjacency.relationships};
  }
  const OverlayAdjacency& row = *overlay_->find<OverlayAdjacency>(node);
  const OverlayAdjacency::Way& way = row.ways[direction == Direction::In ? 1 : 0];
  return {way.runs.data(), way.runs.data() + way.runs.size() - 1, way.neighbours.data(),
          way.relationships.data()};
}

// Calls visit(type, ends) for each run of an asked type (ascending; empty: all).
template <typename Visit>
void SnapshotView::visit_runs(NodeId node, Direction direction, std::span<const SymbolId> types,
                              const Visit& visit) const {
  const Runs runs = runs_of(node, direction);
  for (const SnapshotRun* run = runs.begin; run != runs.end; ++run) {
    if (!types.empty() && std::ranges::find(types, run->type) == types.end()) continue;
    visit(run->type, runs.ends(run));
  }
}

// The same for both directions, the runs of one type together, outgoing first: visit(way, type, ends).
template <typename Visit>
void SnapshotView::visit_runs_both(NodeId node, std::span<const SymbolId> types, const Visit& visit) const {
  const Runs outgoing = runs_of(node, Direction::Out);
  const SnapshotRun* run = outgoing.begin;
  const auto visit_outgoing = [&](SymbolId up_to) {
    for (; run != outgoing.end && run->type <= up_to; ++run) {
      if (types.empty() || std::ranges::find(types, run->type) != types.end()) {
        visit(Direction::Out, run->type, outgoing.ends(run));
      }
    }
  };
  visit_runs(node, Direction::In, types, [&](SymbolId type, const PackedEnds& ends) {
    visit_outgoing(type);
    visit(Direction::In, type, ends);
  });
  visit_outgoing(std::numeric_limits<SymbolId>::max());
}

template <typename Visit>
void SnapshotView::visit_ways(NodeId node, Direction direction, std::span<const SymbolId> types,
                              const Visit& visit) const {
  if (direction == Direction::Both) return visit_runs_both(node, types, visit);
  visit_runs(node, direction, types,
             [&](SymbolId type, const PackedEnds& ends) { visit(direction, type, ends); });
}

void SnapshotView::append_run(uint32_t row, NodeId node, Direction way, SymbolId type, const PackedEnds& run,
                              bool without_loops, Expansion& out) {
  const size_t before = out.size(), count = run.ends.size();
  const uint32_t* const ends = run.ends.data();
  const uint32_t* const relationships = run.relationships.data();
  out.row.resize(before + count, row);
  out.relationship.resize(before + count);
  out.neighbour.resize(before + count);
  Relationship* relationship = out.relationship.data() + before;
  NodeId* neighbour = out.neighbour.data() + before;
  for (size_t i = 0; i < count; ++i) {
    const NodeId other = ends[i];
    if (without_loops && other == node) continue;
    *neighbour++ = other;
    *relationship++ = way == Direction::Out ? Relationship{relationships[i], node, other, type}
                                            : Relationship{relationships[i], other, node, type};
  }
  const auto size = static_cast<size_t>(neighbour - out.neighbour.data());
  out.row.resize(size);
  out.relationship.resize(size);
  out.neighbour.resize(size);
}

void SnapshotView::expand_into(uint32_t row, NodeId node, NodeId target, Direction direction,
                               std::span<const SymbolId> types, Expansion& out) const {
  // By type, outgoing first: for Both, the runs of both ways are merged by their types.
  visit_ways(node, direction, types, [&](Direction way, SymbolId type, const PackedEnds& run) {
    const bool loop_again = direction == Direction::Both && way == Direction::In && target == node;
    if (loop_again) return;
    const auto [begin, count] = places_of(target, run.ends);
    const PackedEnds found{run.ends.subspan(begin, count), run.relationships.subspan(begin, count)};
    append_run(row, node, way, type, found, false, out);
  });
}

void SnapshotView::expand(uint32_t row, NodeId node, Direction direction, std::span<const SymbolId> types,
                          Expansion& out) const {
  visit_ways(node, direction, types, [&](Direction way, SymbolId type, const PackedEnds& run) {
    append_run(row, node, way, type, run, direction == Direction::Both && way == Direction::In, out);
  });
}

namespace {

bool is_member(const uint64_t* members, uint32_t node) {
  return (members[node / 64] >> (node % 64) & 1) != 0;
}

}  // namespace

void SnapshotView::expect(std::span<const NodeId> nodes, Direction direction) const {
  for (const Direction way : {Direction::Out, Direction::In}) {
    const bool is_meant = direction == way || direction == Direction::Both;
    if (is_meant && file_->wants_hint(way, nodes.size())) file_->expect_adjacency(way, nodes);
  }
}

void SnapshotView::prefetch_overlaid(std::span<const NodeId> nodes, size_t row, Direction direction) const {
  const auto overlaid = [&](size_t ahead) {
    const bool is_there = row + ahead < nodes.size() && !covers_adjacency(nodes[row + ahead]);
    return is_there ? overlay_->find<OverlayAdjacency>(nodes[row + ahead]) : nullptr;
  };
  if (const OverlayAdjacency* there = overlaid(8)) __builtin_prefetch(there);
  if (const OverlayAdjacency* there = overlaid(4)) {
    const OverlayAdjacency::Way& way = there->ways[direction == Direction::In ? 1 : 0];
    __builtin_prefetch(way.runs.data());
    __builtin_prefetch(way.neighbours.data());
  }
}

void SnapshotView::prefetch(std::span<const NodeId> nodes, size_t row, Direction direction) const {
  const SnapshotFile::Adjacency& adjacency = file_->adjacency(direction);
  const auto is_ahead = [&](size_t ahead) {
    return row + ahead < nodes.size() && nodes[row + ahead] <= last_node_;
  };
  // In steps, each reading what the one before has fetched.
  if (any_dirty_) prefetch_overlaid(nodes, row, direction);
  if (is_ahead(12)) __builtin_prefetch(adjacency.node_runs + nodes[row + 12]);
  if (is_ahead(8)) __builtin_prefetch(adjacency.runs + adjacency.node_runs[nodes[row + 8]]);
  if (is_ahead(4)) {
    __builtin_prefetch(adjacency.neighbours + adjacency.runs[adjacency.node_runs[nodes[row + 4]]].begin);
  }
}

void SnapshotView::expand_ends(uint32_t row, NodeId node, Direction direction,
                               std::span<const SymbolId> types, const uint64_t* members,
                               RelationshipId without, Ends& out) const {
  visit_ways(node, direction, types, [&](Direction way, SymbolId, const PackedEnds& run) {
    const bool without_loops = direction == Direction::Both && way == Direction::In;
    const Ends::Room room = out.room(run.ends.size());
    const size_t all = run.ends.size();
    const uint32_t* const ends = run.ends.data();
    size_t count = 0;
    const auto take = [&](const auto& is_meant) {
      for (size_t i = 0; i < all; ++i) {
        const uint32_t neighbour = ends[i];
        room.rows[count] = row;
        room.nodes[count] = neighbour;
        count += is_meant(i, neighbour) ? 1 : 0;  // no branch: labels are hard to predict
      }
    };
    const auto is_other = [&](size_t i) { return run.relationships[i] != without; };
    if (without_loops) {
      take([&](size_t i, uint32_t neighbour) {
        return (members == nullptr || is_member(members, neighbour)) && is_other(i) && neighbour != node;
      });
    } else if (members != nullptr && without != 0) {
      take([&](size_t i, uint32_t neighbour) { return is_member(members, neighbour) & is_other(i); });
    } else if (members != nullptr) {
      take([&](size_t, uint32_t neighbour) { return is_member(members, neighbour); });
    } else if (without != 0) {
      take([&](size_t i, uint32_t) { return is_other(i); });
    } else {
      take([](size_t, uint32_t) { return true; });
    }
    out.grow(count);
  });
}

uint64_t SnapshotView::count_ends(NodeId node, Direction direction, std::span<const SymbolId> types,
                                  const uint64_t* members) const {
  uint64_t count = 0;
  visit_ways(node, direction, types, [&](Direction way, SymbolId, const PackedEnds& run) {
    const bool without_loops = direction == Direction::Both && way == Direction::In;
    for (const uint32_t end : run.ends) {
      count += is_member(members, end) && !(without_loops && end == node) ? 1 : 0;
    }
  });
  return count;
}

// The runs of one type one way, of node after node.
class SnapshotView::RunReader {
 public:
  RunReader(const SnapshotView& view, Direction direction, SymbolId type)
      : view_(view),
        direction_(direction),
        type_(type),
        node_runs_(view.file_->adjacency(direction).node_runs),
        runs_(view.file_->adjacency(direction).runs),
        neighbours_(view.file_->adjacency(direction).neighbours),
        relationships_(view.file_->adjacency(direction).relationships),
        all_covered_(view.any_dirty_ ? 0 : view.last_node_) {}

  uint64_t degree(NodeId node) const {
    const Runs runs = runs_of(node);
    const SnapshotRun* run = find(runs);
    return run != nullptr ? run[1].begin - run[0].begin : 0;
  }
  PackedEnds ends(NodeId node) const {
    const Runs runs = runs_of(node);
    const SnapshotRun* run = find(runs);
    return run != nullptr ? runs.ends(run) : PackedEnds();
  }
  void prefetch(NodeId node) const { __builtin_prefetch(node_runs_ + node); }

 private:
  Runs runs_of(NodeId node) const {
    if (node > all_covered_) return view_.runs_of(node, direction_);
    return {runs_ + node_runs_[node], runs_ + node_runs_[node + 1], neighbours_, relationships_};
  }
  const SnapshotRun* find(const Runs& runs) const {
    for (const SnapshotRun* run = runs.begin; run != runs.end; ++run) {
      if (run->type == type_) [[likely]] {
        return run;
      }
    }
    return nullptr;
  }

  const SnapshotView& view_;
  Direction direction_;
  SymbolId type_;
  const uint32_t* node_runs_;
  const SnapshotRun* runs_;
  const uint32_t* neighbours_;
  const uint32_t* relationships_;
  NodeId all_covered_;  // nodes up to it lie in the file as they are
};

void SnapshotView::degrees(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                           uint64_t* out) const {
  const RunReader runs(*this, direction, type);
  for (size_t row = 0; row < nodes.size(); ++row) {
    constexpr size_t kAhead = 8;
    if (row + kAhead < nodes.size()) runs.prefetch(nodes[row + kAhead]);
    out[row] = runs.degree(nodes[row]);
  }
}

void SnapshotView::packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                               PackedEnds* out) const {
  const RunReader runs(*this, direction, type);
  for (size_t row = 0; row < nodes.size(); ++row) {
    prefetch(nodes, row, direction);
    out[row] = runs.ends(nodes[row]);
  }
}

void SnapshotView::count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                                     uint64_t* out) const {
  const RunReader runs(*this, direction, type);
  for (size_t row = 0; row < starts.size(); ++row) {
    uint64_t count = 0;
    for (const uint32_t node : starts[row].ends) count += runs.degree(node);
    out[row] = count;
  }
}

void SnapshotView::neighbours(NodeId node, Direction direction, SymbolId type,
                              std::vector<NodeId>& out) const {
  out.clear();
  const std::span<const SymbolId> types(&type, type == kNoSymbol ? 0 : 1);
  visit_runs(node, direction, types, [&](SymbolId, const PackedEnds& run) {
    out.insert(out.end(), run.ends.begin(), run.ends.end());
  });
  if (type == kNoSymbol) std::ranges::sort(out);
}

uint64_t SnapshotView::degree(NodeId node, Direction direction, std::span<const SymbolId> types) const {
  uint64_t degree = 0;
  visit_ways(node, direction, types, [&](Direction way, SymbolId, const PackedEnds& run) {
    degree += run.ends.size();
    const bool without_loops = direction == Direction::Both && way == Direction::In;
    if (without_loops) degree -= places_of(node, run.ends).count;
  });
  return degree;
}

}  // namespace trama::storage
