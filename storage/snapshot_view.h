// A snapshot file as a reader of a later commit may use it: rows that a commit in between touched are not
// covered, and neither are nodes made since; those that were read from the store stand in the overlay.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "storage/change_log.h"
#include "storage/dirty_rows.h"
#include "storage/rocks.h"
#include "storage/snapshot_file.h"
#include "storage/snapshot_overlay.h"

namespace trama::storage {

class SnapshotView {
 public:
  SnapshotView(std::shared_ptr<const SnapshotFile> file, std::shared_ptr<const DirtyRows> dirty,
               std::shared_ptr<const SnapshotOverlay> overlay);
  // The file at `path` for the commit of the database; nothing where there is none or its commits are not all
  // in family change.
  static std::shared_ptr<const SnapshotView> load(const std::string& path, const Rocks& rocks,
                                                  uint64_t commit, NodeId last_node);
  // The view of the commit after.
  std::shared_ptr<const SnapshotView> after(const Changes& changes, NodeId last_node) const;

  const SnapshotFile& file() const { return *file_; }
  const DirtyRows& dirty() const { return *dirty_; }
  const SnapshotOverlay& overlay() const { return *overlay_; }

  bool covers_node(NodeId node) const { return node <= last_node_ && !(any_node_ && dirty_->node(node)); }
  bool covers_adjacency(NodeId node) const {
    return node <= last_node_ && !(any_dirty_ && dirty_->adjacency(node));
  }
  // Whether the file has the relationship's properties.
  bool covers_relationship(const Relationship& relationship) const {
    return relationship.id <= last_relationship_ && covers_source(relationship.source);
  }
  // Whether it has those of all relationships that the node had when the file was made.
  bool covers_source(NodeId node) const {
    return node <= last_node_ && !(any_source_ && dirty_->source(node));
  }

  // Whether the file tells for every node of it whether it has the label.
  bool knows_label(SymbolId label) const {
    return !dirty_->any_node() && label <= file_->header().last_label;
  }
  // Whether it is known that all ends of relationships of the types in the file bear the label.
  bool all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const;
  // What file().all_ends_have says of the types of relationships to `end`, which the file does not have.
  bool keeps_type_labels(SymbolId type, Direction direction, NodeId end) const;
  // The file's index, where no commit since may have changed it; else null.
  const SnapshotIndex* index(IndexDescription description, NodeId last_node) const {
    return dirty_->any_node() || last_node != last_node_ ? nullptr : file_->index(description);
  }

  // The rest is for nodes that are covered or whose adjacency is in the overlay, and answers like
  // GraphReader.
  std::vector<SymbolId> labels(NodeId node) const;
  void expand(uint32_t row, NodeId node, Direction direction, std::span<const SymbolId> types,
              Expansion& out) const;
  // The adjacency of all these nodes will be read.
  void expect(std::span<const NodeId> nodes, Direction direction) const;
  // Fetches into the cache what reading the adjacency (Out or In) of nodes after `row` will need.
  void prefetch(std::span<const NodeId> nodes, size_t row, Direction direction) const;
  // The same for those in the overlay only.
  void prefetch_overlaid(std::span<const NodeId> nodes, size_t row, Direction direction) const;
  // `members`: a label's words of the file, or null for any end. `without`: as in EndFilter.
  void expand_ends(uint32_t row, NodeId node, Direction direction, std::span<const SymbolId> types,
                   const uint64_t* members, RelationshipId without, Ends& out) const;
  uint64_t count_ends(NodeId node, Direction direction, std::span<const SymbolId> types,
                      const uint64_t* members) const;
  // The same of many nodes, by one type, one way and with any end.
  void degrees(std::span<const NodeId> nodes, Direction direction, SymbolId type, uint64_t* out) const;
  void packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type, PackedEnds* out) const;
  // out[i] = the sum of the degrees of starts[i].ends.
  void count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                         uint64_t* out) const;
  void neighbours(NodeId node, Direction direction, SymbolId type,
                  std::vector<NodeId>& out) const;  // not Both
  void expand_into(uint32_t row, NodeId node, NodeId target, Direction direction,
                   std::span<const SymbolId> types, Expansion& out) const;
  uint64_t degree(NodeId node, Direction direction, std::span<const SymbolId> types) const;

 private:
  // One node's runs, and the arrays in which they lie.
  struct Runs {
    const SnapshotRun* begin;
    const SnapshotRun* end;  // may be read
    const uint32_t* neighbours;
    const uint32_t* relationships;

    PackedEnds ends(const SnapshotRun* run) const { return ends_of(run, neighbours, relationships); }
  };
  Runs runs_of(NodeId node, Direction direction) const;
  class RunReader;

  template <typename Visit>
  void visit_runs(NodeId node, Direction direction, std::span<const SymbolId> types,
                  const Visit& visit) const;

  // visit_runs or visit_runs_both: visit(way, type, ends).
  template <typename Visit>
  void visit_ways(NodeId node, Direction direction, std::span<const SymbolId> types,
                  const Visit& visit) const;
  template <typename Visit>
  void visit_runs_both(NodeId node, std::span<const SymbolId> types, const Visit& visit) const;
  static void append_run(uint32_t row, NodeId node, Direction way, SymbolId type, const PackedEnds& run,
                         bool without_loops, Expansion& out);

  std::shared_ptr<const SnapshotFile> file_;
  std::shared_ptr<const DirtyRows> dirty_;
  std::shared_ptr<const SnapshotOverlay> overlay_;
  NodeId last_node_;
  RelationshipId last_relationship_;
  bool any_dirty_, any_node_, any_source_;
};

// Fills `out` with the column's values of ids[i], in typed form; rows for which covered(i) is false stay null
// and are appended to `uncovered`. A null column: all are null. Views of strings live as long as the file.
template <typename IdOf, typename Covered>
void read_column(const SnapshotFile& file, const SnapshotColumn* column, size_t rows, const IdOf& id_of,
                 const Covered& covered, Column& out, std::vector<uint32_t>& uncovered);

}  // namespace trama::storage

#include "storage/snapshot_column_reader.h"
