#include "core/query/value_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/query/conversion.h"

namespace trama::query {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Map& map, const GraphReader& graph) {
  Json object = Json::object();
  for (const auto& [key, value] : map) object[key] = query::to_json(value, graph);
  return object;
}

Json identity(NodeId node, const GraphReader& graph) {
  const SymbolId key = graph.find_symbol(SymbolKind::Property, "key");
  Column column;
  if (key != kNoSymbol) {
    graph.node_property(std::span(&node, 1), key, column);
    if (const Value value = column.at(0); value.type() == ValueType::String) return value.string();
  }
  return node;
}

Json to_json(Node node, const GraphReader& graph) {
  Json labels = Json::array();
  for (const SymbolId label : graph.labels(node.id))
    labels.push_back(graph.symbol_name(SymbolKind::Label, label));
  return {{"labels", std::move(labels)}, {"properties", to_json(graph.node_properties(node.id), graph)}};
}

Json to_json(const Relationship& relationship, const GraphReader& graph) {
  return {{"type", graph.symbol_name(SymbolKind::Type, relationship.type)},
          {"start", identity(relationship.source, graph)},
          {"end", identity(relationship.target, graph)},
          {"properties", to_json(graph.relationship_properties(relationship), graph)}};
}

}  // namespace

Json to_json(const Value& value, const GraphReader& graph) {
  switch (value.type()) {
    case ValueType::Null:
      return nullptr;
    case ValueType::Boolean:
      return value.boolean();
    case ValueType::Integer:
      return value.integer();
    case ValueType::Float:
      if (std::isfinite(value.floating())) return value.floating();
      return format_float(value.floating());
    case ValueType::String:
      return value.string();
    case ValueType::List: {
      Json array = Json::array();
      for (const Value& element : value.list()) array.push_back(to_json(element, graph));
      return array;
    }
    case ValueType::Map:
      return to_json(value.map(), graph);
    case ValueType::Node:
      return to_json(value.node(), graph);
    case ValueType::Relationship:
      return to_json(value.relationship(), graph);
    case ValueType::Path: {
      Json path = {{"nodes", Json::array()}, {"relationships", Json::array()}};
      for (const Node node : value.path().nodes) path["nodes"].push_back(to_json(node, graph));
      for (const Relationship& relationship : value.path().relationships)
        path["relationships"].push_back(to_json(relationship, graph));
      return path;
    }
    default:
      return to_text(value).value();
  }
}

namespace {

Value value_at(const Json& json, size_t depth) {
  if (depth > kMaxValueDepth) {
    throw Error(ErrorKind::Limit, "lists and maps nest at most " + std::to_string(kMaxValueDepth) + " deep");
  }
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
      return json.get<int64_t>();
    case Json::value_t::number_unsigned:
      if (json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
        throw Error(ErrorKind::Argument, "NumberOutOfRange", json.dump() + " does not fit a 64-bit integer");
      return json.get<int64_t>();
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      List list;
      for (const Json& element : json) list.push_back(value_at(element, depth + 1));
      return list;
    }
    case Json::value_t::object: {
      Map map;
      for (const auto& [key, element] : json.items()) map.insert_or_assign(key, value_at(element, depth + 1));
      return map;
    }
    default:
      return {};
  }
}

}  // namespace

Value from_json(const Json& json) { return value_at(json, 0); }

}  // namespace trama::query
