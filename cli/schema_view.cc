#include "cli/schema_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/console.h"
#include "core/base/error.h"
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

// A label or a type.
struct Entry {
  std::string name, note;
  uint64_t count = 0;
  std::set<std::string> properties;
};

Entry label_entry(const GraphReader& graph, const std::string& name, SymbolId label) {
  Entry entry{":" + name, "", graph.node_count(label), {}};
  std::vector<NodeId> sample;
  graph.scan_nodes(label)->next(sample, kNodesSampled);
  for (size_t i = 0; i < sample.size(); ++i) {
    for (const auto& [key, value] : graph.node_properties(sample[i])) entry.properties.insert(printable(key));
    if (i < kNamesShown) {
      entry.note += (i == 0 ? "" : ", ") + cut_to_width(name_of(graph, sample[i]), kNameColumns);
    }
  }
  if (entry.count > kNamesShown) entry.note += ", …";
  return entry;
}

Entry type_entry(const GraphReader& graph, const std::string& name, SymbolId type) {
  Entry entry{name, "", graph.relationship_count(type), {}};
  std::vector<Relationship> sample;
  graph.scan_relationships(type)->next(sample, kRelationshipsSampled);
  std::set<std::string> sources, targets;
  for (const Relationship& relationship : sample) {
    for (const auto& [key, value] : graph.relationship_properties(relationship))
      entry.properties.insert(printable(key));
    sources.insert(type_of(graph, relationship.source));
    targets.insert(type_of(graph, relationship.target));
  }
  entry.note = joined(sources) + " → " + joined(targets);
  return entry;
}

// The properties that most entries have, said once; empty where few agree.
std::set<std::string> shared_properties(const std::vector<Entry>& entries) {
  constexpr size_t kFew = 3;
  std::map<std::string, size_t> uses;
  for (const Entry& entry : entries)
    for (const std::string& property : entry.properties) ++uses[property];
  std::set<std::string> shared;
  for (const auto& [property, count] : uses)
    if (count >= kFew && 2 * count > entries.size()) shared.insert(property);
  return shared;
}

void print_entries(const std::string& heading, const std::vector<Entry>& entries, bool colour,
                   std::ostream& out) {
  const std::set<std::string> shared = shared_properties(entries);
  out << bold(heading, colour)
      << (shared.empty() ? "" : "  " + dim("most have " + joined(shared) + "; others are given", colour))
      << "\n";
  for (const Entry& entry : entries) {
    std::string left = entry.name;
    left.resize(std::max<size_t>(left.size() + 1, 26), ' ');
    std::string number = grouped(entry.count);
    number.insert(0, number.size() < 9 ? 9 - number.size() : 0, ' ');
    out << "  " << left << number << "  " << dim(entry.note, colour) << "\n";
    const bool has_shared = !shared.empty() && std::includes(entry.properties.begin(), entry.properties.end(),
                                                             shared.begin(), shared.end());
    std::set<std::string> own;
    for (const std::string& property : entry.properties)
      if (!has_shared || !shared.contains(property)) own.insert(property);
    if (!own.empty()) out << "      " << dim((has_shared ? "and " : "") + joined(own), colour) << "\n";
  }
}

}  // namespace

void print_schema(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out) {
  const std::string wanted = to_lower(name.starts_with(':') ? name.substr(1) : name);
  const auto is_wanted = [&](const std::string& each) { return wanted.empty() || to_lower(each) == wanted; };
  std::vector<Entry> labels, types;
  for (const auto& [label, id] : names_of(graph, SymbolKind::Label))
    if (is_wanted(label) && graph.node_count(id) > 0) labels.push_back(label_entry(graph, label, id));
  for (const auto& [type, id] : names_of(graph, SymbolKind::Type))
    if (is_wanted(type) && graph.relationship_count(id) > 0) types.push_back(type_entry(graph, type, id));
  if (!wanted.empty() && labels.empty() && types.empty())
    throw Error(ErrorKind::EntityNotFound, "there is no label or relationship type '" + name + "'")
        .hint("`trama schema` lists them");
  if (wanted.empty() || !labels.empty()) print_entries("Labels", labels, colour, out);
  if (wanted.empty() || !types.empty()) print_entries("Relationship types", types, colour, out);
  if (!wanted.empty()) return;
  const std::vector<IndexDescription> indexes = graph.indexes();
  if (!indexes.empty()) out << bold("Indexes", colour) << "\n";
  for (const IndexDescription& index : indexes) {
    out << "  :" << printable(graph.symbol_name(SymbolKind::Label, index.label)) << "("
        << printable(graph.symbol_name(SymbolKind::Property, index.property)) << ")\n";
  }
}

}  // namespace trama::cli
