#include "core/graph/memory_commit.h"

#include <algorithm>

#include "core/graph/index_key.h"

namespace trama::memory {

namespace {

void apply_changes(const Properties& changes, Properties& properties) {
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

class Committer {
 public:
  Committer(State& state, const GraphDelta& delta) : s_(state), delta_(delta) {}

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
        apply_changes(change.properties, record.properties);
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
        apply_changes(change.properties, record.properties);
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

  State& s_;
  const GraphDelta& delta_;
  std::map<NodeId, NodeRecord> touched_;
  std::vector<NodeId> deleted_;
  std::map<SymbolId, std::vector<NodeId>*> touched_labels_;
  std::map<IndexDescription, IndexEntries*> touched_indexes_;
};

}  // namespace

void apply(const GraphDelta& delta, State& state) { Committer(state, delta).run(); }

}  // namespace trama::memory
