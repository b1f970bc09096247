#include "storage/store_reader.h"

#include <algorithm>

#include "storage/adjacency_reader.h"
#include "storage/node_row.h"

namespace trama::storage {

// An iterator on loan.
class StoreReader::Cursor {
 public:
  Cursor(const StoreReader& reader, Family family) : reader_(reader), family_(family) {
    const std::lock_guard lock(reader.mutex_);
    auto& idle = reader.idle_[static_cast<size_t>(family)];
    if (idle.empty()) {
      iterator_ = reader.rocks_->iterate(reader.read_, family);
    } else {
      iterator_ = std::move(idle.back());
      idle.pop_back();
    }
  }
  ~Cursor() {
    const std::lock_guard lock(reader_.mutex_);
    reader_.idle_[static_cast<size_t>(family_)].push_back(std::move(iterator_));
  }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  rocksdb::Iterator& operator*() const { return *iterator_; }
  rocksdb::Iterator* operator->() const { return iterator_.get(); }

 private:
  const StoreReader& reader_;
  Family family_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

StoreReader::Cursor StoreReader::cursor(Family family) const { return Cursor(*this, family); }

StoreReader::StoreReader(std::shared_ptr<const Rocks> rocks, std::shared_ptr<const Catalog> catalog)
    : rocks_(std::move(rocks)), catalog_(std::move(catalog)), snapshot_(rocks_->db().GetSnapshot()) {
  read_.snapshot = snapshot_;
}

StoreReader::~StoreReader() {
  for (auto& idle : idle_) idle.clear();
  rocks_->db().ReleaseSnapshot(snapshot_);
}

SymbolId StoreReader::find_symbol(SymbolKind kind, std::string_view name) const {
  const Dictionary& dictionary = catalog_->dictionary(kind);
  const auto found = dictionary.ids.find(name);
  return found == dictionary.ids.end() ? kNoSymbol : found->second;
}

std::string_view StoreReader::symbol_name(SymbolKind kind, SymbolId id) const {
  return *catalog_->dictionary(kind).names.at(id - 1);
}

SymbolId StoreReader::last_symbol(SymbolKind kind) const {
  return static_cast<SymbolId>(catalog_->dictionary(kind).names.size());
}

namespace {

// Ids at the end of the keys that start with a prefix.
class KeyScan : public NodeScan {
 public:
  KeyScan(std::unique_ptr<rocksdb::Iterator> at, std::string prefix)
      : at_(std::move(at)), prefix_(std::move(prefix)) {
    at_->Seek(prefix_);
  }

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    batch.clear();
    for (; batch.size() < limit && at_->Valid() && at_->key().starts_with(prefix_); at_->Next()) {
      batch.push_back(load_be64(at_->key().data() + at_->key().size() - 8));
    }
    check(at_->status());
    return !batch.empty();
  }

 private:
  std::unique_ptr<rocksdb::Iterator> at_;
  std::string prefix_;
};

class VectorScan : public NodeScan {
 public:
  explicit VectorScan(std::vector<NodeId> nodes) : nodes_(std::move(nodes)) {}

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    const auto begin = nodes_.begin() + static_cast<ptrdiff_t>(at_);
    const size_t count = std::min(limit, nodes_.size() - at_);
    batch.assign(begin, begin + static_cast<ptrdiff_t>(count));
    at_ += count;
    return count > 0;
  }

 private:
  std::vector<NodeId> nodes_;
  size_t at_ = 0;
};

// A pass over the outgoing rows for each type.
class AdjacencyScan : public RelationshipScan {
 public:
  AdjacencyScan(std::unique_ptr<rocksdb::Iterator> at, std::vector<SymbolId> types)
      : at_(std::move(at)), reader_(*at_), types_(std::move(types)) {
    start();
  }

  bool next(std::vector<Relationship>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit) {
      if (entry_ == entries_.size() && !next_row()) break;
      for (; entry_ < entries_.size() && batch.size() < limit; ++entry_) {
        batch.push_back({entries_[entry_].relationship, node_, entries_[entry_].neighbour, types_[type_]});
      }
    }
    check(at_->status());
    return !batch.empty();
  }

 private:
  void start() { at_->Seek(std::string(1, '\0')); }

  bool next_row() {
    while (type_ < types_.size()) {
      if (!at_->Valid() || at_->key()[0] != '\0') {
        if (++type_ < types_.size()) start();
        continue;
      }
      const char* key = at_->key().data();
      if (load_be32(key + kAdjacencyNodeBytes) != types_[type_]) {
        at_->Next();
        continue;
      }
      node_ = load_be64(key + 1);
      entries_ = reader_.read_row(adjacency_row_prefix(Direction::Out, node_, types_[type_]));
      entry_ = 0;
      if (!entries_.empty()) return true;
    }
    return false;
  }

  std::unique_ptr<rocksdb::Iterator> at_;
  AdjacencyReader reader_;
  std::vector<SymbolId> types_;
  size_t type_ = 0;
  NodeId node_ = 0;
  std::vector<AdjacencyEntry> entries_;
  size_t entry_ = 0;
};

}  // namespace

std::unique_ptr<NodeScan> StoreReader::scan_nodes(SymbolId label) const {
  if (label == kNoSymbol) return std::make_unique<KeyScan>(rocks_->iterate(read_, Family::Node), "");
  return std::make_unique<KeyScan>(rocks_->iterate(read_, Family::Label), be32_key("", label));
}

std::unique_ptr<RelationshipScan> StoreReader::scan_relationships(SymbolId type) const {
  std::vector<SymbolId> types;
  for (SymbolId each = 1; each < catalog_->relationship_counts.size(); ++each) {
    if ((type == kNoSymbol || type == each) && catalog_->relationship_counts[each] > 0) types.push_back(each);
  }
  return std::make_unique<AdjacencyScan>(rocks_->iterate(read_, Family::Adjacency), std::move(types));
}

std::unique_ptr<NodeScan> StoreReader::scan_index(IndexDescription index, const IndexRange& range) const {
  if (!catalog_->indexes.contains(index)) {
    throw Error(ErrorKind::Internal, "a scan of an index that does not exist");
  }
  std::vector<NodeId> nodes;
  const IndexBounds bounds = index_bounds(range);
  if (!bounds.empty()) {
    const std::string prefix = index_prefix(index), upper = prefix + bounds.upper;
    const Cursor at = cursor(Family::Property);
    for (at->Seek(prefix + bounds.lower); at->Valid() && view(at->key()) < upper; at->Next()) {
      nodes.push_back(load_be64(at->key().data() + at->key().size() - 8));
    }
    check(at->status());
  }
  if (bounds.recheck) {
    Column column;
    node_property(nodes, index.property, column);
    size_t row = 0;
    std::erase_if(nodes, [&](NodeId) { return !in_range(column.at(row++), range); });
  }
  std::ranges::sort(nodes);
  return std::make_unique<VectorScan>(std::move(nodes));
}

std::vector<IndexDescription> StoreReader::indexes() const {
  std::vector<IndexDescription> all;
  for (const auto& [index, distinct] : catalog_->indexes) all.push_back(index);
  return all;
}

bool StoreReader::has_node(NodeId node) const {
  rocksdb::PinnableSlice row;
  return rocks_->get(read_, Family::Node, id_key(node), row);
}

bool StoreReader::has_relationship(const Relationship& relationship) const {
  // The row of the end with fewer relationships would do as well; which one that is costs more to find out.
  Expansion found;
  expand({&relationship.source, 1}, Direction::Out, {&relationship.type, 1}, found);
  return std::ranges::find(found.relationship, relationship) != found.relationship.end();
}

void StoreReader::visit_node_rows(std::span<const NodeId> nodes, const NodeVisitor& visit) const {
  constexpr size_t kFewNodes = 4;  // below, a point read each; above, one iterator
  if (nodes.size() <= kFewNodes) {
    rocksdb::PinnableSlice value;
    for (size_t row = 0; row < nodes.size(); ++row) {
      if (rocks_->get(read_, Family::Node, id_key(nodes[row]), value)) visit(row, view(value));
    }
    return;
  }
  const Cursor at = cursor(Family::Node);
  NodeId here = 0;  // where the iterator stands, 0 nowhere
  for (size_t row = 0; row < nodes.size(); ++row) {
    if (here != 0 && nodes[row] == here + 1 && at->Valid()) {
      at->Next();
    } else if (here != nodes[row]) {
      at->Seek(id_key(nodes[row]));
    }
    here = at->Valid() ? load_be64(at->key().data()) : 0;
    if (here == nodes[row] && here != 0) visit(row, view(at->value()));
  }
  check(at->status());
}

std::vector<SymbolId> StoreReader::labels(NodeId node) const {
  std::vector<SymbolId> found;
  visit_node_rows({&node, 1}, [&](size_t, std::string_view bytes) { found = node_labels(bytes); });
  return found;
}

void StoreReader::has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const {
  out.assign(nodes.size(), 0);
  visit_node_rows(nodes,
                  [&](size_t row, std::string_view bytes) { out[row] = node_has_label(bytes, label); });
}

void StoreReader::expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                         Expansion& out) const {
  std::vector<SymbolId> sorted_types(types.begin(), types.end());
  std::ranges::sort(sorted_types);
  const auto repeated = std::ranges::unique(sorted_types);
  sorted_types.erase(repeated.begin(), repeated.end());

  const Cursor at = cursor(Family::Adjacency);
  AdjacencyReader reader(*at);
  uint32_t row = 0;
  NodeId node = 0;
  const auto append = [&](Direction way, SymbolId type, const AdjacencyEntry& entry) {
    out.row.push_back(row);
    out.neighbour.push_back(entry.neighbour);
    if (way == Direction::Out) {
      out.relationship.push_back({entry.relationship, node, entry.neighbour, type});
    } else {
      out.relationship.push_back({entry.relationship, entry.neighbour, node, type});
    }
  };
  // For Both: the outgoing rows, held until the incoming ones of the same types come.
  std::vector<std::pair<SymbolId, std::vector<AdjacencyEntry>>> outgoing;
  for (; row < nodes.size(); ++row) {
    node = nodes[row];
    if (direction != Direction::Both) {
      reader.visit_rows(direction, node, sorted_types, [&](SymbolId type, const auto& entries) {
        for (const AdjacencyEntry& entry : entries) append(direction, type, entry);
      });
      continue;
    }
    outgoing.clear();
    reader.visit_rows(Direction::Out, node, sorted_types, [&](SymbolId type, const auto& entries) {
      if (!entries.empty()) outgoing.emplace_back(type, entries);
    });
    auto held = outgoing.begin();
    const auto release = [&](SymbolId up_to) {
      for (; held != outgoing.end() && held->first <= up_to; ++held) {
        for (const AdjacencyEntry& entry : held->second) append(Direction::Out, held->first, entry);
      }
    };
    reader.visit_rows(Direction::In, node, sorted_types, [&](SymbolId type, const auto& entries) {
      release(type);
      for (const AdjacencyEntry& entry : entries) {
        if (entry.neighbour != node) append(Direction::In, type, entry);  // loops were found on their way out
      }
    });
    release(std::numeric_limits<SymbolId>::max());
  }
}

void StoreReader::neighbours(NodeId node, Direction direction, SymbolId type,
                             std::vector<NodeId>& out) const {
  Expansion found;
  expand({&node, 1}, direction, {&type, type == kNoSymbol ? size_t{0} : size_t{1}}, found);
  out = std::move(found.neighbour);
  if (direction == Direction::Both || type == kNoSymbol) std::ranges::sort(out);
}

void StoreReader::degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                          std::vector<uint64_t>& out) const {
  out.assign(nodes.size(), 0);
  std::vector<SymbolId> sorted_types(types.begin(), types.end());
  std::ranges::sort(sorted_types);
  const auto repeated = std::ranges::unique(sorted_types);
  sorted_types.erase(repeated.begin(), repeated.end());

  const Cursor at = cursor(Family::Adjacency);
  AdjacencyReader reader(*at);
  for (size_t row = 0; row < nodes.size(); ++row) {
    if (direction != Direction::In) {
      reader.visit_rows(Direction::Out, nodes[row], sorted_types,
                        [&](SymbolId, const auto& entries) { out[row] += entries.size(); });
    }
    if (direction != Direction::Out) {
      reader.visit_rows(Direction::In, nodes[row], sorted_types, [&](SymbolId, const auto& entries) {
        out[row] += entries.size();
        if (direction == Direction::In) return;
        out[row] -= static_cast<uint64_t>(
            std::ranges::count(entries, nodes[row], &AdjacencyEntry::neighbour));  // loops
      });
    }
  }
}

namespace {

// Fills a column in order of rows, in the typed form of its first value; strings in the Value form, since the
// bytes they come from do not stay.
class ColumnFiller {
 public:
  explicit ColumnFiller(Column& out) : out_(out) { out.clear(); }

  void set(size_t row, Value value) {
    fill_nulls(row);
    if (!typed_) choose_form(value.type(), row);
    out_.append(std::move(value));
    ++size_;
  }
  void finish(size_t rows) { fill_nulls(rows); }

 private:
  void fill_nulls(size_t until) {
    for (; size_ < until; ++size_) out_.append(Value());
  }
  void choose_form(ValueType type, size_t nulls) {
    typed_ = true;
    const auto form = [&]<typename Rows>(Rows rows) {
      rows.resize(nulls);
      out_.data = std::move(rows);
      if (nulls > 0) out_.validity.assign(nulls, 0);
    };
    if (type == ValueType::Integer) form(Column::Integers());
    if (type == ValueType::Float) form(Column::Floats());
    if (type == ValueType::Boolean) form(Column::Booleans());
    if (type == ValueType::Date) form(Column::Dates());
  }

  Column& out_;
  size_t size_ = 0;
  bool typed_ = false;
};

}  // namespace

void StoreReader::node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const {
  ColumnFiller column(out);
  visit_node_rows(nodes, [&](size_t row, std::string_view bytes) {
    ByteReader in = node_property_list(bytes);
    if (seek_property(in, property)) column.set(row, decode_value(in));
  });
  column.finish(nodes.size());
}

void StoreReader::visit_edges(std::span<const Relationship> relationships, const EdgeVisitor& visit) const {
  const Cursor at = cursor(Family::Edge);
  Tail<EdgeRow> tail;
  std::string tail_bytes;
  NodeId source = 0;
  std::vector<EdgeEntry> block;                   // views into where the iterator stands
  RelationshipId block_begin = 0, block_end = 0;  // ids that the block would hold: [begin, end)
  for (size_t row = 0; row < relationships.size(); ++row) {
    const Relationship& relationship = relationships[row];
    const std::string prefix = id_key(relationship.source);
    if (relationship.source != source) {
      source = relationship.source;
      block.clear();
      block_begin = block_end = 0;
      rocksdb::PinnableSlice value;
      tail_bytes.clear();
      if (rocks_->get(read_, Family::Edge, prefix + kTailMark, value)) tail_bytes = value.ToString();
      tail.decode(tail_bytes);
    }
    const auto in_tail = std::ranges::lower_bound(tail.operations, relationship.id, {},
                                                  [](const auto& op) { return op.entry.relationship; });
    if (in_tail != tail.operations.end() && in_tail->entry.relationship == relationship.id) {
      if (!in_tail->erase) visit(row, in_tail->entry.payload);
      continue;
    }
    if (relationship.id < block_begin || relationship.id >= block_end) {
      // The block that begins at or before this id; it ends where the next one begins, which we do not look
      // up: what is known is that it holds all ids up to its last.
      block.clear();
      std::string key = prefix;
      EdgeRow::append_block_key(key, {relationship.id, {}});
      at->SeekForPrev(key);
      if (!at->Valid() || !at->key().starts_with(prefix + kBlockMark)) {
        block_begin = block_end = 0;
        continue;
      }
      decode_block<EdgeRow>(view(at->value()), block);
      block_begin = block.front().relationship;
      block_end = block.back().relationship + 1;
    }
    const auto found = std::ranges::lower_bound(block, relationship.id, {}, &EdgeEntry::relationship);
    if (found != block.end() && found->relationship == relationship.id) visit(row, found->payload);
  }
  check(at->status());
}

void StoreReader::relationship_property(std::span<const Relationship> relationships, SymbolId property,
                                        Column& out) const {
  ColumnFiller column(out);
  visit_edges(relationships, [&](size_t row, std::string_view payload) {
    ByteReader in(payload);
    in.byte();
    if (seek_property(in, property)) column.set(row, decode_value(in));
  });
  column.finish(relationships.size());
}

namespace {

Map with_names(const Properties& properties, const GraphReader& graph) {
  Map map;
  for (const auto& [property, value] : properties) {
    map.emplace(graph.symbol_name(SymbolKind::Property, property), value);
  }
  return map;
}

}  // namespace

Map StoreReader::node_properties(NodeId node) const {
  Map map;
  visit_node_rows({&node, 1}, [&](size_t, std::string_view bytes) {
    map = with_names(decode_node(bytes).properties, *this);
  });
  return map;
}

Map StoreReader::relationship_properties(const Relationship& relationship) const {
  Map map;
  visit_edges({&relationship, 1}, [&](size_t, std::string_view payload) {
    map = with_names(decode_edge(payload).properties, *this);
  });
  return map;
}

bool StoreReader::is_derived_node(NodeId node) const {
  bool derived = false;
  visit_node_rows({&node, 1}, [&](size_t, std::string_view bytes) {
    derived = (ByteReader(bytes).byte() & kDerivedFlag) != 0;
  });
  return derived;
}

bool StoreReader::is_derived_relationship(const Relationship& relationship) const {
  bool derived = false;
  visit_edges({&relationship, 1}, [&](size_t, std::string_view payload) {
    derived = (ByteReader(payload).byte() & kDerivedFlag) != 0;
  });
  return derived;
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
