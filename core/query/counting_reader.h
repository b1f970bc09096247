// A reader that counts what is read through it, for PROFILE.
#pragma once

#include "core/graph/graph.h"

namespace trama::query {

// One read is a node or an index entry that a scan gave, a relationship that was found, a degree, a set of
// labels or a label that was tested, a property or a set of them, or an entry of a side table: what the
// statement asked of the store, whatever the store had to do for it. Every virtual of the base is forwarded,
// so that what is profiled is what runs. Counts are the graph's, so they hardly depend on the machine. Names
// and statistics are free. For one thread.
class CountingReader : public GraphReader {
 public:
  explicit CountingReader(std::shared_ptr<const GraphReader> base) : base_(std::move(base)) {}

  uint64_t reads() const { return reads_; }

  uint64_t commit() const override { return base_->commit(); }
  SymbolId find_symbol(SymbolKind kind, std::string_view name) const override;
  std::string_view symbol_name(SymbolKind kind, SymbolId id) const override;
  SymbolId last_symbol(SymbolKind kind) const override;
  std::unique_ptr<NodeScan> scan_nodes(SymbolId label) const override;
  std::unique_ptr<RelationshipScan> scan_relationships(SymbolId type) const override;
  std::unique_ptr<NodeScan> scan_index(IndexDescription index, const IndexRange& range) const override;
  std::vector<IndexDescription> indexes() const override { return base_->indexes(); }
  std::unique_ptr<NodeScan> scan_index_in_order(IndexDescription index,
                                                const IndexRange& range) const override;
  void find_by_index(IndexDescription index, const Value& value, std::vector<NodeId>& out) const override;
  bool has_node(NodeId node) const override;
  bool has_relationship(const Relationship& relationship) const override;
  std::vector<SymbolId> labels(NodeId node) const override;
  void has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const override;
  bool all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const override {
    return base_->all_ends_have(types, direction, label);
  }
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
  bool is_derived_node(NodeId node) const override { return base_->is_derived_node(node); }
  bool is_derived_relationship(const Relationship& relationship) const override;
  uint64_t node_count(SymbolId label) const override { return base_->node_count(label); }
  uint64_t relationship_count(SymbolId type) const override { return base_->relationship_count(type); }
  uint64_t index_distinct(IndexDescription index) const override { return base_->index_distinct(index); }
  std::optional<std::string> get(Table table, std::string_view key) const override;
  void scan(Table table, std::string_view prefix, const TableVisitor& visit) const override;
  NodeId last_node() const override { return base_->last_node(); }
  RelationshipId last_relationship() const override { return base_->last_relationship(); }

 private:
  void count(uint64_t reads) const { reads_ += reads; }

  std::shared_ptr<const GraphReader> base_;
  mutable uint64_t reads_ = 0;
};

}  // namespace trama::query
