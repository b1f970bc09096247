// Fields of a map (properties, a piece of evidence) by the type that they should have: what is missing, or of
// another type, is empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/graph/value.h"

namespace trama {

std::string text_of(const Map& map, std::string_view key);
bool true_of(const Map& map, std::string_view key);
std::optional<double> number_of(const Map& map, std::string_view key);

}  // namespace trama
