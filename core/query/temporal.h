// Temporal values as the evaluator uses them. The calendar itself is in temporal_calendar.h, zones in
// temporal_zone.h, construction in temporal_build.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/graph/value.h"

namespace trama::query {

bool is_temporal(const Value& value);  // a duration is

// The canonical text: "1984-10-11", "12:31:14.5+01:00", "2015-07-21T21:40:32.142+02:00[Europe/London]",
// "P1Y2M10DT2H30M". The value must be temporal.
std::string format_temporal(const Value& value);

// The component that `value.name` means, such as year, weekDay, offsetSeconds, epochMillis, minutesOfHour;
// nothing where a value of this type has none of that name. The value must be temporal.
std::optional<Value> temporal_component(const Value& value, std::string_view name);

// What `+ - * /` give where at least one operand is temporal; nothing where the operator is not defined for
// these types. Throws Arithmetic on overflow. Neither operand may be null.
std::optional<Value> add_temporal(const Value& left, const Value& right);
std::optional<Value> subtract_temporal(const Value& left, const Value& right);
std::optional<Value> multiply_temporal(const Value& left, const Value& right);
std::optional<Value> divide_temporal(const Value& left, const Value& right);

}  // namespace trama::query
