// Sums, differences, products and quotients with durations.
#include <cmath>

#include "core/base/error.h"
#include "core/query/temporal.h"
#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_zone.h"

namespace trama::query {
namespace {

Duration negated(const Duration& d) {
  const Duration whole{checked_multiply(d.months, -1), checked_multiply(d.days, -1),
                       checked_multiply(d.seconds, -1), 0};
  return normalized(whole, -int64_t{d.nanoseconds});
}

Duration sum(const Duration& a, const Duration& b) {
  return normalized({checked_add(a.months, b.months), checked_add(a.days, b.days),
                     checked_add(a.seconds, b.seconds), a.nanoseconds},
                    b.nanoseconds);
}

// Whole days in the seconds part count too: a date has no finer unit.
Date add(Date date, const Duration& d) {
  const Date moved = add_days(add_months(date, d.months), d.days);
  const int64_t seconds = d.seconds < 0 && d.nanoseconds > 0 ? d.seconds + 1 : d.seconds;
  return add_days(moved, seconds / kSecondsPerDay);
}

// Times of day go round; months and days do not move them.
LocalTime add(LocalTime time, const Duration& d) {
  const int64_t moved =
      time.nanoseconds + floor_mod(d.seconds, kSecondsPerDay) * kNanosecondsPerSecond + d.nanoseconds;
  return {floor_mod(moved, kNanosecondsPerDay)};
}

LocalDateTime add_seconds(const LocalDateTime& value, const Duration& d) {
  const int64_t nanoseconds = int64_t{value.nanoseconds} + d.nanoseconds;
  const int64_t seconds =
      checked_add(checked_add(value.seconds, d.seconds), nanoseconds / kNanosecondsPerSecond);
  add_days({floor_div(seconds, kSecondsPerDay)}, 0);  // checks the year
  return {seconds, static_cast<int32_t>(nanoseconds % kNanosecondsPerSecond)};
}

LocalDateTime add_date_part(const LocalDateTime& value, const Duration& d) {
  const DateAndTime parts = split(value);
  return join(add_days(add_months(parts.date, d.months), d.days), parts.time);
}

// Months and days move the local reading, the rest the moment: a day is not always 24 hours.
DateTime add(const DateTime& value, const Duration& d) {
  const Zone zone = zone_of(value);
  DateTime moved = value;
  if (d.months != 0 || d.days != 0) moved = in_zone(add_date_part(to_local(value), d), zone);
  const LocalDateTime utc = add_seconds({moved.seconds, moved.nanoseconds}, d);
  return at_instant(utc.seconds, utc.nanoseconds, zone);
}

std::optional<Value> add_duration(const Value& value, const Duration& d) {
  switch (value.type()) {
    case ValueType::Date:
      return add(value.date(), d);
    case ValueType::LocalTime:
      return add(value.local_time(), d);
    case ValueType::Time:
      return Time{add(LocalTime{value.time().nanoseconds}, d).nanoseconds, value.time().offset_seconds};
    case ValueType::LocalDateTime:
      return add_seconds(add_date_part(value.local_date_time(), d), d);
    case ValueType::DateTime:
      return add(value.date_time(), d);
    case ValueType::Duration:
      return sum(value.duration(), d);
    default:
      return std::nullopt;
  }
}

// d * factor / divisor; dividing by a reciprocal would lose whole months to rounding.
Duration scaled(const Duration& d, double factor, double divisor) {
  const auto part = [&](int64_t number) {
    return static_cast<long double>(number) * static_cast<long double>(factor) /
           static_cast<long double>(divisor);
  };
  return to_duration({part(d.months), part(d.days), part(d.seconds), part(d.nanoseconds)});
}

}  // namespace

std::optional<Value> add_temporal(const Value& left, const Value& right) {
  if (right.type() == ValueType::Duration) return add_duration(left, right.duration());
  if (left.type() == ValueType::Duration) return add_duration(right, left.duration());
  return std::nullopt;
}

std::optional<Value> subtract_temporal(const Value& left, const Value& right) {
  if (right.type() != ValueType::Duration) return std::nullopt;
  return add_duration(left, negated(right.duration()));
}

std::optional<Value> multiply_temporal(const Value& left, const Value& right) {
  if (left.type() == ValueType::Duration && right.is_number())
    return scaled(left.duration(), right.number(), 1);
  if (right.type() == ValueType::Duration && left.is_number())
    return scaled(right.duration(), left.number(), 1);
  return std::nullopt;
}

std::optional<Value> divide_temporal(const Value& left, const Value& right) {
  if (left.type() != ValueType::Duration || !right.is_number()) return std::nullopt;
  if (right.number() == 0)
    throw Error(ErrorKind::Arithmetic, "DivisionByZero", "a duration was divided by zero");
  return scaled(left.duration(), 1, right.number());
}

}  // namespace trama::query
