#include "core/query/temporal_truncate.h"

#include <string>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/query/near_name.h"
#include "core/query/temporal_calendar.h"

namespace trama::query {
namespace {

// From coarse to fine.
enum class Unit {
  Millennium,
  Century,
  Decade,
  Year,
  WeekYear,
  Quarter,
  Month,
  Week,
  Day,
  Hour,
  Minute,
  Second,
  Millisecond,
  Microsecond,
};

constexpr std::string_view kUnitNames[] = {"millennium", "century", "decade",      "year",       "weekyear",
                                           "quarter",    "month",   "week",        "day",        "hour",
                                           "minute",     "second",  "millisecond", "microsecond"};

Unit unit_named(std::string_view name) {
  const std::string lower = to_lower(name);
  for (size_t i = 0; i < std::size(kUnitNames); ++i)
    if (kUnitNames[i] == lower) return static_cast<Unit>(i);
  throw Error(ErrorKind::Argument, "InvalidArgumentValue", "'" + std::string(name) + "' is no unit of time");
}

Date truncate(Date date, Unit unit) {
  const CivilDate civil = to_civil(date);
  const auto first_of = [](int64_t year, int64_t month) { return to_date(CivilDate{year, month, 1}); };
  const auto multiple = [&](int64_t years) { return first_of(floor_div(civil.year, years) * years, 1); };
  switch (unit) {
    case Unit::Millennium:
      return multiple(1000);
    case Unit::Century:
      return multiple(100);
    case Unit::Decade:
      return multiple(10);
    case Unit::Year:
      return first_of(civil.year, 1);
    case Unit::WeekYear:
      return to_date(WeekDate{to_week_date(date).year, 1, 1});
    case Unit::Quarter:
      return first_of(civil.year, quarter_of(civil.month) * 3 - 2);
    case Unit::Month:
      return first_of(civil.year, civil.month);
    case Unit::Week:
      return {date.days - to_week_date(date).day + 1};
    default:
      return date;
  }
}

LocalTime truncate(LocalTime time, Unit unit) {
  const auto multiple = [&](int64_t nanoseconds) {
    return LocalTime{time.nanoseconds / nanoseconds * nanoseconds};
  };
  switch (unit) {
    case Unit::Hour:
      return multiple(3600 * kNanosecondsPerSecond);
    case Unit::Minute:
      return multiple(60 * kNanosecondsPerSecond);
    case Unit::Second:
      return multiple(kNanosecondsPerSecond);
    case Unit::Millisecond:
      return multiple(1'000'000);
    case Unit::Microsecond:
      return multiple(1000);
    default:
      return {};
  }
}

// What a finer field refines instead of replacing: {nanosecond: 2} after truncation to milliseconds keeps
// these.
int64_t kept_nanoseconds(LocalTime truncated, Unit unit, const Map& fields) {
  const bool replaced =
      fields.contains("millisecond") || (unit == Unit::Microsecond && fields.contains("microsecond"));
  if (unit < Unit::Millisecond || replaced) return 0;
  return truncated.nanoseconds % kNanosecondsPerSecond;
}

[[noreturn]] void refuse(std::string_view unit, ValueType type) {
  throw Error(ErrorKind::Argument, "InvalidArgumentValue",
              with_article(name_of(type)) + " cannot be truncated to '" + std::string(unit) + "'");
}

}  // namespace

Value truncate_temporal(ValueType type, std::string_view unit_name, const Value& input, const Map& fields,
                        const Moment& now) {
  const Unit unit = unit_named(unit_name);
  const TemporalParts parts = parts_of(input);
  const bool wants_date = type != ValueType::LocalTime && type != ValueType::Time;
  const bool wants_time = type != ValueType::Date;
  if (wants_date && !parts.date) refuse(unit_name, input.type());
  if (wants_date ? !wants_time && unit > Unit::Day : unit < Unit::Day) refuse(unit_name, type);
  if (unit > Unit::Day && !parts.time) refuse(unit_name, input.type());
  check_fields(type, fields);

  const LocalTime time = truncate(parts.time.value_or(LocalTime{}), unit);
  const auto new_time = [&] { return build_time(fields, time, kept_nanoseconds(time, unit, fields)); };
  const auto new_date = [&] { return build_date(fields, truncate(*parts.date, unit)); };
  const std::optional<Zone> asked = zone_field(fields);
  const Zone zone = asked ? *asked : parts.zone.value_or(Zone{});
  switch (type) {
    case ValueType::Date:
      return new_date();
    case ValueType::LocalTime:
      return new_time();
    case ValueType::Time:
      return Time{new_time().nanoseconds, asked ? offset_at(*asked, now.seconds) : parts.offset_seconds};
    case ValueType::LocalDateTime:
      return join(new_date(), new_time());
    default:
      return in_zone(join(new_date(), new_time()), zone);
  }
}

}  // namespace trama::query
