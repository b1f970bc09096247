// Truncation of temporal values to a unit.
#pragma once

#include <string_view>

#include "core/graph/value.h"
#include "core/query/temporal_build.h"

namespace trama::query {

// `input` cut down to `unit` (millennium, century, decade, year, weekYear, quarter, month, week, day, hour,
// minute, second, millisecond, microsecond; any case) as a value of `type`, with `fields` laid over it.
// Throws Argument where the unit is unknown, or `type` or `input` does not have it.
Value truncate_temporal(ValueType type, std::string_view unit, const Value& input, const Map& fields,
                        const Moment& now);

}  // namespace trama::query
