#include <fstream>
#include <utility>

#include "core/base/error.h"
#include "core/exchange/exchange.h"
#include "core/exchange/property_table.h"
#include "core/query/conversion.h"

namespace trama::exchange {
namespace {

constexpr char kArrayDelimiter = ';';

// neo4j-admin's type of a column, finer than ColumnType: it knows arrays and dates.
const char* scalar_type(const Value& value) {
  switch (value.type()) {
    case ValueType::Boolean:
      return "boolean";
    case ValueType::Integer:
      return "long";
    case ValueType::Float:
      return "double";
    case ValueType::Date:
      return "date";
    case ValueType::LocalTime:
      return "localtime";
    case ValueType::Time:
      return "time";
    case ValueType::LocalDateTime:
      return "localdatetime";
    case ValueType::DateTime:
      return "datetime";
    case ValueType::Duration:
      return "duration";
    default:
      return "string";
  }
}

using Header = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kArray =
    "[]";  // behind the type of its elements; alone where there are none to tell

bool is_array(std::string_view type) { return type.ends_with(kArray); }

// The type that holds values of both: of numbers double, else text.
std::string joined_type(const std::string& a, const std::string& b) {
  if (a == b || b.empty()) return a;
  if (a.empty()) return b;
  if (is_array(a) && is_array(b)) {
    return joined_type(a.substr(0, a.size() - kArray.size()), b.substr(0, b.size() - kArray.size())) +
           std::string(kArray);
  }
  const bool numeric = (a == "long" && b == "double") || (a == "double" && b == "long");
  return numeric ? "double" : "string";
}

std::string header_type(const Value& value) {
  if (value.type() != ValueType::List) return scalar_type(value);
  std::string elements;
  for (const Value& element : value.list()) elements = joined_type(elements, scalar_type(element));
  return elements + std::string(kArray);
}

void add(Header& header, const Map& properties) {
  for (const auto& [name, value] : properties) {
    const auto [entry, added] = header.emplace(name, header_type(value));
    if (!added) entry->second = joined_type(entry->second, header_type(value));
  }
}

std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

// Array elements must not hold the delimiter: a blank stands for it, as neo4j-admin has no escape.
std::string cell(const Value& value, const std::string& type, const GraphReader& graph) {
  if (!is_array(type)) return csv_cell(attribute_text(value, graph));
  std::string joined;
  bool first = true;
  for (const Value& element : value.list()) {
    std::string text = attribute_text(element, graph);
    for (char& c : text)
      if (c == kArrayDelimiter) c = ' ';
    if (!std::exchange(first, false)) joined += kArrayDelimiter;
    joined += text;
  }
  return csv_cell(joined);
}

void write_cells(std::ostream& out, const Header& header, const Map& properties, const GraphReader& graph) {
  for (const auto& [name, type] : header) {
    out << ',';
    if (const auto entry = properties.find(name); entry != properties.end())
      out << cell(entry->second, type, graph);
  }
}

void write_header(std::ostream& out, const Header& header) {
  for (const auto& [name, type] : header)
    out << ',' << csv_cell(name + ":" + (type == kArray ? "string" : "") + type);
}

std::ofstream create(const std::filesystem::path& path) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) throw Error(ErrorKind::Storage, "cannot write " + path.string());
  return out;
}

void finish(std::ofstream& out, const std::filesystem::path& path) {
  out.close();
  if (!out)
    throw Error(ErrorKind::Storage, "cannot write " + path.string() + " to its end (is the disk full?)");
}

}  // namespace

void write_neo4j_csv(const Subgraph& subgraph, const std::filesystem::path& folder) {
  const GraphReader& graph = subgraph.graph();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorKind::Storage, "cannot make the folder " + folder.string() + ": " + error.message());

  Header node_header, relationship_header;
  for (const NodeId node : subgraph.nodes()) add(node_header, graph.node_properties(node));
  for (const Relationship& relationship : subgraph.relationships())
    add(relationship_header, graph.relationship_properties(relationship));

  const std::filesystem::path nodes_path = folder / "nodes.csv";
  std::ofstream nodes = create(nodes_path);
  nodes << ":ID,:LABEL";
  write_header(nodes, node_header);
  nodes << '\n';
  for (const NodeId node : subgraph.nodes()) {
    std::string labels;
    for (const std::string_view label : subgraph.labels(node)) {
      if (!labels.empty()) labels += kArrayDelimiter;
      labels += label;
    }
    nodes << csv_cell(subgraph.name(node)) << ',' << csv_cell(labels);
    write_cells(nodes, node_header, graph.node_properties(node), graph);
    nodes << '\n';
  }
  finish(nodes, nodes_path);

  const std::filesystem::path relationships_path = folder / "relationships.csv";
  std::ofstream relationships = create(relationships_path);
  relationships << ":START_ID,:END_ID,:TYPE";
  write_header(relationships, relationship_header);
  relationships << '\n';
  for (const Relationship& relationship : subgraph.relationships()) {
    relationships << csv_cell(subgraph.name(relationship.source)) << ','
                  << csv_cell(subgraph.name(relationship.target)) << ','
                  << csv_cell(subgraph.type(relationship));
    write_cells(relationships, relationship_header, graph.relationship_properties(relationship), graph);
    relationships << '\n';
  }
  finish(relationships, relationships_path);
}

}  // namespace trama::exchange
