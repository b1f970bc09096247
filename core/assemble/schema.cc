#include "core/assemble/schema.h"

#include "core/base/utf8.h"

namespace trama::assemble {

std::string graph_type(std::string_view relation, Certainty certainty, bool negated) {
  std::string type = certainty == Certainty::Speculated ? "MAYBE_" : "";
  if (negated) type += "NOT_";
  return type + to_upper(relation);
}

std::string relation_name(std::string_view typed) {
  std::string name = to_upper(typed);
  for (char& c : name)
    if (c == ' ' || c == '-') c = '_';
  return name;
}

std::string_view type_prefix(std::string_view type) {
  for (const std::string_view prefix : {"MAYBE_NOT_", "MAYBE_", "NOT_"})
    if (type.starts_with(prefix)) return prefix;
  return "";
}

}  // namespace trama::assemble
