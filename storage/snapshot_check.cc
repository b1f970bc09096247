#include "storage/snapshot_check.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <type_traits>

#include "core/graph/codec.h"
#include "storage/adjacency_reader.h"
#include "storage/edge_reader.h"
#include "storage/node_row.h"
#include "storage/snapshot_index.h"

namespace trama::storage {

namespace {

// `fault` is a text, or a function that gives it: most are asked of each row, and hold.
template <typename Fault>
void require(bool holds, const Fault& fault) {
  if (holds) return;
  if constexpr (std::is_invocable_v<Fault>) {
    throw Error(ErrorKind::Corrupt, "the snapshot file " + fault());
  } else {
    throw Error(ErrorKind::Corrupt, std::string("the snapshot file ") + fault);
  }
}

// What readers of the file take for granted: sections lie in it, and indexes lead into sections.
class FormChecker {
 public:
  FormChecker(const SnapshotFile& file, const StoreReader& store)
      : file_(file), store_(store), header_(file.header()) {}

  void run() const {
    require(header_.last_node <= store_.last_node() &&
                header_.last_relationship <= store_.last_relationship() &&
                header_.last_label <= store_.last_symbol(SymbolKind::Label) &&
                header_.last_type <= store_.last_symbol(SymbolKind::Type) &&
                header_.last_property <= store_.last_symbol(SymbolKind::Property),
            "knows of more than the store");
    check_adjacency(Direction::Out);
    check_adjacency(Direction::In);
    check_types();
    check_size(header_.labels, (header_.last_label + 1) * file_.words() * 8, "labels");
    check_size(header_.type_labels, 2 * (header_.last_type + 1) * (header_.last_label / 64 + 1) * 8,
               "labels of types");
    check_lies_within(header_.indexes, "indexes");
    require(header_.indexes.bytes % sizeof(SnapshotIndex) == 0, "has a bad size of indexes");
    for (const SnapshotIndex& index : file_.indexes()) check_index(index);
    check_lies_within(header_.columns, "columns");
    require(header_.columns.bytes % sizeof(SnapshotColumn) == 0, "has a bad size of columns");
    for (const SnapshotColumn& column : file_.columns()) check_column(column);
  }

 private:
  void check_lies_within(const SnapshotSection& section, const std::string& name) const {
    require(section.offset % 64 == 0 && section.offset <= header_.file_bytes &&
                section.bytes <= header_.file_bytes - section.offset,
            "has " + name + " that do not lie in it");
  }
  void check_size(const SnapshotSection& section, uint64_t bytes, const std::string& name) const {
    check_lies_within(section, name);
    require(section.bytes == bytes, "has a bad size of " + name);
  }

  void check_adjacency(Direction direction) const {
    const SnapshotAdjacency& stored = header_.adjacency[direction == Direction::In ? 1 : 0];
    const SnapshotFile::Adjacency& adjacency = file_.adjacency(direction);
    const std::string name = direction == Direction::In ? "incoming relationships" : "outgoing relationships";
    check_size(stored.node_runs, (header_.last_node + 2) * sizeof(uint32_t), name);
    check_lies_within(stored.runs, name);
    check_lies_within(stored.neighbours, name);
    check_size(stored.relationships, stored.neighbours.bytes, name);
    require(stored.runs.bytes >= sizeof(SnapshotRun) && stored.runs.bytes % sizeof(SnapshotRun) == 0 &&
                stored.neighbours.bytes % sizeof(uint32_t) == 0,
            "has a bad size of " + name);
    const std::span node_runs(adjacency.node_runs, header_.last_node + 2);
    const std::span runs(adjacency.runs, stored.runs.bytes / sizeof(SnapshotRun));
    require(node_runs.front() == 0 && node_runs.back() == runs.size() - 1 &&
                std::ranges::is_sorted(node_runs) && runs.front().begin == 0 &&
                runs.back().begin == stored.neighbours.bytes / sizeof(uint32_t) &&
                std::ranges::is_sorted(runs, {}, &SnapshotRun::begin),
            "has " + name + " out of order");
  }

  void check_types() const {
    const SnapshotFile::Adjacency& adjacency = file_.adjacency(Direction::Out);
    const size_t count = adjacency.node_runs[header_.last_node + 1];
    check_size(header_.type_begin, (header_.last_type + 2) * sizeof(uint32_t), "types");
    check_size(header_.type_nodes, count * sizeof(uint32_t), "types");
    check_size(header_.type_runs, count * sizeof(uint32_t), "types");
    const auto* begin = file_.array<uint32_t>(header_.type_begin);
    const auto* nodes = file_.array<uint32_t>(header_.type_nodes);
    const auto* runs = file_.array<uint32_t>(header_.type_runs);
    const std::string fault = "lists other runs of a type than there are";
    std::vector<uint32_t> next(header_.last_type + 2);
    for (size_t run = 0; run < count; ++run) {
      const SymbolId type = adjacency.runs[run].type;
      require(type != kNoSymbol && type <= header_.last_type, "has relationships without a type");
      ++next[type + 1];
    }
    for (size_t type = 1; type < next.size(); ++type) next[type] += next[type - 1];
    require(std::equal(next.begin(), next.end(), begin), fault);
    for (NodeId node = 0; node <= header_.last_node; ++node) {
      for (uint32_t run = adjacency.node_runs[node]; run < adjacency.node_runs[node + 1]; ++run) {
        const uint32_t slot = next[adjacency.runs[run].type]++;
        require(nodes[slot] == node && runs[slot] == run, fault);
      }
    }
  }

  void check_index(const SnapshotIndex& index) const {
    for (const SnapshotSection& section :
         {index.prefix, index.key_bytes, index.key_ends, index.node_ends, index.nodes}) {
      check_lies_within(section, "indexes");
    }
    const std::string fault = "has an index that cannot be read";
    const auto leads_into = [&](const SnapshotSection& ends, uint64_t size) {
      if (ends.bytes != index.keys * sizeof(uint32_t) || ends.bytes == 0) return false;
      const std::span all(file_.array<uint32_t>(ends), index.keys);
      return std::ranges::is_sorted(all) && all.back() == size;
    };
    const uint64_t nodes = index.nodes.bytes / sizeof(uint32_t);
    require(index.nodes.bytes % sizeof(uint32_t) == 0 && index.keys <= nodes &&
                index.key_size <= header_.file_bytes,
            fault);
    require(index.key_ends.bytes > 0 ? leads_into(index.key_ends, index.key_bytes.bytes)
                                     : index.keys * index.key_size == index.key_bytes.bytes,
            fault);
    require(index.node_ends.bytes > 0 ? leads_into(index.node_ends, nodes) : index.keys == nodes, fault);
  }

  void check_column(const SnapshotColumn& column) const {
    using Kind = SnapshotColumn::Kind;
    const std::string fault = "has a column that cannot be read";
    require(column.kind <= Kind::Boolean, fault);
    if (column.kind == Kind::Unsupported) return;
    const uint64_t last = column.of_relationships != 0 ? header_.last_relationship : header_.last_node;
    require(column.property <= header_.last_property && column.first <= last &&
                column.count <= last - column.first + 1 && std::has_single_bit(column.width) &&
                column.width <= 8 && (column.kind != Kind::Float || column.width == 8),
            fault);
    check_size(column.values, column.count * column.width, "values");
    check_lies_within(column.validity, "values");
    require(column.validity.bytes == 0 || column.validity.bytes == (column.count + 63) / 64 * 8, fault);
    const bool strings = column.kind == Kind::String;
    if (!strings && column.kind != Kind::FloatByDictionary) return;
    check_lies_within(column.dictionary_bytes, "values");
    uint64_t entries = column.dictionary_bytes.bytes / sizeof(double);
    if (strings) {
      check_lies_within(column.dictionary_offsets, "values");
      require(column.dictionary_offsets.bytes >= sizeof(uint64_t), fault);
      entries = column.dictionary_offsets.bytes / sizeof(uint64_t) - 1;
      const std::span offsets(file_.array<uint64_t>(column.dictionary_offsets), entries + 1);
      require(std::ranges::is_sorted(offsets) && offsets.back() <= column.dictionary_bytes.bytes, fault);
    }
    for (uint64_t i = 0; i < column.count; ++i) {
      if (!file_.has_value(column, column.first + i)) continue;
      uint64_t element = 0;
      std::memcpy(&element, file_.array<char>(column.values) + i * column.width, column.width);
      require(element < entries, fault);
    }
  }

  const SnapshotFile& file_;
  const StoreReader& store_;
  const SnapshotHeader& header_;
};

class ContentChecker {
 public:
  ContentChecker(const StoreReader& store, const SnapshotView& view)
      : store_(store), view_(view), file_(view.file()) {
    for (const SnapshotColumn& column : file_.columns()) {
      auto& columns = columns_[column.of_relationships != 0 ? 1 : 0];
      require(columns.emplace(column.property, &column).second, "has two columns for one property");
    }
  }

  void run() {
    check_nodes();
    check_adjacency(Direction::Out);
    check_adjacency(Direction::In);
    check_relationships();
    if (!view_.dirty().any_node()) check_type_labels();
    for (const SnapshotIndex& index : file_.indexes()) check_index({index.label, index.property});
  }

 private:
  using Columns = std::map<SymbolId, const SnapshotColumn*>;

  // Every node of the store is right in the file, and the file has no more.
  void check_nodes() {
    uint64_t covered = 0;
    const auto at = store_.iterate(Family::Node);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      const NodeId node = load_be64(at->key().data());
      if (!view_.covers_node(node)) continue;
      const NodeRow row = decode_node(view(at->value()));
      require(file_.has_node(node) && view_.labels(node) == row.labels,
              [&] { return "has other labels of node " + std::to_string(node) + " than the store"; });
      check_values(columns_[0], "node", node, row.properties);
      ++covered;
    }
    check(at->status());
    uint64_t found = 0;
    const std::vector<uint64_t>& dirty = view_.dirty().node_words();
    for (size_t word = 0; word < file_.words(); ++word) {
      const uint64_t nodes = file_.label_words(kNoSymbol)[word] & ~dirty[word];
      found += static_cast<uint64_t>(std::popcount(nodes));
      for (SymbolId label = 1; label <= file_.header().last_label; ++label) {
        require((file_.label_words(label)[word] & ~dirty[word] & ~nodes) == 0,
                "gives a label to nodes that do not exist");
      }
    }
    require(found == covered, "has nodes that the store does not have");
  }

  // Of one row, which is a node's or a relationship's.
  void check_values(const Columns& columns, const char* owner, uint64_t id, const Properties& properties) {
    SymbolId property = kNoSymbol;
    const auto differs = [&] {
      return "has another " + std::string(store_.symbol_name(SymbolKind::Property, property)) + " of " +
             owner + " " + std::to_string(id) + " than the store";
    };
    for (const auto& [stored_property, value] : properties) {
      property = stored_property;
      require(columns.contains(property), differs);
    }
    for (const auto& [column_property, column] : columns) {
      property = column_property;
      if (column->kind == SnapshotColumn::Kind::Unsupported) continue;
      const auto stored = properties.find(property);
      const bool there = stored != properties.end();
      require(file_.has_value(*column, id) == there, differs);
      if (!there) continue;
      read_column(
          file_, column, 1, [id](size_t) { return id; }, [](size_t) { return true; }, value_, uncovered_);
      require(bytes_of(value_.at(0)) == bytes_of(stored->second), differs);
    }
  }

  static std::string bytes_of(const Value& value) {
    std::string bytes;
    encode_value(value, bytes);
    return bytes;
  }

  void check_adjacency(Direction direction) {
    const bool out = direction == Direction::Out;
    const SnapshotFile::Adjacency& adjacency = file_.adjacency(direction);
    NodeId node = 0;
    const auto fault = [&] {
      return std::string("has other ") + (out ? "outgoing" : "incoming") + " relationships of node " +
             std::to_string(node) + " than the store";
    };
    std::vector<uint32_t> next_run(adjacency.node_runs, adjacency.node_runs + file_.header().last_node + 1);
    const auto at = store_.iterate(Family::Adjacency);
    AdjacencyReader rows(*at);
    const char way = out ? '\0' : '\1';
    for (at->Seek(std::string(1, way)); at->Valid() && at->key()[0] == way;) {
      node = load_be64(at->key().data() + 1);
      const SymbolId type = load_be32(at->key().data() + kAdjacencyNodeBytes);
      const auto& entries = rows.read_row(adjacency_row_prefix(direction, node, type));
      if (entries.empty() || !view_.covers_adjacency(node)) continue;
      const uint32_t run = next_run[node]++;
      require(run < adjacency.node_runs[node + 1] && adjacency.runs[run].type == type, fault);
      const uint32_t begin = adjacency.runs[run].begin, end = adjacency.runs[run + 1].begin;
      require(end - begin == entries.size(), fault);
      for (uint32_t i = begin; i < end; ++i) {
        const AdjacencyEntry& entry = entries[i - begin];
        require(
            adjacency.neighbours[i] == entry.neighbour && adjacency.relationships[i] == entry.relationship,
            fault);
      }
    }
    check(at->status());
    for (node = 0; node < next_run.size(); ++node) {
      require(!view_.covers_adjacency(node) || next_run[node] == adjacency.node_runs[node + 1], fault);
    }
  }

  // Of every relationship of a covered source, those without a row in family edge too.
  void check_relationships() {
    const auto at = store_.iterate(Family::Edge);
    EdgeReader rows(*at);
    at->SeekToFirst();
    check(at->status());
    const std::vector<EdgeEntry> none;
    std::vector<RelationshipId> relationships;
    for (NodeId node = 1; node <= file_.header().last_node; ++node) {
      const std::vector<EdgeEntry>* row = &none;
      while (at->Valid() && load_be64(at->key().data()) < node) rows.read_row();
      if (at->Valid() && load_be64(at->key().data()) == node) row = &rows.read_row();
      if (!view_.covers_source(node)) continue;
      // A source that is not dirty has those of the file still; newer ones, which it lacks, are passed over.
      const SnapshotFile::Adjacency& adjacency = file_.adjacency(Direction::Out);
      const auto place_of = [&](NodeId of) { return adjacency.runs[adjacency.node_runs[of]].begin; };
      relationships.assign(adjacency.relationships + place_of(node),
                           adjacency.relationships + place_of(node + 1));
      std::ranges::sort(relationships);
      auto entry = row->begin();
      for (const RelationshipId id : relationships) {
        while (entry != row->end() && entry->relationship < id) ++entry;
        const bool has_row = entry != row->end() && entry->relationship == id;
        check_values(columns_[1], "relationship", id,
                     has_row ? decode_edge(entry->payload).properties : Properties());
      }
    }
  }

  // Against the file's own labels and relationships, which are right.
  void check_type_labels() const {
    const size_t types = file_.header().last_type + 1, labels = file_.header().last_label + 1;
    for (const Direction direction : {Direction::Out, Direction::In}) {
      std::vector<uint8_t> all_have(types * labels, 1);
      const SnapshotFile::Adjacency& ends =
          file_.adjacency(direction == Direction::Out ? Direction::In : Direction::Out);
      for (NodeId node = 0; node <= file_.header().last_node; ++node) {
        for (uint32_t run = ends.node_runs[node]; run < ends.node_runs[node + 1]; ++run) {
          for (SymbolId label = 1; label < labels; ++label) {
            if (!file_.has_label(node, label)) all_have[ends.runs[run].type * labels + label] = 0;
          }
        }
      }
      for (SymbolId type = 1; type < types; ++type) {
        for (SymbolId label = 1; label < labels; ++label) {
          require(file_.all_ends_have(type, direction, label) == (all_have[type * labels + label] != 0),
                  "is wrong about the labels of all ends of a type");
        }
      }
    }
  }

  // Of an index that readers would use.
  void check_index(IndexDescription description) const {
    const SnapshotIndex* index = view_.index(description, store_.last_node());
    if (index == nullptr || !std::ranges::binary_search(store_.indexes(), description)) return;
    const SnapshotIndexView entries(file_, *index);
    const std::string prefix = index_prefix(description), fault = "has another index than the store";
    const auto at = store_.iterate(Family::Property);
    at->Seek(prefix);
    for (size_t key = 0; key < entries.keys(); ++key) {
      const std::string expected = prefix + entries.key(key);
      for (const uint32_t node : entries.nodes_of(key)) {
        require(at->Valid() && view(at->key()) == expected + id_key(node), fault);
        at->Next();
      }
    }
    require(!at->Valid() || !at->key().starts_with(prefix), fault);
    check(at->status());
  }

  const StoreReader& store_;
  const SnapshotView& view_;
  const SnapshotFile& file_;
  Columns columns_[2];  // of nodes, of relationships
  Column value_;        // reused
  std::vector<uint32_t> uncovered_;
};

}  // namespace

void check_snapshot(const StoreReader& store, const SnapshotView& view, CheckReport& report) {
  try {
    FormChecker(view.file(), store).run();
    ContentChecker(store, view).run();
  } catch (const Error& error) {
    report.add(error.message());
  }
}

}  // namespace trama::storage
