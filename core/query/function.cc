#include "core/query/function.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::query {
namespace {

template <typename Description>
using Entries = std::vector<std::pair<std::string, std::shared_ptr<const Description>>>;

template <typename Description>
auto position(Entries<Description>& entries, const std::string& key) {
  return std::lower_bound(entries.begin(), entries.end(), key,
                          [](const auto& entry, const std::string& k) { return entry.first < k; });
}

template <typename Description>
void put(Entries<Description>& entries, Description description) {
  const std::string key = to_lower(description.name);
  auto shared = std::make_shared<const Description>(std::move(description));
  const auto at = position(entries, key);
  if (at != entries.end() && at->first == key) {
    at->second = std::move(shared);
  } else {
    entries.emplace(at, key, std::move(shared));
  }
}

template <typename Description>
const Description* find(const Entries<Description>& entries, std::string_view name) {
  const std::string key = to_lower(name);
  const auto at = std::lower_bound(entries.begin(), entries.end(), key,
                                   [](const auto& entry, const std::string& k) { return entry.first < k; });
  return at != entries.end() && at->first == key ? at->second.get() : nullptr;
}

template <typename Description>
std::vector<const Description*> all(const Entries<Description>& entries) {
  std::vector<const Description*> result;
  for (const auto& [key, description] : entries) result.push_back(description.get());
  return result;
}

bool is_a(ValueType type, std::string_view name) {
  if (name == "ANY") return true;
  if (name == "NUMBER") return type == ValueType::Integer || type == ValueType::Float;
  if (name == "TEMPORAL") return type >= ValueType::Date && type <= ValueType::Duration;
  std::string own = name_of(type);
  std::transform(own.begin(), own.end(), own.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return own == name;
}

// The part of the signature that describes the argument, such as "value :: LIST|STRING"; empty where it has
// none.
std::string_view argument_of(std::string_view signature, size_t position) {
  const size_t open = signature.find('('), close = signature.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  std::string_view rest = signature.substr(open + 1, close - open - 1);
  for (; position > 0; --position) {
    const size_t comma = rest.find(", ");
    if (comma == std::string_view::npos) return {};
    rest.remove_prefix(comma + 2);
  }
  return rest.substr(0, rest.find(", "));
}

}  // namespace

bool accepts(const FunctionDescription& function, size_t position, ValueType type) {
  if (type == ValueType::Null) return true;
  const std::string_view argument = argument_of(function.signature, position);
  const size_t colons = argument.find(":: ");
  if (colons == std::string_view::npos) return true;
  std::string_view types = argument.substr(colons + 3);
  types = types.substr(0, types.find(' '));  // a default may follow: "INTEGER = 1"
  while (true) {
    const size_t bar = types.find('|');
    if (is_a(type, types.substr(0, bar))) return true;
    if (bar == std::string_view::npos) return false;
    types.remove_prefix(bar + 1);
  }
}

void Registry::add(FunctionDescription function) { put(functions_, std::move(function)); }
void Registry::add(ProcedureDescription procedure) { put(procedures_, std::move(procedure)); }

const FunctionDescription* Registry::find_function(std::string_view name) const {
  return find(functions_, name);
}
const ProcedureDescription* Registry::find_procedure(std::string_view name) const {
  return find(procedures_, name);
}
std::vector<const FunctionDescription*> Registry::functions() const { return all(functions_); }
std::vector<const ProcedureDescription*> Registry::procedures() const { return all(procedures_); }

Registry standard_registry() {
  Registry registry;
  add_scalar_functions(registry);
  add_string_functions(registry);
  add_list_functions(registry);
  add_math_functions(registry);
  add_aggregations(registry);
  add_temporal_functions(registry);
  add_graph_functions(registry);
  add_procedures(registry);
  return registry;
}

}  // namespace trama::query
