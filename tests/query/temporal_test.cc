#include "core/query/temporal.h"

#include <catch2/catch.hpp>
#include <random>

#include "core/base/error.h"
#include "core/query/temporal_between.h"
#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_parse.h"
#include "core/query/temporal_truncate.h"

using namespace trama;
using namespace trama::query;

namespace {

const Moment kNow{1'738'540'800, 0};  // 2025-02-03T00:00Z

std::string make(ValueType type, const Value& input) {
  return format_temporal(make_temporal(type, input, kNow));
}

std::string between(const char* from, const char* to) {
  return format_temporal(duration_between(parse_date_time(from), parse_date_time(to)));
}

}  // namespace

TEST_CASE("civil days and dates convert both ways over the whole range", "[temporal]") {
  for (const int64_t year :
       {-999'999'999LL, -400LL, -1LL, 0LL, 1LL, 1900LL, 1970LL, 2000LL, 2024LL, 999'999'999LL}) {
    for (int64_t month = 1; month <= 12; ++month) {
      const CivilDate civil = to_civil(date_by_month(year, month, days_in_month(year, month)));
      CHECK(civil.year == year);
      CHECK(civil.month == month);
      CHECK(civil.day == days_in_month(year, month));
      CHECK(to_civil({date_by_month(year, month, days_in_month(year, month)).days + 1}).day == 1);
    }
  }
}

TEST_CASE("every day of four centuries has its week date", "[temporal]") {
  int64_t expected_day = 6;  // 2000-01-01 was a Saturday
  for (int64_t days = to_date(CivilDate{2000, 1, 1}).days; days < to_date(CivilDate{2400, 1, 1}).days;
       ++days) {
    const WeekDate week = to_week_date({days});
    REQUIRE(week.day == expected_day);
    REQUIRE(week.week >= 1);
    REQUIRE(week.week <= weeks_in_year(week.year));
    REQUIRE(to_date(week).days == days);
    expected_day = expected_day % 7 + 1;
  }
}

TEST_CASE("what is no date is refused", "[temporal]") {
  for (const char* text : {"", "2015-13", "2015-02-30", "2015-W54", "2015-366", "20150", "2015-7-1",
                           "2015-07-21x", "+1234567890-01-01", "2015-Q5"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_date(text), Error);
  }
  CHECK_THROWS_AS(parse_local_time("24:00"), Error);
  CHECK_THROWS_AS(parse_local_time("12:60"), Error);
  CHECK_THROWS_AS(parse_time("12:00+19:00"), Error);
  CHECK_THROWS_AS(parse_date_time("2015-07-21T21:40[Europe/Nowhere]"), Error);
  CHECK_THROWS_AS(parse_date_time("2015-07-21T21:40+05:00[Europe/Rome]"), Error);
  CHECK_THROWS_AS(parse_duration("P"), Error);
  CHECK_THROWS_AS(parse_duration("PT1D"), Error);
  CHECK_THROWS_AS(parse_duration("P1D2M"), Error);
}

TEST_CASE("a map must be complete and consistent", "[temporal]") {
  CHECK(make(ValueType::Date, Map{{"year", 1984}}) == "1984-01-01");
  CHECK_THROWS_AS(make(ValueType::Date, Map{{"month", 1}}), Error);
  CHECK_THROWS_AS(make(ValueType::Date, Map{{"year", 1984}, {"day", 1}}), Error);
  CHECK_THROWS_AS(make(ValueType::Date, Map{{"year", 1984}, {"month", 1}, {"week", 1}}), Error);
  CHECK_THROWS_AS(make(ValueType::Date, Map{{"year", 1984}, {"hour", 1}}), Error);
  CHECK_THROWS_AS(make(ValueType::LocalTime, Map{{"minute", 1}}), Error);
  CHECK_THROWS_AS(make(ValueType::Date, Map{{"year", "1984"}}), Error);
}

TEST_CASE("clocks that go back show an hour twice, the earlier is taken", "[temporal]") {
  CHECK(format_temporal(parse_date_time("2017-10-29T02:30[Europe/Stockholm]")) ==
        "2017-10-29T02:30+02:00[Europe/Stockholm]");
  CHECK(format_temporal(parse_date_time("2017-10-29T02:30+01:00[Europe/Stockholm]")) ==
        "2017-10-29T02:30+01:00[Europe/Stockholm]");
}

TEST_CASE("clocks that go forward skip an hour, and readings in it move later", "[temporal]") {
  CHECK(format_temporal(parse_date_time("2017-03-26T02:30[Europe/Stockholm]")) ==
        "2017-03-26T03:30+02:00[Europe/Stockholm]");
}

TEST_CASE("zones have offsets in the far past and future", "[temporal]") {
  CHECK(format_temporal(parse_date_time("1818-07-21T21:40:32.142[Europe/Stockholm]")) ==
        "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]");
  CHECK(format_temporal(parse_date_time("+999999999-07-21T21:40[Europe/Rome]")) ==
        "+999999999-07-21T21:40+02:00[Europe/Rome]");
}

TEST_CASE("durations are shown with one sign a unit", "[temporal]") {
  CHECK(format_temporal(Duration{}) == "PT0S");
  CHECK(format_temporal(parse_duration("PT-0.5S")) == "PT-0.5S");
  CHECK(format_temporal(parse_duration("P-1Y-2M3DT-61.25S")) == "P-1Y-2M3DT-1M-1.25S");
  CHECK(format_temporal(parse_duration("-P1DT1H")) == "P-1DT-1H");
}

TEST_CASE("dividing a duration keeps whole units whole", "[temporal]") {
  CHECK(format_temporal(*divide_temporal(Duration{149, 0, 0, 0}, 149)) == "P1M");
  CHECK(format_temporal(*multiply_temporal(Duration{0, 0, 1, 0}, 0.1)) == "PT0.1S");
  CHECK_THROWS_AS(divide_temporal(Duration{1, 0, 0, 0}, 0), Error);
}

TEST_CASE("the end of a month gives way to a shorter month", "[temporal]") {
  CHECK(format_temporal(*add_temporal(parse_date("2024-01-31"), Duration{1, 0, 0, 0})) == "2024-02-29");
  CHECK(format_temporal(*subtract_temporal(parse_date("2024-03-31"), Duration{1, 1, 0, 0})) == "2024-02-28");
}

TEST_CASE("sums beyond the calendar are refused", "[temporal]") {
  CHECK_THROWS_AS(add_temporal(parse_date("+999999999-12-31"), Duration{0, 1, 0, 0}), Error);
  CHECK_THROWS_AS(add_temporal(Duration{INT64_MAX, 0, 0, 0}, Duration{1, 0, 0, 0}), Error);
}

TEST_CASE("adding back what lies between two moments leads from one to the other", "[temporal]") {
  const std::vector<const char*> moments{
      "2017-03-25T23:00[Europe/Stockholm]", "2017-10-29T04:00[Europe/Stockholm]", "2016-02-29T12:31:14.645Z",
      "2018-01-31T00:00:00.000000001-08:00", "1984-12-31T23:59:59.999999999[Pacific/Honolulu]"};
  for (const char* from : moments) {
    for (const char* to : moments) {
      INFO(from << " to " << to);
      const DateTime a = parse_date_time(from), b = parse_date_time(to);
      const Value reached = *add_temporal(a, duration_between(a, b));
      CHECK(reached.date_time().seconds == b.seconds);
      CHECK(reached.date_time().nanoseconds == b.nanoseconds);
    }
  }
  CHECK(between("2017-10-28T23:00+02:00[Europe/Stockholm]", "2017-10-29T04:00+01:00[Europe/Stockholm]") ==
        "PT6H");
}

TEST_CASE("a unit finer than the type is refused", "[temporal]") {
  CHECK_THROWS_AS(truncate_temporal(ValueType::Date, "hour", parse_date("2024-01-31"), {}, kNow), Error);
  CHECK_THROWS_AS(
      truncate_temporal(ValueType::LocalTime, "month", parse_date_time("2024-01-31T10:00"), {}, kNow), Error);
  CHECK_THROWS_AS(truncate_temporal(ValueType::Date, "fortnight", parse_date("2024-01-31"), {}, kNow), Error);
}

TEST_CASE("no text makes the parsers do anything but read it or refuse it", "[temporal]") {
  const std::string seeds[] = {"2015-07-21T21:40:32.142+02:00[Europe/Rome]",
                               "2015-W30-2T214032,5Z",
                               "-12345-Q3-90",
                               "P12Y5M14DT16H12M70.5S",
                               "P2012-02-02T14:37:21.545",
                               "+999999999-12-31T23:59"};
  const std::string letters = "0123456789-+:.,TZWQPYMDHS[]/ eE\xC3";
  std::minstd_rand random(42);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[random() % std::size(seeds)];
    for (size_t changes = 1 + random() % 4; changes > 0; --changes) {
      const size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = letters[random() % letters.size()];
          break;
        case 1:
          text.insert(at, 1, letters[random() % letters.size()]);
          break;
        default:
          if (text.size() > 1) text.erase(at, 1);
      }
    }
    INFO(text);
    for (const ValueType type : {ValueType::Date, ValueType::LocalTime, ValueType::Time,
                                 ValueType::LocalDateTime, ValueType::DateTime, ValueType::Duration}) {
      try {
        const Value value = make_temporal(type, text, kNow);
        // What was read prints as something that reads as the same.
        REQUIRE(equivalent(make_temporal(type, format_temporal(value), kNow), value));
      } catch (const Error& error) {
        REQUIRE((error.kind() == ErrorKind::Argument || error.kind() == ErrorKind::Arithmetic));
      }
    }
  }
}

TEST_CASE("a time taken from a datetime keeps the offset of that day", "[temporal]") {
  const Value july = parse_date_time("2020-07-01T10:11[Europe/Rome]");  // kNow is in winter, at +01:00
  CHECK(make(ValueType::Time, july) == "10:11+02:00");
  CHECK(make(ValueType::Time, Map{{"time", july}}) == "10:11+02:00");
  CHECK(make(ValueType::Time, Map{{"time", july}, {"timezone", "+05:00"}}) == "13:11+05:00");
}

TEST_CASE("a datetime made from a datetime is the same moment, also where the clocks show it twice",
          "[temporal]") {
  const Value second = at_instant(1'540'690'200, 0, {"Europe/Rome", 0});  // 2018-10-28T01:30Z
  CHECK(make(ValueType::DateTime, second) == "2018-10-28T02:30+01:00[Europe/Rome]");
}
