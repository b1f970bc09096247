#include "core/assemble/present_elements.h"

#include <algorithm>
#include <span>

#include "core/assemble/value_lines.h"

namespace trama::assemble {

namespace {

std::string content_of(const Map& properties) { return map_to_json(properties).dump(); }

std::string content_of(std::vector<std::string> labels, const Map& properties) {
  std::sort(labels.begin(), labels.end());
  return nlohmann::ordered_json(labels).dump() + content_of(properties);
}

std::vector<std::string> label_names(const GraphReader& graph, NodeId node) {
  std::vector<std::string> names;
  for (const SymbolId label : graph.labels(node))
    names.emplace_back(graph.symbol_name(SymbolKind::Label, label));
  return names;
}

}  // namespace

PresentElements::PresentElements(const GraphReader& before)
    : last_node_(before.last_node()), last_relationship_(before.last_relationship()) {
  const auto scan = before.scan_nodes(kNoSymbol);
  std::vector<NodeId> batch;
  while (scan->next(batch, 1024))
    for (const NodeId node : batch)
      if (!before.is_derived_node(node))
        nodes_[content_of(label_names(before, node), before.node_properties(node))].push_back(node);
  for (auto& [content, nodes] : nodes_) std::sort(nodes.rbegin(), nodes.rend());
}

NodeId PresentElements::take_node(std::vector<std::string> labels, const Map& properties) {
  if (nodes_.empty()) return 0;
  const auto found = nodes_.find(content_of(std::move(labels), properties));
  if (found == nodes_.end() || found->second.empty()) return 0;
  const NodeId node = found->second.back();
  found->second.pop_back();
  return node;
}

bool PresentElements::take_relationship(const GraphReader& now, SymbolId type, NodeId from, NodeId to,
                                        const Map& properties) {
  if (from > last_node_ || to > last_node_) return false;
  Expansion found;
  now.expand_into(std::span(&from, 1), std::span(&to, 1), Direction::Out, std::span(&type, 1), found);
  for (const Relationship& each : found.relationship) {
    if (each.id > last_relationship_ || now.is_derived_relationship(each) || taken_.contains(each.id))
      continue;
    if (content_of(now.relationship_properties(each)) != content_of(properties)) continue;
    taken_.insert(each.id);
    return true;
  }
  return false;
}

}  // namespace trama::assemble
