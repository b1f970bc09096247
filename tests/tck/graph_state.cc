#include "tests/tck/graph_state.h"

#include <algorithm>

namespace trama::tck {
namespace {

constexpr size_t kBatch = 1024;

template <typename Set>
int64_t count_missing(const Set& from, const Set& in) {
  return std::count_if(from.begin(), from.end(), [&](const auto& element) { return !in.contains(element); });
}

}  // namespace

GraphState state_of(const GraphReader& graph) {
  GraphState state;
  const auto add_properties = [&](char kind, uint64_t id, const Map& properties) {
    for (const auto& [key, value] : properties)
      state.properties.emplace(kind, id, key, query::to_notation(value, graph));
  };
  const auto nodes = graph.scan_nodes(kNoSymbol);
  for (std::vector<NodeId> batch; nodes->next(batch, kBatch);) {
    for (const NodeId node : batch) {
      state.nodes.insert(node);
      for (const SymbolId label : graph.labels(node))
        state.labels.emplace(graph.symbol_name(SymbolKind::Label, label));
      add_properties('n', node, graph.node_properties(node));
    }
  }
  const auto relationships = graph.scan_relationships(kNoSymbol);
  for (std::vector<Relationship> batch; relationships->next(batch, kBatch);) {
    for (const Relationship& relationship : batch) {
      state.relationships.insert(relationship.id);
      add_properties('r', relationship.id, graph.relationship_properties(relationship));
    }
  }
  return state;
}

query::SideEffects difference(const GraphState& before, const GraphState& after) {
  query::SideEffects effects;
  effects.nodes_added = count_missing(after.nodes, before.nodes);
  effects.nodes_removed = count_missing(before.nodes, after.nodes);
  effects.relationships_added = count_missing(after.relationships, before.relationships);
  effects.relationships_removed = count_missing(before.relationships, after.relationships);
  effects.labels_added = count_missing(after.labels, before.labels);
  effects.labels_removed = count_missing(before.labels, after.labels);
  effects.properties_added = count_missing(after.properties, before.properties);
  effects.properties_removed = count_missing(before.properties, after.properties);
  return effects;
}

}  // namespace trama::tck
