#include "cli/near_name.h"

#include <set>

#include "core/assemble/schema.h"
#include "core/base/utf8.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

// Without what marks the denied and the speculated.
std::set<std::string> relation_names(const GraphReader& graph) {
  std::set<std::string> names;
  for (SymbolId id = 1; id <= graph.last_symbol(SymbolKind::Type); ++id) {
    const std::string_view type = graph.symbol_name(SymbolKind::Type, id);
    names.emplace(type.substr(assemble::type_prefix(type).size()));
  }
  return names;
}

}  // namespace

std::string near_names_hint(const std::string& typed, const std::vector<std::string>& candidates) {
  const std::string near = query::did_you_mean(query::near_names(typed, candidates));
  if (!near.empty()) return near;
  std::string list;
  for (const std::string& name : candidates) list += (list.empty() ? "" : ", ") + name;
  return "one of " + list;
}

bool is_relation(const GraphReader& graph, const std::string& name) {
  const std::string type = assemble::relation_name(name);
  return relation_names(graph).contains(type.substr(assemble::type_prefix(type).size()));
}

std::string relation_hint(const GraphReader& graph, const std::string& relation, std::string else_hint) {
  if (relation.empty() || is_relation(graph, relation)) return else_hint;
  const std::set<std::string> names = relation_names(graph);
  const std::string near = query::did_you_mean(query::near_names(relation, {names.begin(), names.end()}));
  return near.empty() ? std::move(else_hint) : near;
}

}  // namespace trama::cli
