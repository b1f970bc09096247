#include "core/exchange/subgraph.h"

#include <algorithm>
#include <tuple>

namespace trama::exchange {
namespace {

constexpr size_t kBatch = 4096;

void sort_unique(std::vector<NodeId>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

}  // namespace

Subgraph::Subgraph(const GraphReader& graph, std::vector<NodeId> nodes,
                   std::vector<Relationship> relationships)
    : graph_(graph), nodes_(std::move(nodes)), relationships_(std::move(relationships)) {
  for (const Relationship& relationship : relationships_) {
    nodes_.push_back(relationship.source);
    nodes_.push_back(relationship.target);
  }
  sort_unique(nodes_);

  Column keys;
  const SymbolId key = graph.find_symbol(SymbolKind::Property, "key");
  if (key != kNoSymbol) graph.node_property(nodes_, key, keys);
  std::unordered_map<std::string, size_t> uses;
  for (size_t i = 0; i < keys.size(); ++i)
    if (const Value value = keys.at(i); value.type() == ValueType::String) ++uses[value.string()];
  for (size_t i = 0; i < nodes_.size(); ++i) {
    std::string name = "node/" + std::to_string(nodes_[i]);
    if (key != kNoSymbol)
      if (const Value value = keys.at(i); value.type() == ValueType::String && uses[value.string()] == 1)
        name = value.string();
    names_.emplace(nodes_[i], std::move(name));
  }

  std::sort(nodes_.begin(), nodes_.end(), [&](NodeId a, NodeId b) { return name(a) < name(b); });
  std::sort(relationships_.begin(), relationships_.end(), [&](const Relationship& a, const Relationship& b) {
    return std::forward_as_tuple(name(a.source), type(a), name(a.target), a.id) <
           std::forward_as_tuple(name(b.source), type(b), name(b.target), b.id);
  });
  relationships_.erase(std::unique(relationships_.begin(), relationships_.end()), relationships_.end());
}

std::string Subgraph::fact_name(size_t index) const {
  const Relationship& fact = relationships_[index];
  size_t first = index;
  while (first > 0 && relationships_[first - 1].source == fact.source &&
         relationships_[first - 1].type == fact.type && relationships_[first - 1].target == fact.target)
    --first;
  std::string text = "fact/" + name(fact.source) + "/" + std::string(type(fact)) + "/" + name(fact.target);
  if (index > first) text += "/" + std::to_string(index - first + 1);
  return text;
}

std::vector<std::string_view> Subgraph::labels(NodeId node) const {
  std::vector<std::string_view> labels;
  for (const SymbolId label : graph_.labels(node))
    labels.push_back(graph_.symbol_name(SymbolKind::Label, label));
  std::sort(labels.begin(), labels.end());
  return labels;
}

Subgraph whole_graph(const GraphReader& graph) {
  std::vector<NodeId> nodes, node_batch;
  const auto node_scan = graph.scan_nodes(kNoSymbol);
  while (node_scan->next(node_batch, kBatch)) nodes.insert(nodes.end(), node_batch.begin(), node_batch.end());

  std::vector<Relationship> relationships, relationship_batch;
  const auto relationship_scan = graph.scan_relationships(kNoSymbol);
  while (relationship_scan->next(relationship_batch, kBatch))
    relationships.insert(relationships.end(), relationship_batch.begin(), relationship_batch.end());
  return Subgraph(graph, std::move(nodes), std::move(relationships));
}

}  // namespace trama::exchange
