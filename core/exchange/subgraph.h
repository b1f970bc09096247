// What a file for another program holds: nodes and relationships in an order that depends on their content
// alone.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.h"

namespace trama::exchange {

// The names that files use for nodes instead of internal ids: the `key` property ("company/deepseek"), of an
// article "article/" and its `id`; for others, and where two nodes would have one name, "node/" and a number
// by labels, properties and relationships, so that the same content has the same names.
class Subgraph {
 public:
  // Reads the names of `nodes` and of the ends of `relationships`, adds ends that are missing from `nodes`,
  // and sorts: nodes by name, relationships by (source's name, type, target's name, id). Keeps a reference to
  // `graph`.
  Subgraph(const GraphReader& graph, std::vector<NodeId> nodes, std::vector<Relationship> relationships);

  const GraphReader& graph() const { return graph_; }
  const std::vector<NodeId>& nodes() const { return nodes_; }
  const std::vector<Relationship>& relationships() const { return relationships_; }
  const std::string& name(NodeId node) const { return names_.at(node); }

  std::string_view type(const Relationship& relationship) const {
    return graph_.symbol_name(SymbolKind::Type, relationship.type);
  }
  // "fact/company/a/OWNS/company/b" for relationships()[index]; parallel relationships after the first add
  // "/2", "/3" …
  std::string fact_name(size_t index) const;

  // Label names, ascending.
  std::vector<std::string_view> labels(NodeId node) const;

 private:
  const GraphReader& graph_;
  std::vector<NodeId> nodes_;
  std::vector<Relationship> relationships_;
  void name_by_properties();
  void name_by_content();

  std::unordered_map<NodeId, std::string> names_;
};

Subgraph whole_graph(const GraphReader& graph);

}  // namespace trama::exchange
