// What a query may ask of nodes, relationships, paths and maps.
#include <algorithm>
#include <map>

#include "core/query/arguments.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

Node node_argument(const char* function, const Value& value) {
  if (value.type() != ValueType::Node) refuse_argument(function, "a node", value);
  return value.node();
}

const Relationship& relationship_argument(const char* function, const Value& value) {
  if (value.type() != ValueType::Relationship) refuse_argument(function, "a relationship", value);
  return value.relationship();
}

const Path& path_argument(const char* function, const Value& value) {
  if (value.type() != ValueType::Path) refuse_argument(function, "a path", value);
  return value.path();
}

[[noreturn]] void refuse_deleted(const char* function, const char* what) {
  throw Error(ErrorKind::EntityNotFound, "DeletedEntityAccess",
              std::string(function) + "() was asked of a " + what + " that has been deleted");
}

Map properties_of(const FunctionContext& context, const char* function, const Value& value) {
  switch (value.type()) {
    case ValueType::Map:
      return value.map();
    case ValueType::Node:
      if (!context.graph.has_node(value.node().id)) refuse_deleted(function, "node");
      return context.graph.node_properties(value.node().id);
    case ValueType::Relationship:
      if (!context.graph.has_relationship(value.relationship())) refuse_deleted(function, "relationship");
      return context.graph.relationship_properties(value.relationship());
    default:
      refuse_argument(function, "a node, a relationship or a map", value);
  }
}

Value id(FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::Node) return static_cast<int64_t>(a[0].node().id);
  if (a[0].type() == ValueType::Relationship) return static_cast<int64_t>(a[0].relationship().id);
  refuse_argument("id", "a node or a relationship", a[0]);
}

Value element_id(FunctionContext& context, Arguments a) {
  return (a[0].type() == ValueType::Node ? "n" : "r") + std::to_string(id(context, a).integer());
}

Value label_names(const GraphReader& graph, const std::vector<SymbolId>& labels) {
  List names;
  names.reserve(labels.size());
  for (const SymbolId label : labels) names.emplace_back(graph.symbol_name(SymbolKind::Label, label));
  return Value(std::move(names));
}

Value labels(FunctionContext& context, Arguments a) {
  const Node node = node_argument("labels", a[0]);
  if (!context.graph.has_node(node.id)) refuse_deleted("labels", "node");
  return label_names(context.graph, context.graph.labels(node.id));
}

// The type is part of the reference, so a deleted relationship still has it.
Value type(FunctionContext& context, Arguments a) {
  return context.graph.symbol_name(SymbolKind::Type, relationship_argument("type", a[0]).type);
}

Value keys(FunctionContext& context, Arguments a) {
  List names;
  for (const auto& [key, value] : properties_of(context, "keys", a[0])) names.emplace_back(key);
  return Value(std::move(names));
}

Value properties(FunctionContext& context, Arguments a) { return properties_of(context, "properties", a[0]); }

Value nodes(FunctionContext&, Arguments a) {
  const Path& path = path_argument("nodes", a[0]);
  return List(path.nodes.begin(), path.nodes.end());
}

Value relationships(FunctionContext&, Arguments a) {
  const Path& path = path_argument("relationships", a[0]);
  return List(path.relationships.begin(), path.relationships.end());
}

Value length(FunctionContext&, Arguments a) {
  return static_cast<int64_t>(path_argument("length", a[0]).relationships.size());
}

Value start_node(FunctionContext&, Arguments a) {
  return Node{relationship_argument("startNode", a[0]).source};
}
Value end_node(FunctionContext&, Arguments a) { return Node{relationship_argument("endNode", a[0]).target}; }

Value degree(FunctionContext& context, Arguments a) {
  const NodeId node = node_argument("degree", a[0]).id;
  std::vector<uint64_t> degrees;
  context.graph.degrees(std::span(&node, 1), Direction::Both, {}, degrees);
  return static_cast<int64_t>(degrees.front());
}

// The rows of a result with as many rows as the argument, null where that is.
template <typename Rows>
Rows& rows_beside(const Column& argument, Column& result) {
  if (!std::holds_alternative<Rows>(result.data)) result.data = Rows();
  result.validity = argument.validity;
  Rows& rows = std::get<Rows>(result.data);
  rows.resize(argument.size());
  return rows;
}

bool ids(FunctionContext&, const Column& elements, Column& result) {
  if (const auto* nodes = std::get_if<Column::Nodes>(&elements.data)) {
    std::ranges::copy(*nodes, rows_beside<Column::Integers>(elements, result).begin());
    return true;
  }
  const auto* relationships = std::get_if<Column::Relationships>(&elements.data);
  if (relationships == nullptr) return false;
  std::ranges::transform(*relationships, rows_beside<Column::Integers>(elements, result).begin(),
                         [](const Relationship& each) { return static_cast<int64_t>(each.id); });
  return true;
}

bool types(FunctionContext& context, const Column& elements, Column& result) {
  const auto* relationships = std::get_if<Column::Relationships>(&elements.data);
  if (relationships == nullptr) return false;
  Column::Strings& names = rows_beside<Column::Strings>(elements, result);
  SymbolId last = kNoSymbol;
  std::string_view name;
  for (size_t row = 0; row < names.size(); ++row) {
    if (elements.is_null(row)) continue;
    const SymbolId here = (*relationships)[row].type;
    if (here != last) name = context.graph.symbol_name(SymbolKind::Type, here);
    last = here;
    names[row] = name;
  }
  return true;
}

// Nodes with the same labels, as most have, share one list.
bool label_lists(FunctionContext& context, const Column& elements, Column& result) {
  const auto* nodes = std::get_if<Column::Nodes>(&elements.data);
  if (nodes == nullptr) return false;
  std::map<std::vector<SymbolId>, Value> known;
  Column::Values lists(nodes->size());
  for (size_t row = 0; row < lists.size(); ++row) {
    if (elements.is_null(row)) continue;
    const NodeId node = (*nodes)[row];
    if (!context.graph.has_node(node)) refuse_deleted("labels", "node");
    const auto [names, fresh] = known.try_emplace(context.graph.labels(node));
    if (fresh) names->second = label_names(context.graph, names->first);
    lists[row] = names->second;
  }
  result.validity.clear();
  result.data = std::move(lists);
  return true;
}

template <NodeId Relationship::*kEnd>
bool ends(FunctionContext&, const Column& elements, Column& result) {
  const auto* relationships = std::get_if<Column::Relationships>(&elements.data);
  if (relationships == nullptr) return false;
  std::ranges::transform(*relationships, rows_beside<Column::Nodes>(elements, result).begin(),
                         [](const Relationship& each) { return each.*kEnd; });
  return true;
}

bool degrees(FunctionContext& context, const Column& elements, Column& result) {
  const auto* nodes = std::get_if<Column::Nodes>(&elements.data);
  if (nodes == nullptr || !elements.validity.empty()) return false;
  std::vector<uint64_t> counts;
  context.graph.degrees(*nodes, Direction::Both, {}, counts);
  std::ranges::copy(counts, rows_beside<Column::Integers>(elements, result).begin());
  return true;
}

Value evidence(FunctionContext& context, Arguments a) {
  return context.graph.evidence(relationship_argument("evidence", a[0]));
}

Value key(FunctionContext& context, Arguments a) {
  const NodeId node = node_argument("key", a[0]).id;
  const SymbolId name = context.graph.find_symbol(SymbolKind::Property, "key");
  if (name == kNoSymbol) return Value();
  Column column;
  context.graph.node_property(std::span(&node, 1), name, column);
  return column.at(0);
}

bool entity_keys(FunctionContext& context, const Column& elements, Column& result) {
  const auto* nodes = std::get_if<Column::Nodes>(&elements.data);
  const SymbolId name = context.graph.find_symbol(SymbolKind::Property, "key");
  if (nodes == nullptr || !elements.validity.empty() || name == kNoSymbol) return false;
  context.graph.node_property(*nodes, name, result);
  return true;
}

}  // namespace

void add_graph_functions(Registry& registry) {
  registry.add(scalar("id", {1, 1}, "id(element :: NODE|RELATIONSHIP) :: INTEGER",
                      "The internal number of a node or relationship; it may change when articles do.",
                      "CREATE (n) RETURN id(n) > 0", "true", id, {.column = ids}));
  registry.add(scalar("elementId", {1, 1}, "elementId(element :: NODE|RELATIONSHIP) :: STRING",
                      "The internal number as a text, unique over nodes and relationships.",
                      "CREATE (n) RETURN left(elementId(n), 1)", "'n'", element_id));
  registry.add(scalar("labels", {1, 1}, "labels(node :: NODE) :: LIST", "The labels of a node.",
                      "CREATE (n:Company) RETURN labels(n)", "['Company']", labels, {.column = label_lists}));
  registry.add(scalar("type", {1, 1}, "type(relationship :: RELATIONSHIP) :: STRING",
                      "The type of a relationship.", "CREATE ()-[r:OWNS]->() RETURN type(r)", "'OWNS'", type,
                      {.column = types}));
  registry.add(scalar("keys", {1, 1}, "keys(value :: NODE|RELATIONSHIP|MAP) :: LIST",
                      "The names of the properties, in order of their names.", "RETURN keys({b: 1, a: 2})",
                      "['a', 'b']", keys));
  registry.add(scalar("properties", {1, 1}, "properties(value :: NODE|RELATIONSHIP|MAP) :: MAP",
                      "All properties as a map.", "CREATE (n {name: 'a'}) RETURN properties(n)",
                      "{name: 'a'}", properties));
  registry.add(scalar("nodes", {1, 1}, "nodes(path :: PATH) :: LIST", "The nodes along a path.",
                      "CREATE p = (:A)-[:T]->(:B) RETURN nodes(p)", "[(:A), (:B)]", nodes));
  registry.add(scalar("relationships", {1, 1}, "relationships(path :: PATH) :: LIST",
                      "The relationships along a path.", "CREATE p = (:A)-[:T]->(:B) RETURN relationships(p)",
                      "[[:T]]", relationships));
  registry.add(scalar("length", {1, 1}, "length(path :: PATH) :: INTEGER",
                      "How many relationships a path has.", "CREATE p = (:A)-[:T]->(:B) RETURN length(p)",
                      "1", length));
  registry.add(scalar("startNode", {1, 1}, "startNode(relationship :: RELATIONSHIP) :: NODE",
                      "The node that a relationship comes from.",
                      "CREATE (:A)-[r:T]->(:B) RETURN startNode(r)", "(:A)", start_node,
                      {.column = ends<&Relationship::source>}));
  registry.add(scalar("endNode", {1, 1}, "endNode(relationship :: RELATIONSHIP) :: NODE",
                      "The node that a relationship goes to.", "CREATE (:A)-[r:T]->(:B) RETURN endNode(r)",
                      "(:B)", end_node, {.column = ends<&Relationship::target>}));
  registry.add(scalar("degree", {1, 1}, "degree(node :: NODE) :: INTEGER",
                      "How many relationships a node has, in both directions.",
                      "CREATE (a)-[:T]->(), (a)<-[:T]-() RETURN degree(a)", "2", degree,
                      {.deterministic = false, .column = degrees}));
  registry.add(scalar("evidence", {1, 1}, "evidence(relationship :: RELATIONSHIP) :: LIST",
                      "The sentences that state a fact, a map each; empty for relationships that users made.",
                      "CREATE ()-[r:T]->() RETURN evidence(r)", "[]", evidence));
  registry.add(scalar("key", {1, 1}, "key(node :: NODE) :: STRING",
                      "The stable key of an entity, such as company/deepseek.",
                      "CREATE (n {key: 'company/deepseek'}) RETURN key(n)", "'company/deepseek'", key,
                      {.column = entity_keys}));
}

}  // namespace trama::query
