// What `value.name` gives for temporal values.
#include "core/query/temporal.h"
#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_zone.h"

namespace trama::query {
namespace {

std::optional<Value> date_component(Date date, std::string_view name) {
  const CivilDate civil = to_civil(date);
  if (name == "year") return civil.year;
  if (name == "month") return civil.month;
  if (name == "day") return civil.day;
  if (name == "quarter") return quarter_of(civil.month);
  if (name == "dayOfQuarter" || name == "quarterDay") return day_of_quarter(date);
  if (name == "ordinalDay") return day_of_year(date);
  if (name == "week") return to_week_date(date).week;
  if (name == "weekYear") return to_week_date(date).year;
  if (name == "weekDay" || name == "dayOfWeek") return to_week_date(date).day;
  return std::nullopt;
}

std::optional<Value> time_component(LocalTime time, std::string_view name) {
  const int64_t seconds = time.nanoseconds / kNanosecondsPerSecond;
  const int64_t nanoseconds = time.nanoseconds % kNanosecondsPerSecond;
  if (name == "hour") return seconds / 3600;
  if (name == "minute") return seconds / 60 % 60;
  if (name == "second") return seconds % 60;
  if (name == "millisecond") return nanoseconds / 1'000'000;
  if (name == "microsecond") return nanoseconds / 1000;
  if (name == "nanosecond") return nanoseconds;
  return std::nullopt;
}

std::optional<Value> zone_component(const std::string& zone, int32_t offset_seconds, std::string_view name) {
  if (name == "timezone") return zone.empty() ? format_offset(offset_seconds) : zone;
  if (name == "offset") return format_offset(offset_seconds);
  if (name == "offsetMinutes") return int64_t{offset_seconds / 60};
  if (name == "offsetSeconds") return int64_t{offset_seconds};
  return std::nullopt;
}

std::optional<Value> epoch_component(const DateTime& value, std::string_view name) {
  if (name == "epochSeconds") return value.seconds;
  if (name == "epochMillis")
    return checked_add(checked_multiply(value.seconds, 1000), value.nanoseconds / 1'000'000);
  return std::nullopt;
}

std::optional<Value> duration_component(const Duration& d, std::string_view name) {
  const int64_t nanoseconds = d.nanoseconds;
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "months") return d.months;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "seconds") return d.seconds;
  if (name == "milliseconds") return checked_add(checked_multiply(d.seconds, 1000), nanoseconds / 1'000'000);
  if (name == "microseconds") return checked_add(checked_multiply(d.seconds, 1'000'000), nanoseconds / 1000);
  if (name == "nanoseconds")
    return checked_add(checked_multiply(d.seconds, kNanosecondsPerSecond), nanoseconds);
  if (name == "quartersOfYear") return d.months / 3 % 4;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "monthsOfQuarter") return d.months % 3;
  if (name == "daysOfWeek") return d.days % 7;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "secondsOfMinute") return d.seconds % 60;
  if (name == "millisecondsOfSecond") return nanoseconds / 1'000'000;
  if (name == "microsecondsOfSecond") return nanoseconds / 1000;
  if (name == "nanosecondsOfSecond") return nanoseconds;
  return std::nullopt;
}

}  // namespace

std::optional<Value> temporal_component(const Value& value, std::string_view name) {
  if (value.type() == ValueType::Duration) return duration_component(value.duration(), name);
  const TemporalParts parts = parts_of(value);
  std::optional<Value> found;
  if (parts.date) found = date_component(*parts.date, name);
  if (!found && parts.time) found = time_component(*parts.time, name);
  if (!found && value.type() == ValueType::Time)
    found = zone_component("", value.time().offset_seconds, name);
  if (!found && value.type() == ValueType::DateTime) {
    found = zone_component(value.date_time().zone, value.date_time().offset_seconds, name);
    if (!found) found = epoch_component(value.date_time(), name);
  }
  return found;
}

}  // namespace trama::query
