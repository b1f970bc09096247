#include "core/exchange/exchange.h"
#include "core/exchange/property_table.h"
#include "core/exchange/xml_writer.h"

namespace trama::exchange {
namespace {

// Attribute ids: what we say about an element is "labels", "type", "quotes"; its properties are "n_" or "e_"
// and the name, since a property may have one of those names too.
void declare(XmlWriter& xml, const std::string& id, const char* domain, const std::string& name,
             ColumnType type) {
  xml.empty("key", {{"id", id}, {"for", domain}, {"attr.name", name}, {"attr.type", type_name(type)}});
}

void write_data(XmlWriter& xml, const std::string& prefix, const Map& properties, const GraphReader& graph) {
  for (const auto& [name, value] : properties)
    xml.leaf("data", {{"key", prefix + name}}, attribute_text(value, graph));
}

std::string joined_labels(const Subgraph& subgraph, NodeId node) {
  std::string joined;
  for (const std::string_view label : subgraph.labels(node)) joined += ":" + std::string(label);
  return joined;
}

}  // namespace

void write_graphml(const Subgraph& subgraph, std::ostream& out) {
  const GraphReader& graph = subgraph.graph();
  XmlWriter xml(out);
  xml.open("graphml",
           {{"xmlns", "http://graphml.graphdrawing.org/xmlns"},
            {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
            {"xsi:schemaLocation",
             "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"}});
  declare(xml, "labels", "node", "labels", ColumnType::String);
  for (const auto& [name, type] : node_properties(subgraph)) declare(xml, "n_" + name, "node", name, type);
  declare(xml, "type", "edge", "type", ColumnType::String);
  declare(xml, "quotes", "edge", "quotes", ColumnType::String);
  for (const auto& [name, type] : relationship_properties(subgraph))
    declare(xml, "e_" + name, "edge", name, type);

  xml.open("graph", {{"id", "trama"}, {"edgedefault", "directed"}});
  for (const NodeId node : subgraph.nodes()) {
    xml.open("node", {{"id", subgraph.name(node)}});
    xml.leaf("data", {{"key", "labels"}}, joined_labels(subgraph, node));
    write_data(xml, "n_", graph.node_properties(node), graph);
    xml.close();
  }
  size_t number = 0;
  for (const Relationship& relationship : subgraph.relationships()) {
    xml.open("edge", {{"id", "e" + std::to_string(number++)},
                      {"source", subgraph.name(relationship.source)},
                      {"target", subgraph.name(relationship.target)}});
    xml.leaf("data", {{"key", "type"}}, std::string(subgraph.type(relationship)));
    if (const std::string quotes = quotes_text(relationship, graph); !quotes.empty())
      xml.leaf("data", {{"key", "quotes"}}, quotes);
    write_data(xml, "e_", graph.relationship_properties(relationship), graph);
    xml.close();
  }
  xml.finish();
}

}  // namespace trama::exchange
