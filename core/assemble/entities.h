// Entity nodes: names, keys, aliases, and what users have tied to them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/assemble/tables.h"
#include "core/graph/delta.h"

namespace trama::assemble {

// Collects one commit's work on entities; `finish` writes it.
//
// What users made stays where its entity goes: when an entity merges into another or ends, their properties,
// labels and relationships move to the entity that now has its key, else to the one that has its names, else
// the bare node stays for them until an entity of that key comes back.
class Entities {
 public:
  explicit Entities(GraphDelta& delta) : delta_(delta) {}

  NodeId create();
  // The entry to change; it will be published anew.
  EntityEntry& edit(NodeId node);
  // As this commit leaves them.
  std::vector<SenseKey> senses(NodeId node) const;
  // Counts a local entity in or out.
  void count(NodeId node, const LocalEntity& local, bool add);
  void finish();
  // After finish: entities whose key is new or has changed.
  const std::vector<std::pair<NodeId, std::string>>& new_keys() const { return new_keys_; }

 private:
  struct Work {
    EntityEntry before, entry;
  };

  void publish(NodeId node, Work& work);
  void publish_aliases(NodeId node, const Work& work);
  void leave_base(const EntityEntry& before);
  void assign_keys();
  void set_key(NodeId node, const std::string& key);
  void bury(NodeId node, const EntityEntry& before);
  void welcome_back();
  void sweep();
  void move_elements(NodeId from, NodeId to, const EntityEntry& before);
  bool has_user_elements(NodeId node) const;
  void delete_with_relationships(NodeId node);
  // The name or type that a person gave, the latest.
  std::string decided(const EntityEntry& entry, bool type) const;
  void set(NodeId node, std::string_view property, Value value);

  GraphDelta& delta_;
  std::map<NodeId, Work> work_;
  std::set<std::string> bases_;  // whose keys must be assigned anew
  std::vector<std::pair<NodeId, std::string>> new_keys_;
};

}  // namespace trama::assemble
