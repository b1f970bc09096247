#include "storage/repair.h"

#include <algorithm>
#include <optional>
#include <set>

#include <rocksdb/write_batch.h>

#include "core/graph/index_key.h"
#include "storage/adjacency_reader.h"
#include "storage/node_row.h"

namespace trama::storage {

namespace {

constexpr size_t kBatchBytes = size_t{4} << 20;
constexpr size_t kLongestKey = 64;  // of the log of changes, and more

class Repairer {
 public:
  Repairer(const Rocks& rocks, const Catalog& before) : rocks_(rocks), before_(before), after_(before) {
    after_.node_counts.assign(std::max<size_t>(before.node_counts.size(), names(SymbolKind::Label) + 1), 0);
    after_.relationship_counts.assign(
        std::max<size_t>(before.relationship_counts.size(), names(SymbolKind::Type) + 1), 0);
    std::erase_if(after_.indexes, [&](const auto& each) {
      const IndexDescription index = each.first;
      return !is_named(SymbolKind::Label, index.label) || !is_named(SymbolKind::Property, index.property);
    });
    for (auto& [index, distinct] : after_.indexes) distinct = 0;
  }

  RepairReport run(Catalog& catalog) {
    read_nodes();
    note_labelled();
    repair_meta();
    repair_keys(Family::Label, labels_);
    repair_keys(Family::Property, index_entries_);
    read_relationships();
    repair_adjacency();
    repair_edges();
    write_catalog();
    flush();
    catalog = std::move(after_);
    report_.lost_nodes = lost_nodes_.size();
    return report_;
  }

 private:
  struct Entry {
    uint64_t node = 0;
    SymbolId type = 0;
    AdjacencyEntry entry;
    auto operator<=>(const Entry&) const = default;
  };

  size_t names(SymbolKind kind) const { return before_.dictionary(kind).names.size(); }
  bool is_named(SymbolKind kind, SymbolId id) const { return id != kNoSymbol && id <= names(kind); }
  bool exists(NodeId node) const { return node < nodes_.size() && nodes_[node]; }

  void put(Family family, const std::string& key, std::string_view value) {
    check(batch_.Put(rocks_.family(family), key, value));
    written();
  }
  void erase(Family family, std::string_view key) {
    check(batch_.Delete(rocks_.family(family), key));
    written();
  }
  void written() {
    if (batch_.GetDataSize() > kBatchBytes) flush();
  }
  void flush() {
    rocksdb::WriteOptions write;
    write.sync = true;
    check(rocks_.db().Write(write, &batch_));
    batch_.Clear();
  }

  // Also what labels and indexes shall hold.
  void read_nodes() {
    const auto at = rocks_.iterate({}, Family::Node);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      std::optional<NodeRow> row = at->key().size() == 8 ? read_row(view(at->value())) : std::nullopt;
      if (!row) {
        if (at->key().size() == 8) lost_nodes_.insert(load_be64(at->key().data()));
        erase(Family::Node, view(at->key()));
        continue;
      }
      const NodeId node = load_be64(at->key().data());
      if (drop_nameless(row->properties)) put(Family::Node, id_key(node), encode_node(*row));
      after_.last_node = std::max(after_.last_node, node);
      if (node >= nodes_.size()) nodes_.resize(node + 1);
      nodes_[node] = true;
      ++after_.node_counts[kNoSymbol];
      for (const SymbolId label : row->labels) {
        ++after_.node_counts[label];
        labels_.push_back(label_key(label, node));
      }
      for (const auto& [index, distinct] : after_.indexes) {
        const auto value = row->properties.find(index.property);
        if (value == row->properties.end() || !std::ranges::binary_search(row->labels, index.label)) continue;
        index_entries_.push_back(index_prefix(index) + index_key(value->second) + id_key(node));
      }
    }
    check(at->status());
    std::ranges::sort(labels_);
    std::ranges::sort(index_entries_);
    std::string_view last;
    for (const std::string& key : index_entries_) {
      const std::string_view value = std::string_view(key).substr(0, key.size() - 8);
      if (value != last) ++after_.indexes[{load_be32(key.data()), load_be32(key.data() + 4)}];
      last = value;
    }
  }

  // Nodes that have a label and no row.
  void note_labelled() {
    const auto at = rocks_.iterate({}, Family::Label);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      if (at->key().size() != 12) continue;
      const NodeId node = load_be64(at->key().data() + 4);
      if (node != 0 && node <= before_.last_node && !exists(node)) lost_nodes_.insert(node);
    }
    check(at->status());
  }

  void repair_meta() {
    const auto at = rocks_.iterate({}, Family::Meta);
    for (at->SeekToFirst(); at->Valid(); at->Next())
      if (!is_meta_key(view(at->key()))) erase(Family::Meta, view(at->key()));
    check(at->status());
  }

  std::optional<NodeRow> read_row(std::string_view bytes) const {
    try {
      NodeRow row = decode_node(bytes);
      const auto named = [&](SymbolId label) { return is_named(SymbolKind::Label, label); };
      if (std::ranges::all_of(row.labels, named)) return row;
    } catch (const Error&) {
    }
    return std::nullopt;
  }

  bool drop_nameless(Properties& properties) {
    const size_t dropped = std::erase_if(
        properties, [&](const auto& property) { return !is_named(SymbolKind::Property, property.first); });
    report_.lost_properties += dropped;
    return dropped > 0;
  }

  // Families of keys alone; `wanted` ascending.
  void repair_keys(Family family, std::vector<std::string>& wanted) {
    auto next = wanted.begin();
    const auto add = [&] {
      ++report_.rows;
      put(family, *next++, "");
    };
    const auto at = rocks_.iterate({}, family);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      const std::string_view found = view(at->key());
      while (next != wanted.end() && *next < found) add();
      if (next != wanted.end() && *next == found) {
        ++next;
      } else {
        ++report_.rows;
        erase(family, found);
      }
    }
    check(at->status());
    while (next != wanted.end()) add();
    wanted = {};
  }

  // Calls visit(direction, node, type, entries); entries are null where the row cannot be read.
  template <typename Visit>
  void visit_adjacency(const Visit& visit) const {
    const auto at = rocks_.iterate({}, Family::Adjacency);
    AdjacencyReader rows(*at);
    for (at->SeekToFirst(); at->Valid();) {
      const std::string prefix = at->key().ToString().substr(0, kAdjacencyRowBytes);
      const std::vector<AdjacencyEntry>* entries = nullptr;
      try {
        if (prefix.size() == kAdjacencyRowBytes && static_cast<uint8_t>(prefix[0]) <= 1)
          entries = &rows.read_row(prefix);
      } catch (const Error&) {
        check(at->status());
      }
      if (entries == nullptr) {
        while (at->Valid() && at->key().starts_with(prefix)) at->Next();
      }
      visit(prefix, entries);
    }
    check(at->status());
  }

  void read_relationships() {
    std::vector<bool> known;
    visit_adjacency([&](const std::string& prefix, const std::vector<AdjacencyEntry>* entries) {
      if (entries == nullptr || prefix.size() < kAdjacencyRowBytes) return;
      const bool out = prefix[0] == '\0';
      const NodeId node = load_be64(prefix.data() + 1);
      const SymbolId type = load_be32(prefix.data() + kAdjacencyNodeBytes);
      const bool typed = is_named(SymbolKind::Type, type);
      for (const AdjacencyEntry& entry : *entries) {
        const RelationshipId id = entry.relationship;
        if (id == 0) continue;
        if (id >= known.size()) known.resize(std::max<size_t>(id + 1, known.size() * 2));
        if (known[id]) continue;  // outgoing rows come first, and win
        known[id] = true;
        if (!typed || !exists(node) || !exists(entry.neighbour)) {
          ++report_.lost_relationships;
          continue;
        }
        after_.last_relationship = std::max(after_.last_relationship, id);
        ++after_.relationship_counts[kNoSymbol];
        ++after_.relationship_counts[type];
        const NodeId source = out ? node : entry.neighbour, target = out ? entry.neighbour : node;
        rows_[0].push_back({source, type, {target, id}});
        rows_[1].push_back({target, type, {source, id}});
      }
    });
    for (auto& rows : rows_) std::ranges::sort(rows);
  }

  void repair_adjacency() {
    size_t direction = 0, next = 0;
    // Writes the wanted rows before `end` (a row's prefix; empty: all).
    const auto write_before = [&](const std::string& end) {
      for (; direction < 2; ++direction, next = 0) {
        while (next < rows_[direction].size()) {
          const std::string prefix = prefix_of(direction, next);
          if (!end.empty() && prefix >= end) return;
          write_row(prefix, wanted_row(direction, next));
        }
      }
    };
    visit_adjacency([&](const std::string& prefix, const std::vector<AdjacencyEntry>* entries) {
      write_before(prefix);
      std::vector<AdjacencyEntry> wanted;
      if (direction < 2 && next < rows_[direction].size() && prefix_of(direction, next) == prefix)
        wanted = wanted_row(direction, next);
      if (entries != nullptr && *entries == wanted) return;
      erase_row(Family::Adjacency, prefix);
      write_row(prefix, wanted);
    });
    write_before("");
  }

  std::string prefix_of(size_t direction, size_t row) const {
    const Entry& first = rows_[direction][row];
    return adjacency_row_prefix(direction == 0 ? Direction::Out : Direction::In, first.node, first.type);
  }

  // The row that begins at `next`, which moves past it.
  std::vector<AdjacencyEntry> wanted_row(size_t direction, size_t& next) const {
    const std::vector<Entry>& rows = rows_[direction];
    const Entry& first = rows[next];
    std::vector<AdjacencyEntry> row;
    for (; next < rows.size() && rows[next].node == first.node && rows[next].type == first.type; ++next)
      row.push_back(rows[next].entry);
    return row;
  }

  template <typename Row = AdjacencyRow>
  void write_row(const std::string& prefix, const std::vector<typename Row::Entry>& entries,
                 Family family = Family::Adjacency) {
    ++report_.rows;
    for (size_t begin = 0; begin < entries.size(); begin += kBlockEntries) {
      std::string key = prefix;
      Row::append_block_key(key, entries[begin]);
      put(family, key, encode_block<Row>(entries, begin, std::min(begin + kBlockEntries, entries.size())));
    }
  }

  void erase_row(Family family, const std::string& prefix) {
    const auto at = rocks_.iterate({}, family);
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next())
      erase(family, view(at->key()));
    check(at->status());
  }

  void repair_edges() {
    const std::vector<Entry>& outgoing = rows_[0];
    const auto at = rocks_.iterate({}, Family::Edge);
    for (at->SeekToFirst(); at->Valid();) {
      const std::string prefix = at->key().ToString().substr(0, 8);
      std::vector<std::string> blocks;
      std::string tail_bytes;
      for (; at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const bool block = at->key().size() > prefix.size() && at->key()[prefix.size()] == kBlockMark;
        if (block) blocks.push_back(at->value().ToString());
        if (!block) tail_bytes = at->value().ToString();
      }
      if (prefix.size() < 8) {
        erase(Family::Edge, prefix);
        continue;
      }
      const NodeId source = load_be64(prefix.data());
      std::set<RelationshipId> known;
      for (auto own = std::ranges::lower_bound(outgoing, source, {}, &Entry::node);
           own != outgoing.end() && own->node == source; ++own)
        known.insert(own->entry.relationship);
      std::vector<EdgeEntry> kept;
      if (all_read(blocks, tail_bytes, known, kept)) continue;
      erase_row(Family::Edge, prefix);
      write_row<EdgeRow>(prefix, kept, Family::Edge);
    }
    check(at->status());
  }

  // False where something had to be left out of `kept`, whose payloads are views into the bytes given.
  bool all_read(const std::vector<std::string>& blocks, std::string_view tail_bytes,
                const std::set<RelationshipId>& known, std::vector<EdgeEntry>& kept) {
    bool all = true;
    std::vector<EdgeEntry> base, merged;
    Tail<EdgeRow> tail;
    const auto read = [&](const auto& part) {
      try {
        part();
      } catch (const Error&) {
        all = false;
      }
    };
    for (const std::string& block : blocks) read([&] { decode_block<EdgeRow>(block, base); });
    read([&] { tail.decode(tail_bytes); });
    merge<EdgeRow>(base, tail, merged);
    for (const EdgeEntry& entry : merged) {
      if (!known.contains(entry.relationship)) {
        all = false;
        continue;
      }
      read([&] {
        Properties properties = decode_edge(entry.payload).properties;
        if (drop_nameless(properties)) {
          all = false;
        } else {
          kept.push_back(entry);
        }
      });
    }
    return all;
  }

  void write_catalog() {
    const auto at = rocks_.iterate({}, Family::Change);
    at->SeekToLast();
    if (at->Valid() && at->key().size() == 8)
      after_.commit = std::max(after_.commit, load_be64(at->key().data()));
    check(at->status());
    after_.begin_commit();
    check(batch_.DeleteRange(rocks_.family(Family::Change), "", std::string(kLongestKey, '\xff')));
    check(batch_.Put(rocks_.family(Family::Meta), kFormatKey, std::to_string(kFormatVersion)));
    store_catalog(rocks_, before_, after_, batch_);
  }

  const Rocks& rocks_;
  const Catalog& before_;
  Catalog after_;
  rocksdb::WriteBatch batch_;
  RepairReport report_;
  std::vector<bool> nodes_;
  std::set<NodeId> lost_nodes_;
  std::vector<std::string> labels_, index_entries_;
  std::vector<Entry> rows_[2];  // Out, In
};

}  // namespace

RepairReport repair_store(const Rocks& rocks, Catalog& catalog) {
  const Catalog before = catalog;
  return Repairer(rocks, before).run(catalog);
}

}  // namespace trama::storage
