#include "core/graph/map_fields.h"

namespace trama {

std::string text_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::String ? found->second.string() : "";
}

bool true_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::Boolean && found->second.boolean();
}

std::optional<double> number_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  if (found == map.end() || !found->second.is_number()) return std::nullopt;
  return found->second.number();
}

}  // namespace trama
