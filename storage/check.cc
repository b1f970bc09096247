#include "storage/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/graph/codec.h"
#include "core/graph/index_key.h"
#include "storage/adjacency_reader.h"
#include "storage/change_log.h"
#include "storage/edge_reader.h"
#include "storage/node_row.h"

namespace trama::storage {

namespace {

// Order-independent sum over relationships: both directions must give the same.
uint64_t mixed(const Relationship& r) {
  uint64_t hash = r.id;
  for (const uint64_t part : {r.source, r.target, uint64_t{r.type}}) {
    hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

class Checker {
 public:
  explicit Checker(const StoreReader& reader)
      : reader_(reader),
        rocks_(reader.rocks()),
        nodes_(reader.last_node() + 1),
        outgoing_(reader.last_relationship() + 1),
        incoming_(reader.last_relationship() + 1),
        label_counts_(reader.last_symbol(SymbolKind::Label) + 1),
        type_counts_(reader.last_symbol(SymbolKind::Type) + 1) {}

  CheckReport run() {
    guarded("files", [&] { check(rocks_.db().VerifyChecksum()); });
    guarded("names", [&] { check_names(); });
    guarded("nodes", [&] { check_nodes(); });
    guarded("labels", [&] { check_labels(); });
    guarded("adjacency", [&] { check_adjacency(); });
    guarded("relationship properties", [&] { check_edges(); });
    guarded("indexes", [&] { check_indexes(); });
    guarded("counts", [&] { check_counts(); });
    guarded("meta", [&] { check_meta(); });
    guarded("evidence", [&] { check_evidence(); });
    guarded("changes", [&] { check_changes(); });
    return std::move(report_);
  }

 private:
  void fault(std::string sentence) { report_.add(std::move(sentence)); }

  // Bytes that cannot be decoded end the part, not the check.
  template <typename Part>
  void guarded(const char* name, const Part& part) {
    try {
      part();
    } catch (const Error& error) {
      fault(std::string(name) + ": " + error.message());
    }
  }

  std::unique_ptr<rocksdb::Iterator> iterate(Family family) const {
    return rocks_.iterate(reader_.read_options(), family);
  }

  bool node_exists(NodeId node) const { return node < nodes_.size() && nodes_[node]; }

  // Whether the key at which the iterator stands has the bytes that its family's keys have; else it is a
  // fault.
  bool has_bytes(const rocksdb::Iterator& at, size_t least, size_t most, const char* family) {
    const size_t size = at.key().size();
    if (least <= size && size <= most) return true;
    fault(std::string("family ") + family + " has a key of a wrong length");
    return false;
  }

  void check_names() {
    for (const SymbolKind kind : {SymbolKind::Label, SymbolKind::Type, SymbolKind::Property}) {
      for (SymbolId id = 1; id <= reader_.last_symbol(kind); ++id) {
        if (reader_.find_symbol(kind, reader_.symbol_name(kind, id)) != id) {
          fault("the name " + std::string(reader_.symbol_name(kind, id)) + " has two numbers");
        }
      }
    }
  }

  void check_nodes() {
    const auto at = iterate(Family::Node);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (!has_bytes(*at, 8, 8, "node")) continue;
      const NodeId node = load_be64(at->key().data());
      const std::string name = "node " + std::to_string(node);
      if (node == 0 || node >= nodes_.size()) {
        fault(name + " has a number above the last one given");
        continue;
      }
      nodes_[node] = true;
      ++report_.nodes;
      guarded(name.c_str(), [&] {
        const NodeRow row = decode_node(view(at->value()));
        for (const SymbolId label : row.labels) {
          if (label == kNoSymbol || label >= label_counts_.size()) {
            fault(name + " has a label without a name");
          } else {
            ++label_counts_[label];
          }
        }
        check_named(name, row.properties);
        for (const auto& [index, distinct] : reader_.catalog().indexes) {
          const auto value = row.properties.find(index.property);
          if (value == row.properties.end() || !std::ranges::binary_search(row.labels, index.label)) continue;
          ++expected_entries_[index];
        }
      });
    }
    check(at->status());
  }

  void check_named(const std::string& owner, const Properties& properties) {
    for (const auto& [property, value] : properties) {
      if (property == kNoSymbol || property > reader_.last_symbol(SymbolKind::Property))
        fault(owner + " has a property without a name");
    }
  }

  // Every key is right, and there are as many as the nodes' rows ask for: so they are the same.
  void check_labels() {
    std::vector<uint64_t> found(label_counts_.size());
    const auto at = iterate(Family::Label);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (!has_bytes(*at, 12, 12, "label")) continue;
      const SymbolId label = load_be32(at->key().data());
      const NodeId node = load_be64(at->key().data() + 4);
      std::vector<uint8_t> has;
      reader_.has_label({&node, 1}, label, has);
      if (has[0] == 0 || label >= found.size()) {
        fault("family label lists node " + std::to_string(node) + " under a label that it does not have");
      } else {
        ++found[label];
      }
    }
    check(at->status());
    for (SymbolId label = 1; label < found.size(); ++label) {
      if (found[label] != label_counts_[label]) {
        fault("family label lists " + std::to_string(found[label]) + " nodes for " +
              std::string(reader_.symbol_name(SymbolKind::Label, label)) + ", the nodes' rows " +
              std::to_string(label_counts_[label]));
      }
    }
  }

  void check_adjacency() {
    uint64_t sums[2] = {0, 0};
    const auto at = iterate(Family::Adjacency);
    AdjacencyReader rows(*at);
    for (at->SeekToFirst(); at->Valid();) {
      if (!has_bytes(*at, kAdjacencyRowBytes + 1, kAdjacencyRowBytes + 17, "adjacency")) {
        at->Next();
        continue;
      }
      const bool out = at->key()[0] == '\0';
      if (!out && at->key()[0] != '\1') {
        fault("family adjacency has a key of no direction");
        at->Next();
        continue;
      }
      const NodeId node = load_be64(at->key().data() + 1);
      const SymbolId type = load_be32(at->key().data() + kAdjacencyNodeBytes);
      const std::string name =
          std::string(out ? "outgoing" : "incoming") + " relationships of node " + std::to_string(node);
      const auto& entries =
          rows.read_row(adjacency_row_prefix(out ? Direction::Out : Direction::In, node, type));
      if (!entries.empty() && !node_exists(node)) fault(name + ", which does not exist");
      if (type == kNoSymbol || type >= type_counts_.size()) {
        fault(name + " have a type without a name");
        continue;
      }
      if (!std::ranges::is_sorted(entries)) fault(name + " are not in order");
      for (const AdjacencyEntry& entry : entries) {
        if (!node_exists(entry.neighbour))
          fault(name + " lead to node " + std::to_string(entry.neighbour) + ", which does not exist");
        auto& seen = out ? outgoing_ : incoming_;
        if (entry.relationship == 0 || entry.relationship >= seen.size() || seen[entry.relationship]) {
          fault(name + " have relationship " + std::to_string(entry.relationship) +
                ", whose number is wrong or twice there");
          continue;
        }
        seen[entry.relationship] = true;
        const Relationship relationship{entry.relationship, out ? node : entry.neighbour,
                                        out ? entry.neighbour : node, type};
        sums[out ? 0 : 1] += mixed(relationship);
        if (!out) continue;
        ++report_.relationships;
        ++type_counts_[type];
      }
    }
    check(at->status());
    for (RelationshipId id = 1; id < outgoing_.size(); ++id) {
      if (outgoing_[id] == incoming_[id]) continue;
      fault("relationship " + std::to_string(id) + " is listed only at its " +
            (outgoing_[id] ? "source" : "target"));
    }
    if (outgoing_ == incoming_ && sums[0] != sums[1]) {
      fault("outgoing and incoming relationships have the same numbers but different ends or types");
    }
  }

  void check_edges() {
    const auto at = iterate(Family::Edge);
    const auto adjacency = iterate(Family::Adjacency);
    AdjacencyReader rows(*adjacency);
    EdgeReader payloads(*at);
    for (at->SeekToFirst(); at->Valid();) {
      if (!has_bytes(*at, 9, 17, "edge")) {
        at->Next();
        continue;
      }
      const NodeId source = load_be64(at->key().data());
      const std::string name = "the properties of relationships of node " + std::to_string(source);
      std::set<RelationshipId> known;
      rows.visit_rows(Direction::Out, source, {}, [&](SymbolId, const auto& found) {
        for (const AdjacencyEntry& entry : found) known.insert(entry.relationship);
      });
      const auto check_entry = [&](const EdgeEntry& entry) {
        if (!known.contains(entry.relationship)) {
          fault(name + " include relationship " + std::to_string(entry.relationship) +
                ", which does not begin there");
        }
        guarded(name.c_str(), [&] { check_named(name, decode_edge(entry.payload).properties); });
      };
      for (const EdgeEntry& entry : payloads.read_row()) check_entry(entry);
    }
    check(at->status());
  }

  void check_indexes() {
    std::map<IndexDescription, uint64_t> found, distinct;
    std::string last_value;
    const auto at = iterate(Family::Property);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (!has_bytes(*at, 16, std::string::npos, "property")) continue;
      const std::string_view key = view(at->key());
      const IndexDescription index{load_be32(key.data()), load_be32(key.data() + 4)};
      const NodeId node = load_be64(key.data() + key.size() - 8);
      ++report_.index_entries;
      if (!reader_.catalog().indexes.contains(index)) {
        fault("family property has entries of an index that does not exist");
        continue;
      }
      std::vector<uint8_t> has;
      reader_.has_label({&node, 1}, index.label, has);
      Column value;
      reader_.node_property({&node, 1}, index.property, value);
      if (has[0] == 0 || value.is_null(0) ||
          index_prefix(index) + index_key(value.at(0)) + id_key(node) != key) {
        fault("an index lists node " + std::to_string(node) + " under a value that it does not have");
        continue;
      }
      ++found[index];
      const std::string without_node(key.substr(0, key.size() - 8));
      if (without_node != last_value) ++distinct[index];
      last_value = without_node;
    }
    check(at->status());
    for (const auto& [index, count] : reader_.catalog().indexes) {
      if (index.label == kNoSymbol || index.label > reader_.last_symbol(SymbolKind::Label) ||
          index.property == kNoSymbol || index.property > reader_.last_symbol(SymbolKind::Property)) {
        fault("there is an index on a label or property without a name");
        continue;
      }
      const std::string name = "the index on " +
                               std::string(reader_.symbol_name(SymbolKind::Label, index.label)) + "(" +
                               std::string(reader_.symbol_name(SymbolKind::Property, index.property)) + ")";
      if (found[index] != expected_entries_[index]) {
        fault(name + " has " + std::to_string(found[index]) + " right entries; the nodes ask for " +
              std::to_string(expected_entries_[index]));
      }
      if (distinct[index] != count) fault(name + " has a wrong count of distinct values");
    }
  }

  void check_counts() {
    const auto compare = [&](const char* what, uint64_t counted, uint64_t stored) {
      if (counted == stored) return;
      fault(std::string("the stored count of ") + what + " is " + std::to_string(stored) + ", there are " +
            std::to_string(counted));
    };
    compare("nodes", report_.nodes, reader_.node_count(kNoSymbol));
    compare("relationships", report_.relationships, reader_.relationship_count(kNoSymbol));
    for (SymbolId label = 1; label < label_counts_.size(); ++label) {
      compare(std::string(reader_.symbol_name(SymbolKind::Label, label)).c_str(), label_counts_[label],
              reader_.node_count(label));
    }
    for (SymbolId type = 1; type < type_counts_.size(); ++type) {
      compare(std::string(reader_.symbol_name(SymbolKind::Type, type)).c_str(), type_counts_[type],
              reader_.relationship_count(type));
    }
  }

  void check_evidence() {
    reader_.scan(Table::Evidence, "", [&](std::string_view key, std::string_view value) {
      ++report_.evidence;
      const RelationshipId id = key.size() < 8 ? 0 : load_be64(key.data());
      if (id == 0 || id >= outgoing_.size() || !outgoing_[id]) {
        fault("there is evidence of relationship " + std::to_string(id) + ", which does not exist");
      }
      guarded("evidence", [&] { decode_map(value); });
      return true;
    });
  }

  void check_meta() {
    bool format = false;
    const auto at = iterate(Family::Meta);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (!is_meta_key(view(at->key()))) fault("family meta has a key that means nothing");
      if (at->key() == kFormatKey) format = true;
    }
    check(at->status());
    if (reader_.commit() > 0 && !format) fault("family meta does not name its format");
    if (reader_.catalog().stamp != 0 && reader_.catalog().id.empty())
      fault("family meta does not say which database this is");
  }

  // One row a commit since the oldest that is there.
  void check_changes() {
    uint64_t expected = 0;
    const auto at = iterate(Family::Change);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (!has_bytes(*at, 8, 8, "change")) continue;
      const uint64_t commit = load_be64(at->key().data());
      if (expected != 0 && commit != expected) fault("the log of changes has a gap");
      expected = commit + 1;
      guarded("the log of changes", [&] { decode_changes(view(at->value())); });
    }
    check(at->status());
    if (expected > reader_.commit() + 1) fault("the log of changes goes beyond the last commit");
  }

  const StoreReader& reader_;
  const Rocks& rocks_;
  CheckReport report_;
  std::vector<bool> nodes_, outgoing_, incoming_;
  std::vector<uint64_t> label_counts_, type_counts_;
  std::map<IndexDescription, uint64_t> expected_entries_;
};

}  // namespace

CheckReport check_store(const StoreReader& reader) { return Checker(reader).run(); }

}  // namespace trama::storage
