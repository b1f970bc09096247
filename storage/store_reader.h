// GraphReader over RocksDB: one commit, seen through a RocksDB snapshot, with the snapshot file
// (snapshot_file.h) answering for the rows that it covers.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/graph/index_key.h"
#include "storage/catalog.h"
#include "storage/node_row.h"
#include "storage/packed_row.h"
#include "storage/snapshot_view.h"

namespace trama::storage {

class StoreReader : public GraphReader {
 public:
  // The newest state of `rocks`, which must be that of `catalog`: take both under the writer's lock.
  StoreReader(std::shared_ptr<const Rocks> rocks, std::shared_ptr<const Catalog> catalog,
              std::shared_ptr<const SnapshotView> snapshot);
  ~StoreReader() override;

  const Rocks& rocks() const { return *rocks_; }
  const Catalog& catalog() const { return *catalog_; }
  const rocksdb::ReadOptions& read_options() const { return read_; }
  const SnapshotView* snapshot() const { return snapshot_.get(); }  // null where there is none
  // Of a node that the snapshot file does not cover. Null where it cannot be kept; lives as long as the
  // reader.
  const OverlayAdjacency* overlaid_adjacency(NodeId node) const { return overlaid<OverlayAdjacency>(node); }
  std::unique_ptr<rocksdb::Iterator> iterate(Family family) const { return rocks_->iterate(read_, family); }
  // What is stored with the relationship; nothing where it has neither properties nor flags.
  std::optional<EdgePayload> payload(const Relationship& relationship) const;

  uint64_t commit() const override { return catalog_->commit; }
  SymbolId find_symbol(SymbolKind kind, std::string_view name) const override;
  std::string_view symbol_name(SymbolKind kind, SymbolId id) const override;
  SymbolId last_symbol(SymbolKind kind) const override;
  std::unique_ptr<NodeScan> scan_nodes(SymbolId label) const override;
  std::unique_ptr<RelationshipScan> scan_relationships(SymbolId type) const override;
  std::unique_ptr<NodeScan> scan_index(IndexDescription index, const IndexRange& range) const override;
  std::unique_ptr<NodeScan> scan_index_in_order(IndexDescription index,
                                                const IndexRange& range) const override;
  void find_by_index(IndexDescription index, const Value& value, std::vector<NodeId>& out) const override;
  std::vector<IndexDescription> indexes() const override;
  bool has_node(NodeId node) const override;
  bool has_relationship(const Relationship& relationship) const override;
  std::vector<SymbolId> labels(NodeId node) const override;
  void has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const override;
  bool all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const override;
  void expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
              Expansion& out) const override;
  void expand_ends(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                   const EndFilter& filter, Ends& out) const override;
  void count_ends(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                  SymbolId label, std::vector<uint64_t>& out) const override;
  bool packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                   std::vector<PackedEnds>& out) const override;
  bool count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                         SymbolId label, std::span<uint64_t> out) const override;
  void expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets, Direction direction,
                   std::span<const SymbolId> types, Expansion& out) const override;
  void neighbours(NodeId node, Direction direction, SymbolId type, std::vector<NodeId>& out) const override;
  void degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
               std::vector<uint64_t>& out) const override;
  void node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const override;
  void relationship_property(std::span<const Relationship> relationships, SymbolId property,
                             Column& out) const override;
  Map node_properties(NodeId node) const override;
  Map relationship_properties(const Relationship& relationship) const override;
  bool is_derived_node(NodeId node) const override;
  bool is_derived_relationship(const Relationship& relationship) const override;
  uint64_t node_count(SymbolId label) const override;
  uint64_t relationship_count(SymbolId type) const override;
  uint64_t index_distinct(IndexDescription index) const override;
  std::optional<std::string> get(Table table, std::string_view key) const override;
  void scan(Table table, std::string_view prefix, const TableVisitor& visit) const override;
  NodeId last_node() const override { return catalog_->last_node; }
  RelationshipId last_relationship() const override { return catalog_->last_relationship; }

 private:
  // Iterators on loan (store_cursor.h).
  class Cursor;
  struct Kept;
  Cursor cursor(Family family) const;

  bool is_all_in_file() const;  // where there is a snapshot file: nothing changed since it was made
  // Of a node that the snapshot file does not cover: what the overlay keeps, read from the store where it was
  // not asked for before. Null where there is no snapshot file, no such node, or no room.
  template <typename Row>
  const Row* overlaid(NodeId node) const;
  // The same, but only what is kept already: for one look-up, which costs less than reading a hub's row.
  template <typename Row>
  const Row* kept(NodeId node) const;
  bool may_be_overlaid(NodeId node) const;
  OverlayAdjacency read_overlay(NodeId node, const OverlayAdjacency*) const;
  OverlayEdges read_overlay(NodeId node, const OverlayEdges*) const;
  OverlayNode read_overlay(NodeId node, const OverlayNode*) const;
  // Whether the snapshot view knows the node's adjacency, by the file or by the overlay.
  bool knows_adjacency(NodeId node) const {
    return snapshot_ && (snapshot_->covers_adjacency(node) || overlaid<OverlayAdjacency>(node) != nullptr);
  }
  // The same, and what the file says about labels holds for the ends.
  bool knows_ends(NodeId node) const {
    if (snapshot_->covers_adjacency(node)) return true;
    const OverlayAdjacency* row = overlaid<OverlayAdjacency>(node);
    return row != nullptr && row->ends_as_in_file;
  }
  bool file_has_all(std::span<const NodeId> nodes) const;
  bool knows_all_ends(std::span<const NodeId> nodes, Direction direction) const;
  // By key, then node. Nothing where the file may not be asked.
  std::optional<std::span<const uint32_t>> index_in_file(IndexDescription index,
                                                         const IndexBounds& bounds) const;
  // Appends, ascending.
  void find_in_index(IndexDescription index, const IndexRange& range, std::vector<NodeId>& out) const;
  using NodeVisitor = std::function<void(size_t row, std::string_view bytes)>;
  void visit_node_rows(std::span<const NodeId> nodes, const NodeVisitor& visit) const;
  using EdgeVisitor = std::function<void(size_t row, std::string_view payload)>;
  void visit_edges(std::span<const Relationship> relationships, const EdgeVisitor& visit) const;
  void read_node_rows(std::span<const NodeId> nodes, SymbolId property, Column& out) const;
  void read_edge_rows(std::span<const Relationship> relationships, SymbolId property, Column& out) const;

  std::shared_ptr<const Rocks> rocks_;
  std::shared_ptr<const Catalog> catalog_;
  std::shared_ptr<const SnapshotView> snapshot_;
  const rocksdb::Snapshot* pinned_;  // null where nobody writes
  rocksdb::ReadOptions read_;
  mutable std::mutex mutex_;  // guards the next
  mutable std::array<std::vector<std::unique_ptr<Kept>>, kFamilyNames.size()> idle_;
};

}  // namespace trama::storage
