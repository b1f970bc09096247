#include "core/assemble/canonical_export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/assemble/schema.h"
#include "core/assemble/value_lines.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> label_names(const GraphReader& graph, NodeId node) {
  std::vector<std::string> names;
  for (const SymbolId label : graph.labels(node))
    names.emplace_back(graph.symbol_name(SymbolKind::Label, label));
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<NodeId> all_nodes(const GraphReader& graph) {
  std::vector<NodeId> all, batch;
  const auto scan = graph.scan_nodes(kNoSymbol);
  while (scan->next(batch, 1024)) all.insert(all.end(), batch.begin(), batch.end());
  return all;
}

template <typename Visit>
void each_relationship(const GraphReader& graph, Visit visit) {
  const auto scan = graph.scan_relationships(kNoSymbol);
  std::vector<Relationship> batch;
  while (scan->next(batch, 1024))
    for (const Relationship& relationship : batch) visit(relationship);
}

std::string type_name(const GraphReader& graph, const Relationship& relationship) {
  return std::string(graph.symbol_name(SymbolKind::Type, relationship.type));
}

}  // namespace

NodeNames::NodeNames(const GraphReader& graph) {
  std::vector<std::pair<std::string, NodeId>> users;
  std::vector<NodeId> quantities;
  order_ = all_nodes(graph);
  for (const NodeId node : order_) {
    const Map properties = graph.node_properties(node);
    if (!graph.is_derived_node(node)) {
      users.emplace_back(Json(label_names(graph, node)).dump() + map_to_json(properties).dump(), node);
    } else if (std::string key = text_of(properties, "key"); !key.empty()) {
      names_[node] = std::move(key);
    } else if (std::string id = text_of(properties, "id"); !id.empty()) {
      names_[node] = "article/" + id;
    } else {
      quantities.push_back(node);
    }
  }
  std::sort(users.begin(), users.end());
  for (size_t i = 0; i < users.size(); ++i) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "user/%09zu", i + 1);
    names_[users[i].second] = digits;
  }
  for (const NodeId node : quantities) {
    Expansion found;
    graph.expand(std::span(&node, 1), Direction::In, {}, found);
    std::string name = "quantity/";
    for (const Relationship& each : found.relationship)
      if (graph.is_derived_relationship(each))
        name += names_[each.source] + "/" + type_name(graph, each) + "/" +
                text_of(graph.relationship_properties(each), "qualifier");
    const Map properties = graph.node_properties(node);
    const auto amount = properties.find("value");
    names_[node] = name + (amount == properties.end() ? "" : value_to_json(amount->second).dump()) +
                   text_of(properties, "unit") + "/" + text_of(properties, "chip");
  }
  std::sort(order_.begin(), order_.end(), [&](NodeId a, NodeId b) {
    const int compared = names_[a].compare(names_[b]);
    return compared < 0 || (compared == 0 && a < b);
  });
}

void canonical_export(const GraphReader& graph, std::ostream& out) {
  const NodeNames names(graph);
  for (const NodeId node : names.in_order())
    out << Json{{"node", names.of(node)},
                {"labels", label_names(graph, node)},
                {"derived", graph.is_derived_node(node)},
                {"properties", map_to_json(graph.node_properties(node))}}
               .dump()
        << '\n';

  // Sorted by their heads first, so that only one at a time has its evidence in memory.
  struct Head {
    std::string from, type, to;
    Relationship relationship;
    auto operator<=>(const Head& other) const {
      return std::tie(from, type, to) <=> std::tie(other.from, other.type, other.to);
    }
    bool operator==(const Head& other) const { return (*this <=> other) == 0; }
  };
  std::vector<Head> heads;
  each_relationship(graph, [&](const Relationship& each) {
    heads.push_back({names.of(each.source), type_name(graph, each), names.of(each.target), each});
  });
  std::stable_sort(heads.begin(), heads.end());

  const auto line = [&](const Head& head) {
    std::vector<std::pair<std::string, Json>> pieces;
    for (const Value& piece : graph.evidence(head.relationship)) {
      Json json = value_to_json(piece);
      std::string order = text_of(piece.map(), "article") + '\0' + json.dump();
      pieces.emplace_back(std::move(order), std::move(json));
    }
    std::sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json evidence = Json::array();
    for (auto& [order, json] : pieces) evidence.push_back(std::move(json));
    return Json{{"relationship", head.type},
                {"from", head.from},
                {"to", head.to},
                {"derived", graph.is_derived_relationship(head.relationship)},
                {"properties", map_to_json(graph.relationship_properties(head.relationship))},
                {"evidence", std::move(evidence)}}
        .dump();
  };
  for (size_t begin = 0; begin < heads.size();) {
    size_t end = begin;
    std::vector<std::string> parallel;
    while (end < heads.size() && heads[end] == heads[begin]) parallel.push_back(line(heads[end++]));
    std::sort(parallel.begin(), parallel.end());
    for (const std::string& each : parallel) out << each << '\n';
    begin = end;
  }
}

}  // namespace trama::assemble
