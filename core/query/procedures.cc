// Procedures over the graph's names and neighbourhoods.
#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "core/query/arguments.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;
using Rows = std::vector<std::vector<Value>>;

constexpr size_t kBatch = 4096;

// Names in use, in order of the names.
Rows used_names(const GraphReader& graph, SymbolKind kind) {
  std::set<std::string, std::less<>> names;
  for (SymbolId id = 1; id <= graph.last_symbol(kind); ++id) {
    const uint64_t count = kind == SymbolKind::Label ? graph.node_count(id) : graph.relationship_count(id);
    if (count > 0) names.emplace(graph.symbol_name(kind, id));
  }
  Rows rows;
  for (const std::string& name : names) rows.push_back({Value(name)});
  return rows;
}

Rows labels(FunctionContext& context, Arguments) { return used_names(context.graph, SymbolKind::Label); }
Rows relationship_types(FunctionContext& context, Arguments) {
  return used_names(context.graph, SymbolKind::Type);
}

// The dictionary does not count uses of property names: all that the store has known are given.
Rows property_keys(FunctionContext& context, Arguments) {
  std::set<std::string, std::less<>> names;
  for (SymbolId id = 1; id <= context.graph.last_symbol(SymbolKind::Property); ++id)
    names.emplace(context.graph.symbol_name(SymbolKind::Property, id));
  Rows rows;
  for (const std::string& name : names)
    if (!name.empty()) rows.push_back({Value(name)});
  return rows;
}

// A node's labels as one text, such as "Company:Entity".
std::string label_set(const GraphReader& graph, NodeId node) {
  std::vector<std::string> names;
  for (const SymbolId label : graph.labels(node))
    names.emplace_back(graph.symbol_name(SymbolKind::Label, label));
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ":") + name;
  return out;
}

Rows schema(FunctionContext& context, Arguments) {
  const GraphReader& graph = context.graph;
  std::map<std::array<std::string, 3>, int64_t> counts;
  const auto scan = graph.scan_relationships(kNoSymbol);
  for (std::vector<Relationship> batch; scan->next(batch, kBatch);) {
    context.poll();
    context.count_expansions(batch.size());
    for (const Relationship& relationship : batch)
      ++counts[{label_set(graph, relationship.source),
                std::string(graph.symbol_name(SymbolKind::Type, relationship.type)),
                label_set(graph, relationship.target)}];
  }
  Rows rows;
  for (const auto& [key, count] : counts)
    rows.push_back({Value(key[0]), Value(key[1]), Value(key[2]), count});
  return rows;
}

NodeId node_argument(const char* procedure, const Value& value) {
  if (value.type() != ValueType::Node) refuse_argument(procedure, "a node", value);
  return value.node().id;
}

// Calls visit(relationship, from, to) for every relationship around the nodes of a frontier.
template <typename Visit>
void expand_frontier(FunctionContext& context, const std::vector<NodeId>& frontier, const Visit& visit) {
  Expansion found;
  for (size_t begin = 0; begin < frontier.size(); begin += kBatch) {
    context.poll();
    found.clear();
    const auto part = std::span(frontier).subspan(begin, std::min(kBatch, frontier.size() - begin));
    context.graph.expand(part, Direction::Both, {}, found);
    context.count_expansions(found.size());
    for (size_t i = 0; i < found.size(); ++i) {
      context.step();
      visit(found.relationship[i], part[found.row[i]], found.neighbour[i]);
    }
  }
}

// Breadth first over relationships in both directions; within one distance by node id.
Rows neighbours(FunctionContext& context, Arguments a) {
  const NodeId start = node_argument("trama.neighbours", a[0]);
  const int64_t depth = natural_argument("trama.neighbours", a[1]);
  Rows rows;
  MemoryCharge charge;
  std::set<NodeId> seen{start};
  std::vector<NodeId> frontier{start};
  for (int64_t distance = 1; distance <= depth && !frontier.empty(); ++distance) {
    std::vector<NodeId> next;
    expand_frontier(context, frontier, [&](const Relationship&, NodeId, NodeId node) {
      if (seen.insert(node).second) next.push_back(node);
    });
    std::sort(next.begin(), next.end());
    for (const NodeId node : next) rows.push_back({Node{node}, distance});
    constexpr uint64_t kRowBytes = 2 * sizeof(Value) + 120;  // with its place in `seen`
    if (context.budget) charge.set(*context.budget, rows.size() * kRowBytes);
    frontier = std::move(next);
  }
  return rows;
}

// One shortest path, relationships walked in either direction; no row where there is none.
Rows path(FunctionContext& context, Arguments a) {
  const NodeId from = node_argument("trama.path", a[0]), to = node_argument("trama.path", a[1]);
  struct Step {
    NodeId previous = 0;
    Relationship relationship;
  };
  MemoryCharge charge;
  std::unordered_map<NodeId, Step> reached{{from, {}}};
  std::vector<NodeId> frontier{from};
  while (!frontier.empty() && !reached.contains(to)) {
    std::vector<NodeId> next;
    expand_frontier(context, frontier, [&](const Relationship& relationship, NodeId previous, NodeId node) {
      if (reached.emplace(node, Step{previous, relationship}).second) next.push_back(node);
    });
    frontier = std::move(next);
    if (context.budget) charge.set(*context.budget, reached.size() * (sizeof(Step) + 48));
  }
  if (!reached.contains(to)) return {};
  Path path{{Node{to}}, {}};
  for (NodeId node = to; node != from; node = reached[node].previous) {
    path.relationships.push_back(reached[node].relationship);
    path.nodes.push_back(Node{reached[node].previous});
  }
  std::reverse(path.nodes.begin(), path.nodes.end());
  std::reverse(path.relationships.begin(), path.relationships.end());
  return {{Value(std::move(path))}};
}

ProcedureDescription procedure(std::string name, std::vector<ProcedureColumn> arguments,
                               std::vector<ProcedureColumn> results, std::string summary,
                               Rows (*call)(FunctionContext&, Arguments)) {
  ProcedureDescription description;
  description.name = std::move(name);
  description.arguments = std::move(arguments);
  description.results = std::move(results);
  description.summary = std::move(summary);
  description.call = call;
  return description;
}

}  // namespace

void add_procedures(Registry& registry) {
  registry.add(procedure("db.labels", {}, {{"label", "STRING"}}, "The labels in use.", labels));
  registry.add(procedure("db.relationshipTypes", {}, {{"relationshipType", "STRING"}},
                         "The relationship types in use.", relationship_types));
  registry.add(procedure("db.propertyKeys", {}, {{"propertyKey", "STRING"}}, "The names of properties.",
                         property_keys));
  registry.add(procedure(
      "db.schema", {}, {{"source", "STRING"}, {"type", "STRING"}, {"target", "STRING"}, {"count", "INTEGER"}},
      "Which labels are connected by which relationship types, and how often.", schema));
  registry.add(procedure("trama.neighbours", {{"node", "NODE"}, {"depth", "INTEGER"}},
                         {{"node", "NODE"}, {"distance", "INTEGER"}},
                         "The nodes around a node up to a distance, the nearest first.", neighbours));
  registry.add(procedure("trama.path", {{"from", "NODE"}, {"to", "NODE"}}, {{"path", "PATH"}},
                         "A shortest path between two nodes, in whatever direction its relationships point.",
                         path));
}

}  // namespace trama::query
