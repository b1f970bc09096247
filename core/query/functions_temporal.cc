#include <chrono>

#include "core/query/arguments.h"
#include "core/query/temporal.h"
#include "core/query/temporal_between.h"
#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_truncate.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

Moment statement_moment(const FunctionContext& context) {
  return {context.statement_seconds, context.statement_nanoseconds};
}

Moment real_moment() {
  const int64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(
                                  std::chrono::system_clock::now().time_since_epoch())
                                  .count();
  return {floor_div(nanoseconds, kNanosecondsPerSecond),
          static_cast<int32_t>(floor_mod(nanoseconds, kNanosecondsPerSecond))};
}

Value current(ValueType type, const std::string& name, const Moment& now, Arguments arguments) {
  const Zone zone = arguments.empty() ? Zone{} : parse_zone(string_argument(name, arguments[0]));
  return current_temporal(type, now, zone);
}

const Value& instant_argument(const char* function, const Value& value) {
  if (!is_temporal(value) || value.type() == ValueType::Duration)
    refuse_argument(function, "dates and times", value);
  return value;
}

Value truncate(ValueType type, const std::string& name, FunctionContext& context, Arguments a) {
  const Moment now = statement_moment(context);
  const Value input = a.size() > 1 ? a[1] : current_temporal(type, now, Zone{});
  static const Map kNoFields;
  if (a.size() > 2 && a[2].type() != ValueType::Map) refuse_argument(name, "a map of fields", a[2]);
  return truncate_temporal(type, string_argument(name, a[0]), instant_argument(name.c_str(), input),
                           a.size() > 2 ? a[2].map() : kNoFields, now);
}

// The functions that date, localtime, time, localdatetime and datetime have alike.
struct InstantType {
  ValueType type;
  const char* name;
  const char* type_name;
  const char* example;  // an argument of the constructor
  const char* example_result;
  const char* unit;  // an example for truncate
  const char* truncated;
};

constexpr InstantType kInstantTypes[] = {
    {ValueType::Date, "date", "DATE", "'2025-W06-1'", "'2025-02-03'", "month", "'2025-02-01'"},
    {ValueType::LocalTime, "localtime", "LOCALTIME", "'21:40:32.5'", "'21:40:32.5'", "hour", "'21:00'"},
    {ValueType::Time, "time", "TIME", "'21:40:32+01:00'", "'21:40:32+01:00'", "hour", "'21:00+01:00'"},
    {ValueType::LocalDateTime, "localdatetime", "LOCALDATETIME", "'2025-02-03T21:40'", "'2025-02-03T21:40'",
     "day", "'2025-02-03T00:00'"},
    {ValueType::DateTime, "datetime", "DATETIME", "{year: 2025, month: 2, day: 3, timezone: 'Europe/Rome'}",
     "'2025-02-03T00:00+01:00[Europe/Rome]'", "year", "'2025-01-01T00:00+01:00[Europe/Rome]'"},
};

void add_instant_functions(Registry& registry, const InstantType& instant) {
  const ValueType type = instant.type;
  const std::string name = instant.name, result = std::string(" :: ") + instant.type_name;
  constexpr Traits kAtEachCall{.deterministic = false};
  registry.add(scalar(name, {0, 1}, name + "(value :: STRING|MAP|TEMPORAL = now)" + result,
                      "A " + name + " from a text, a map of fields, or another temporal value.",
                      "RETURN " + name + "(" + instant.example + ")", instant.example_result,
                      [type, name](FunctionContext& context, Arguments a) -> Value {
                        const Moment now = statement_moment(context);
                        return a.empty() ? current(type, name, now, a) : make_temporal(type, a[0], now);
                      }));
  // One statement is one transaction.
  for (const char* clock : {".statement", ".transaction"})
    registry.add(scalar(name + clock, {0, 1}, name + clock + "(timezone :: STRING = UTC)" + result,
                        "The current " + name + ", the same throughout a statement.",
                        "RETURN " + name + clock + "() = " + name + "()", "true",
                        [type, name](FunctionContext& context, Arguments a) {
                          return current(type, name, statement_moment(context), a);
                        }));
  registry.add(scalar(
      name + ".realtime", {0, 1}, name + ".realtime(timezone :: STRING = UTC)" + result,
      "The current " + name + " at the call.", "RETURN " + name + ".realtime() >= " + name + ".statement()",
      "true", [type, name](FunctionContext&, Arguments a) { return current(type, name, real_moment(), a); },
      kAtEachCall));
  registry.add(
      scalar(name + ".truncate", {1, 3},
             name + ".truncate(unit :: STRING, value :: TEMPORAL = now, fields :: MAP = {})" + result,
             "A temporal value cut down to a unit, with fields laid over it.",
             "RETURN " + name + ".truncate('" + instant.unit + "', " + name + "(" + instant.example + "))",
             instant.truncated, [type, name](FunctionContext& context, Arguments a) {
               return truncate(type, name + ".truncate", context, a);
             }));
}

Value from_epoch(FunctionContext&, Arguments a) {
  const int64_t seconds = integer_argument("datetime.fromepoch", a[0]);
  const int64_t nanoseconds = integer_argument("datetime.fromepoch", a[1]);
  return make_temporal(ValueType::DateTime, Map{{"epochSeconds", seconds}, {"nanosecond", nanoseconds}}, {});
}

Value from_epoch_millis(FunctionContext&, Arguments a) {
  const int64_t milliseconds = integer_argument("datetime.fromepochmillis", a[0]);
  return make_temporal(ValueType::DateTime, Map{{"epochMillis", milliseconds}}, {});
}

Value duration(FunctionContext&, Arguments a) { return make_temporal(ValueType::Duration, a[0], {}); }

using Between = Duration (*)(const Value&, const Value&);

void add_between(Registry& registry, const char* name, const char* summary, const char* example_result,
                 Between between) {
  registry.add(scalar(name, {2, 2}, std::string(name) + "(from :: TEMPORAL, to :: TEMPORAL) :: DURATION",
                      summary, std::string("RETURN ") + name + "(date('2024-12-26'), date('2025-02-03'))",
                      example_result, [name, between](FunctionContext&, Arguments a) -> Value {
                        return between(instant_argument(name, a[0]), instant_argument(name, a[1]));
                      }));
}

}  // namespace

void add_temporal_functions(Registry& registry) {
  for (const InstantType& instant : kInstantTypes) add_instant_functions(registry, instant);
  registry.add(scalar("datetime.fromepoch", {2, 2},
                      "datetime.fromepoch(seconds :: INTEGER, nanoseconds :: INTEGER) :: DATETIME",
                      "The moment so many seconds and nanoseconds after 1970-01-01 UTC.",
                      "RETURN datetime.fromepoch(1738540800, 0)", "'2025-02-03T00:00Z'", from_epoch));
  registry.add(scalar(
      "datetime.fromepochmillis", {1, 1}, "datetime.fromepochmillis(milliseconds :: INTEGER) :: DATETIME",
      "The moment so many milliseconds after 1970-01-01 UTC.",
      "RETURN datetime.fromepochmillis(1738540800000)", "'2025-02-03T00:00Z'", from_epoch_millis));
  registry.add(scalar("duration", {1, 1}, "duration(value :: STRING|MAP|DURATION) :: DURATION",
                      "A duration from a text or a map of amounts.", "RETURN duration({days: 1, hours: 12})",
                      "'P1DT12H'", duration));
  add_between(registry, "duration.between", "What passes from one temporal value to another.", "'P1M8D'",
              duration_between);
  add_between(registry, "duration.inMonths", "Whole months from one temporal value to another.", "'P1M'",
              duration_in_months);
  add_between(registry, "duration.inDays", "Whole days from one temporal value to another.", "'P39D'",
              duration_in_days);
  add_between(registry, "duration.inSeconds", "Seconds from one temporal value to another.", "'PT936H'",
              duration_in_seconds);
}

}  // namespace trama::query
