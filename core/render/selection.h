// Which nodes and relationships a picture shows.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "core/graph/graph.h"

namespace trama::drawing {

struct Selection {
  std::set<NodeId> nodes;
  std::map<RelationshipId, Relationship> relationships;  // their ends are in `nodes`
  std::set<NodeId> focus;                                // of `nodes`: what the picture is about, if anything
  size_t left_out = 0;                                   // relationships that a limit left out

  bool empty() const { return nodes.empty(); }
  // Adds the nodes, relationships and paths in `value`, also inside lists and maps. Other values add nothing.
  void take(const Value& value);
};

// The relationships among the selected nodes, added: for a query that returned nodes alone.
void connect(const GraphReader& graph, Selection& selection);

using Admits = std::function<bool(const Relationship&)>;

// Everything within `depth` steps of `focus` over facts and quantities that `admits` takes (empty: all;
// articles and their MENTIONS are left out). Where there is more than `limit` (0: no limit), the nearest and
// then the best supported relationships are kept.
Selection neighbourhood(const GraphReader& graph, const std::vector<NodeId>& focus, size_t depth,
                        size_t limit, const Admits& admits = {});

// Keeps the relationships that `admits` takes, and their ends.
void keep_admitted(Selection& selection, const Admits& admits);

// Keeps the `limit` best supported relationships and their ends, and the nodes that had none to begin with.
void keep_best(const GraphReader& graph, Selection& selection, size_t limit);

}  // namespace trama::drawing
