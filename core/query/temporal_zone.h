// Time zones, by ICU's copy of the IANA database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/graph/temporal.h"

namespace trama::query {

// A named zone, or where the name is empty a fixed offset (seconds east of UTC).
struct Zone {
  std::string name;
  int32_t offset_seconds = 0;
};

// "Z", "+01:00", "-0330", "+01", "+00:53:28", and names as "Europe/Rome". A name in another case is given its
// own; an underscore may be written as blank. Throws Argument (InvalidArgumentValue) for anything else.
Zone parse_zone(std::string_view text);

// Nothing where the text does not begin with an offset; else advances `text` past it.
std::optional<int32_t> take_offset(std::string_view& text);

int32_t offset_at(const Zone& zone, int64_t utc_seconds);

// The moment that a local reading means. Where the zone's clocks show it twice, the earlier; where they skip
// it, that much later.
DateTime in_zone(const LocalDateTime& local, const Zone& zone);

// The same moment read in another zone.
DateTime at_instant(int64_t utc_seconds, int32_t nanoseconds, const Zone& zone);

Zone zone_of(const DateTime& value);

std::string format_offset(int32_t offset_seconds);  // "Z", "+01:00", "+00:53:28"

}  // namespace trama::query
