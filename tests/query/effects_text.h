// Side effects as the Technology Compatibility Kit writes them: "+nodes 2, -labels 1"; nothing is "".
#pragma once

#include <cstdint>
#include <string>

#include "core/query/engine.h"

namespace trama::query {

inline std::string effects_text(const SideEffects& effects) {
  std::string text;
  const auto add = [&](const char* name, int64_t count) {
    if (count != 0) text += (text.empty() ? "" : ", ") + std::string(name) + " " + std::to_string(count);
  };
  add("+nodes", effects.nodes_added);
  add("-nodes", effects.nodes_removed);
  add("+relationships", effects.relationships_added);
  add("-relationships", effects.relationships_removed);
  add("+labels", effects.labels_added);
  add("-labels", effects.labels_removed);
  add("+properties", effects.properties_added);
  add("-properties", effects.properties_removed);
  return text;
}

}  // namespace trama::query
