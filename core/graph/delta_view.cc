// The reading half of GraphDelta: each answer is the base's, corrected. Where the delta has not touched what
// is asked for, the base answers alone.
#include <algorithm>
#include <tuple>

#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/held_scan.h"

namespace trama {

namespace {

size_t slot(SymbolKind kind) { return static_cast<size_t>(kind); }

bool contains(std::span<const SymbolId> types, SymbolId type) {
  return types.empty() || std::ranges::find(types, type) != types.end();
}

bool scanned_before(NodeId a, NodeId b) { return a < b; }

bool scanned_before(const Relationship& a, const Relationship& b) {
  return std::tie(a.type, a.source, a.target, a.id) < std::tie(b.type, b.source, b.target, b.id);
}

// What the base scans, without what `is_removed`, merged with `added`; both in the order of scanned_before.
template <typename Scan, typename Element, typename IsRemoved>
class OverlaidScan : public Scan {
 public:
  OverlaidScan(std::unique_ptr<Scan> base, IsRemoved is_removed, std::vector<Element> added)
      : base_(std::move(base)), is_removed_(std::move(is_removed)), added_(std::move(added)) {}

  bool next(std::vector<Element>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit && refill(limit)) {
      const bool from_base = at_ < from_base_.size();
      if (next_added_ < added_.size() &&
          (!from_base || scanned_before(added_[next_added_], from_base_[at_]))) {
        batch.push_back(added_[next_added_++]);
        continue;
      }
      const Element& element = from_base_[at_++];
      if (!is_removed_(element)) batch.push_back(element);
    }
    return !batch.empty();
  }

 private:
  bool refill(size_t limit) {
    if (at_ == from_base_.size() && base_) {
      at_ = 0;
      if (!base_->next(from_base_, limit)) base_.reset();
    }
    return at_ < from_base_.size() || next_added_ < added_.size();
  }

  std::unique_ptr<Scan> base_;
  IsRemoved is_removed_;
  std::vector<Element> added_;
  std::vector<Element> from_base_;
  size_t at_ = 0, next_added_ = 0;
};

template <typename Scan, typename Element, typename IsRemoved>
std::unique_ptr<Scan> overlaid(std::unique_ptr<Scan> base, IsRemoved is_removed, std::vector<Element> added) {
  return std::make_unique<OverlaidScan<Scan, Element, IsRemoved>>(std::move(base), std::move(is_removed),
                                                                  std::move(added));
}

// The order of Expansion within one node.
struct Found {
  Relationship relationship;
  NodeId neighbour;
  bool incoming;

  bool operator<(const Found& other) const {
    return std::tie(relationship.type, incoming, neighbour, relationship.id) <
           std::tie(other.relationship.type, other.incoming, other.neighbour, other.relationship.id);
  }
};

bool added_before(const Relationship& a, NodeId a_end, const Relationship& b, NodeId b_end) {
  return std::tie(a.type, a_end, a.id) < std::tie(b.type, b_end, b.id);
}

void append(Expansion& out, uint32_t row, const Relationship& relationship, NodeId neighbour) {
  out.row.push_back(row);
  out.relationship.push_back(relationship);
  out.neighbour.push_back(neighbour);
}

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

// An index that the base lacks is made once as many look-ups have read every node of the label.
constexpr size_t kLooksWithoutIndex = 4;

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

std::unique_ptr<NodeScan> GraphDelta::scan_nodes(SymbolId label) const {
  auto base = base_->scan_nodes(label);
  const Membership* members = membership(label);
  if (members == nullptr || (members->added.empty() && members->removed.empty())) return base;
  std::vector<NodeId> removed(members->removed.begin(), members->removed.end());
  return overlaid(
      std::move(base),
      [removed = std::move(removed)](NodeId node) { return std::ranges::binary_search(removed, node); },
      std::vector<NodeId>(members->added.begin(), members->added.end()));
}

std::unique_ptr<RelationshipScan> GraphDelta::scan_relationships(SymbolId type) const {
  auto base = base_->scan_relationships(type);
  if (relationships_.empty()) return base;
  std::vector<Relationship> added;
  for (const auto& [id, change] : relationships_) {
    const bool asked = type == kNoSymbol || change.relationship.type == type;
    if (change.created && !change.deleted && asked) added.push_back(change.relationship);
  }
  std::ranges::sort(added, [](const auto& a, const auto& b) { return scanned_before(a, b); });
  return overlaid(
      std::move(base),
      [deleted = deleted_](const Relationship& relationship) { return deleted.contains(relationship.id); },
      std::move(added));
}

std::vector<IndexDescription> GraphDelta::indexes() const {
  std::vector<IndexDescription> all = base_->indexes();
  std::erase_if(all, [&](const IndexDescription& index) { return dropped_indexes_.contains(index); });
  all.insert(all.end(), created_indexes_.begin(), created_indexes_.end());
  std::ranges::sort(all);
  return all;
}

const GraphDelta::IndexOverlay& GraphDelta::index_overlay(IndexDescription index) const {
  IndexOverlay& overlay = index_overlays_[index];
  for (; overlay.seen < touched_.size(); ++overlay.seen) {
    const NodeId node = touched_[overlay.seen];
    std::string& key = overlay.keys[node];
    if (!key.empty()) overlay.entries.erase({key, node});
    key.clear();
    if (!std::ranges::binary_search(labels(node), index.label)) continue;
    Column column;
    node_property({&node, 1}, index.property, column);
    if (column.is_null(0)) continue;
    key = index_key(column.at(0));
    overlay.entries.emplace(key, node);
  }
  return overlay;
}

// As the base has them; those touched since come after.
void GraphDelta::add_base(IndexDescription index, IndexOverlay& overlay) const {
  constexpr uint64_t kEntryBytes = 224;
  const auto scan = base_->scan_nodes(index.label);
  Column column;
  for (std::vector<NodeId> batch; scan->next(batch, 1024);) {
    base_->node_property(batch, index.property, column);
    for (size_t i = 0; i < batch.size(); ++i) {
      if (column.is_null(i)) continue;
      std::string& key = overlay.keys[batch[i]];
      key = index_key(column.at(i));
      overlay.entries.emplace(key, batch[i]);
      bytes_ += kEntryBytes;
    }
  }
  overlay.whole = true;
}

void GraphDelta::add_entries(const IndexOverlay& overlay, IndexDescription index, const IndexRange& range,
                             std::vector<NodeId>& found) const {
  const IndexBounds bounds = index_bounds(range);
  if (bounds.empty()) return;
  for (auto entry = overlay.entries.lower_bound({bounds.lower, 0});
       entry != overlay.entries.end() && entry->first < bounds.upper; ++entry) {
    Column column;
    if (bounds.recheck) node_property({&entry->second, 1}, index.property, column);
    if (!bounds.recheck || in_range(column.at(0), range)) found.push_back(entry->second);
  }
}

std::unique_ptr<NodeScan> GraphDelta::scan_index(IndexDescription index, const IndexRange& range) const {
  std::vector<NodeId> found;
  if (std::ranges::binary_search(base_->indexes(), index)) {
    auto of_base = base_->scan_index(index, range);
    if (touched_.empty()) return of_base;
    const IndexOverlay& overlay = index_overlay(index);
    for (std::vector<NodeId> batch; of_base->next(batch, 1024);) {
      std::ranges::copy_if(batch, std::back_inserter(found),
                           [&](NodeId node) { return !overlay.keys.contains(node); });
    }
    add_entries(overlay, index, range, found);
  } else if (IndexOverlay& overlay = index_overlays_[index]; ++overlay.looks <= kLooksWithoutIndex) {
    const bool any = !range.lower && !range.upper && !range.prefix;
    const auto scan = scan_nodes(index.label);
    Column column;
    for (std::vector<NodeId> batch; scan->next(batch, 1024);) {
      node_property(batch, index.property, column);
      for (size_t i = 0; i < batch.size(); ++i) {
        const Value value = column.at(i);
        if (any ? !value.is_null() : in_range(value, range)) found.push_back(batch[i]);
      }
    }
  } else {
    if (!overlay.whole) add_base(index, overlay);
    add_entries(index_overlay(index), index, range, found);
  }
  std::ranges::sort(found);
  return std::make_unique<HeldNodes>(std::move(found));
}

std::unique_ptr<NodeScan> GraphDelta::scan_index_in_order(IndexDescription index,
                                                          const IndexRange& range) const {
  const bool of_base = std::ranges::binary_search(base_->indexes(), index);
  return of_base && touched_.empty() ? base_->scan_index_in_order(index, range) : nullptr;
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

const GraphDelta::Adjacency* GraphDelta::adjacency(NodeId node) const {
  const auto found = adjacency_.find(node);
  if (found == adjacency_.end()) return nullptr;
  Adjacency& own = found->second;
  if (!own.settled) {
    const auto is_deleted = [&](const Relationship& relationship) {
      return relationships_.at(relationship.id).deleted;
    };
    std::erase_if(own.added_out, is_deleted);
    std::erase_if(own.added_in, is_deleted);
    std::ranges::sort(own.added_out,
                      [](const auto& a, const auto& b) { return added_before(a, a.target, b, b.target); });
    std::ranges::sort(own.added_in,
                      [](const auto& a, const auto& b) { return added_before(a, a.source, b, b.source); });
    own.settled = true;
  }
  return &own;
}

void GraphDelta::expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                        Expansion& out) const {
  const Membership* existence = membership(kNoSymbol);
  if (relationships_.empty() && (existence == nullptr || existence->removed.empty())) {
    return base_->expand(nodes, direction, types, out);
  }
  Expansion found;
  base_->expand(nodes, direction, types, found);
  size_t at = 0;
  std::vector<Found> added;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    const size_t begin = at;
    while (at < found.size() && found.row[at] == row) ++at;
    if (is_deleted(nodes[row])) continue;

    added.clear();
    if (const Adjacency* own = adjacency(nodes[row]); own != nullptr) {
      if (direction != Direction::In) {
        for (const Relationship& relationship : own->added_out) {
          if (contains(types, relationship.type)) added.push_back({relationship, relationship.target, false});
        }
      }
      const size_t outgoing = added.size();
      if (direction != Direction::Out) {
        for (const Relationship& relationship : own->added_in) {
          const bool seen = direction == Direction::Both && relationship.source == relationship.target;
          if (contains(types, relationship.type) && !seen) {
            added.push_back({relationship, relationship.source, true});
          }
        }
      }
      std::inplace_merge(added.begin(), added.begin() + static_cast<ptrdiff_t>(outgoing), added.end());
    }

    size_t next_added = 0;
    for (size_t i = begin; i < at; ++i) {
      const Relationship& relationship = found.relationship[i];
      if (deleted_.contains(relationship.id)) continue;
      const bool incoming =
          direction == Direction::In || (direction == Direction::Both && relationship.source != nodes[row]);
      const Found of_base{relationship, found.neighbour[i], incoming};
      for (; next_added < added.size() && added[next_added] < of_base; ++next_added) {
        append(out, row, added[next_added].relationship, added[next_added].neighbour);
      }
      append(out, row, relationship, found.neighbour[i]);
    }
    for (; next_added < added.size(); ++next_added) {
      append(out, row, added[next_added].relationship, added[next_added].neighbour);
    }
  }
}

void GraphDelta::expand_ends(std::span<const NodeId> nodes, Direction direction,
                             std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const {
  if (relationships_.empty() && nodes_.empty())
    return base_->expand_ends(nodes, direction, types, filter, out);
  GraphReader::expand_ends(nodes, direction, types, filter, out);
}

void GraphDelta::count_ends(std::span<const NodeId> nodes, Direction direction,
                            std::span<const SymbolId> types, SymbolId label,
                            std::vector<uint64_t>& out) const {
  if (relationships_.empty() && nodes_.empty()) return base_->count_ends(nodes, direction, types, label, out);
  GraphReader::count_ends(nodes, direction, types, label, out);
}

void GraphDelta::expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                             Direction direction, std::span<const SymbolId> types, Expansion& out) const {
  if (relationships_.empty() && nodes_.empty())
    return base_->expand_into(nodes, targets, direction, types, out);
  GraphReader::expand_into(nodes, targets, direction, types, out);
}

void GraphDelta::neighbours(NodeId node, Direction direction, SymbolId type, std::vector<NodeId>& out) const {
  if (!adjacency_.contains(node) && !is_deleted(node)) return base_->neighbours(node, direction, type, out);
  Expansion found;
  const std::span<const SymbolId> types(&type, type == kNoSymbol ? 0 : 1);
  expand({&node, 1}, direction, types, found);
  out = std::move(found.neighbour);
  std::ranges::sort(out);
}

void GraphDelta::degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                         std::vector<uint64_t>& out) const {
  base_->degrees(nodes, direction, types, out);
  if (adjacency_.empty() && nodes_.empty()) return;
  const auto count = [&](const std::vector<Relationship>& relationships, bool without_loops) {
    return static_cast<uint64_t>(std::ranges::count_if(relationships, [&](const Relationship& relationship) {
      return contains(types, relationship.type) &&
             !(without_loops && relationship.source == relationship.target);
    }));
  };
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (is_deleted(nodes[i])) {
      out[i] = 0;
      continue;
    }
    const Adjacency* own = adjacency(nodes[i]);
    if (own == nullptr) continue;
    if (direction != Direction::In) {
      out[i] += count(own->added_out, false) - count(own->deleted_out, false);
    }
    if (direction != Direction::Out) {
      const bool without_loops = direction == Direction::Both;  // counted on their way out
      out[i] += count(own->added_in, without_loops) - count(own->deleted_in, without_loops);
    }
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

namespace {

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
