#include "core/assemble/guard.h"

#include <algorithm>
#include <string>

#include "core/assemble/schema.h"

namespace trama::assemble {
namespace {

bool has_label(const GraphReader& graph, NodeId node, std::string_view name) {
  const SymbolId label = graph.find_symbol(SymbolKind::Label, name);
  const std::vector<SymbolId> labels = graph.labels(node);
  return label != kNoSymbol && std::find(labels.begin(), labels.end(), label) != labels.end();
}

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string shown(const GraphReader& graph, NodeId node) {
  const Map properties = graph.node_properties(node);
  for (const char* property : {"key", "id"})
    if (const auto found = properties.find(property);
        found != properties.end() && found->second.type() == ValueType::String)
      return found->second.string();
  return "the node";
}

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::ConstraintFailed, "DerivedElement", what).hint(hint);
}

}  // namespace

void guard_delete(const GraphReader& graph, Node node) {
  if (!graph.is_derived_node(node.id)) return;
  const std::string name = shown(graph, node.id);
  if (has_label(graph, node.id, kArticleLabel))
    refuse("article " + name + " was ingested and cannot be deleted by a query",
           "take it out with `trama forget '" + name + "'`");
  if (has_label(graph, node.id, kQuantityLabel))
    refuse("this quantity was found in articles and cannot be deleted by a query",
           "reject the fact with `trama reject`");
  refuse(
      name + " was found in articles and cannot be deleted by a query",
      "reject wrong facts with `trama reject`, join duplicates with `trama merge`, or take articles out with "
      "`trama forget`");
}

void guard_delete(const GraphReader& graph, const Relationship& relationship) {
  if (!graph.is_derived_relationship(relationship)) return;
  const std::string type(graph.symbol_name(SymbolKind::Type, relationship.type));
  if (type == kMentionsType)
    refuse("that an article mentions an entity cannot be deleted by a query",
           "take the article out with `trama forget`");
  refuse("the fact " + type + " was found in articles and cannot be deleted by a query",
         "reject it with `trama reject SUBJECT " + type + " OBJECT`");
}

void guard_set(const GraphReader& graph, Node node, std::string_view property) {
  if (!graph.is_derived_node(node.id)) return;
  if (has_label(graph, node.id, kArticleLabel)) {
    if (contains(kArticleProperties, property))
      refuse("property " + std::string(property) + " of an article comes from the article",
             "change the article and ingest it again, or set a property of another name");
    return;
  }
  if (has_label(graph, node.id, kQuantityLabel)) {
    if (contains(kQuantityProperties, property))
      refuse("property " + std::string(property) + " of a quantity comes from articles",
             "reject the fact with `trama reject`, or set a property of another name");
    return;
  }
  if (contains(kEntityProperties, property))
    refuse("property " + std::string(property) + " of " + shown(graph, node.id) + " comes from articles",
           "use `trama rename` or `trama merge`, or set a property of another name");
}

void guard_set(const GraphReader& graph, const Relationship& relationship, std::string_view property) {
  if (!graph.is_derived_relationship(relationship) || !contains(kFactProperties, property)) return;
  refuse("property " + std::string(property) + " of this fact comes from articles",
         "reject the fact with `trama reject`, or set a property of another name");
}

void guard_relabel(const GraphReader& graph, Node node, std::string_view label) {
  if (!graph.is_derived_node(node.id) || !has_label(graph, node.id, label)) return;
  const bool ours = label == kEntityLabel || label == kArticleLabel || label == kQuantityLabel;
  // An entity's other derived label is its type, the first part of its key.
  const std::string key = shown(graph, node.id);
  std::string type = key.substr(0, key.find('/'));
  std::string lower(label);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (!ours && lower != type) return;
  refuse("label " + std::string(label) + " of " + key + " comes from articles",
         "use `trama retype`, or add a label of another name");
}

}  // namespace trama::assemble
