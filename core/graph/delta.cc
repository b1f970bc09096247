#include "core/graph/delta.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/graph/retained.h"

namespace trama {

namespace {

size_t slot(SymbolKind kind) { return static_cast<size_t>(kind); }

// What entries take, with those that lead to them: measured roughly, rounded up.
constexpr uint64_t kNodeBytes = 208, kRelationshipBytes = 384, kPropertyBytes = 88, kLabelBytes = 96,
                   kTouchedBytes = 8, kTableBytes = 144;

[[noreturn]] void misuse(const char* message) { throw Error(ErrorKind::Internal, message); }

// Adding what was removed restores the base, and the other way round.
void toggle(std::set<NodeId>& undo, std::set<NodeId>& todo, NodeId node) {
  if (undo.erase(node) == 0) todo.insert(todo.end(), node);
}

}  // namespace

GraphDelta::GraphDelta(std::shared_ptr<const GraphReader> base)
    : base_(std::move(base)),
      last_node_(base_->last_node()),
      last_relationship_(base_->last_relationship()) {}

GraphDelta::~GraphDelta() = default;

bool GraphDelta::empty() const {
  return nodes_.empty() && relationships_.empty() && created_indexes_.empty() && dropped_indexes_.empty() &&
         tables_.empty() && std::ranges::all_of(names_, [](const auto& names) { return names.empty(); });
}

SymbolId GraphDelta::intern(SymbolKind kind, std::string_view name) {
  if (const SymbolId known = find_symbol(kind, name); known != kNoSymbol) return known;
  auto& names = names_[slot(kind)];
  names.emplace_back(name);
  const SymbolId id = base_->last_symbol(kind) + static_cast<SymbolId>(names.size());
  symbols_[slot(kind)].emplace(names.back(), id);
  return id;
}

const std::deque<std::string>& GraphDelta::new_symbols(SymbolKind kind) const { return names_[slot(kind)]; }

void GraphDelta::add_member(SymbolId label, NodeId node) {
  Membership& members = members_[label];
  toggle(members.removed, members.added, node);
}

void GraphDelta::remove_member(SymbolId label, NodeId node) {
  Membership& members = members_[label];
  toggle(members.added, members.removed, node);
}

NodeId GraphDelta::create_node(Origin origin) {
  const NodeId node = ++last_node_;
  NodeChange& change = nodes_.emplace_hint(nodes_.end(), node, NodeChange{})->second;
  change.created = true;
  change.origin = origin;
  bytes_ += kNodeBytes;
  add_member(kNoSymbol, node);
  return node;
}

Relationship GraphDelta::create_relationship(SymbolId type, NodeId source, NodeId target, Origin origin) {
  if (type == kNoSymbol || !has_node(source) || !has_node(target)) {
    misuse("a relationship needs a type and two nodes");
  }
  const Relationship relationship{++last_relationship_, source, target, type};
  RelationshipChange& change =
      relationships_.emplace_hint(relationships_.end(), relationship.id, RelationshipChange{})->second;
  change.relationship = relationship;
  change.created = true;
  change.origin = origin;
  bytes_ += kRelationshipBytes;
  Adjacency& out = adjacency_[source];
  out.added_out.push_back(relationship);
  out.settled = false;
  Adjacency& in = adjacency_[target];
  in.added_in.push_back(relationship);
  in.settled = false;
  ++type_counts_[kNoSymbol];
  ++type_counts_[type];
  return relationship;
}

void GraphDelta::delete_node(NodeId node) {
  if (!has_node(node)) return;
  for (const SymbolId label : labels(node)) remove_member(label, node);
  remove_member(kNoSymbol, node);
  NodeChange& change = nodes_[node];
  change.deleted = true;
  bytes_ += kNodeBytes;
  change.labels.clear();
  change.properties.clear();
  touched_.push_back(node);
}

void GraphDelta::delete_relationship(const Relationship& relationship) {
  if (has_relationship(relationship)) delete_found_relationship(relationship);
}

void GraphDelta::delete_found_relationship(const Relationship& relationship) {
  RelationshipChange& change = relationships_[relationship.id];
  change.relationship = relationship;
  change.deleted = true;
  change.properties.clear();
  bytes_ += kRelationshipBytes;
  Adjacency& source = adjacency_[relationship.source];
  Adjacency& target = adjacency_[relationship.target];
  if (change.created) {
    source.settled = target.settled = false;
  } else {
    deleted_.insert(relationship.id);
    source.deleted_out.push_back(relationship);
    target.deleted_in.push_back(relationship);
  }
  --type_counts_[kNoSymbol];
  --type_counts_[relationship.type];
}

NodeChange& GraphDelta::change_of(NodeId node) {
  const auto known = nodes_.find(node);
  if (known == nodes_.end() && base_->has_node(node)) {
    bytes_ += kNodeBytes;
    return nodes_[node];
  }
  if (known == nodes_.end() || known->second.deleted) misuse("a change of a node that does not exist");
  return known->second;
}

RelationshipChange& GraphDelta::change_of(const Relationship& relationship) {
  const auto known = relationships_.find(relationship.id);
  if (known == relationships_.end() && base_->has_relationship(relationship)) {
    RelationshipChange& change = relationships_[relationship.id];
    change.relationship = relationship;
    bytes_ += kRelationshipBytes;
    return change;
  }
  if (known == relationships_.end() || known->second.deleted) {
    misuse("a change of a relationship that does not exist");
  }
  return known->second;
}

void GraphDelta::add_label(NodeId node, SymbolId label) {
  NodeChange& change = change_of(node);
  if (std::ranges::binary_search(labels(node), label)) return;
  change.labels[label] = true;
  bytes_ += kLabelBytes;
  add_member(label, node);
  touched_.push_back(node);
}

void GraphDelta::remove_label(NodeId node, SymbolId label) {
  NodeChange& change = change_of(node);
  if (!std::ranges::binary_search(labels(node), label)) return;
  change.labels[label] = false;
  bytes_ += kLabelBytes;
  remove_member(label, node);
  touched_.push_back(node);
}

void GraphDelta::put_property(std::map<SymbolId, Value>& properties, SymbolId property, Value value) {
  const auto [entry, fresh] = properties.try_emplace(property);
  if (fresh) bytes_ += kPropertyBytes;
  bytes_ += retained_bytes(value);
  bytes_ -= retained_bytes(entry->second);
  entry->second = std::move(value);
}

void GraphDelta::set_property(NodeId node, SymbolId property, Value value) {
  put_property(change_of(node).properties, property, std::move(value));
  touched_.push_back(node);
  bytes_ += kTouchedBytes;
}

void GraphDelta::set_property(const Relationship& relationship, SymbolId property, Value value) {
  put_property(change_of(relationship).properties, property, std::move(value));
}

bool GraphDelta::create_index(IndexDescription index) {
  if (std::ranges::binary_search(indexes(), index)) return false;
  if (dropped_indexes_.erase(index) == 0) created_indexes_.insert(index);
  return true;
}

bool GraphDelta::drop_index(IndexDescription index) {
  if (!std::ranges::binary_search(indexes(), index)) return false;
  if (created_indexes_.erase(index) == 0) dropped_indexes_.insert(index);
  return true;
}

void GraphDelta::put(Table table, std::string key, std::string value) {
  bytes_ += kTableBytes + key.size() + value.size();
  tables_[table].insert_or_assign(std::move(key), std::move(value));
}

void GraphDelta::erase(Table table, std::string key) {
  bytes_ += kTableBytes + key.size();
  tables_[table].insert_or_assign(std::move(key), std::nullopt);
}

void GraphDelta::check_no_dangling() const {
  for (const auto& [node, change] : nodes_) {
    if (!change.deleted) continue;
    poll();
    const Adjacency* own = adjacency(node);
    Expansion left;
    if (!change.created) base_->expand({&node, 1}, Direction::Both, {}, left);
    const bool kept = !std::ranges::all_of(left.relationship, [&](const Relationship& relationship) {
      return deleted_.contains(relationship.id);
    });
    if (kept || (own != nullptr && (!own->added_out.empty() || !own->added_in.empty()))) {
      misuse("a deleted node still has relationships");
    }
  }
}

}  // namespace trama
