// Property values as JSON that loses nothing, shared by the canonical export and the archive: temporal values
// are {"$date": days} and so on with their stored numbers, floats that JSON lacks {"$float": "NaN"}.
#pragma once

#include <nlohmann/json.hpp>

#include "core/graph/value.h"

namespace trama::assemble {

nlohmann::ordered_json value_to_json(const Value& value);
nlohmann::ordered_json map_to_json(const Map& map);

// Throws Error of kind Input on what value_to_json cannot have written.
Value value_from_json(const nlohmann::ordered_json& json);

}  // namespace trama::assemble
