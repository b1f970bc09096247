#include "cli/schema_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/console.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

constexpr size_t kNodesSampled = 200;
constexpr size_t kRelationshipsSampled = 200;
constexpr size_t kNamesShown = 4;
constexpr size_t kNameColumns = 24;

std::vector<std::pair<std::string, SymbolId>> names_of(const GraphReader& graph, SymbolKind kind) {
  std::vector<std::pair<std::string, SymbolId>> out;
  for (SymbolId id = 1; id <= graph.last_symbol(kind); ++id) {
    out.emplace_back(printable(graph.symbol_name(kind, id)), id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// The label that says most, and a name: what a reader knows a node by.
std::string type_of(const GraphReader& graph, NodeId node) {
  std::string type;
  for (const SymbolId label : graph.labels(node)) {
    const std::string_view name = graph.symbol_name(SymbolKind::Label, label);
    if (type.empty() || type == "Entity") type = printable(name);
  }
  return type;
}

std::string name_of(const GraphReader& graph, NodeId node) {
  const Map properties = graph.node_properties(node);
  for (const char* key : {"name", "text", "title", "path"}) {
    const auto found = properties.find(key);
    if (found != properties.end() && found->second.type() == ValueType::String)
      return printable(found->second.string());
  }
  return "node " + std::to_string(node);
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void print_line(const std::string& name, uint64_t count, const std::string& note, bool colour,
                std::ostream& out) {
  std::string left = name;
  left.resize(std::max<size_t>(left.size() + 1, 26), ' ');
  std::string number = grouped(count);
  number.insert(0, number.size() < 9 ? 9 - number.size() : 0, ' ');
  out << "  " << left << number << "  " << dim(note, colour) << "\n";
}

void print_label(const GraphReader& graph, const std::string& name, SymbolId label, bool colour,
                 std::ostream& out) {
  const uint64_t count = graph.node_count(label);
  if (count == 0) return;
  std::vector<NodeId> sample;
  graph.scan_nodes(label)->next(sample, kNodesSampled);
  std::set<std::string> properties;
  std::string names;
  for (size_t i = 0; i < sample.size(); ++i) {
    for (const auto& [key, value] : graph.node_properties(sample[i])) properties.insert(printable(key));
    if (i < kNamesShown) {
      names += (names.empty() ? "" : ", ") + cut_to_width(name_of(graph, sample[i]), kNameColumns);
    }
  }
  print_line(":" + name, count, names + (count > kNamesShown ? ", …" : ""), colour, out);
  if (!properties.empty()) out << "      " << dim(joined(properties), colour) << "\n";
}

void print_type(const GraphReader& graph, const std::string& name, SymbolId type, bool colour,
                std::ostream& out) {
  const uint64_t count = graph.relationship_count(type);
  if (count == 0) return;
  std::vector<Relationship> sample;
  graph.scan_relationships(type)->next(sample, kRelationshipsSampled);
  std::set<std::string> properties, sources, targets;
  for (const Relationship& relationship : sample) {
    for (const auto& [key, value] : graph.relationship_properties(relationship))
      properties.insert(printable(key));
    sources.insert(type_of(graph, relationship.source));
    targets.insert(type_of(graph, relationship.target));
  }
  print_line(name, count, joined(sources) + " → " + joined(targets), colour, out);
  if (!properties.empty()) out << "      " << dim(joined(properties), colour) << "\n";
}

}  // namespace

void print_schema(const GraphReader& graph, bool colour, std::ostream& out) {
  out << bold("Labels", colour) << "\n";
  for (const auto& [name, label] : names_of(graph, SymbolKind::Label))
    print_label(graph, name, label, colour, out);
  out << bold("Relationship types", colour) << "\n";
  for (const auto& [name, type] : names_of(graph, SymbolKind::Type))
    print_type(graph, name, type, colour, out);
  const std::vector<IndexDescription> indexes = graph.indexes();
  if (!indexes.empty()) out << bold("Indexes", colour) << "\n";
  for (const IndexDescription& index : indexes) {
    out << "  :" << printable(graph.symbol_name(SymbolKind::Label, index.label)) << "("
        << printable(graph.symbol_name(SymbolKind::Property, index.property)) << ")\n";
  }
}

}  // namespace trama::cli
