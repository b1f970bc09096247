// StoreReader: rows for the snapshot's overlay.
#include <limits>

#include "storage/adjacency_reader.h"
#include "storage/edge_reader.h"
#include "storage/store_cursor.h"

namespace trama::storage {

OverlayAdjacency StoreReader::read_overlay(NodeId node, const OverlayAdjacency*) const {
  OverlayAdjacency row;
  const SnapshotHeader& file = snapshot_->file().header();
  const Cursor at(*this, Family::Adjacency);
  AdjacencyReader reader(*at);
  for (const Direction direction : {Direction::Out, Direction::In}) {
    OverlayAdjacency::Way& way = row.ways[direction == Direction::In ? 1 : 0];
    way.runs.clear();
    reader.visit_rows(direction, node, {}, [&](SymbolId type, const auto& entries) {
      if (entries.empty()) return;
      way.runs.push_back({type, static_cast<uint32_t>(way.neighbours.size())});
      for (const AdjacencyEntry& entry : entries) {
        way.neighbours.push_back(static_cast<uint32_t>(entry.neighbour));
        way.relationships.push_back(static_cast<uint32_t>(entry.relationship));
        row.ends_as_in_file =
            row.ends_as_in_file && (entry.relationship <= file.last_relationship ||
                                    snapshot_->keeps_type_labels(type, direction, entry.neighbour));
      }
    });
    way.runs.push_back({kNoSymbol, static_cast<uint32_t>(way.neighbours.size())});
  }
  return row;
}

OverlayEdges StoreReader::read_overlay(NodeId node, const OverlayEdges*) const {
  OverlayEdges row;
  const Cursor at(*this, Family::Edge);
  const std::string prefix = id_key(node);
  at->Seek(prefix);
  if (at->Valid() && at->key().starts_with(prefix)) {
    EdgeReader reader(*at);
    for (const EdgeEntry& entry : reader.read_row()) {
      row.entries.push_back({entry.relationship, row.payloads.size(), entry.payload.size()});
      row.payloads += entry.payload;
    }
  }
  check(at->status());
  return row;
}

OverlayNode StoreReader::read_overlay(NodeId node, const OverlayNode*) const {
  rocksdb::PinnableSlice value;
  return {rocks_->get(read_, Family::Node, id_key(node), value) ? value.ToString() : std::string()};
}

bool StoreReader::may_be_overlaid(NodeId node) const {
  constexpr uint64_t kMaxId = std::numeric_limits<uint32_t>::max() - 1;
  return snapshot_ && node != 0 && node <= last_node() && last_node() <= kMaxId &&
         last_relationship() <= kMaxId;
}

template <typename Row>
const Row* StoreReader::kept(NodeId node) const {
  return may_be_overlaid(node) ? snapshot_->overlay().find<Row>(node) : nullptr;
}

template <typename Row>
const Row* StoreReader::overlaid(NodeId node) const {
  if (!may_be_overlaid(node)) return nullptr;
  const SnapshotOverlay& overlay = snapshot_->overlay();
  const Row* tag = nullptr;
  if (const Row* row = overlay.find<Row>(node)) return row;
  return overlay.has_room() ? overlay.keep(node, read_overlay(node, tag)) : nullptr;
}

template const OverlayAdjacency* StoreReader::kept(NodeId) const;
template const OverlayEdges* StoreReader::kept(NodeId) const;
template const OverlayAdjacency* StoreReader::overlaid(NodeId) const;
template const OverlayEdges* StoreReader::overlaid(NodeId) const;
template const OverlayNode* StoreReader::overlaid(NodeId) const;

}  // namespace trama::storage
