// ISO 8601 texts of temporal values, in basic and extended form.
//
// Dates: 2015-07-21, 20150721, 2015-07, 201507, 2015, 2015-W30-2, 2015W302, 2015-W30, 2015-Q2-60, 2015Q260,
// 2015-202, 2015202; years beyond four digits with a sign. Times: 21:40:32.142, 214032.142, 21:40, 2140, 21;
// the fraction after a point or comma, up to nine digits. Zones: Z, +01:00, +0100, +01, and a name in
// brackets. Durations: P1Y2M10DT2H30M, P2.5W, PT-1.5S, P2012-02-02T14:37:21.545.
//
// All throw Argument (InvalidArgumentValue) for anything else.
#pragma once

#include <string_view>

#include "core/query/temporal_zone.h"

namespace trama::query {

Date parse_date(std::string_view text);
LocalTime parse_local_time(std::string_view text);
Time parse_time(std::string_view text);  // UTC where the text names no offset
LocalDateTime parse_local_date_time(std::string_view text);
DateTime parse_date_time(std::string_view text);  // UTC where the text names neither offset nor zone
Duration parse_duration(std::string_view text);

}  // namespace trama::query
