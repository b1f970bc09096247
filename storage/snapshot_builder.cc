#include "storage/snapshot_builder.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>

#include "storage/adjacency_reader.h"
#include "storage/column_builder.h"
#include "storage/edge_reader.h"
#include "storage/mapped_output.h"
#include "storage/node_row.h"
#include "storage/snapshot_index.h"

namespace trama::storage {

namespace {

class SnapshotBuilder {
 public:
  SnapshotBuilder(const StoreReader& reader, const std::string& path) : reader_(reader), out_(path) {}

  void build() {
    out_.allocate(sizeof(SnapshotHeader));
    header_.commit = reader_.commit();
    header_.last_node = reader_.last_node();
    header_.last_relationship = reader_.last_relationship();
    header_.last_label = reader_.last_symbol(SymbolKind::Label);
    header_.last_type = reader_.last_symbol(SymbolKind::Type);
    header_.last_property = reader_.last_symbol(SymbolKind::Property);
    build_adjacency(Direction::Out);
    build_adjacency(Direction::In);
    build_labels();
    build_type_labels();
    build_indexes();
    build_columns(false);
    build_columns(true);
    header_.columns = store_array(columns_);

    std::memcpy(header_.magic, kSnapshotMagic, sizeof kSnapshotMagic);
    header_.file_bytes = out_.size();
    header_.body_checksum =
        snapshot_checksum({out_.data() + sizeof(SnapshotHeader), out_.size() - sizeof(SnapshotHeader)});
    const auto* bytes = reinterpret_cast<const char*>(&header_);
    header_.header_checksum = snapshot_checksum({bytes, offsetof(SnapshotHeader, header_checksum)});
    std::memcpy(out_.data(), &header_, sizeof header_);
    out_.finish();
  }

 private:
  template <typename T>
  SnapshotSection store_array(const std::vector<T>& elements) {
    const SnapshotSection section = out_.allocate(elements.size() * sizeof(T));
    std::ranges::copy(elements, out_.at<T>(section));
    return section;
  }

  // What a damaged or forged store holds must not lead out of the arrays.
  static void check_id(uint64_t id, uint64_t last) {
    if (id == 0 || id > last)
      throw Error(ErrorKind::Corrupt, "a row names what there is not").hint("run: trama check --repair");
  }
  static void check_key(const rocksdb::Slice& key, size_t least) {
    if (key.size() < least)
      throw Error(ErrorKind::Corrupt, "a key is too short").hint("run: trama check --repair");
  }

  void build_adjacency(Direction direction) {
    SnapshotAdjacency& adjacency = header_.adjacency[direction == Direction::In ? 1 : 0];
    const uint64_t count = reader_.relationship_count(kNoSymbol);
    if (count > header_.last_relationship)
      throw Error(ErrorKind::Corrupt, "more relationships are counted than there ever were");
    adjacency.neighbours = out_.allocate(count * sizeof(uint32_t));
    adjacency.relationships = out_.allocate(count * sizeof(uint32_t));
    auto* neighbours = out_.at<uint32_t>(adjacency.neighbours);
    auto* relationships = out_.at<uint32_t>(adjacency.relationships);

    std::vector<uint32_t> node_runs(reader_.last_node() + 2);
    std::vector<SnapshotRun> runs;
    std::vector<NodeId> run_nodes;
    uint32_t end = 0;
    const auto at = reader_.rocks().iterate(reader_.read_options(), Family::Adjacency);
    AdjacencyReader rows(*at);
    const char way = direction == Direction::Out ? '\0' : '\1';
    for (at->Seek(std::string(1, way)); at->Valid() && at->key()[0] == way;) {
      check_key(at->key(), kAdjacencyRowBytes);
      const NodeId node = load_be64(at->key().data() + 1);
      const SymbolId type = load_be32(at->key().data() + kAdjacencyNodeBytes);
      check_id(node, header_.last_node);
      check_id(type, header_.last_type);
      const auto& entries = rows.read_row(adjacency_row_prefix(direction, node, type));
      if (entries.empty()) continue;
      if (end + entries.size() > count)
        throw Error(ErrorKind::Corrupt, "there are more relationships than counted");
      runs.push_back({type, end});
      run_nodes.push_back(node);
      ++node_runs[node + 1];
      for (const AdjacencyEntry& entry : entries) {
        check_id(entry.neighbour, header_.last_node);
        check_id(entry.relationship, header_.last_relationship);
        neighbours[end] = static_cast<uint32_t>(entry.neighbour);
        relationships[end] = static_cast<uint32_t>(entry.relationship);
        ++end;
      }
    }
    check(at->status());
    if (end != count) throw Error(ErrorKind::Corrupt, "there are fewer relationships than counted");
    for (size_t node = 1; node < node_runs.size(); ++node) node_runs[node] += node_runs[node - 1];
    if (direction == Direction::Out) build_type_rows(runs, run_nodes);
    runs.push_back({0, end});
    adjacency.node_runs = store_array(node_runs);
    adjacency.runs = store_array(runs);
  }

  void build_type_rows(const std::vector<SnapshotRun>& runs, const std::vector<NodeId>& run_nodes) {
    std::vector<uint32_t> begin(header_.last_type + 2);
    for (const SnapshotRun& run : runs) ++begin[run.type + 1];
    for (size_t type = 1; type < begin.size(); ++type) begin[type] += begin[type - 1];
    std::vector<uint32_t> nodes(runs.size()), rows(runs.size());
    std::vector<uint32_t> next = begin;
    for (uint32_t run = 0; run < runs.size(); ++run) {
      const uint32_t slot = next[runs[run].type]++;
      nodes[slot] = static_cast<uint32_t>(run_nodes[run]);
      rows[slot] = run;
    }
    header_.type_begin = store_array(begin);
    header_.type_nodes = store_array(nodes);
    header_.type_runs = store_array(rows);
  }

  void build_labels() {
    const size_t words = header_.last_node / 64 + 1;
    header_.labels = out_.allocate((header_.last_label + 1) * words * 8);
    auto* bits = out_.at<uint64_t>(header_.labels);
    const auto mark = [&](SymbolId label, NodeId node) {
      bits[label * words + node / 64] |= uint64_t{1} << (node % 64);
    };
    const auto at = reader_.rocks().iterate(reader_.read_options(), Family::Node);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      check_key(at->key(), sizeof(NodeId));
      const NodeId node = load_be64(at->key().data());
      check_id(node, header_.last_node);
      mark(kNoSymbol, node);
      for (const SymbolId label : node_labels(view(at->value()))) {
        check_id(label, header_.last_label);
        mark(label, node);
      }
    }
    check(at->status());
  }

  void build_type_labels() {
    const size_t words = header_.last_node / 64 + 1, label_words = header_.last_label / 64 + 1;
    const size_t types = header_.last_type + 1;
    header_.type_labels = out_.allocate(2 * types * label_words * 8);
    auto* bits = out_.at<uint64_t>(header_.type_labels);
    std::fill(bits, bits + 2 * types * label_words, ~uint64_t{0});
    const auto* members = out_.at<uint64_t>(header_.labels);
    for (const bool targets : {false, true}) {
      const SnapshotAdjacency& adjacency = header_.adjacency[targets ? 1 : 0];
      const auto* node_runs = out_.at<uint32_t>(adjacency.node_runs);
      const auto* runs = out_.at<SnapshotRun>(adjacency.runs);
      for (NodeId node = 1; node <= header_.last_node; ++node) {
        for (uint32_t run = node_runs[node]; run < node_runs[node + 1]; ++run) {
          uint64_t* row = bits + ((targets ? types : 0) + runs[run].type) * label_words;
          for (SymbolId label = 1; label <= header_.last_label; ++label) {
            const bool has = (members[label * words + node / 64] >> (node % 64) & 1) != 0;
            if (!has) row[label / 64] &= ~(uint64_t{1} << (label % 64));
          }
        }
      }
    }
  }

  void build_indexes() {
    std::vector<SnapshotIndex> stored;
    for (const IndexDescription description : reader_.indexes()) {
      SnapshotIndexBuilder builder(description);
      const std::string prefix = index_prefix(description);
      const auto at = reader_.rocks().iterate(reader_.read_options(), Family::Property);
      for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        check_key(at->key(), prefix.size() + sizeof(NodeId));
        const std::string_view entry = view(at->key()).substr(prefix.size());
        const NodeId node = load_be64(entry.data() + entry.size() - sizeof node);
        check_id(node, header_.last_node);
        builder.add(entry.substr(0, entry.size() - sizeof node), node);
      }
      check(at->status());
      SnapshotIndex index;
      if (builder.store(out_, index)) stored.push_back(index);
    }
    header_.indexes = store_array(stored);
  }

  // Calls visit(id, property, ByteReader at the value), which reads past the value.
  template <typename Visit>
  static void visit_list(uint64_t id, ByteReader list, const Visit& visit) {
    for (uint64_t count = list.varint(); count > 0; --count) {
      const auto property = static_cast<SymbolId>(list.varint());
      visit(id, property, list);
    }
  }

  template <typename Visit>
  void visit_node_properties(const Visit& visit) const {
    const auto at = reader_.rocks().iterate(reader_.read_options(), Family::Node);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      visit_list(load_be64(at->key().data()), node_property_list(view(at->value())), visit);
    }
    check(at->status());
  }

  template <typename Visit>
  void visit_relationship_properties(const Visit& visit) const {
    const auto at = reader_.rocks().iterate(reader_.read_options(), Family::Edge);
    EdgeReader rows(*at);
    for (at->SeekToFirst(); at->Valid();) {
      check_key(at->key(), sizeof(NodeId) + 1);
      for (const EdgeEntry& entry : rows.read_row()) {
        check_id(entry.relationship, header_.last_relationship);
        ByteReader payload(entry.payload);
        payload.byte();  // flags
        visit_list(entry.relationship, payload, visit);
      }
    }
    check(at->status());
  }

  void build_columns(bool of_relationships) {
    const auto visit_all = [&](const auto& visit) {
      if (of_relationships) {
        visit_relationship_properties(visit);
      } else {
        visit_node_properties(visit);
      }
    };
    std::vector<ColumnBuilder> builders(header_.last_property + 1);
    std::vector<bool> seen(builders.size());
    visit_all([&](uint64_t id, SymbolId property, ByteReader& value) {
      check_id(property, header_.last_property);
      builders[property].observe(id, value);
      seen[property] = true;
    });
    for (SymbolId property = 0; property < builders.size(); ++property) {
      if (seen[property]) builders[property].allocate(of_relationships, property, out_);
    }
    visit_all(
        [&](uint64_t id, SymbolId property, ByteReader& value) { builders[property].put(id, value, out_); });
    for (SymbolId property = 0; property < builders.size(); ++property) {
      if (seen[property]) columns_.push_back(builders[property].column());
    }
  }

  const StoreReader& reader_;
  MappedOutput out_;
  SnapshotHeader header_;
  std::vector<SnapshotColumn> columns_;
};

}  // namespace

bool build_snapshot(const StoreReader& reader, const std::string& path) {
  constexpr uint64_t kLargest = std::numeric_limits<uint32_t>::max() - 1;
  if (reader.last_node() > kLargest || reader.last_relationship() > kLargest) return false;
  SnapshotBuilder(reader, path).build();
  return true;
}

}  // namespace trama::storage
