// The graph as lines of JSON that are the same, byte for byte, for the same records, decisions and users'
// elements, whatever the order in which they came. It diffs well, and tests compare graphs by it.
#pragma once

#include <ostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.h"

namespace trama::assemble {

// Names for nodes that hold no internal id, in ascending order of names: an entity's key
// ("company/deepseek"), "article/" + id, "quantity/" + subject, type and amount; a user's node is "user/" and
// its place among the users' nodes by labels and properties (nodes alike in both: by age).
class NodeNames {
 public:
  explicit NodeNames(const GraphReader& graph);
  const std::string& of(NodeId node) const { return names_.at(node); }
  const std::vector<NodeId>& in_order() const { return order_; }

 private:
  std::unordered_map<NodeId, std::string> names_;
  std::vector<NodeId> order_;
};

// First all nodes by name, then all relationships by source, type, target and content, each with its evidence
// by article and place:
//   {"node":"company/alba","labels":["Company","Entity"],"derived":true,"properties":{…}}
//   {"relationship":"OWNS","from":"company/alba","to":"company/borea","derived":true,"properties":{…},"evidence":[{…}]}
// Dates and the other temporal values are objects {"$date": …} with their stored numbers.
void canonical_export(const GraphReader& graph, std::ostream& out);

}  // namespace trama::assemble
