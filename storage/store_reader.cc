#include "storage/store_reader.h"

#include <algorithm>
#include <optional>

#include "storage/adjacency_reader.h"
#include "storage/node_row.h"
#include "storage/node_scans.h"
#include "storage/relationship_scans.h"
#include "storage/snapshot_index.h"
#include "storage/store_cursor.h"

namespace trama::storage {

StoreReader::Cursor StoreReader::cursor(Family family) const { return Cursor(*this, family); }

StoreReader::StoreReader(std::shared_ptr<const Rocks> rocks, std::shared_ptr<const Catalog> catalog,
                         std::shared_ptr<const SnapshotView> snapshot)
    : rocks_(std::move(rocks)),
      catalog_(std::move(catalog)),
      snapshot_(std::move(snapshot)),
      pinned_(rocks_->read_only() ? nullptr : rocks_->db().GetSnapshot()) {
  read_.snapshot = pinned_;
}

StoreReader::~StoreReader() {
  for (auto& idle : idle_) idle.clear();
  if (pinned_ != nullptr) rocks_->db().ReleaseSnapshot(pinned_);
}

SymbolId StoreReader::find_symbol(SymbolKind kind, std::string_view name) const {
  const Dictionary& dictionary = catalog_->dictionary(kind);
  const auto found = dictionary.ids.find(name);
  return found == dictionary.ids.end() ? kNoSymbol : found->second;
}

std::string_view StoreReader::symbol_name(SymbolKind kind, SymbolId id) const {
  const auto& names = catalog_->dictionary(kind).names;
  if (id == kNoSymbol || id > names.size())
    throw Error(ErrorKind::Corrupt, "a row names what has no name").hint("run: trama check --repair");
  return *names[id - 1];
}

SymbolId StoreReader::last_symbol(SymbolKind kind) const {
  return static_cast<SymbolId>(catalog_->dictionary(kind).names.size());
}

std::unique_ptr<NodeScan> StoreReader::scan_nodes(SymbolId label) const {
  if (snapshot_) return scan_snapshot_nodes(*this, label);
  if (label == kNoSymbol) return scan_keys(iterate(Family::Node), "", "");
  const std::string prefix = be32_key("", label);
  return scan_keys(iterate(Family::Label), prefix, prefix);
}

std::unique_ptr<RelationshipScan> StoreReader::scan_relationships(SymbolId type) const {
  std::vector<SymbolId> types;
  for (SymbolId each = 1; each < catalog_->relationship_counts.size(); ++each) {
    if ((type == kNoSymbol || type == each) && catalog_->relationship_counts[each] > 0) types.push_back(each);
  }
  return snapshot_ ? scan_snapshot_relationships(*this, std::move(types))
                   : scan_store_relationships(*this, std::move(types));
}

std::optional<std::span<const uint32_t>> StoreReader::index_in_file(IndexDescription index,
                                                                    const IndexBounds& bounds) const {
  const SnapshotIndex* found = snapshot_ ? snapshot_->index(index, last_node()) : nullptr;
  if (found == nullptr) return std::nullopt;
  return SnapshotIndexView(snapshot_->file(), *found).nodes(bounds.lower, bounds.upper);
}

void StoreReader::find_in_index(IndexDescription index, const IndexRange& range,
                                std::vector<NodeId>& out) const {
  if (!catalog_->indexes.contains(index)) {
    throw Error(ErrorKind::Internal, "a scan of an index that does not exist");
  }
  const IndexBounds bounds = index_bounds(range);
  if (bounds.empty()) return;
  const size_t before = out.size();
  if (const auto nodes = index_in_file(index, bounds)) {
    out.insert(out.end(), nodes->begin(), nodes->end());
  } else {
    const std::string prefix = index_prefix(index), upper = prefix + bounds.upper;
    const Cursor at = cursor(Family::Property);
    for (at->Seek(prefix + bounds.lower); at->Valid() && view(at->key()) < upper; at->Next()) {
      out.push_back(load_be64(at->key().data() + at->key().size() - 8));
    }
    check(at->status());
  }
  const auto first = out.begin() + static_cast<ptrdiff_t>(before);
  if (bounds.recheck) {
    Column column;
    node_property({first, out.end()}, index.property, column);
    size_t row = 0;
    out.erase(std::remove_if(first, out.end(), [&](NodeId) { return !in_range(column.at(row++), range); }),
              out.end());
  }
  if (!std::is_sorted(first, out.end())) std::sort(first, out.end());
}

std::unique_ptr<NodeScan> StoreReader::scan_index(IndexDescription index, const IndexRange& range) const {
  std::vector<NodeId> nodes;
  find_in_index(index, range, nodes);
  return scan_vector(std::move(nodes));
}

void StoreReader::find_by_index(IndexDescription index, const Value& value, std::vector<NodeId>& out) const {
  // Most values have a key that no other value has: it is looked up without making bounds of it.
  if (const SnapshotIndex* found = snapshot_ ? snapshot_->index(index, last_node()) : nullptr) {
    if (value.type() == ValueType::Integer || value.type() == ValueType::String) {
      const std::string key = index_key(value);
      if (cut_start(key).empty()) {
        const std::span<const uint32_t> nodes = SnapshotIndexView(snapshot_->file(), *found).nodes(key);
        out.insert(out.end(), nodes.begin(), nodes.end());
        return;
      }
    }
  }
  find_in_index(index, IndexRange::equal(value), out);
}

std::unique_ptr<NodeScan> StoreReader::scan_index_in_order(IndexDescription index,
                                                           const IndexRange& range) const {
  const IndexBounds bounds = index_bounds(range);
  if (bounds.recheck || !catalog_->indexes.contains(index)) return nullptr;
  if (bounds.empty()) return scan_vector({});
  if (const auto nodes = index_in_file(index, bounds)) return scan_span(*nodes);
  return scan_index_order(*this, index, bounds);
}

std::vector<IndexDescription> StoreReader::indexes() const {
  std::vector<IndexDescription> all;
  for (const auto& [index, distinct] : catalog_->indexes) all.push_back(index);
  return all;
}

bool StoreReader::has_node(NodeId node) const {
  if (snapshot_ && snapshot_->covers_node(node)) return snapshot_->file().has_node(node);
  rocksdb::PinnableSlice row;
  return rocks_->get(read_, Family::Node, id_key(node), row);
}

bool StoreReader::has_relationship(const Relationship& relationship) const {
  if (snapshot_ && (snapshot_->covers_adjacency(relationship.source) ||
                    kept<OverlayAdjacency>(relationship.source) != nullptr)) {
    Expansion found;
    snapshot_->expand_into(0, relationship.source, relationship.target, Direction::Out,
                           {&relationship.type, 1}, found);
    return std::ranges::find(found.relationship, relationship) != found.relationship.end();
  }
  const Cursor at = cursor(Family::Adjacency);
  const std::string row = adjacency_row_prefix(Direction::Out, relationship.source, relationship.type);
  return AdjacencyReader(*at).contains(row, at.adjacency_tail(row), {relationship.target, relationship.id});
}

std::vector<SymbolId> StoreReader::labels(NodeId node) const {
  if (snapshot_ && snapshot_->covers_node(node)) return snapshot_->labels(node);
  std::vector<SymbolId> found;
  visit_node_rows({&node, 1}, [&](size_t, std::string_view bytes) { found = node_labels(bytes); });
  return found;
}

void StoreReader::has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const {
  out.assign(nodes.size(), 0);
  if (label == kNoSymbol) return;
  std::vector<NodeId> uncovered;
  std::vector<size_t> rows;
  if (snapshot_) {
    for (size_t row = 0; row < nodes.size(); ++row) {
      if (snapshot_->covers_node(nodes[row])) {
        out[row] = snapshot_->file().has_label(nodes[row], label);
      } else {
        uncovered.push_back(nodes[row]);
        rows.push_back(row);
      }
    }
    if (uncovered.empty()) return;
  }
  visit_node_rows(
      snapshot_ ? std::span<const NodeId>(uncovered) : nodes,
      [&](size_t i, std::string_view bytes) { out[snapshot_ ? rows[i] : i] = node_has_label(bytes, label); });
}

uint64_t StoreReader::node_count(SymbolId label) const {
  return label < catalog_->node_counts.size() ? catalog_->node_counts[label] : 0;
}

uint64_t StoreReader::relationship_count(SymbolId type) const {
  return type < catalog_->relationship_counts.size() ? catalog_->relationship_counts[type] : 0;
}

uint64_t StoreReader::index_distinct(IndexDescription index) const {
  const auto found = catalog_->indexes.find(index);
  return found == catalog_->indexes.end() ? 0 : found->second;
}

std::optional<std::string> StoreReader::get(Table table, std::string_view key) const {
  rocksdb::PinnableSlice value;
  if (!rocks_->get(read_, family_of(table), key, value)) return std::nullopt;
  return value.ToString();
}

void StoreReader::scan(Table table, std::string_view prefix, const TableVisitor& visit) const {
  const Cursor at = cursor(family_of(table));
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    if (!visit(view(at->key()), view(at->value()))) return;
  }
  check(at->status());
}

}  // namespace trama::storage
