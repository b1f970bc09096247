#include "core/exchange/property_table.h"

#include <nlohmann/json.hpp>

#include "core/query/conversion.h"
#include "core/query/value_json.h"

namespace trama::exchange {
namespace {

ColumnType column_type(const Value& value) {
  switch (value.type()) {
    case ValueType::Boolean:
      return ColumnType::Boolean;
    case ValueType::Integer:
      return ColumnType::Integer;
    case ValueType::Float:
      return ColumnType::Float;
    default:
      return ColumnType::String;
  }
}

ColumnType common(ColumnType a, ColumnType b) {
  if (a == b) return a;
  const auto numeric = [](ColumnType type) {
    return type == ColumnType::Integer || type == ColumnType::Float;
  };
  return numeric(a) && numeric(b) ? ColumnType::Float : ColumnType::String;
}

void add(PropertyTable& table, const Map& properties) {
  for (const auto& [name, value] : properties) {
    const auto [entry, added] = table.emplace(name, column_type(value));
    if (!added) entry->second = common(entry->second, column_type(value));
  }
}

}  // namespace

PropertyTable node_properties(const Subgraph& subgraph) {
  PropertyTable table;
  for (const NodeId node : subgraph.nodes()) add(table, subgraph.graph().node_properties(node));
  return table;
}

PropertyTable relationship_properties(const Subgraph& subgraph) {
  PropertyTable table;
  for (const Relationship& relationship : subgraph.relationships())
    add(table, subgraph.graph().relationship_properties(relationship));
  return table;
}

const char* type_name(ColumnType type) {
  switch (type) {
    case ColumnType::Boolean:
      return "boolean";
    case ColumnType::Integer:
      return "long";
    case ColumnType::Float:
      return "double";
    case ColumnType::String:
      return "string";
  }
  return "string";
}

std::string attribute_text(const Value& value, const GraphReader& graph) {
  if (auto text = query::to_text(value)) return std::move(*text);
  return query::to_json(value, graph).dump();
}

std::string quotes_text(const Relationship& relationship, const GraphReader& graph) {
  nlohmann::ordered_json quotes = nlohmann::ordered_json::array();
  for (const Value& evidence : graph.evidence(relationship)) {
    nlohmann::ordered_json quote;
    for (const char* name : {"quote", "article", "date"})
      if (const auto entry = evidence.map().find(name); entry != evidence.map().end())
        quote[name] = query::to_json(entry->second, graph);
    quotes.push_back(std::move(quote));
  }
  return quotes.empty() ? "" : quotes.dump();
}

}  // namespace trama::exchange
