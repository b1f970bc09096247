// Users' nodes and relationships that a database held before an archive is read into it. What the archive
// tells of them again is not made a second time: nodes alike in labels and properties, relationships alike in
// type, ends and properties. Each stands for one of the archive's, so that two alike stay two.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace trama::assemble {

class PresentElements {
 public:
  explicit PresentElements(const GraphReader& before);

  // The oldest that is not taken yet; 0 where there is none.
  NodeId take_node(std::vector<std::string> labels, const Map& properties);

  // Whether there is one that is not taken yet. `now` may hold elements that were made since.
  bool take_relationship(const GraphReader& now, SymbolId type, NodeId from, NodeId to,
                         const Map& properties);

 private:
  std::map<std::string, std::vector<NodeId>> nodes_;  // by content, the oldest last
  NodeId last_node_;
  RelationshipId last_relationship_;
  std::set<RelationshipId> taken_;
};

}  // namespace trama::assemble
