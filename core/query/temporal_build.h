// Temporal values from maps of fields, from texts, and from other temporal values.
#pragma once

#include <optional>

#include "core/graph/value.h"
#include "core/query/temporal_zone.h"

namespace trama::query {

// Amounts with fractions; what a unit cannot hold goes down to the next: half a month is 15 days and some
// hours.
struct DurationParts {
  long double months = 0;
  long double days = 0;
  long double seconds = 0;
  long double nanoseconds = 0;
};
Duration to_duration(const DurationParts& parts);  // throws Arithmetic

// A moment in UTC: what "now" is, and at which a named zone's offset is taken where there is no date.
struct Moment {
  int64_t seconds = 0;
  int32_t nanoseconds = 0;
};

// What a value has of date, time and zone.
struct TemporalParts {
  std::optional<Date> date;
  std::optional<LocalTime> time;
  std::optional<Zone> zone;
  int32_t offset_seconds = 0;  // east of UTC, where there is a zone: what it was at that date
};
TemporalParts parts_of(const Value& temporal);

// The fields of a map laid over what `base` has. A time without a field or base is midnight; a date without
// either must have a year. `kept_nanoseconds` is added to sub-second fields (they refine a truncated time).
Date build_date(const Map& fields, std::optional<Date> base);
LocalTime build_time(const Map& fields, std::optional<LocalTime> base, int64_t kept_nanoseconds = 0);
std::optional<Zone> zone_field(const Map& fields);

// Throws Argument where a map has a field that a value of `type` has not.
void check_fields(ValueType type, const Map& fields);

// `type` is one of the six temporal types. `input` is a text, a map, or a temporal value. Throws Argument or
// Type.
Value make_temporal(ValueType type, const Value& input, const Moment& now);

// The current value of `type` (not Duration) in `zone`.
Value current_temporal(ValueType type, const Moment& now, const Zone& zone);

}  // namespace trama::query
