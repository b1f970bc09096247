// Values as text in openCypher's notation; declared in engine.h.
#include "core/base/escape.h"
#include "core/query/conversion.h"
#include "core/query/engine.h"
#include "core/query/temporal.h"

namespace trama::query {
namespace {

bool is_plain_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !letter(name.front())) return false;
  for (const char c : name)
    if (!letter(c) && !(c >= '0' && c <= '9')) return false;
  return true;
}

// Back-quoted where it is not a plain name.
std::string quoted_name(std::string_view name) {
  if (is_plain_name(name)) return std::string(name);
  std::string out = "`";
  for (const char c : name) out.append(c == '`' ? 2 : 1, c);
  return out + "`";
}

std::string quoted_string(std::string_view text) { return "'" + backslash_escaped(text, '\'') + "'"; }

std::string notation_of_map(const Map& map, const GraphReader& graph) {
  std::string out = "{";
  for (const auto& [key, value] : map) {
    if (out.size() > 1) out += ", ";
    out += quoted_name(key) + ": " + to_notation(value, graph);
  }
  return out + "}";
}

std::string notation_of_node(Node node, const GraphReader& graph) {
  std::string out = "(";
  for (const SymbolId label : graph.labels(node.id))
    out += ":" + quoted_name(graph.symbol_name(SymbolKind::Label, label));
  const Map properties = graph.node_properties(node.id);
  if (!properties.empty()) out += (out.size() > 1 ? " " : "") + notation_of_map(properties, graph);
  return out + ")";
}

std::string notation_of_relationship(const Relationship& relationship, const GraphReader& graph) {
  std::string out = "[:" + quoted_name(graph.symbol_name(SymbolKind::Type, relationship.type));
  const Map properties = graph.relationship_properties(relationship);
  if (!properties.empty()) out += " " + notation_of_map(properties, graph);
  return out + "]";
}

std::string notation_of_path(const Path& path, const GraphReader& graph) {
  std::string out = "<" + notation_of_node(path.nodes.front(), graph);
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    const Relationship& relationship = path.relationships[i];
    const bool forward =
        relationship.source == path.nodes[i].id && relationship.target == path.nodes[i + 1].id;
    out += (forward ? "-" : "<-") + notation_of_relationship(relationship, graph) + (forward ? "->" : "-");
    out += notation_of_node(path.nodes[i + 1], graph);
  }
  return out + ">";
}

}  // namespace

std::string to_notation(const Value& value, const GraphReader& graph) {
  switch (value.type()) {
    case ValueType::Null:
      return "null";
    case ValueType::String:
      return quoted_string(value.string());
    case ValueType::List: {
      std::string out = "[";
      for (const Value& element : value.list()) {
        if (out.size() > 1) out += ", ";
        out += to_notation(element, graph);
      }
      return out + "]";
    }
    case ValueType::Map:
      return notation_of_map(value.map(), graph);
    case ValueType::Node:
      return notation_of_node(value.node(), graph);
    case ValueType::Relationship:
      return notation_of_relationship(value.relationship(), graph);
    case ValueType::Path:
      return notation_of_path(value.path(), graph);
    default:
      return is_temporal(value) ? quoted_string(format_temporal(value)) : *to_text(value);
  }
}

}  // namespace trama::query
