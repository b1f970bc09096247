// Temporal values as stored. Calendar arithmetic, parsing and printing are in core/query/temporal; here only
// the data.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace trama {

// Civil days since 1970-01-01 in the proleptic Gregorian calendar. 64 bits, since std::chrono::year ends at
// 32767 and openCypher's years reach 999,999,999.
struct Date {
  int64_t days = 0;
  auto operator<=>(const Date&) const = default;
};

struct LocalTime {
  int64_t nanoseconds = 0;  // of the day, [0, 86,400 * 10^9)
  auto operator<=>(const LocalTime&) const = default;
};

struct Time {
  int64_t nanoseconds = 0;     // local, of the day
  int32_t offset_seconds = 0;  // east of UTC
  bool operator==(const Time&) const = default;
};

struct LocalDateTime {
  int64_t seconds = 0;      // local civil seconds since 1970-01-01T00:00
  int32_t nanoseconds = 0;  // [0, 10^9)
  auto operator<=>(const LocalDateTime&) const = default;
};

struct DateTime {
  int64_t seconds = 0;         // UTC seconds since the epoch
  int32_t nanoseconds = 0;     // [0, 10^9)
  int32_t offset_seconds = 0;  // east of UTC at that moment
  std::string zone;            // IANA name such as "Europe/Rome", empty where only the offset is known
  bool operator==(const DateTime&) const = default;
};

// Components are kept apart, since months and days have no fixed length. `nanoseconds` is in [0, 10^9); the
// sign of the seconds part is that of `seconds`, so -0.5 s is {-1, 500'000'000}.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  int64_t seconds = 0;
  int32_t nanoseconds = 0;
  bool operator==(const Duration&) const = default;
};

}  // namespace trama
