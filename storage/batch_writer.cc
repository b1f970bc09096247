#include "storage/batch_writer.h"

#include <algorithm>

#include "core/graph/index_key.h"
#include "storage/change_log.h"

namespace trama::storage {

namespace {

// Looking at a tail's size costs a read, so only every sixteenth operation does, chosen by its relationship
// and its commit, and every large one.
bool inspects_tail(RelationshipId relationship, uint64_t commit) {
  constexpr uint64_t kFactor = 0x9e3779b97f4a7c15u;
  const uint64_t mixed = (relationship * kFactor ^ commit) * kFactor;
  return mixed >> 60 == 0;
}
constexpr size_t kLargeOperations = kTailBytes / 16;

template <typename Row>
bool is_long(const Tail<Row>& tail, size_t bytes) {
  const size_t least = bytes > kTailBytes ? 1 : kTailOperations;
  return tail.written > std::max<size_t>(least, tail.base_count / kTailShare);
}

void bump(std::vector<uint64_t>& counts, SymbolId symbol, bool up) {
  if (symbol >= counts.size()) counts.resize(symbol + 1);
  counts[symbol] += up ? 1 : ~uint64_t{0};
}

const Value* indexed_value(IndexDescription index, const NodeRow& row) {
  if (!std::ranges::binary_search(row.labels, index.label)) return nullptr;
  const auto found = row.properties.find(index.property);
  return found == row.properties.end() ? nullptr : &found->second;
}

}  // namespace

BatchWriter::BatchWriter(const StoreReader& base, const GraphDelta& delta)
    : base_(base), delta_(delta), rocks_(base.rocks()), catalog_(base.catalog()) {}

Catalog BatchWriter::encode(rocksdb::WriteBatch& batch) {
  batch_ = &batch;
  catalog_.begin_commit();
  catalog_.last_node = delta_.last_node();
  catalog_.last_relationship = delta_.last_relationship();
  encode_symbols();
  for (const IndexDescription& index : delta_.dropped_indexes()) {
    catalog_.indexes.erase(index);
    const std::string prefix = index_prefix(index);
    check(batch.DeleteRange(rocks_.family(Family::Property), prefix, prefix_end(prefix)));
  }
  encode_nodes();
  encode_relationships();
  flush_tails();
  encode_indexes();
  encode_tables();
  check(
      batch.Put(rocks_.family(Family::Change), id_key(catalog_.commit), encode_changes(changes_of(delta_))));
  store_catalog(rocks_, base_.catalog(), catalog_, batch);
  return std::move(catalog_);
}

void BatchWriter::encode_symbols() {
  for (const SymbolKind kind : {SymbolKind::Label, SymbolKind::Type, SymbolKind::Property}) {
    const auto& names = delta_.new_symbols(kind);
    if (names.empty()) continue;
    auto dictionary = std::make_shared<Dictionary>();
    for (const auto& name : catalog_.dictionary(kind).names) dictionary->add(*name);
    for (const std::string& name : names) dictionary->add(name);
    catalog_.dictionaries[static_cast<size_t>(kind)] = std::move(dictionary);
  }
}

void BatchWriter::encode_nodes() {
  rocksdb::PinnableSlice bytes;
  for (const auto& [node, change] : delta_.node_changes()) {
    delta_.poll();
    if (change.created && change.deleted) continue;
    NodeRow before;
    if (!change.created) {
      if (!rocks_.get(base_.read_options(), Family::Node, id_key(node), bytes)) {
        throw Error(ErrorKind::Internal, "a changed node is not in the store");
      }
      before = decode_node(view(bytes));
    }
    NodeRow after;
    if (!change.deleted) {
      after = before;
      after.labels = delta_.labels(node);
      apply(change.properties, after.properties);
      if (change.created) after.flags = change.origin == Origin::Derived ? kDerivedFlag : 0;
      check(batch_->Put(rocks_.family(Family::Node), id_key(node), encode_node(after)));
    } else {
      deleted_nodes_.insert(node);
      check(batch_->Delete(rocks_.family(Family::Node), id_key(node)));
      remove_rows_of(node);
    }
    if (change.created || change.deleted) bump(catalog_.node_counts, kNoSymbol, change.created);
    for (const SymbolId label : before.labels) {
      if (std::ranges::binary_search(after.labels, label)) continue;
      check(batch_->Delete(rocks_.family(Family::Label), label_key(label, node)));
      bump(catalog_.node_counts, label, false);
    }
    for (const SymbolId label : after.labels) {
      if (std::ranges::binary_search(before.labels, label)) continue;
      check(batch_->Put(rocks_.family(Family::Label), label_key(label, node), ""));
      bump(catalog_.node_counts, label, true);
    }
    change_index_entries(node, before, after);
  }
}

// Ids are never used again, so what is left of a deleted node is taken out rather than marked.
void BatchWriter::remove_rows_of(NodeId node) {
  const auto remove = [&](Family family, const std::string& prefix) {
    const auto at = rocks_.iterate(base_.read_options(), family);
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
      delta_.poll();
      check(batch_->Delete(rocks_.family(family), at->key()));
    }
    check(at->status());
  };
  remove(Family::Adjacency, adjacency_node_prefix(Direction::Out, node));
  remove(Family::Adjacency, adjacency_node_prefix(Direction::In, node));
  remove(Family::Edge, id_key(node));
}

void BatchWriter::encode_relationships() {
  for (const auto& [id, change] : delta_.relationship_changes()) {
    delta_.poll();
    if (change.created && change.deleted) continue;
    if (change.created || change.deleted) {
      encode_adjacency(Direction::Out, change.relationship, change.deleted);
      encode_adjacency(Direction::In, change.relationship, change.deleted);
      bump(catalog_.relationship_counts, kNoSymbol, change.created);
      bump(catalog_.relationship_counts, change.relationship.type, change.created);
    }
    encode_payload(change);
  }
}

void BatchWriter::encode_adjacency(Direction direction, const Relationship& relationship, bool erase) {
  const bool out = direction == Direction::Out;
  const NodeId node = out ? relationship.source : relationship.target;
  if (deleted_nodes_.contains(node)) return;
  const AdjacencyEntry entry{out ? relationship.target : relationship.source, relationship.id};
  Pending& row = adjacency_[adjacency_row_prefix(direction, node, relationship.type)];
  if (erase) {
    AdjacencyRow::append_erase(row.operations, entry);
  } else {
    AdjacencyRow::append_put(row.operations, entry);
  }
  row.inspect |= inspects_tail(relationship.id, catalog_.commit);
}

void BatchWriter::encode_payload(const RelationshipChange& change) {
  const Relationship& relationship = change.relationship;
  if (deleted_nodes_.contains(relationship.source)) return;
  std::optional<EdgePayload> before;
  if (!change.created) before = base_.payload(relationship);
  EdgePayload after;
  if (change.created) after.flags = change.origin == Origin::Derived ? kDerivedFlag : 0;
  if (before && !change.deleted) after = *before;
  if (!change.deleted) apply(change.properties, after.properties);
  const bool erase = change.deleted || after.empty();
  if (erase && !before) return;
  Pending& row = edges_[id_key(relationship.source)];
  if (erase) {
    EdgeRow::append_erase(row.operations, {relationship.id, {}});
  } else {
    const std::string bytes = encode_edge(after);
    EdgeRow::append_put(row.operations, {relationship.id, bytes});
  }
  row.inspect |= inspects_tail(relationship.id, catalog_.commit);
}

void BatchWriter::flush_tails() {
  flush<AdjacencyRow>(Family::Adjacency, adjacency_);
  flush<EdgeRow>(Family::Edge, edges_);
}

template <typename Row>
void BatchWriter::flush(Family family, std::map<std::string, Pending>& rows) {
  rocksdb::ColumnFamilyHandle* handle = rocks_.family(family);
  std::unique_ptr<rocksdb::Iterator> at;
  Tail<Row> tail;
  for (auto& [prefix, pending] : rows) {
    delta_.poll();
    if (pending.inspect || pending.operations.size() > kLargeOperations) {
      rocksdb::PinnableSlice bytes;
      std::string whole;
      if (rocks_.get(base_.read_options(), family, prefix + kTailMark, bytes)) whole = bytes.ToString();
      whole += pending.operations;
      tail.decode(whole);
      if (is_long(tail, whole.size())) {
        if (!at) at = rocks_.iterate(base_.read_options(), family);
        fold<Row>(prefix, whole, *at, handle, *batch_);
        continue;
      }
    }
    check(batch_->Merge(handle, prefix + kTailMark, pending.operations));
  }
}

void BatchWriter::change_index_entries(NodeId node, const NodeRow& before, const NodeRow& after) {
  for (const auto& [index, distinct] : catalog_.indexes) {
    const Value* old_value = indexed_value(index, before);
    const Value* new_value = indexed_value(index, after);
    const std::string old_key = old_value == nullptr ? "" : index_key(*old_value);
    const std::string new_key = new_value == nullptr ? "" : index_key(*new_value);
    if (old_key == new_key) continue;
    const std::string prefix = index_prefix(index);
    if (!old_key.empty()) {
      check(batch_->Delete(rocks_.family(Family::Property), prefix + old_key + id_key(node)));
      ++index_changes_[index][old_key].removed;
    }
    if (!new_key.empty()) {
      check(batch_->Put(rocks_.family(Family::Property), prefix + new_key + id_key(node), ""));
      ++index_changes_[index][new_key].added;
    }
  }
}

void BatchWriter::count_distinct(IndexDescription index) {
  const auto at = rocks_.iterate(base_.read_options(), Family::Property);
  for (const auto& [key, change] : index_changes_[index]) {
    delta_.poll();
    const std::string prefix = index_prefix(index) + key;
    uint64_t before = 0;  // as far as it matters
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix) && before <= change.removed;
         at->Next()) {
      ++before;
    }
    check(at->status());
    const bool after = change.added > 0 || before > change.removed;
    if (before == 0 && after) ++catalog_.indexes[index];
    if (before > 0 && !after) --catalog_.indexes[index];
  }
}

void BatchWriter::encode_indexes() {
  for (const auto& [index, changes] : index_changes_) count_distinct(index);

  for (const IndexDescription& index : delta_.created_indexes()) {
    const std::string prefix = index_prefix(index);
    std::set<std::string> keys;
    const auto scan = delta_.scan_nodes(index.label);
    Column column;
    for (std::vector<NodeId> nodes; scan->next(nodes, 1024);) {
      delta_.poll();
      delta_.node_property(nodes, index.property, column);
      for (size_t i = 0; i < nodes.size(); ++i) {
        if (column.is_null(i)) continue;
        const std::string key = index_key(column.at(i));
        check(batch_->Put(rocks_.family(Family::Property), prefix + key + id_key(nodes[i]), ""));
        keys.insert(key);
      }
    }
    catalog_.indexes[index] = keys.size();
  }
}

void BatchWriter::encode_tables() {
  for (const auto& [table, changes] : delta_.table_changes()) {
    rocksdb::ColumnFamilyHandle* handle = rocks_.family(family_of(table));
    for (const auto& [key, value] : changes) {
      delta_.poll();
      check(value ? batch_->Put(handle, key, *value) : batch_->Delete(handle, key));
    }
  }
}

}  // namespace trama::storage
