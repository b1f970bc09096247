// What the commits since a snapshot file changed, held in memory as it is asked for: rows of nodes that the
// file does not cover, read from the store once and then kept for the readers of this commit and of those
// after it, until a commit touches the node again.
//
// Nodes lie in pages. A commit replaces the pages of the nodes that it touches, so that two commits share
// what neither changed: a row that the reader of one has read is there for the other.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "storage/change_log.h"
#include "storage/snapshot_file.h"

namespace trama::storage {

// One node's adjacency in the file's form: the last run is followed by one that only says where it ends.
struct OverlayAdjacency {
  struct Way {
    std::vector<SnapshotRun> runs{SnapshotRun()};
    std::vector<uint32_t> neighbours, relationships;
  };
  Way ways[2];  // Out, In
  // Every relationship that the file does not have ends at nodes of the file, whose labels keep what the file
  // says of all ends of its type (SnapshotFile::all_ends_have).
  bool ends_as_in_file = true;

  size_t bytes() const;
};

// The properties of the relationships of one source, as they are stored.
struct OverlayEdges {
  struct Entry {
    RelationshipId relationship = 0;
    size_t begin = 0, size = 0;  // in `payloads`
  };
  std::vector<Entry> entries;  // by relationship
  std::string payloads;

  size_t bytes() const { return entries.size() * sizeof(Entry) + payloads.size(); }
};

// The row of family node; empty: the node does not exist.
struct OverlayNode {
  std::string row;

  size_t bytes() const { return row.size(); }
};

// Thread-safe.
class SnapshotOverlay {
 public:
  // More is not kept: what is over is read from the store each time.
  static constexpr uint64_t kMaxBytes = uint64_t{128} << 20;

  // For the file's own commit: nothing is touched.
  explicit SnapshotOverlay(NodeId last_node);
  // For a commit with `last_node` that changed what the base's reader saw.
  SnapshotOverlay(const SnapshotOverlay& base, const Changes& changes, NodeId last_node);

  // Null where it is not kept. Rows live as long as the overlay.
  template <typename Row>
  const Row* find(NodeId node) const {
    const Page* page = page_of(node);
    return page ? slot<Row>(*page, node).load(std::memory_order_acquire) : nullptr;
  }
  bool has_room() const { return bytes_->load(std::memory_order_relaxed) < kMaxBytes; }
  // Keeps a row of a node that a commit touched or made; the one kept first wins.
  // Null for other nodes.
  template <typename Row>
  const Row* keep(NodeId node, Row row) const;

 private:
  static constexpr size_t kPageNodes = 512;
  template <typename Row>
  using Slot = std::atomic<const Row*>;
  template <typename Row>
  using Slots = std::array<Slot<Row>, kPageNodes>;
  struct Page {
    std::tuple<Slots<OverlayAdjacency>, Slots<OverlayEdges>, Slots<OverlayNode>> slots;
    std::mutex mutex;  // guards the next
    std::vector<std::pair<NodeId, std::shared_ptr<const OverlayAdjacency>>> adjacency;
    std::vector<std::pair<NodeId, std::shared_ptr<const OverlayEdges>>> edges;
    std::vector<std::pair<NodeId, std::shared_ptr<const OverlayNode>>> nodes;

    auto& kept(const OverlayAdjacency*) { return adjacency; }
    auto& kept(const OverlayEdges*) { return edges; }
    auto& kept(const OverlayNode*) { return nodes; }
  };

  Page* page_of(NodeId node) const {
    const size_t page = node / kPageNodes;
    return page < pages_.size() ? pages_[page].get() : nullptr;
  }
  template <typename Row>
  static Slot<Row>& slot(Page& page, NodeId node) {
    return std::get<Slots<Row>>(page.slots)[node % kPageNodes];
  }
  template <typename Row>
  static const Slot<Row>& slot(const Page& page, NodeId node) {
    return std::get<Slots<Row>>(page.slots)[node % kPageNodes];
  }
  template <typename Row>
  static void copy_rows(Page& from, Page& to, std::span<const NodeId> without);

  // Deletes what is kept, and counts it until then.
  template <typename Kept>
  std::shared_ptr<Kept> counted(Kept* kept, uint64_t size) const;
  std::shared_ptr<Page> make_page() const;  // null where there is no room

  std::vector<std::shared_ptr<Page>> pages_;      // null: no node of it was touched, or there was no room
  std::shared_ptr<std::atomic<uint64_t>> bytes_;  // of all overlays of one file
};

}  // namespace trama::storage
