#include "core/query/counting_reader.h"

namespace trama::query {

namespace {

// Scan is NodeScan or RelationshipScan, Item what its batches hold.
template <typename Scan, typename Item>
class CountedScan : public Scan {
 public:
  CountedScan(std::unique_ptr<Scan> base, uint64_t& reads) : base_(std::move(base)), reads_(reads) {}
  bool next(std::vector<Item>& batch, size_t limit) override {
    const bool more = base_->next(batch, limit);
    reads_ += batch.size();
    return more;
  }

 private:
  std::unique_ptr<Scan> base_;
  uint64_t& reads_;
};

using CountedNodeScan = CountedScan<NodeScan, NodeId>;
using CountedRelationshipScan = CountedScan<RelationshipScan, Relationship>;

}  // namespace

SymbolId CountingReader::find_symbol(SymbolKind kind, std::string_view name) const {
  return base_->find_symbol(kind, name);
}

std::string_view CountingReader::symbol_name(SymbolKind kind, SymbolId id) const {
  return base_->symbol_name(kind, id);
}

SymbolId CountingReader::last_symbol(SymbolKind kind) const { return base_->last_symbol(kind); }

std::unique_ptr<NodeScan> CountingReader::scan_nodes(SymbolId label) const {
  return std::make_unique<CountedNodeScan>(base_->scan_nodes(label), reads_);
}

std::unique_ptr<RelationshipScan> CountingReader::scan_relationships(SymbolId type) const {
  return std::make_unique<CountedRelationshipScan>(base_->scan_relationships(type), reads_);
}

std::unique_ptr<NodeScan> CountingReader::scan_index(IndexDescription index, const IndexRange& range) const {
  return std::make_unique<CountedNodeScan>(base_->scan_index(index, range), reads_);
}

std::unique_ptr<NodeScan> CountingReader::scan_index_in_order(IndexDescription index,
                                                              const IndexRange& range) const {
  std::unique_ptr<NodeScan> scan = base_->scan_index_in_order(index, range);
  if (!scan) return nullptr;
  return std::make_unique<CountedNodeScan>(std::move(scan), reads_);
}

void CountingReader::find_by_index(IndexDescription index, const Value& value,
                                   std::vector<NodeId>& out) const {
  const size_t before = out.size();
  base_->find_by_index(index, value, out);
  count(out.size() - before);
}

bool CountingReader::has_node(NodeId node) const {
  count(1);
  return base_->has_node(node);
}

bool CountingReader::has_relationship(const Relationship& relationship) const {
  count(1);
  return base_->has_relationship(relationship);
}

std::vector<SymbolId> CountingReader::labels(NodeId node) const {
  count(1);
  return base_->labels(node);
}

void CountingReader::has_label(std::span<const NodeId> nodes, SymbolId label,
                               std::vector<uint8_t>& out) const {
  count(nodes.size());
  base_->has_label(nodes, label, out);
}

void CountingReader::expand(std::span<const NodeId> nodes, Direction direction,
                            std::span<const SymbolId> types, Expansion& out) const {
  const size_t before = out.size();
  base_->expand(nodes, direction, types, out);
  count(out.size() - before);
}

void CountingReader::expand_ends(std::span<const NodeId> nodes, Direction direction,
                                 std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const {
  const size_t before = out.size();
  base_->expand_ends(nodes, direction, types, filter, out);
  count(out.size() - before);
}

void CountingReader::count_ends(std::span<const NodeId> nodes, Direction direction,
                                std::span<const SymbolId> types, SymbolId label,
                                std::vector<uint64_t>& out) const {
  count(nodes.size());
  base_->count_ends(nodes, direction, types, label, out);
}

bool CountingReader::packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                                 std::vector<PackedEnds>& out) const {
  if (!base_->packed_ends(nodes, direction, type, out)) return false;
  for (const PackedEnds& packed : out) count(packed.ends.size());
  return true;
}

bool CountingReader::count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                                       SymbolId label, std::span<uint64_t> out) const {
  if (!base_->count_ends_beyond(starts, direction, type, label, out)) return false;
  for (const PackedEnds& packed : starts) count(packed.ends.size());
  return true;
}

void CountingReader::expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                                 Direction direction, std::span<const SymbolId> types, Expansion& out) const {
  const size_t before = out.size();
  base_->expand_into(nodes, targets, direction, types, out);
  count(out.size() - before);
}

void CountingReader::neighbours(NodeId node, Direction direction, SymbolId type,
                                std::vector<NodeId>& out) const {
  base_->neighbours(node, direction, type, out);
  count(out.size());
}

void CountingReader::degrees(std::span<const NodeId> nodes, Direction direction,
                             std::span<const SymbolId> types, std::vector<uint64_t>& out) const {
  count(nodes.size());
  base_->degrees(nodes, direction, types, out);
}

void CountingReader::node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const {
  count(nodes.size());
  base_->node_property(nodes, property, out);
}

void CountingReader::relationship_property(std::span<const Relationship> relationships, SymbolId property,
                                           Column& out) const {
  count(relationships.size());
  base_->relationship_property(relationships, property, out);
}

Map CountingReader::node_properties(NodeId node) const {
  count(1);
  return base_->node_properties(node);
}

Map CountingReader::relationship_properties(const Relationship& relationship) const {
  count(1);
  return base_->relationship_properties(relationship);
}

bool CountingReader::is_derived_relationship(const Relationship& relationship) const {
  return base_->is_derived_relationship(relationship);
}

std::optional<std::string> CountingReader::get(Table table, std::string_view key) const {
  count(1);
  return base_->get(table, key);
}

void CountingReader::scan(Table table, std::string_view prefix, const TableVisitor& visit) const {
  base_->scan(table, prefix, [&](std::string_view key, std::string_view value) {
    count(1);
    return visit(key, value);
  });
}

}  // namespace trama::query
