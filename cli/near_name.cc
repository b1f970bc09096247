#include "cli/near_name.h"

#include "core/query/near_name.h"

namespace trama::cli {

std::string near_names_hint(const std::string& typed, const std::vector<std::string>& candidates) {
  const std::string near = query::did_you_mean(query::near_names(typed, candidates));
  if (!near.empty()) return near;
  std::string list;
  for (const std::string& name : candidates) list += (list.empty() ? "" : ", ") + name;
  return "one of " + list;
}

}  // namespace trama::cli
