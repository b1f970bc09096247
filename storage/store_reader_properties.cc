// StoreReader: the rows of nodes and relationships, and columns of their properties.
#include <algorithm>
#include <optional>

#include "core/graph/codec.h"
#include "storage/node_row.h"
#include "storage/store_cursor.h"

namespace trama::storage {

void StoreReader::visit_node_rows(std::span<const NodeId> nodes, const NodeVisitor& visit) const {
  if (snapshot_ && std::ranges::none_of(nodes, [&](NodeId node) { return snapshot_->covers_node(node); })) {
    const auto kept = [&](NodeId node) { return overlaid<OverlayNode>(node); };
    if (std::ranges::all_of(nodes, kept)) {
      for (size_t row = 0; row < nodes.size(); ++row) {
        if (const std::string& bytes = kept(nodes[row])->row; !bytes.empty()) visit(row, bytes);
      }
      return;
    }
  }
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
    if (!at->Valid()) check(at->status());  // the next look-up would forget it
    here = at->Valid() ? load_be64(at->key().data()) : 0;
    if (here == nodes[row] && here != 0) visit(row, view(at->value()));
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

// Puts values[i] into column row rows[i], which is null.
void set_rows(Column& column, std::span<const uint32_t> rows, const Column& values) {
  const auto fits = [&](size_t i) {
    if (values.is_null(i)) return true;
    switch (values.at(i).type()) {
      case ValueType::Integer:
        return std::holds_alternative<Column::Integers>(column.data);
      case ValueType::Float:
        return std::holds_alternative<Column::Floats>(column.data);
      case ValueType::Boolean:
        return std::holds_alternative<Column::Booleans>(column.data);
      case ValueType::Date:
        return std::holds_alternative<Column::Dates>(column.data);
      default:  // strings too: a column of views has nobody to keep the bytes
        return false;
    }
  };
  for (size_t i = 0; i < rows.size(); ++i) {
    if (fits(i)) continue;
    Column::Values all;
    all.reserve(column.size());
    for (size_t row = 0; row < column.size(); ++row) all.push_back(column.at(row));
    for (size_t each = 0; each < rows.size(); ++each) all[rows[each]] = values.at(each);
    column.clear();
    column.data = std::move(all);
    return;
  }
  size_t still_null = static_cast<size_t>(std::ranges::count(column.validity, 0));
  for (size_t i = 0; i < rows.size(); ++i) {
    if (values.is_null(i)) continue;
    --still_null;
    const Value value = values.at(i);
    const uint32_t row = rows[i];
    column.validity[row] = 1;
    if (auto* integers = std::get_if<Column::Integers>(&column.data)) (*integers)[row] = value.integer();
    if (auto* floats = std::get_if<Column::Floats>(&column.data)) (*floats)[row] = value.floating();
    if (auto* booleans = std::get_if<Column::Booleans>(&column.data)) (*booleans)[row] = value.boolean();
    if (auto* dates = std::get_if<Column::Dates>(&column.data)) (*dates)[row] = value.date();
  }
  if (still_null == 0) column.validity.clear();
}

}  // namespace

void StoreReader::node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const {
  const SnapshotColumn* column = snapshot_ ? snapshot_->file().node_column(property) : nullptr;
  if (snapshot_ && (column == nullptr || column->kind != SnapshotColumn::Kind::Unsupported)) {
    std::vector<uint32_t> uncovered;
    const auto read = [&](const auto& covered) {
      read_column(
          snapshot_->file(), column, nodes.size(), [nodes](size_t row) { return nodes[row]; }, covered, out,
          uncovered);
    };
    if (!snapshot_->dirty().any_node()) {
      // The file has no value for what was made since: those rows come out as null.
      read([](size_t) { return true; });
      const NodeId last = snapshot_->file().header().last_node;
      if (last == last_node()) return;
      for (uint32_t row = 0; row < nodes.size(); ++row) {
        if (nodes[row] > last) uncovered.push_back(row);
      }
    } else {
      read([&](size_t row) { return snapshot_->covers_node(nodes[row]); });
    }
    if (uncovered.empty()) return;
    std::vector<NodeId> asked;
    asked.reserve(uncovered.size());
    for (const uint32_t row : uncovered) asked.push_back(nodes[row]);
    Column values;
    read_node_rows(asked, property, values);
    return set_rows(out, uncovered, values);
  }
  read_node_rows(nodes, property, out);
}

void StoreReader::read_node_rows(std::span<const NodeId> nodes, SymbolId property, Column& out) const {
  ColumnFiller column(out);
  visit_node_rows(nodes, [&](size_t row, std::string_view bytes) {
    ByteReader in = node_property_list(bytes);
    if (seek_property(in, property)) column.set(row, decode_value(in));
  });
  column.finish(nodes.size());
}

void StoreReader::visit_edges(std::span<const Relationship> relationships, const EdgeVisitor& visit) const {
  const Cursor at = cursor(Family::Edge);
  const Tail<EdgeRow>* tail = nullptr;
  NodeId source = 0;
  std::vector<EdgeEntry> block;                   // views into where the iterator stands
  RelationshipId block_begin = 0, block_end = 0;  // ids that the block would hold: [begin, end)
  for (size_t row = 0; row < relationships.size(); ++row) {
    const Relationship& relationship = relationships[row];
    if (snapshot_ && !snapshot_->covers_relationship(relationship)) {
      if (const OverlayEdges* edges = relationships.size() == 1
                                          ? kept<OverlayEdges>(relationship.source)
                                          : overlaid<OverlayEdges>(relationship.source)) {
        const auto found =
            std::ranges::lower_bound(edges->entries, relationship.id, {}, &OverlayEdges::Entry::relationship);
        if (found != edges->entries.end() && found->relationship == relationship.id) {
          visit(row, std::string_view(edges->payloads).substr(found->begin, found->size));
        }
        continue;
      }
    }
    const std::string prefix = id_key(relationship.source);
    if (relationship.source != source) {
      source = relationship.source;
      block.clear();
      block_begin = block_end = 0;
      tail = &at.edge_tail(prefix);
    }
    const auto in_tail = std::ranges::lower_bound(tail->operations, relationship.id, {},
                                                  [](const auto& op) { return op.entry.relationship; });
    if (in_tail != tail->operations.end() && in_tail->entry.relationship == relationship.id) {
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
      if (!at->Valid()) check(at->status());  // the next look-up would forget it
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
}

void StoreReader::relationship_property(std::span<const Relationship> relationships, SymbolId property,
                                        Column& out) const {
  const SnapshotColumn* column = snapshot_ ? snapshot_->file().relationship_column(property) : nullptr;
  if (snapshot_ && (column == nullptr || column->kind != SnapshotColumn::Kind::Unsupported)) {
    std::vector<uint32_t> uncovered;
    const auto read = [&](const auto& covered) {
      read_column(
          snapshot_->file(), column, relationships.size(),
          [relationships](size_t row) { return relationships[row].id; }, covered, out, uncovered);
    };
    if (!snapshot_->dirty().any_source()) {
      read([](size_t) { return true; });
      const RelationshipId last = snapshot_->file().header().last_relationship;
      if (last == last_relationship()) return;
      for (uint32_t row = 0; row < relationships.size(); ++row) {
        if (relationships[row].id > last) uncovered.push_back(row);
      }
    } else {
      read([&](size_t row) { return snapshot_->covers_relationship(relationships[row]); });
    }
    if (uncovered.empty()) return;
    std::vector<Relationship> asked;
    asked.reserve(uncovered.size());
    for (const uint32_t row : uncovered) asked.push_back(relationships[row]);
    Column values;
    read_edge_rows(asked, property, values);
    return set_rows(out, uncovered, values);
  }
  read_edge_rows(relationships, property, out);
}

void StoreReader::read_edge_rows(std::span<const Relationship> relationships, SymbolId property,
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

std::optional<EdgePayload> StoreReader::payload(const Relationship& relationship) const {
  std::optional<EdgePayload> payload;
  visit_edges({&relationship, 1}, [&](size_t, std::string_view bytes) { payload = decode_edge(bytes); });
  return payload;
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
}  // namespace trama::storage
