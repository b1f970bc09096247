#include "core/exchange/subgraph.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "core/graph/codec.h"

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
  std::sort(relationships_.begin(), relationships_.end(),
            [](const Relationship& a, const Relationship& b) { return a.id < b.id; });
  relationships_.erase(std::unique(relationships_.begin(), relationships_.end()), relationships_.end());

  name_by_properties();
  name_by_content();

  std::sort(nodes_.begin(), nodes_.end(), [&](NodeId a, NodeId b) { return name(a) < name(b); });
  std::sort(relationships_.begin(), relationships_.end(), [&](const Relationship& a, const Relationship& b) {
    return std::forward_as_tuple(name(a.source), type(a), name(a.target), a.id) <
           std::forward_as_tuple(name(b.source), type(b), name(b.target), b.id);
  });
}

void Subgraph::name_by_properties() {
  const SymbolId key = graph_.find_symbol(SymbolKind::Property, "key");
  const SymbolId id = graph_.find_symbol(SymbolKind::Property, "id");
  const SymbolId article = graph_.find_symbol(SymbolKind::Label, "Article");
  Column keys, ids;
  if (key != kNoSymbol) graph_.node_property(nodes_, key, keys);
  if (id != kNoSymbol) graph_.node_property(nodes_, id, ids);
  std::vector<uint8_t> is_article(nodes_.size(), 0);
  if (article != kNoSymbol) graph_.has_label(nodes_, article, is_article);
  std::unordered_map<std::string, std::vector<NodeId>> bearers;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Value named = key == kNoSymbol ? Value() : keys.at(i);
    const Value identified = id == kNoSymbol ? Value() : ids.at(i);
    if (named.type() == ValueType::String) {
      bearers[named.string()].push_back(nodes_[i]);
    } else if (identified.type() == ValueType::String && is_article[i] != 0) {
      bearers["article/" + identified.string()].push_back(nodes_[i]);
    }
  }
  for (const auto& [name, nodes] : bearers)
    if (nodes.size() == 1) names_.emplace(nodes.front(), name);
}

void Subgraph::name_by_content() {
  std::unordered_map<NodeId, std::vector<std::string>> surroundings;  // of those without a name
  for (const NodeId node : nodes_)
    if (!names_.contains(node)) surroundings[node];
  for (const Relationship& each : relationships_) {
    const std::string between = " " + std::string(type(each)) + " ";
    const auto note = [&](NodeId node, NodeId other, const std::string& prefix) {
      const auto unnamed = surroundings.find(node);
      const auto named = names_.find(other);
      if (unnamed == surroundings.end()) return;
      unnamed->second.push_back(prefix + between + (named == names_.end() ? "" : named->second));
    };
    note(each.source, each.target, "to");
    note(each.target, each.source, "from");
  }
  std::vector<std::pair<std::string, NodeId>> contents;
  for (auto& [node, lines] : surroundings) {
    std::sort(lines.begin(), lines.end());
    std::string content;
    for (const std::string_view label : labels(node)) content.append(label).append("\n");
    content += encode_map(graph_.node_properties(node)) + "\n";
    for (const std::string& line : lines) content += line + "\n";
    contents.emplace_back(std::move(content), node);
  }
  std::sort(contents.begin(), contents.end());
  std::unordered_set<std::string> taken;
  for (const auto& [node, name] : names_)
    if (name.starts_with("node/")) taken.insert(name);
  size_t number = 0;
  for (const auto& [content, node] : contents) {
    std::string name = "node/" + std::to_string(++number);
    while (taken.contains(name)) name = "node/" + std::to_string(++number);
    names_.emplace(node, std::move(name));
  }
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
