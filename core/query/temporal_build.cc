#include "core/query/temporal_build.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/query/near_name.h"
#include "core/query/temporal.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_parse.h"

namespace trama::query {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint = "") {
  throw Error(ErrorKind::Argument, "InvalidArgumentValue", message).hint(hint);
}

std::string function_name(ValueType type) {
  std::string name = name_of(type);
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return name;
}

const Value* find(const Map& fields, std::string_view name) {
  const auto at = fields.find(name);
  return at == fields.end() || at->second.is_null() ? nullptr : &at->second;
}

std::optional<int64_t> integer(const Map& fields, std::string_view name) {
  const Value* value = find(fields, name);
  if (!value) return std::nullopt;
  if (value->type() != ValueType::Integer)
    throw Error(ErrorKind::Type, "InvalidArgumentValue",
                std::string(name) + " must be an integer, not " + with_article(name_of(value->type())));
  return value->integer();
}

const Value* temporal(const Map& fields, std::string_view name) {
  const Value* value = find(fields, name);
  if (value && (!is_temporal(*value) || value->type() == ValueType::Duration))
    throw Error(ErrorKind::Type, "InvalidArgumentValue",
                std::string(name) + " must be a date or time, not " + with_article(name_of(value->type())));
  return value;
}

bool has_any(const Map& fields, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return find(fields, name); });
}

constexpr std::array<std::string_view, 8> kDateFields{"year",      "month",   "day",          "week",
                                                      "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"};
constexpr std::array<std::string_view, 6> kTimeFields{"hour",        "minute",      "second",
                                                      "millisecond", "microsecond", "nanosecond"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool has_date(ValueType type) { return type != ValueType::LocalTime && type != ValueType::Time; }
bool has_time(ValueType type) { return type != ValueType::Date; }
bool has_zone(ValueType type) { return type == ValueType::Time || type == ValueType::DateTime; }

// The date, time and zone that a map selects from other temporal values.
TemporalParts selected_parts(const Map& fields) {
  TemporalParts parts;
  if (const Value* value = temporal(fields, "datetime")) parts = parts_of(*value);
  if (const Value* value = temporal(fields, "date")) {
    parts.date = parts_of(*value).date;
    if (!parts.date) refuse(std::string("a ") + name_of(value->type()) + " has no date to select");
  }
  if (const Value* value = temporal(fields, "time")) {
    const TemporalParts from = parts_of(*value);
    if (!from.time) refuse(std::string("a ") + name_of(value->type()) + " has no time to select");
    parts.time = from.time;
    parts.zone = from.zone;
    parts.offset_seconds = from.offset_seconds;
  }
  return parts;
}

// A reading in the selected value's zone, if it has one, is the same moment in the zone asked for; else it is
// a reading in that zone.
DateTime place(const LocalDateTime& local, const std::optional<Zone>& from, const std::optional<Zone>& to) {
  if (!from) return in_zone(local, to.value_or(Zone{}));
  const DateTime value = in_zone(local, *from);
  return to ? at_instant(value.seconds, value.nanoseconds, *to) : value;
}

Time place(LocalTime local, const TemporalParts& from, const std::optional<Zone>& to, const Moment& now) {
  if (!to) return {local.nanoseconds, from.offset_seconds};
  const int32_t offset = offset_at(*to, now.seconds);
  if (!from.zone) return {local.nanoseconds, offset};
  const int64_t shift = (offset - from.offset_seconds) * kNanosecondsPerSecond;
  return {floor_mod(local.nanoseconds + shift, kNanosecondsPerDay), offset};
}

DateTime from_epoch(const Map& fields) {
  const int64_t nanoseconds = integer(fields, "nanosecond").value_or(0);
  const Zone zone = zone_field(fields).value_or(Zone{});
  Duration since{0, 0, 0, 0};
  if (const auto seconds = integer(fields, "epochSeconds")) {
    since.seconds = *seconds;
  } else {
    const int64_t millis = *integer(fields, "epochMillis");
    since = normalized({0, 0, floor_div(millis, 1000), 0}, floor_mod(millis, 1000) * 1'000'000);
  }
  since = normalized(since, nanoseconds);
  add_days({floor_div(since.seconds, kSecondsPerDay)}, 0);  // checks the year
  return at_instant(since.seconds, since.nanoseconds, zone);
}

void require_hour(const Map& fields, const TemporalParts& base) {
  if (!base.time && !find(fields, "hour")) refuse("an hour must be given");
}

Value from_fields(ValueType type, const Map& fields, const Moment& now) {
  // A zone alone asks for the current value there.
  if (const auto zone = zone_field(fields); zone && fields.size() == 1)
    return current_temporal(type, now, *zone);
  check_fields(type, fields);
  if (has_any(fields, {"epochSeconds", "epochMillis"})) return from_epoch(fields);
  const TemporalParts base = selected_parts(fields);
  switch (type) {
    case ValueType::Date:
      return build_date(fields, base.date);
    case ValueType::LocalTime:
      require_hour(fields, base);
      return build_time(fields, base.time);
    case ValueType::Time:
      require_hour(fields, base);
      return place(build_time(fields, base.time), base, zone_field(fields), now);
    case ValueType::LocalDateTime:
      return join(build_date(fields, base.date), build_time(fields, base.time));
    default:
      return place(join(build_date(fields, base.date), build_time(fields, base.time)), base.zone,
                   zone_field(fields));
  }
}

Duration duration_from_fields(const Map& fields) {
  struct Unit {
    std::string_view name;
    long double DurationParts::*part;
    long double factor;
  };
  static constexpr Unit kUnits[] = {
      {"years", &DurationParts::months, 12},
      {"quarters", &DurationParts::months, 3},
      {"months", &DurationParts::months, 1},
      {"weeks", &DurationParts::days, 7},
      {"days", &DurationParts::days, 1},
      {"hours", &DurationParts::seconds, 3600},
      {"minutes", &DurationParts::seconds, 60},
      {"seconds", &DurationParts::seconds, 1},
      {"milliseconds", &DurationParts::nanoseconds, 1e6L},
      {"microseconds", &DurationParts::nanoseconds, 1e3L},
      {"nanoseconds", &DurationParts::nanoseconds, 1},
  };
  DurationParts parts;
  for (const auto& [name, value] : fields) {
    const auto unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                   [&, &key = name](const Unit& u) { return u.name == key; });
    if (unit == std::end(kUnits)) {
      std::vector<std::string> known;
      for (const Unit& u : kUnits) known.emplace_back(u.name);
      refuse("a duration has no field '" + name + "'", did_you_mean(near_names(name, known)));
    }
    if (value.is_null()) continue;
    if (!value.is_number())
      throw Error(ErrorKind::Type, "InvalidArgumentValue",
                  name + " must be a number, not " + with_article(name_of(value.type())));
    const long double amount = value.type() == ValueType::Integer
                                   ? static_cast<long double>(value.integer())
                                   : static_cast<long double>(value.floating());
    parts.*unit->part += amount * unit->factor;
  }
  return to_duration(parts);
}

Value from_text(ValueType type, std::string_view text) {
  switch (type) {
    case ValueType::Date:
      return parse_date(text);
    case ValueType::LocalTime:
      return parse_local_time(text);
    case ValueType::Time:
      return parse_time(text);
    case ValueType::LocalDateTime:
      return parse_local_date_time(text);
    case ValueType::DateTime:
      return parse_date_time(text);
    default:
      return parse_duration(text);
  }
}

Value from_temporal(ValueType type, const Value& input) {
  if (input.type() == type) return input;
  const TemporalParts parts = parts_of(input);
  if ((has_date(type) && !parts.date) ||
      (type != ValueType::DateTime && type != ValueType::LocalDateTime && has_time(type) && !parts.time))
    refuse("a " + function_name(input.type()) + " cannot be made a " + function_name(type));
  const LocalTime time = parts.time.value_or(LocalTime{});
  switch (type) {
    case ValueType::Date:
      return *parts.date;
    case ValueType::LocalTime:
      return time;
    case ValueType::Time:
      return Time{time.nanoseconds, parts.offset_seconds};
    case ValueType::LocalDateTime:
      return join(*parts.date, time);
    default:
      return in_zone(join(*parts.date, time), parts.zone.value_or(Zone{}));
  }
}

int64_t to_integer(long double number) {
  constexpr long double kLimit = 9223372036854775808.0L;  // 2^63
  if (!(number > -kLimit && number < kLimit))
    throw Error(ErrorKind::Arithmetic, "IntegerOverflow", "a duration became too large");
  return static_cast<int64_t>(number);
}

// Half a nanosecond is rounded towards zero.
int64_t round_nanoseconds(long double number) {
  return to_integer(number < 0 ? std::floor(number + 0.5L) : std::ceil(number - 0.5L));
}

}  // namespace

Duration to_duration(const DurationParts& parts) {
  const long double months = std::trunc(parts.months);
  const long double month_seconds = (parts.months - months) * kSecondsPerMonth;
  const long double month_days = std::trunc(month_seconds / kSecondsPerDay);
  const long double days = std::trunc(parts.days);
  const long double seconds = std::trunc(parts.seconds);
  const long double nanosecond_seconds = std::trunc(parts.nanoseconds / kNanosecondsPerSecond);
  const long double rest = (month_seconds - month_days * kSecondsPerDay) +
                           (parts.days - days) * kSecondsPerDay + (parts.seconds - seconds);
  const Duration whole{to_integer(months), checked_add(to_integer(days), to_integer(month_days)),
                       checked_add(to_integer(seconds), to_integer(nanosecond_seconds)), 0};
  return normalized(whole, round_nanoseconds(rest * kNanosecondsPerSecond + parts.nanoseconds -
                                             nanosecond_seconds * kNanosecondsPerSecond));
}

TemporalParts parts_of(const Value& value) {
  switch (value.type()) {
    case ValueType::Date:
      return {value.date(), std::nullopt, std::nullopt};
    case ValueType::LocalTime:
      return {std::nullopt, value.local_time(), std::nullopt};
    case ValueType::Time:
      return {std::nullopt, LocalTime{value.time().nanoseconds}, Zone{"", value.time().offset_seconds},
              value.time().offset_seconds};
    case ValueType::LocalDateTime: {
      const DateAndTime parts = split(value.local_date_time());
      return {parts.date, parts.time, std::nullopt};
    }
    case ValueType::DateTime: {
      const DateAndTime parts = split(to_local(value.date_time()));
      return {parts.date, parts.time, zone_of(value.date_time()), value.date_time().offset_seconds};
    }
    default:
      return {};
  }
}

void check_fields(ValueType type, const Map& fields) {
  for (const auto& [name, value] : fields) {
    const bool known = (has_date(type) && (contains(kDateFields, name) || name == "date")) ||
                       (has_time(type) && (contains(kTimeFields, name) || name == "time")) ||
                       (has_zone(type) && name == "timezone") || name == "datetime" ||
                       (type == ValueType::DateTime && (name == "epochSeconds" || name == "epochMillis"));
    if (!known) {
      std::vector<std::string> fields_of_type;
      if (has_date(type)) fields_of_type.insert(fields_of_type.end(), kDateFields.begin(), kDateFields.end());
      if (has_time(type)) fields_of_type.insert(fields_of_type.end(), kTimeFields.begin(), kTimeFields.end());
      if (has_zone(type)) fields_of_type.push_back("timezone");
      refuse("a " + function_name(type) + " has no field '" + name + "'",
             did_you_mean(near_names(name, fields_of_type)));
    }
  }
}

Date build_date(const Map& fields, std::optional<Date> base) {
  const bool by_month = has_any(fields, {"month", "day"}), by_week = has_any(fields, {"week", "dayOfWeek"});
  const bool by_quarter = has_any(fields, {"quarter", "dayOfQuarter"});
  const bool by_ordinal = has_any(fields, {"ordinalDay"});
  if (by_month + by_week + by_quarter + by_ordinal > 1)
    refuse("a date is given by month and day, by week, by quarter or by ordinalDay, not by several of them");
  const auto year = integer(fields, "year");
  if (!year && !base) refuse("a year must be given");
  // A finer field needs the next coarser one, from the map or the base.
  const auto field = [&](const char* coarser, const char* name, int64_t of_base, int64_t first) {
    const auto value = integer(fields, name);
    if (value && coarser && !base && !find(fields, coarser))
      refuse(std::string(name) + " cannot be given without " + coarser);
    return value.value_or(base ? of_base : first);
  };

  const Date from = base.value_or(Date{});
  const CivilDate civil = to_civil(from);
  if (by_week) {
    const WeekDate week = to_week_date(from);
    return date_by_week(year.value_or(week.year), field(nullptr, "week", week.week, 1),
                        field("week", "dayOfWeek", week.day, 1));
  }
  if (by_quarter)
    return date_by_quarter(year.value_or(civil.year), field(nullptr, "quarter", quarter_of(civil.month), 1),
                           field("quarter", "dayOfQuarter", day_of_quarter(from), 1));
  if (by_ordinal) return date_by_ordinal(year.value_or(civil.year), *integer(fields, "ordinalDay"));
  const int64_t month = field(nullptr, "month", civil.month, 1);
  int64_t day = field("month", "day", civil.day, 1);
  // The base's day gives way to a shorter month; a day that was asked for does not.
  if (!find(fields, "day") && month >= 1 && month <= 12)
    day = std::min(day, days_in_month(year.value_or(civil.year), month));
  return date_by_month(year.value_or(civil.year), month, day);
}

LocalTime build_time(const Map& fields, std::optional<LocalTime> base, int64_t kept_nanoseconds) {
  const int64_t of_day = base.value_or(LocalTime{}).nanoseconds;
  const int64_t base_seconds = of_day / kNanosecondsPerSecond;
  const char* coarser = nullptr;
  const auto field = [&](const char* name, int64_t of_base) {
    const auto value = integer(fields, name);
    if (value && coarser && !base && !find(fields, coarser))
      refuse(std::string(name) + " cannot be given without " + coarser);
    coarser = name;
    return value.value_or(of_base);
  };
  const int64_t hour = field("hour", base_seconds / 3600);
  const int64_t minute = field("minute", base_seconds / 60 % 60);
  const int64_t second = field("second", base_seconds % 60);

  const auto milliseconds = integer(fields, "millisecond"), microseconds = integer(fields, "microsecond"),
             nanoseconds = integer(fields, "nanosecond");
  if (!milliseconds && !microseconds && !nanoseconds)
    return time_of_day(hour, minute, second, of_day % kNanosecondsPerSecond);
  if (!base && !find(fields, "second")) refuse("fractions of a second cannot be given without second");
  const auto check = [](const char* name, int64_t value, int64_t limit) {
    if (value < 0 || value >= limit)
      refuse(std::string(name) + " must be from 0 to " + std::to_string(limit - 1) + ", not " +
             std::to_string(value));
    return value;
  };
  // Each unit counts within the next coarser one that is given.
  const int64_t nano_limit = microseconds ? 1000 : milliseconds ? 1'000'000 : kNanosecondsPerSecond;
  const int64_t nanosecond =
      check("millisecond", milliseconds.value_or(0), 1000) * 1'000'000 +
      check("microsecond", microseconds.value_or(0), milliseconds ? 1000 : 1'000'000) * 1000 +
      check("nanosecond", nanoseconds.value_or(0), nano_limit);
  return time_of_day(hour, minute, second, nanosecond + kept_nanoseconds);
}

std::optional<Zone> zone_field(const Map& fields) {
  const Value* value = find(fields, "timezone");
  if (!value) return std::nullopt;
  if (value->type() != ValueType::String)
    throw Error(ErrorKind::Type, "InvalidArgumentValue",
                std::string("timezone must be a string, not a ") + name_of(value->type()));
  return parse_zone(value->string());
}

Value make_temporal(ValueType type, const Value& input, const Moment& now) {
  if (input.type() == ValueType::String) return from_text(type, input.string());
  if (type == ValueType::Duration) {
    if (input.type() == ValueType::Duration) return input;
    if (input.type() == ValueType::Map) return duration_from_fields(input.map());
  } else {
    if (input.type() == ValueType::Map) return from_fields(type, input.map(), now);
    if (is_temporal(input) && input.type() != ValueType::Duration) return from_temporal(type, input);
  }
  throw Error(ErrorKind::Type, "InvalidArgumentValue",
              function_name(type) + "() takes a string, a map or a temporal value, not " +
                  with_article(name_of(input.type())));
}

Value current_temporal(ValueType type, const Moment& now, const Zone& zone) {
  const DateTime value = at_instant(now.seconds, now.nanoseconds, zone);
  if (type == ValueType::DateTime) return value;
  return from_temporal(type, value);
}

}  // namespace trama::query
