#include "core/assemble/entities.h"

#include <algorithm>

#include "core/assemble/decisions.h"
#include "core/assemble/schema.h"
#include "core/base/utf8.h"

namespace trama::assemble {
namespace {

// The most frequent, ties to the smaller; empty where there is none.
std::string most_frequent(const Counts& counts) {
  std::string best;
  uint64_t most = 0;
  for (const auto& [name, count] : counts)
    if (count > most) {
      most = count;
      best = name;
    }
  return best;
}

void change(Counts& counts, const std::string& name, bool add) {
  if (add) {
    ++counts[name];
  } else if (const auto found = counts.find(name); found != counts.end() && --found->second == 0) {
    counts.erase(found);
  }
}

List alias_list(const EntityEntry& entry) {
  List list;
  for (const auto& [form, count] : entry.forms) list.emplace_back(form);
  return list;
}

std::map<std::string, bool> folded_forms(const EntityEntry& entry) {
  std::map<std::string, bool> out;
  for (const auto& [form, count] : entry.forms) out[fold_name(form)] = true;
  if (!entry.name.empty()) out[fold_name(entry.name)] = true;
  out.erase("");
  return out;
}

bool is_entity_property(std::string_view name) {
  return std::find(kEntityProperties.begin(), kEntityProperties.end(), name) != kEntityProperties.end();
}

}  // namespace

NodeId Entities::create() {
  const NodeId node = delta_.create_node(Origin::Derived);
  delta_.add_label(node, delta_.intern(SymbolKind::Label, kEntityLabel));
  work_[node];
  return node;
}

EntityEntry& Entities::edit(NodeId node) {
  auto [found, fresh] = work_.try_emplace(node);
  if (fresh) found->second.before = found->second.entry = read_entity(delta_, node);
  return found->second.entry;
}

std::vector<SenseKey> Entities::senses(NodeId node) const {
  const auto found = work_.find(node);
  return found != work_.end() ? found->second.entry.senses : read_entity(delta_, node).senses;
}

void Entities::count(NodeId node, const LocalEntity& local, bool add) {
  EntityEntry& entry = edit(node);
  change(entry.types, local.type, add);
  change(local.full_name || !local.gazetteer_key.empty() ? entry.names : entry.weak_names, local.name, add);
  for (const std::string& form : local.forms) change(entry.forms, form, add);
}

void Entities::set(NodeId node, std::string_view property, Value value) {
  delta_.set_property(node, delta_.intern(SymbolKind::Property, property), std::move(value));
}

std::string Entities::decided(const EntityEntry& entry, bool type) const {
  if (read_count(delta_, "N") == 0) return "";
  std::string text;
  uint64_t latest = 0;
  for (const SenseKey& sense : entry.senses) {
    const std::string prefix = pair_key('X', sense, "");
    delta_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
      const uint64_t number = from_be64(key.substr(prefix.size()));
      const auto decision = find_decision(delta_, number);
      if (decision && number > latest &&
          decision->kind == (type ? DecisionKind::Retype : DecisionKind::Rename)) {
        latest = number;
        text = decision->text;
      }
      return true;
    });
  }
  return text;
}

void Entities::finish() {
  std::vector<NodeId> ended;
  std::map<std::string, NodeId> wanted;  // keys of table 'K'; written when all old ones are gone
  for (auto& [node, work] : work_) {
    const EntityEntry& before = work.before;
    if (!work.entry.senses.empty()) {
      publish(node, work);
      wanted[pair_key('K', work.entry.base, work.entry.senses.front())] = node;
    } else if (before.senses.empty()) {  // made and unmade in this commit
      delete_with_relationships(node);
    } else {
      ended.push_back(node);
      work.entry = {};
      publish_aliases(node, work);
      delta_.erase(Table::Assembly, node_key('E', node));
      delta_.erase(Table::Alias, "k" + before.key);
      leave_base(before);
    }
  }
  for (const auto& [key, node] : wanted) delta_.put(Table::Assembly, key, be64(node));
  assign_keys();
  for (const NodeId node : ended) bury(node, work_.at(node).before);
  welcome_back();
  sweep();
}

void Entities::leave_base(const EntityEntry& before) {
  delta_.erase(Table::Assembly, pair_key('K', before.base, before.senses.front()));
  bases_.insert(before.base);
}

void Entities::publish(NodeId node, Work& work) {
  const EntityEntry& before = work.before;
  EntityEntry& entry = work.entry;

  const std::string renamed = decided(entry, false), retyped = decided(entry, true);
  entry.type = !retyped.empty() ? retyped : most_frequent(entry.types);
  entry.name =
      !renamed.empty() ? renamed : most_frequent(entry.names.empty() ? entry.weak_names : entry.names);
  const auto gazetteer = std::find_if(entry.senses.begin(), entry.senses.end(),
                                      [](const SenseKey& sense) { return sense.starts_with("@"); });
  entry.base = gazetteer != entry.senses.end() && renamed.empty() && retyped.empty()
                   ? to_lower(gazetteer->substr(1, gazetteer->find('\x1e') - 1))
                   : to_lower(entry.type) + "/" + slug(entry.name);

  if (entry.type != before.type) {
    if (!before.type.empty()) delta_.remove_label(node, delta_.intern(SymbolKind::Label, before.type));
    delta_.add_label(node, delta_.intern(SymbolKind::Label, entry.type));
  }
  if (entry.name != before.name) set(node, "name", entry.name);
  publish_aliases(node, work);

  const bool is_new = before.senses.empty();
  if (is_new || entry.base != before.base || entry.senses.front() != before.senses.front()) {
    if (!is_new) leave_base(before);
    bases_.insert(entry.base);
  }
  delta_.put(Table::Assembly, node_key('E', node), encode(entry));
}

void Entities::publish_aliases(NodeId node, const Work& work) {
  const auto before = folded_forms(work.before), now = folded_forms(work.entry);
  for (const auto& [form, unused] : before)
    if (!now.contains(form)) delta_.erase(Table::Alias, alias_key(form, node));
  for (const auto& [form, unused] : now)
    if (!before.contains(form)) delta_.put(Table::Alias, alias_key(form, node), "");
  const List aliases = alias_list(work.entry);
  if (!equivalent(Value(alias_list(work.before)), Value(aliases)) || work.before.senses.empty())
    set(node, "aliases", aliases);
}

// Entities that want one key share it out by anchor: the first has it plain, the others with ~2, ~3 …, which
// no slug holds.
void Entities::assign_keys() {
  std::vector<std::pair<NodeId, std::string>> assigned;
  for (const std::string& base : bases_) {
    uint64_t rank = 0;
    delta_.scan(Table::Assembly, pair_key('K', base, ""), [&](std::string_view, std::string_view value) {
      ++rank;
      assigned.emplace_back(from_be64(value), rank == 1 ? base : base + "~" + std::to_string(rank));
      return true;
    });
  }
  for (const auto& [node, key] : assigned) {
    const std::string old = read_entity(delta_, node).key;
    if (old == key || old.empty()) continue;
    const auto bearer = delta_.get(Table::Alias, "k" + old);
    if (bearer && from_be64(*bearer) == node) delta_.erase(Table::Alias, "k" + old);
  }
  for (const auto& [node, key] : assigned) set_key(node, key);
}

void Entities::set_key(NodeId node, const std::string& key) {
  EntityEntry entry = read_entity(delta_, node);
  if (entry.key == key) return;
  entry.key = key;
  delta_.put(Table::Assembly, node_key('E', node), encode(entry));
  delta_.put(Table::Alias, "k" + key, be64(node));
  set(node, "key", key);
  new_keys_.emplace_back(node, key);
}

bool Entities::has_user_elements(NodeId node) const {
  if (!delta_.has_node(node)) return false;
  for (const auto& [name, value] : delta_.node_properties(node))
    if (!is_entity_property(name)) return true;
  if (delta_.labels(node).size() > 2) return true;  // Entity and its type
  Expansion found;
  delta_.expand(std::span(&node, 1), Direction::Both, {}, found);
  return std::any_of(found.relationship.begin(), found.relationship.end(),
                     [&](const Relationship& each) { return !delta_.is_derived_relationship(each); });
}

void Entities::delete_with_relationships(NodeId node) {
  Expansion found;
  delta_.expand(std::span(&node, 1), Direction::Both, {}, found);
  for (const Relationship& each : found.relationship) delta_.delete_relationship(each);
  delta_.delete_node(node);
}

void Entities::move_elements(NodeId from, NodeId to, const EntityEntry& before) {
  const Map taken = delta_.node_properties(to);
  for (const auto& [name, value] : delta_.node_properties(from))
    if (!is_entity_property(name) && !taken.contains(name)) set(to, name, value);
  for (const SymbolId label : delta_.labels(from)) {
    const std::string_view name = delta_.symbol_name(SymbolKind::Label, label);
    if (name != kEntityLabel && name != before.type) delta_.add_label(to, label);
  }
  Expansion found;
  delta_.expand(std::span(&from, 1), Direction::Both, {}, found);
  for (const Relationship& each : found.relationship) {
    if (delta_.is_derived_relationship(each)) continue;
    const Relationship moved = delta_.create_relationship(each.type, each.source == from ? to : each.source,
                                                          each.target == from ? to : each.target);
    for (const auto& [name, value] : delta_.relationship_properties(each))
      delta_.set_property(moved, delta_.intern(SymbolKind::Property, name), value);
  }
}

void Entities::bury(NodeId node, const EntityEntry& before) {
  if (has_user_elements(node)) {
    NodeId heir = 0;
    if (const auto same_key = delta_.get(Table::Alias, "k" + before.key)) heir = from_be64(*same_key);
    for (auto sense = before.senses.begin(); heir == 0 && sense != before.senses.end(); ++sense)
      heir = read_sense(delta_, *sense).node;
    if (heir == 0) {
      set(node, "aliases", Value());
      delta_.put(Table::Assembly, "O" + before.key, be64(node));
      delta_.put(Table::Alias, "k" + before.key, be64(node));
      return;
    }
    move_elements(node, heir, before);
  }
  delete_with_relationships(node);
}

// Entities whose key a bare node has kept take over what users tied to it.
void Entities::welcome_back() {
  for (const auto& [node, key] : new_keys_) {
    const auto kept = delta_.get(Table::Assembly, "O" + key);
    if (!kept) continue;
    const NodeId bare = from_be64(*kept);
    EntityEntry before;
    before.type = read_entity(delta_, node).type;
    move_elements(bare, node, before);
    delete_with_relationships(bare);
    delta_.erase(Table::Assembly, "O" + key);
  }
}

// Bare nodes go once their users' elements are gone.
void Entities::sweep() {
  std::vector<std::pair<std::string, NodeId>> bare;
  delta_.scan(Table::Assembly, "O", [&](std::string_view key, std::string_view value) {
    bare.emplace_back(key.substr(1), from_be64(value));
    return true;
  });
  for (const auto& [key, node] : bare) {
    if (has_user_elements(node)) continue;
    if (delta_.has_node(node)) delete_with_relationships(node);
    delta_.erase(Table::Assembly, "O" + key);
    const auto bearer = delta_.get(Table::Alias, "k" + key);
    if (bearer && from_be64(*bearer) == node) delta_.erase(Table::Alias, "k" + key);
  }
}

}  // namespace trama::assemble
