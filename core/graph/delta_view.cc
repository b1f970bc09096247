// GraphDelta's view of names, nodes, properties, counts and tables: each answer is the base's, corrected.
// Where the delta has not touched what is asked for, the base answers alone. (delta_scan.cc, delta_expand.cc:
// scans and expansions.)
#include <algorithm>

#include "core/graph/delta.h"

namespace trama {

namespace {

size_t slot(SymbolKind kind) { return static_cast<size_t>(kind); }

// Sets the rows for which `change` gives a value (a pointer; null value: no such property) to that value.
template <typename Change>
void patch(Column& column, size_t rows, const Change& change) {
  size_t row = 0;
  while (row < rows && change(row) == nullptr) ++row;
  if (row == rows) return;
  Column::Values values;
  values.reserve(rows);
  for (size_t i = 0; i < rows; ++i) {
    const Value* changed = change(i);
    values.push_back(changed != nullptr ? *changed : column.at(i));
  }
  column.clear();
  column.data = std::move(values);
}

const Value* find_property(const std::map<SymbolId, Value>& properties, SymbolId property) {
  const auto found = properties.find(property);
  return found == properties.end() ? nullptr : &found->second;
}

const Value kNull;

void apply(const std::map<SymbolId, Value>& changes, const GraphReader& graph, Map& properties) {
  for (const auto& [property, value] : changes) {
    const std::string name(graph.symbol_name(SymbolKind::Property, property));
    if (value.is_null()) {
      properties.erase(name);
    } else {
      properties.insert_or_assign(name, value);
    }
  }
}

}  // namespace

SymbolId GraphDelta::find_symbol(SymbolKind kind, std::string_view name) const {
  if (const SymbolId known = base_->find_symbol(kind, name); known != kNoSymbol) return known;
  const auto own = symbols_[slot(kind)].find(name);
  return own == symbols_[slot(kind)].end() ? kNoSymbol : own->second;
}

std::string_view GraphDelta::symbol_name(SymbolKind kind, SymbolId id) const {
  const SymbolId last = base_->last_symbol(kind);
  if (id <= last) return base_->symbol_name(kind, id);
  return names_[slot(kind)].at(id - last - 1);
}

SymbolId GraphDelta::last_symbol(SymbolKind kind) const {
  return base_->last_symbol(kind) + static_cast<SymbolId>(names_[slot(kind)].size());
}

const NodeChange* GraphDelta::find_change(NodeId node) const {
  if (nodes_.empty()) return nullptr;
  const auto found = nodes_.find(node);
  return found == nodes_.end() ? nullptr : &found->second;
}

bool GraphDelta::is_deleted(NodeId node) const {
  const NodeChange* change = find_change(node);
  return change != nullptr && change->deleted;
}

const GraphDelta::Membership* GraphDelta::membership(SymbolId label) const {
  const auto found = members_.find(label);
  return found == members_.end() ? nullptr : &found->second;
}

bool GraphDelta::has_node(NodeId node) const {
  const NodeChange* change = find_change(node);
  return change != nullptr ? !change->deleted : base_->has_node(node);
}

bool GraphDelta::has_relationship(const Relationship& relationship) const {
  const auto change = relationships_.find(relationship.id);
  return change != relationships_.end() ? !change->second.deleted : base_->has_relationship(relationship);
}

std::vector<SymbolId> GraphDelta::labels(NodeId node) const {
  const NodeChange* change = find_change(node);
  if (change == nullptr) return base_->labels(node);
  if (change->deleted) return {};
  std::vector<SymbolId> all;
  if (!change->created) all = base_->labels(node);
  for (const auto& [label, added] : change->labels) {
    const auto at = std::ranges::lower_bound(all, label);
    const bool there = at != all.end() && *at == label;
    if (added && !there) all.insert(at, label);
    if (!added && there) all.erase(at);
  }
  return all;
}

void GraphDelta::has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const {
  base_->has_label(nodes, label, out);
  const Membership* members = label == kNoSymbol ? nullptr : membership(label);
  if (members == nullptr) return;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (members->added.contains(nodes[i])) out[i] = 1;
    if (members->removed.contains(nodes[i])) out[i] = 0;
  }
}

void GraphDelta::node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const {
  base_->node_property(nodes, property, out);
  if (nodes_.empty()) return;
  patch(out, nodes.size(), [&](size_t row) -> const Value* {
    const NodeChange* change = find_change(nodes[row]);
    if (change == nullptr) return nullptr;
    return change->deleted ? &kNull : find_property(change->properties, property);
  });
}

void GraphDelta::relationship_property(std::span<const Relationship> relationships, SymbolId property,
                                       Column& out) const {
  base_->relationship_property(relationships, property, out);
  if (relationships_.empty()) return;
  patch(out, relationships.size(), [&](size_t row) -> const Value* {
    const auto change = relationships_.find(relationships[row].id);
    if (change == relationships_.end()) return nullptr;
    return change->second.deleted ? &kNull : find_property(change->second.properties, property);
  });
}

Map GraphDelta::node_properties(NodeId node) const {
  const NodeChange* change = find_change(node);
  if (change == nullptr) return base_->node_properties(node);
  if (change->deleted) return {};
  Map properties;
  if (!change->created) properties = base_->node_properties(node);
  apply(change->properties, *this, properties);
  return properties;
}

Map GraphDelta::relationship_properties(const Relationship& relationship) const {
  const auto change = relationships_.find(relationship.id);
  if (change == relationships_.end()) return base_->relationship_properties(relationship);
  if (change->second.deleted) return {};
  Map properties;
  if (!change->second.created) properties = base_->relationship_properties(relationship);
  apply(change->second.properties, *this, properties);
  return properties;
}

bool GraphDelta::is_derived_node(NodeId node) const {
  const NodeChange* change = find_change(node);
  if (change == nullptr || !change->created) return base_->is_derived_node(node);
  return change->origin == Origin::Derived;
}

bool GraphDelta::is_derived_relationship(const Relationship& relationship) const {
  const auto change = relationships_.find(relationship.id);
  if (change == relationships_.end() || !change->second.created) {
    return base_->is_derived_relationship(relationship);
  }
  return change->second.origin == Origin::Derived;
}

uint64_t GraphDelta::node_count(SymbolId label) const {
  const Membership* members = membership(label);
  const uint64_t count = base_->node_count(label);
  return members == nullptr ? count : count + members->added.size() - members->removed.size();
}

uint64_t GraphDelta::relationship_count(SymbolId type) const {
  const auto difference = type_counts_.find(type);
  const uint64_t count = base_->relationship_count(type);
  return difference == type_counts_.end() ? count : count + static_cast<uint64_t>(difference->second);
}

uint64_t GraphDelta::index_distinct(IndexDescription index) const {
  if (std::ranges::binary_search(base_->indexes(), index)) return base_->index_distinct(index);
  return std::max<uint64_t>(1, node_count(index.label));
}

std::optional<std::string> GraphDelta::get(Table table, std::string_view key) const {
  if (const auto changes = tables_.find(table); changes != tables_.end()) {
    const auto change = changes->second.find(key);
    if (change != changes->second.end()) return change->second;
  }
  return base_->get(table, key);
}

void GraphDelta::scan(Table table, std::string_view prefix, const TableVisitor& visit) const {
  const auto changes = tables_.find(table);
  if (changes == tables_.end()) return base_->scan(table, prefix, visit);
  auto change = changes->second.lower_bound(prefix);
  const auto end = changes->second.end();
  bool going = true;
  // Visits the changes with keys below `key`; true if the one at `key` replaces the base's.
  const auto visit_changes = [&](const std::string_view* key) {
    for (; going && change != end && change->first.starts_with(prefix); ++change) {
      if (key != nullptr && change->first >= *key) break;
      if (change->second) going = visit(change->first, *change->second);
    }
    return key != nullptr && change != end && change->first == *key;
  };
  base_->scan(table, prefix, [&](std::string_view key, std::string_view value) {
    const bool replaced = visit_changes(&key);
    if (going && !replaced) going = visit(key, value);
    return going;
  });
  if (going) visit_changes(nullptr);
}

}  // namespace trama
