#include "core/render/selection.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_set>

namespace trama::drawing {

namespace {

// Ascending: most articles first, then by what the reader sees, so that a limit keeps the same facts whatever
// the ids.
struct Ranked {
  int64_t articles;
  std::string source, type, target;
  Relationship relationship;

  bool operator<(const Ranked& other) const {
    return std::tie(other.articles, source, type, target, relationship.id) <
           std::tie(articles, other.source, other.type, other.target, other.relationship.id);
  }
};

std::string text_property(const GraphReader& graph, NodeId node, std::string_view name) {
  const Map properties = graph.node_properties(node);
  const auto found = properties.find(name);
  return found != properties.end() && found->second.type() == ValueType::String ? found->second.string() : "";
}

std::vector<Relationship> best_first(const GraphReader& graph, const std::vector<Relationship>& all) {
  Column articles;
  graph.relationship_property(all, graph.find_symbol(SymbolKind::Property, "articles"), articles);
  std::vector<Ranked> ranked;
  ranked.reserve(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    const Value count = articles.at(i);
    ranked.push_back({count.type() == ValueType::Integer ? count.integer() : 0,
                      text_property(graph, all[i].source, "key"),
                      std::string(graph.symbol_name(SymbolKind::Type, all[i].type)),
                      text_property(graph, all[i].target, "key"), all[i]});
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<Relationship> out;
  out.reserve(ranked.size());
  for (const Ranked& entry : ranked) out.push_back(entry.relationship);
  return out;
}

void add(Selection& selection, const Relationship& relationship) {
  selection.nodes.insert(relationship.source);
  selection.nodes.insert(relationship.target);
  selection.relationships.emplace(relationship.id, relationship);
}

}  // namespace

void Selection::take(const Value& value) {
  switch (value.type()) {
    case ValueType::Node:
      nodes.insert(value.node().id);
      break;
    case ValueType::Relationship:
      add(*this, value.relationship());
      break;
    case ValueType::Path:
      for (const Node& node : value.path().nodes) nodes.insert(node.id);
      for (const Relationship& relationship : value.path().relationships) add(*this, relationship);
      break;
    case ValueType::List:
      for (const Value& element : value.list()) take(element);
      break;
    case ValueType::Map:
      for (const auto& [key, element] : value.map()) take(element);
      break;
    default:
      break;
  }
}

void connect(const GraphReader& graph, Selection& selection) {
  const std::vector<NodeId> nodes(selection.nodes.begin(), selection.nodes.end());
  Expansion found;
  graph.expand(nodes, Direction::Out, {}, found);
  for (const Relationship& relationship : found.relationship) {
    if (selection.nodes.count(relationship.target) != 0) add(selection, relationship);
  }
}

Selection neighbourhood(const GraphReader& graph, const std::vector<NodeId>& focus, size_t depth,
                        size_t limit, const Admits& admits) {
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, "MENTIONS");
  const auto is_left_out = [&](const Relationship& relationship) {
    return (relationship.type == mentions && mentions != kNoSymbol) || (admits && !admits(relationship));
  };
  Selection out;
  out.focus.insert(focus.begin(), focus.end());
  out.nodes = out.focus;
  std::vector<NodeId> border(out.nodes.begin(), out.nodes.end());
  for (size_t step = 0; step < depth && !border.empty(); ++step) {
    Expansion found;
    graph.expand(border, Direction::Both, {}, found);
    std::vector<Relationship> fresh;
    std::unordered_set<RelationshipId> seen;
    for (const Relationship& relationship : found.relationship) {
      if (is_left_out(relationship)) continue;
      if (out.relationships.count(relationship.id) == 0 && seen.insert(relationship.id).second) {
        fresh.push_back(relationship);
      }
    }
    fresh = best_first(graph, fresh);
    if (limit != 0 && out.relationships.size() + fresh.size() > limit) {
      const size_t kept = limit - out.relationships.size();
      out.left_out += fresh.size() - kept;
      fresh.resize(kept);
    }
    std::set<NodeId> next;
    for (const Relationship& relationship : fresh) {
      for (const NodeId end : {relationship.source, relationship.target}) {
        if (out.nodes.count(end) == 0) next.insert(end);
      }
      out.relationships.emplace(relationship.id, relationship);
    }
    out.nodes.insert(next.begin(), next.end());
    border.assign(next.begin(), next.end());
  }
  // What lies between two nodes of the outermost ring belongs to the picture too, as far as the limit allows.
  if (out.left_out == 0 && depth > 0) {
    Selection whole = out;
    connect(graph, whole);
    std::erase_if(whole.relationships, [&](const auto& entry) { return is_left_out(entry.second); });
    if (limit == 0 || whole.relationships.size() <= limit) return whole;
  }
  return out;
}

void keep_admitted(Selection& selection, const Admits& admits) {
  Selection kept;
  kept.left_out = selection.left_out;
  for (const auto& [id, relationship] : selection.relationships)
    if (admits(relationship)) add(kept, relationship);
  selection = std::move(kept);
}

void keep_best(const GraphReader& graph, Selection& selection, size_t limit) {
  if (selection.relationships.size() <= limit) return;
  std::vector<Relationship> all;
  std::set<NodeId> nodes = selection.nodes;
  for (const auto& [id, relationship] : selection.relationships) {
    all.push_back(relationship);
    nodes.erase(relationship.source);
    nodes.erase(relationship.target);
  }
  Selection kept;
  kept.nodes = std::move(nodes);
  kept.nodes.insert(selection.focus.begin(), selection.focus.end());
  kept.focus = selection.focus;
  kept.left_out = selection.left_out + all.size() - limit;
  all = best_first(graph, all);
  for (size_t i = 0; i < limit; ++i) add(kept, all[i]);
  selection = std::move(kept);
}

}  // namespace trama::drawing
