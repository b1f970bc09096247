#include "core/graph/memory_graph.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>
#include <unordered_map>

#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/held_scan.h"

namespace trama {

namespace {

// An array that grows, whose copies share pages: writing to a copy clones the page it falls into.
template <typename T>
class PagedArray {
 public:
  const T* find(uint64_t index) const {
    const uint64_t page = index / kPage;
    if (page >= pages_.size() || !pages_[page]) return nullptr;
    return (*pages_[page])[index % kPage].get();
  }
  void set(uint64_t index, std::shared_ptr<const T> value) {
    const uint64_t page = index / kPage;
    if (page >= pages_.size()) pages_.resize(page + 1);
    auto clone = pages_[page] ? std::make_shared<Page>(*pages_[page]) : std::make_shared<Page>();
    (*clone)[index % kPage] = std::move(value);
    pages_[page] = std::move(clone);
  }
  uint64_t end() const { return pages_.size() * kPage; }

 private:
  static constexpr uint64_t kPage = 64;
  using Page = std::array<std::shared_ptr<const T>, kPage>;
  std::vector<std::shared_ptr<const Page>> pages_;
};

// Something shared until it is written to. A null pointer is an empty T.
template <typename T>
class Shared {
 public:
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  // The clone belongs to this state alone until the state is published.
  T& clone() {
    auto copy = std::make_shared<T>(*value_);
    value_ = copy;
    return *copy;
  }

 private:
  std::shared_ptr<const T> value_ = std::make_shared<const T>();
};

struct Neighbour {
  SymbolId type;
  NodeId node;
  RelationshipId relationship;
  auto operator<=>(const Neighbour&) const = default;
};

using Properties = std::map<SymbolId, Value>;

struct NodeRecord {
  bool derived = false;
  std::vector<SymbolId> labels;
  Properties properties;
  std::vector<Neighbour> out, in;  // ascending
};

struct RelationshipRecord {
  Relationship relationship;
  bool derived = false;
  Properties properties;
};

struct Dictionary {
  std::deque<std::shared_ptr<const std::string>> names;  // shared, so that views survive a clone
  std::map<std::string_view, SymbolId> ids;
};

using IndexEntries = std::vector<std::pair<std::string, NodeId>>;  // ascending
using TableEntries = std::map<std::string, std::string, std::less<>>;

const Value* find_property(const Properties& properties, SymbolId property) {
  const auto found = properties.find(property);
  return found == properties.end() ? nullptr : &found->second;
}

void apply(const Properties& changes, Properties& properties) {
  for (const auto& [property, value] : changes) {
    if (value.is_null()) {
      properties.erase(property);
    } else {
      properties[property] = value;
    }
  }
}

template <typename T>
void insert_sorted(std::vector<T>& sorted, T value) {
  const auto at = std::ranges::lower_bound(sorted, value);
  if (at == sorted.end() || *at != value) sorted.insert(at, std::move(value));
}

template <typename T>
void erase_sorted(std::vector<T>& sorted, const T& value) {
  const auto at = std::ranges::lower_bound(sorted, value);
  if (at != sorted.end() && *at == value) sorted.erase(at);
}

Relationship outgoing(NodeId source, const Neighbour& neighbour) {
  return {neighbour.relationship, source, neighbour.node, neighbour.type};
}
Relationship incoming(NodeId target, const Neighbour& neighbour) {
  return {neighbour.relationship, neighbour.node, target, neighbour.type};
}

}  // namespace

struct MemoryState {
  uint64_t commit = 0;
  NodeId last_node = 0;
  RelationshipId last_relationship = 0;
  std::array<Shared<Dictionary>, 3> dictionaries;
  PagedArray<NodeRecord> nodes;
  PagedArray<RelationshipRecord> relationships;
  std::map<SymbolId, Shared<std::vector<NodeId>>> labels;  // kNoSymbol: all nodes
  std::map<SymbolId, uint64_t> type_counts;                // kNoSymbol: all relationships
  std::map<IndexDescription, Shared<IndexEntries>> indexes;
  std::map<Table, Shared<TableEntries>> tables;
};

namespace {

class MemoryReader : public GraphReader {
 public:
  explicit MemoryReader(std::shared_ptr<const MemoryState> state) : state_(std::move(state)), s_(*state_) {}

  uint64_t commit() const override { return s_.commit; }
  NodeId last_node() const override { return s_.last_node; }
  RelationshipId last_relationship() const override { return s_.last_relationship; }

  SymbolId find_symbol(SymbolKind kind, std::string_view name) const override {
    const Dictionary& dictionary = *s_.dictionaries[static_cast<size_t>(kind)];
    const auto found = dictionary.ids.find(name);
    return found == dictionary.ids.end() ? kNoSymbol : found->second;
  }
  std::string_view symbol_name(SymbolKind kind, SymbolId id) const override {
    return *s_.dictionaries[static_cast<size_t>(kind)]->names.at(id - 1);
  }
  SymbolId last_symbol(SymbolKind kind) const override {
    return static_cast<SymbolId>(s_.dictionaries[static_cast<size_t>(kind)]->names.size());
  }

  std::unique_ptr<NodeScan> scan_nodes(SymbolId label) const override {
    const auto members = s_.labels.find(label);
    return std::make_unique<HeldNodes>(members == s_.labels.end() ? std::vector<NodeId>() : *members->second);
  }
  std::unique_ptr<RelationshipScan> scan_relationships(SymbolId type) const override {
    std::vector<Relationship> found;
    for (const NodeId node : *s_.labels.at(kNoSymbol)) {
      for (const Neighbour& neighbour : s_.nodes.find(node)->out) {
        if (type == kNoSymbol || neighbour.type == type) found.push_back(outgoing(node, neighbour));
      }
    }
    std::ranges::stable_sort(found, {}, &Relationship::type);  // sources and targets are in order already
    return std::make_unique<HeldRelationships>(std::move(found));
  }
  std::unique_ptr<NodeScan> scan_index(IndexDescription index, const IndexRange& range) const override {
    const auto found = s_.indexes.find(index);
    if (found == s_.indexes.end()) throw Error(ErrorKind::Internal, "a scan of an index that does not exist");
    std::vector<NodeId> nodes;
    if (const IndexBounds bounds = index_bounds(range); !bounds.empty()) {
      const IndexEntries& entries = *found->second;
      auto entry = std::ranges::lower_bound(entries, std::make_pair(bounds.lower, NodeId{0}));
      for (; entry != entries.end() && entry->first < bounds.upper; ++entry) {
        const Value* value = find_property(s_.nodes.find(entry->second)->properties, index.property);
        if (!bounds.recheck || in_range(*value, range)) nodes.push_back(entry->second);
      }
    }
    std::ranges::sort(nodes);
    return std::make_unique<HeldNodes>(std::move(nodes));
  }
  std::vector<IndexDescription> indexes() const override {
    std::vector<IndexDescription> all;
    for (const auto& [index, entries] : s_.indexes) all.push_back(index);
    return all;
  }

  bool has_node(NodeId node) const override { return s_.nodes.find(node) != nullptr; }
  bool has_relationship(const Relationship& relationship) const override {
    return s_.relationships.find(relationship.id) != nullptr;
  }
  std::vector<SymbolId> labels(NodeId node) const override {
    const NodeRecord* record = s_.nodes.find(node);
    return record == nullptr ? std::vector<SymbolId>() : record->labels;
  }
  void has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const override {
    out.assign(nodes.size(), 0);
    for (size_t i = 0; i < nodes.size(); ++i) {
      const NodeRecord* record = s_.nodes.find(nodes[i]);
      out[i] = record != nullptr && std::ranges::binary_search(record->labels, label);
    }
  }

  void expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
              Expansion& out) const override {
    for (uint32_t row = 0; row < nodes.size(); ++row) {
      visit(nodes[row], direction, types, [&](const Relationship& relationship, NodeId neighbour) {
        out.row.push_back(row);
        out.relationship.push_back(relationship);
        out.neighbour.push_back(neighbour);
      });
    }
  }
  void neighbours(NodeId node, Direction direction, SymbolId type, std::vector<NodeId>& out) const override {
    out.clear();
    const std::span<const SymbolId> types(&type, type == kNoSymbol ? 0 : 1);
    visit(node, direction, types, [&](const Relationship&, NodeId neighbour) { out.push_back(neighbour); });
    std::ranges::sort(out);
  }
  void degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
               std::vector<uint64_t>& out) const override {
    out.assign(nodes.size(), 0);
    for (size_t i = 0; i < nodes.size(); ++i) {
      visit(nodes[i], direction, types, [&](const Relationship&, NodeId) { ++out[i]; });
    }
  }

  void node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const override {
    fill(nodes.size(), out, [&](size_t i) -> const Value* {
      const NodeRecord* record = s_.nodes.find(nodes[i]);
      return record == nullptr ? nullptr : find_property(record->properties, property);
    });
  }
  void relationship_property(std::span<const Relationship> relationships, SymbolId property,
                             Column& out) const override {
    fill(relationships.size(), out, [&](size_t i) -> const Value* {
      const RelationshipRecord* record = s_.relationships.find(relationships[i].id);
      return record == nullptr ? nullptr : find_property(record->properties, property);
    });
  }
  Map node_properties(NodeId node) const override {
    const NodeRecord* record = s_.nodes.find(node);
    return record == nullptr ? Map() : named(record->properties);
  }
  Map relationship_properties(const Relationship& relationship) const override {
    const RelationshipRecord* record = s_.relationships.find(relationship.id);
    return record == nullptr ? Map() : named(record->properties);
  }
  bool is_derived_node(NodeId node) const override {
    const NodeRecord* record = s_.nodes.find(node);
    return record != nullptr && record->derived;
  }
  bool is_derived_relationship(const Relationship& relationship) const override {
    const RelationshipRecord* record = s_.relationships.find(relationship.id);
    return record != nullptr && record->derived;
  }

  uint64_t node_count(SymbolId label) const override {
    const auto members = s_.labels.find(label);
    return members == s_.labels.end() ? 0 : members->second->size();
  }
  uint64_t relationship_count(SymbolId type) const override {
    const auto count = s_.type_counts.find(type);
    return count == s_.type_counts.end() ? 0 : count->second;
  }
  uint64_t index_distinct(IndexDescription index) const override {
    const auto found = s_.indexes.find(index);
    if (found == s_.indexes.end()) return 0;
    uint64_t distinct = 0;
    const std::string* last = nullptr;
    for (const auto& [key, node] : *found->second) {
      if (last == nullptr || *last != key) ++distinct;
      last = &key;
    }
    return distinct;
  }

  std::optional<std::string> get(Table table, std::string_view key) const override {
    const auto entries = s_.tables.find(table);
    if (entries == s_.tables.end()) return std::nullopt;
    const auto found = entries->second->find(key);
    if (found == entries->second->end()) return std::nullopt;
    return found->second;
  }
  void scan(Table table, std::string_view prefix, const TableVisitor& visitor) const override {
    const auto entries = s_.tables.find(table);
    if (entries == s_.tables.end()) return;
    for (auto entry = entries->second->lower_bound(prefix);
         entry != entries->second->end() && entry->first.starts_with(prefix); ++entry) {
      if (!visitor(entry->first, entry->second)) return;
    }
  }

 private:
  // In the order of Expansion.
  template <typename Visit>
  void visit(NodeId node, Direction direction, std::span<const SymbolId> types, const Visit& found) const {
    const NodeRecord* record = s_.nodes.find(node);
    if (record == nullptr) return;
    static const std::vector<Neighbour> kNone;
    const auto& outs = direction == Direction::In ? kNone : record->out;
    const auto& ins = direction == Direction::Out ? kNone : record->in;
    auto out = outs.begin();
    auto in = ins.begin();
    while (out != outs.end() || in != ins.end()) {
      const bool take_out = in == ins.end() || (out != outs.end() && out->type <= in->type);
      const Neighbour& next = take_out ? *out++ : *in++;
      if (!types.empty() && std::ranges::find(types, next.type) == types.end()) continue;
      if (take_out) {
        found(outgoing(node, next), next.node);
      } else if (direction == Direction::In || next.node != node) {
        found(incoming(node, next), next.node);
      }
    }
  }

  template <typename Find>
  static void fill(size_t rows, Column& out, const Find& find) {
    Column::Values values;
    values.reserve(rows);
    for (size_t i = 0; i < rows; ++i) {
      const Value* value = find(i);
      values.push_back(value == nullptr ? Value() : *value);
    }
    out.clear();
    out.data = std::move(values);
  }

  Map named(const Properties& properties) const {
    Map map;
    for (const auto& [property, value] : properties) {
      map.emplace(symbol_name(SymbolKind::Property, property), value);
    }
    return map;
  }

  std::shared_ptr<const MemoryState> state_;
  const MemoryState& s_;
};

// Applies one delta to a copy of the state.
class Committer {
 public:
  Committer(MemoryState& state, const GraphDelta& delta) : s_(state), delta_(delta) {}

  void run() {
    ++s_.commit;
    s_.last_node = delta_.last_node();
    s_.last_relationship = delta_.last_relationship();
    add_symbols();
    change_indexes_dropped();
    change_nodes();
    change_relationships();
    write_back();
    create_indexes();
    change_tables();
  }

 private:
  void add_symbols() {
    for (const SymbolKind kind : {SymbolKind::Label, SymbolKind::Type, SymbolKind::Property}) {
      const auto& names = delta_.new_symbols(kind);
      if (names.empty()) continue;
      Dictionary& dictionary = s_.dictionaries[static_cast<size_t>(kind)].clone();
      for (const std::string& name : names) {
        dictionary.names.push_back(std::make_shared<const std::string>(name));
        dictionary.ids.emplace(*dictionary.names.back(), static_cast<SymbolId>(dictionary.names.size()));
      }
    }
  }

  void change_indexes_dropped() {
    for (const IndexDescription& index : delta_.dropped_indexes()) s_.indexes.erase(index);
  }

  void change_nodes() {
    for (const auto& [node, change] : delta_.node_changes()) {
      if (change.created && change.deleted) continue;
      NodeRecord& record = touch(node);
      const NodeRecord before = record;
      if (change.created) record.derived = change.origin == Origin::Derived;
      if (change.deleted) {
        record.labels.clear();
        record.properties.clear();
        deleted_.push_back(node);
      } else {
        record.labels = delta_.labels(node);
        apply(change.properties, record.properties);
      }
      if (change.created) insert_sorted(members(kNoSymbol), node);
      if (change.deleted) erase_sorted(members(kNoSymbol), node);
      for (const SymbolId label : before.labels) {
        if (!std::ranges::binary_search(record.labels, label)) erase_sorted(members(label), node);
      }
      for (const SymbolId label : record.labels) {
        if (!std::ranges::binary_search(before.labels, label)) insert_sorted(members(label), node);
      }
      for (auto& [index, entries] : s_.indexes) reindex(index, entries, node, before, record);
    }
  }

  static const Value* indexed(IndexDescription index, const NodeRecord& record) {
    if (!std::ranges::binary_search(record.labels, index.label)) return nullptr;
    return find_property(record.properties, index.property);
  }

  void reindex(IndexDescription index, Shared<IndexEntries>& entries, NodeId node, const NodeRecord& before,
               const NodeRecord& after) {
    const Value* old_value = indexed(index, before);
    const Value* new_value = indexed(index, after);
    if (old_value == nullptr && new_value == nullptr) return;
    const auto [known, first] = touched_indexes_.try_emplace(index, nullptr);
    if (first) known->second = &entries.clone();
    if (old_value != nullptr) erase_sorted(*known->second, {index_key(*old_value), node});
    if (new_value != nullptr) insert_sorted(*known->second, {index_key(*new_value), node});
  }

  void change_relationships() {
    for (const auto& [id, change] : delta_.relationship_changes()) {
      if (change.created && change.deleted) continue;
      const Relationship& relationship = change.relationship;
      const Neighbour out{relationship.type, relationship.target, id};
      const Neighbour in{relationship.type, relationship.source, id};
      if (change.deleted) {
        erase_sorted(touch(relationship.source).out, out);
        erase_sorted(touch(relationship.target).in, in);
        s_.relationships.set(id, nullptr);
      } else {
        RelationshipRecord record;
        if (const RelationshipRecord* before = s_.relationships.find(id); before != nullptr) record = *before;
        record.relationship = relationship;
        if (change.created) record.derived = change.origin == Origin::Derived;
        apply(change.properties, record.properties);
        s_.relationships.set(id, std::make_shared<const RelationshipRecord>(std::move(record)));
      }
      if (change.created) {
        insert_sorted(touch(relationship.source).out, out);
        insert_sorted(touch(relationship.target).in, in);
      }
      if (change.created || change.deleted) {
        const uint64_t step = change.created ? 1 : ~uint64_t{0};
        s_.type_counts[kNoSymbol] += step;
        s_.type_counts[relationship.type] += step;
      }
    }
  }

  void write_back() {
    for (auto& [node, record] : touched_) {
      s_.nodes.set(node, std::make_shared<const NodeRecord>(std::move(record)));
    }
    for (const NodeId node : deleted_) s_.nodes.set(node, nullptr);
  }

  void create_indexes() {
    for (const IndexDescription& index : delta_.created_indexes()) {
      IndexEntries& entries = s_.indexes[index].clone();
      if (!s_.labels.contains(index.label)) continue;
      for (const NodeId node : *s_.labels.at(index.label)) {
        const Value* value = indexed(index, *s_.nodes.find(node));
        if (value != nullptr) entries.emplace_back(index_key(*value), node);
      }
      std::ranges::sort(entries);
    }
  }

  void change_tables() {
    for (const auto& [table, changes] : delta_.table_changes()) {
      TableEntries& entries = s_.tables[table].clone();
      for (const auto& [key, value] : changes) {
        if (value) {
          entries.insert_or_assign(key, *value);
        } else {
          entries.erase(key);
        }
      }
    }
  }

  NodeRecord& touch(NodeId node) {
    const auto [known, first] = touched_.try_emplace(node);
    if (first) {
      if (const NodeRecord* record = s_.nodes.find(node); record != nullptr) known->second = *record;
    }
    return known->second;
  }

  std::vector<NodeId>& members(SymbolId label) {
    const auto [known, first] = touched_labels_.try_emplace(label, nullptr);
    if (first) known->second = &s_.labels[label].clone();
    return *known->second;
  }

  MemoryState& s_;
  const GraphDelta& delta_;
  std::map<NodeId, NodeRecord> touched_;
  std::vector<NodeId> deleted_;
  std::map<SymbolId, std::vector<NodeId>*> touched_labels_;
  std::map<IndexDescription, IndexEntries*> touched_indexes_;
};

}  // namespace

MemoryGraph::MemoryGraph() {
  MemoryState empty;
  empty.labels[kNoSymbol];
  state_ = std::make_shared<const MemoryState>(std::move(empty));
}

MemoryGraph::~MemoryGraph() = default;

std::shared_ptr<const GraphReader> MemoryGraph::read() {
  const std::lock_guard lock(mutex_);
  return std::make_shared<MemoryReader>(state_);
}

uint64_t MemoryGraph::commit(const GraphDelta& delta) {
  if (delta.commit() != state_->commit) {
    throw Error(ErrorKind::Internal, "a delta was made on a commit that is no longer the newest");
  }
  if (delta.empty()) return state_->commit;
  delta.check_no_dangling();
  delta.poll();
  MemoryState next = *state_;
  Committer(next, delta).run();
  const std::lock_guard lock(mutex_);
  state_ = std::make_shared<const MemoryState>(std::move(next));
  return state_->commit;
}

}  // namespace trama
