// Values as JSON, for results and for files that other programs read.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/graph/graph.h"

namespace trama::query {

// Null, booleans, integers, strings, lists and maps as themselves; floats as numbers (NaN and infinities,
// which JSON lacks, as the strings "NaN", "Infinity", "-Infinity"); temporal values as their canonical text.
// A node becomes
// {"labels": [...], "properties": {...}}, a relationship {"type", "start", "end", "properties"} with the
// ends' `key` (or internal id where there is none), a path {"nodes": [...], "relationships": [...]}. Strings
// that are not valid UTF-8 cannot occur in a graph. Not lossless: an archive is (core/assemble/archive.h).
nlohmann::ordered_json to_json(const Value& value, const GraphReader& graph);

// The other way, for parameters and imported properties: objects become maps, numbers without fraction or
// exponent integers. Throws Error of kind Argument for an integer beyond 64 bits.
Value from_json(const nlohmann::ordered_json& json);

}  // namespace trama::query
