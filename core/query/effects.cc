#include "core/query/effects.h"

#include <set>

namespace trama::query {

namespace {

void count_properties(const std::map<SymbolId, Value>& changes, const Map& before, const GraphDelta& delta,
                      SideEffects& effects) {
  for (const auto& [property, value] : changes) {
    const auto old = before.find(delta.symbol_name(SymbolKind::Property, property));
    const bool had = old != before.end();
    if (had && !value.is_null() && old->second.type() == value.type() && equivalent(old->second, value))
      continue;
    if (had) ++effects.properties_removed;
    if (!value.is_null()) ++effects.properties_added;
  }
}

int64_t size_of(const Map& map) { return static_cast<int64_t>(map.size()); }

}  // namespace

bool SideEffects::any() const {
  return nodes_added || nodes_removed || relationships_added || relationships_removed || labels_added ||
         labels_removed || properties_added || properties_removed;
}

SideEffects effects_of(const GraphDelta& delta) {
  SideEffects effects;
  const GraphReader& base = delta.base();
  std::set<SymbolId> labels;
  for (const auto& [node, change] : delta.node_changes()) {
    delta.poll();
    if (change.created && change.deleted) continue;
    for (const auto& [label, added] : change.labels) labels.insert(label);
    if (change.created) {
      ++effects.nodes_added;
      count_properties(change.properties, {}, delta, effects);
    } else if (change.deleted) {
      ++effects.nodes_removed;
      effects.properties_removed += size_of(base.node_properties(node));
      for (const SymbolId label : base.labels(node)) labels.insert(label);
    } else if (!change.properties.empty()) {
      count_properties(change.properties, base.node_properties(node), delta, effects);
    }
  }
  for (const auto& [id, change] : delta.relationship_changes()) {
    delta.poll();
    if (change.created && change.deleted) continue;
    if (change.created) {
      ++effects.relationships_added;
      count_properties(change.properties, {}, delta, effects);
    } else if (change.deleted) {
      ++effects.relationships_removed;
      effects.properties_removed += size_of(base.relationship_properties(change.relationship));
    } else if (!change.properties.empty()) {
      count_properties(change.properties, base.relationship_properties(change.relationship), delta, effects);
    }
  }
  for (const SymbolId label : labels) {
    const bool before = label <= base.last_symbol(SymbolKind::Label) && base.node_count(label) > 0;
    const bool after = delta.node_count(label) > 0;
    if (after && !before) ++effects.labels_added;
    if (before && !after) ++effects.labels_removed;
  }
  return effects;
}

}  // namespace trama::query
