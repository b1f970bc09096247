#include "core/graph/memory_reader.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/graph/held_scan.h"
#include "core/graph/index_key.h"

namespace trama::memory {

namespace {

Relationship outgoing(NodeId source, const Neighbour& neighbour) {
  return {neighbour.relationship, source, neighbour.node, neighbour.type};
}
Relationship incoming(NodeId target, const Neighbour& neighbour) {
  return {neighbour.relationship, neighbour.node, target, neighbour.type};
}

class Reader : public GraphReader {
 public:
  explicit Reader(std::shared_ptr<const State> state) : state_(std::move(state)), s_(*state_) {}

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

  std::shared_ptr<const State> state_;
  const State& s_;
};

}  // namespace

std::shared_ptr<const GraphReader> make_reader(std::shared_ptr<const State> state) {
  return std::make_shared<Reader>(std::move(state));
}

}  // namespace trama::memory
