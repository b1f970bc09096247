#include "core/query/temporal_between.h"

#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_zone.h"

namespace trama::query {
namespace {

// Two values brought to the same parts, read in the zone of the first.
struct Aligned {
  LocalDateTime from;
  LocalDateTime to;
  std::optional<Zone> zone;
  bool both_have_dates = false;
};

Aligned align(const Value& from, const Value& to) {
  const TemporalParts a = parts_of(from), b = parts_of(to);
  const auto reading = [](const TemporalParts& own, const TemporalParts& other) {
    const Date date = own.date ? *own.date : other.date.value_or(Date{});
    return join(date, own.time.value_or(LocalTime{}));
  };
  Aligned aligned{reading(a, b), reading(b, a), a.zone ? a.zone : b.zone, a.date && b.date};
  if (a.zone && b.zone) {
    const DateTime moment = in_zone(aligned.to, *b.zone);
    aligned.to = to_local(at_instant(moment.seconds, moment.nanoseconds, *a.zone));
  }
  return aligned;
}

// The date of `to`, or the day nearer to `from` where the time of day is not yet reached.
Date last_full_day(const LocalDateTime& from, const LocalDateTime& to) {
  const DateAndTime a = split(from), b = split(to);
  if (b.date > a.date && b.time < a.time) return {b.date.days - 1};
  if (b.date < a.date && b.time > a.time) return {b.date.days + 1};
  return b.date;
}

int64_t months_until(const LocalDateTime& from, const LocalDateTime& to) {
  const CivilDate a = to_civil(split(from).date), b = to_civil(last_full_day(from, to));
  // Days of the month are the fraction: no month has more than 31.
  return ((b.year * 12 + b.month - a.year * 12 - a.month) * 32 + b.day - a.day) / 32;
}

int64_t days_until(const LocalDateTime& from, const LocalDateTime& to) {
  return last_full_day(from, to).days - split(from).date.days;
}

// In a zone, the time that really passes.
Duration time_until(const LocalDateTime& from, const LocalDateTime& to, const std::optional<Zone>& zone) {
  const Zone actual = zone.value_or(Zone{});
  const DateTime a = in_zone(from, actual), b = in_zone(to, actual);
  return normalized({0, 0, b.seconds - a.seconds, 0}, int64_t{b.nanoseconds} - a.nanoseconds);
}

LocalDateTime moved(const LocalDateTime& value, int64_t months, int64_t days,
                    const std::optional<Zone>& zone) {
  const DateAndTime parts = split(value);
  const LocalDateTime local = join(add_days(add_months(parts.date, months), days), parts.time);
  return zone ? to_local(in_zone(local, *zone)) : local;
}

}  // namespace

Duration duration_between(const Value& from, const Value& to) {
  const Aligned aligned = align(from, to);
  if (!aligned.both_have_dates) return time_until(aligned.from, aligned.to, aligned.zone);
  const int64_t months = months_until(aligned.from, aligned.to);
  const LocalDateTime after_months = moved(aligned.from, months, 0, aligned.zone);
  const int64_t days = days_until(after_months, aligned.to);
  Duration result = time_until(moved(after_months, 0, days, aligned.zone), aligned.to, aligned.zone);
  result.months = months;
  result.days = days;
  return result;
}

Duration duration_in_months(const Value& from, const Value& to) {
  const Aligned aligned = align(from, to);
  return {aligned.both_have_dates ? months_until(aligned.from, aligned.to) : 0, 0, 0, 0};
}

Duration duration_in_days(const Value& from, const Value& to) {
  const Aligned aligned = align(from, to);
  return {0, aligned.both_have_dates ? days_until(aligned.from, aligned.to) : 0, 0, 0};
}

Duration duration_in_seconds(const Value& from, const Value& to) {
  const Aligned aligned = align(from, to);
  return time_until(aligned.from, aligned.to, aligned.zone);
}

}  // namespace trama::query
