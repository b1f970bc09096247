#include <algorithm>

#include "core/exchange/exchange.h"
#include "core/exchange/property_table.h"
#include "core/exchange/xml_writer.h"

namespace trama::exchange {
namespace {

void declare(XmlWriter& xml, const char* element_class, const char* own, const PropertyTable& table) {
  xml.open("attributes", {{"class", element_class}});
  xml.empty("attribute", {{"id", own}, {"title", own}, {"type", "string"}});
  if (std::string_view(element_class) == "edge")
    xml.empty("attribute", {{"id", "quotes"}, {"title", "quotes"}, {"type", "string"}});
  for (const auto& [name, type] : table)
    xml.empty("attribute", {{"id", "p_" + name}, {"title", name}, {"type", type_name(type)}});
  xml.close();
}

void write_values(XmlWriter& xml, const Map& properties, const GraphReader& graph) {
  for (const auto& [name, value] : properties)
    xml.empty("attvalue", {{"for", "p_" + name}, {"value", attribute_text(value, graph)}});
}

std::string label_of(const Map& properties, const std::string& otherwise) {
  for (const char* property : {"name", "title"})
    if (const auto entry = properties.find(property);
        entry != properties.end() && entry->second.type() == ValueType::String)
      return entry->second.string();
  return otherwise;
}

// The label that says most: `Entity` is on every one.
std::string main_label(const Subgraph& subgraph, NodeId node) {
  const auto labels = subgraph.labels(node);
  const auto found = std::find_if(labels.begin(), labels.end(), [](auto label) { return label != "Entity"; });
  return found == labels.end() ? "" : std::string(*found);
}

}  // namespace

void write_gexf(const Subgraph& subgraph, std::ostream& out) {
  const GraphReader& graph = subgraph.graph();
  XmlWriter xml(out);
  xml.open("gexf", {{"xmlns", "http://www.gexf.net/1.2draft"}, {"version", "1.2"}});
  xml.open("graph", {{"mode", "static"}, {"defaultedgetype", "directed"}});
  declare(xml, "node", "label", node_properties(subgraph));
  declare(xml, "edge", "type", relationship_properties(subgraph));

  xml.open("nodes");
  for (const NodeId node : subgraph.nodes()) {
    const Map properties = graph.node_properties(node);
    xml.open("node", {{"id", subgraph.name(node)}, {"label", label_of(properties, subgraph.name(node))}});
    xml.open("attvalues");
    xml.empty("attvalue", {{"for", "label"}, {"value", main_label(subgraph, node)}});
    write_values(xml, properties, graph);
    xml.close();
    xml.close();
  }
  xml.close();

  xml.open("edges");
  size_t number = 0;
  for (const Relationship& relationship : subgraph.relationships()) {
    const Map properties = graph.relationship_properties(relationship);
    const auto articles = properties.find("articles");
    const bool counted = articles != properties.end() && articles->second.type() == ValueType::Integer;
    const std::string type(subgraph.type(relationship));
    xml.open("edge", {{"id", std::to_string(number++)},
                      {"source", subgraph.name(relationship.source)},
                      {"target", subgraph.name(relationship.target)},
                      {"label", type},
                      {"weight", counted ? std::to_string(articles->second.integer()) : "1"}});
    xml.open("attvalues");
    xml.empty("attvalue", {{"for", "type"}, {"value", type}});
    if (const std::string quotes = quotes_text(relationship, graph); !quotes.empty())
      xml.empty("attvalue", {{"for", "quotes"}, {"value", quotes}});
    write_values(xml, properties, graph);
    xml.close();
    xml.close();
  }
  xml.finish();
}

}  // namespace trama::exchange
