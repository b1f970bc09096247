#include <algorithm>

#include "cli/row_format.h"
#include "core/base/printable.h"
#include "core/base/quotation.h"
#include "core/graph/map_fields.h"

namespace trama::cli {

namespace {

// Evidence, as evidence(r) gives it: «quote» (article, date).
std::string citation_text(const Map& map) {
  std::string out = quotation(text_of(map, "quote"));
  std::string source;
  for (const char* key : {"title", "path", "article"}) {
    if (source.empty()) source = text_of(map, key);
  }
  const std::string date = text_of(map, "date");
  if (!date.empty()) source += (source.empty() ? "" : ", ") + date;
  return source.empty() ? out : out + " (" + source + ")";
}

std::string node_text(NodeId node, const GraphReader& graph) {
  const Map properties = graph.node_properties(node);
  std::string name;
  for (const char* key : {"name", "text", "title"}) {
    if (name.empty()) name = text_of(properties, key);
  }
  std::string labels;
  for (const SymbolId label : graph.labels(node)) {
    const std::string_view text = graph.symbol_name(SymbolKind::Label, label);
    if (text != "Entity") labels += ":" + std::string(text);
  }
  if (!name.empty()) return "(" + name + (labels.empty() ? "" : " " + labels) + ")";
  return query::to_notation(Value(Node{node}), graph);
}

std::string relationship_text(const Relationship& relationship, const GraphReader& graph) {
  return "[:" + std::string(graph.symbol_name(SymbolKind::Type, relationship.type)) + "]";
}

std::string path_text(const Path& path, const GraphReader& graph) {
  std::string out = node_text(path.nodes.front().id, graph);
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    const Relationship& step = path.relationships[i];
    const bool forward = step.source == path.nodes[i].id;
    out += (forward ? "-" : "<-") + relationship_text(step, graph) + (forward ? "->" : "-");
    out += node_text(path.nodes[i + 1].id, graph);
  }
  return out;
}

std::string raw_text(const Value& value, const GraphReader& graph) {
  switch (value.type()) {
    case ValueType::Null:
      return "null";
    case ValueType::String:
      return value.string();
    case ValueType::Node:
      return node_text(value.node().id, graph);
    case ValueType::Relationship: {
      const Relationship& relationship = value.relationship();
      return node_text(relationship.source, graph) + "-" + relationship_text(relationship, graph) + "->" +
             node_text(relationship.target, graph);
    }
    case ValueType::Path:
      return path_text(value.path(), graph);
    case ValueType::List: {
      const List& list = value.list();
      const bool citations = !list.empty() && std::all_of(list.begin(), list.end(), [](const Value& each) {
        return each.type() == ValueType::Map && each.map().count("quote") != 0;
      });
      std::string out;
      for (const Value& each : list)
        out += (out.empty() ? "" : citations ? "; " : ", ") + raw_text(each, graph);
      return citations ? out : "[" + out + "]";
    }
    case ValueType::Map: {
      if (value.map().count("quote") != 0) return citation_text(value.map());
      std::string out;
      for (const auto& [key, each] : value.map()) {
        out += (out.empty() ? "" : ", ") + key + ": " + raw_text(each, graph);
      }
      return "{" + out + "}";
    }
    case ValueType::Date:
    case ValueType::LocalTime:
    case ValueType::Time:
    case ValueType::LocalDateTime:
    case ValueType::DateTime:
    case ValueType::Duration: {
      const std::string quoted = query::to_notation(value, graph);  // 'text'
      return quoted.size() >= 2 ? quoted.substr(1, quoted.size() - 2) : quoted;
    }
    default:
      return query::to_notation(value, graph);
  }
}

}  // namespace

std::string display_text(const Value& value, const GraphReader& graph) {
  return printable(raw_text(value, graph));
}

}  // namespace trama::cli
