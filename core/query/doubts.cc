#include "core/query/doubts.h"

#include <algorithm>
#include <optional>

#include "core/query/near_name.h"

namespace trama::query {

namespace {

constexpr size_t kSampled = 64;  // nodes, and relationships of each type, looked at for a property's values

std::string kind_in_words(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Label:
      return "label";
    case SymbolKind::Type:
      return "relationship type";
    case SymbolKind::Property:
      return "property";
  }
  return "";
}

Warning unknown(const MentionedName& mentioned, const GraphReader& graph) {
  std::vector<std::string> known;
  for (SymbolId id = 1; id <= graph.last_symbol(mentioned.kind); ++id)
    known.emplace_back(graph.symbol_name(mentioned.kind, id));
  return {"no " + kind_in_words(mentioned.kind) + " '" + mentioned.name + "' in this graph", mentioned.span,
          did_you_mean(near_names(mentioned.name, known))};
}

// Puts a text of the column into `text`; false where the column holds anything but text.
bool is_text(const Column& column, size_t rows, std::optional<std::string>& text) {
  for (size_t row = 0; row < rows; ++row) {
    const Value value = column.at(row);
    if (value.is_null()) continue;
    if (value.type() != ValueType::String) return false;
    text = value.string();
  }
  return true;
}

// One of the property's values, where all that are looked at are texts.
std::optional<std::string> sampled_text(const GraphReader& graph, SymbolId property) {
  std::optional<std::string> text;
  Column column;
  std::vector<Relationship> relationships;
  for (SymbolId type = 1; type <= graph.last_symbol(SymbolKind::Type); ++type) {
    if (graph.relationship_count(type) == 0) continue;
    if (!graph.scan_relationships(type)->next(relationships, kSampled)) continue;
    graph.relationship_property(relationships, property, column);
    if (!is_text(column, relationships.size(), text)) return std::nullopt;
  }
  std::vector<NodeId> nodes;
  for (SymbolId label = 1; label <= graph.last_symbol(SymbolKind::Label); ++label) {
    if (graph.node_count(label) == 0) continue;
    if (!graph.scan_nodes(label)->next(nodes, kSampled)) continue;
    graph.node_property(nodes, property, column);
    if (!is_text(column, nodes.size(), text)) return std::nullopt;
  }
  return text;
}

// (Person) and -[KNOWS]-> lack a colon.
Warning named_as_symbol(const MentionedName& mentioned) {
  const bool label = mentioned.kind == SymbolKind::Label;
  return {
      "'" + mentioned.name + "' is a variable here, for any " + (label ? "node" : "relationship"),
      mentioned.span,
      label ? "a label is written (:" + mentioned.name + ")" : "a type is written [:" + mentioned.name + "]"};
}

std::optional<Warning> text_against_date(const MentionedName& mentioned, SymbolId property,
                                         const GraphReader& graph) {
  const std::optional<std::string> text = sampled_text(graph, property);
  if (!text) return std::nullopt;
  return Warning{"'" + mentioned.name + "' holds text, which is neither before nor after nor equal to a date",
                 mentioned.span, "compare it with a text, such as '" + *text + "'"};
}

}  // namespace

std::vector<Warning> doubts_of(const BoundStatement& bound, const GraphReader& graph) {
  std::vector<Warning> warnings;
  for (const MentionedName& mentioned : bound.mentioned) {
    const SymbolId symbol = graph.find_symbol(mentioned.kind, mentioned.name);
    std::optional<Warning> warning;
    if (mentioned.use == MentionUse::Variable) {
      if (symbol != kNoSymbol) warning = named_as_symbol(mentioned);
    } else if (symbol == kNoSymbol) {
      warning = unknown(mentioned, graph);
    } else if (mentioned.use == MentionUse::AgainstDate) {
      warning = text_against_date(mentioned, symbol, graph);
    }
    const auto same = [&](const Warning& other) { return other.message == warning->message; };
    if (warning && std::none_of(warnings.begin(), warnings.end(), same))
      warnings.push_back(std::move(*warning));
  }
  if (!bound.against_null.empty())
    warnings.push_back(
        {"a comparison with null is never true", bound.against_null.front(), "write IS NULL or IS NOT NULL"});
  return warnings;
}

}  // namespace trama::query
