#include "core/query/temporal_calendar.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/error.h"

namespace trama::query {
namespace {

void check_year(int64_t year) {
  if (year < -kMaxYear || year > kMaxYear)
    throw Error(ErrorKind::Arithmetic, "NumberOutOfRange",
                "the year " + std::to_string(year) + " is outside of -999999999 to 999999999");
}

// Days from 1970-01-01 to the Monday of the year's week 1.
int64_t first_monday(int64_t week_year) {
  const int64_t fourth_of_january = to_date(CivilDate{week_year, 1, 4}).days;
  return fourth_of_january - floor_mod(fourth_of_january + 3, 7);  // 1970-01-01 was a Thursday
}

void check_range(const char* what, int64_t value, int64_t low, int64_t high) {
  if (value < low || value > high)
    throw Error(ErrorKind::Argument, "InvalidArgumentValue",
                std::string("the ") + what + " must be from " + std::to_string(low) + " to " +
                    std::to_string(high) + ", not " + std::to_string(value));
}

}  // namespace

int64_t checked_add(int64_t a, int64_t b) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum))
    throw Error(ErrorKind::Arithmetic, "IntegerOverflow", "a temporal value became too large");
  return sum;
}

int64_t checked_multiply(int64_t a, int64_t b) {
  int64_t product;
  if (__builtin_mul_overflow(a, b, &product))
    throw Error(ErrorKind::Arithmetic, "IntegerOverflow", "a temporal value became too large");
  return product;
}

bool is_leap_year(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int64_t days_in_month(int64_t year, int64_t month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

int64_t weeks_in_year(int64_t week_year) {
  return (first_monday(week_year + 1) - first_monday(week_year)) / 7;
}

Date date_by_month(int64_t year, int64_t month, int64_t day) {
  check_range("year", year, -kMaxYear, kMaxYear);
  check_range("month", month, 1, 12);
  check_range("day", day, 1, days_in_month(year, month));
  return to_date(CivilDate{year, month, day});
}

Date date_by_week(int64_t week_year, int64_t week, int64_t day) {
  check_range("year", week_year, -kMaxYear, kMaxYear);
  check_range("week", week, 1, weeks_in_year(week_year));
  check_range("dayOfWeek", day, 1, 7);
  return to_date(WeekDate{week_year, week, day});
}

Date date_by_quarter(int64_t year, int64_t quarter, int64_t day_of_quarter) {
  check_range("year", year, -kMaxYear, kMaxYear);
  check_range("quarter", quarter, 1, 4);
  const Date first = to_date(CivilDate{year, quarter * 3 - 2, 1});
  check_range("dayOfQuarter", day_of_quarter, 1,
              add_months(first, 2).days - first.days + days_in_month(year, quarter * 3));
  return {first.days + day_of_quarter - 1};
}

Date date_by_ordinal(int64_t year, int64_t day_of_year) {
  check_range("year", year, -kMaxYear, kMaxYear);
  check_range("ordinalDay", day_of_year, 1, is_leap_year(year) ? 366 : 365);
  return {to_date(CivilDate{year, 1, 1}).days + day_of_year - 1};
}

LocalTime time_of_day(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond) {
  check_range("hour", hour, 0, 23);
  check_range("minute", minute, 0, 59);
  check_range("second", second, 0, 59);
  check_range("nanosecond", nanosecond, 0, kNanosecondsPerSecond - 1);
  return {(hour * 3600 + minute * 60 + second) * kNanosecondsPerSecond + nanosecond};
}

// Both conversions are Howard Hinnant's "chrono-compatible low-level date algorithms": years begin in March,
// so that the leap day is a year's last, and repeat after an era of 400 years.
Date to_date(const CivilDate& date) {
  const int64_t year = date.year - (date.month <= 2);
  const int64_t era = floor_div(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t month = (date.month + 9) % 12;
  const int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146'097 + day_of_era - 719'468};
}

CivilDate to_civil(Date date) {
  const int64_t shifted = date.days + 719'468;
  const int64_t era = floor_div(shifted, 146'097);
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  const int64_t civil_month = month < 10 ? month + 3 : month - 9;
  return {year_of_era + era * 400 + (civil_month <= 2), civil_month, day_of_year - (153 * month + 2) / 5 + 1};
}

Date to_date(const WeekDate& date) { return {first_monday(date.year) + (date.week - 1) * 7 + date.day - 1}; }

WeekDate to_week_date(Date date) {
  const int64_t day = floor_mod(date.days + 3, 7) + 1;
  const int64_t year = to_civil({date.days - day + 4}).year;  // a week belongs to the year of its Thursday
  return {year, (date.days - first_monday(year)) / 7 + 1, day};
}

int64_t day_of_year(Date date) { return date.days - to_date(CivilDate{to_civil(date).year, 1, 1}).days + 1; }

int64_t day_of_quarter(Date date) {
  const CivilDate civil = to_civil(date);
  return date.days - to_date(CivilDate{civil.year, quarter_of(civil.month) * 3 - 2, 1}).days + 1;
}

int64_t quarter_of(int64_t month) { return (month - 1) / 3 + 1; }

Date add_months(Date date, int64_t months) {
  const CivilDate civil = to_civil(date);
  const int64_t total = checked_add(civil.year * 12 + civil.month - 1, months);
  const int64_t year = floor_div(total, 12), month = floor_mod(total, 12) + 1;
  check_year(year);
  return to_date(CivilDate{year, month, std::min(civil.day, days_in_month(year, month))});
}

Date add_days(Date date, int64_t days) {
  constexpr int64_t kFarthest = (kMaxYear + 1) * 366;  // beyond any year allowed, and safe to convert
  const int64_t sum = checked_add(date.days, days);
  const Date result{std::clamp(sum, -kFarthest, kFarthest)};
  check_year(to_civil(result).year);
  return result;
}

DateAndTime split(const LocalDateTime& value) {
  return {{floor_div(value.seconds, kSecondsPerDay)},
          {floor_mod(value.seconds, kSecondsPerDay) * kNanosecondsPerSecond + value.nanoseconds}};
}

LocalDateTime join(Date date, LocalTime time) {
  return {date.days * kSecondsPerDay + time.nanoseconds / kNanosecondsPerSecond,
          static_cast<int32_t>(time.nanoseconds % kNanosecondsPerSecond)};
}

LocalDateTime to_local(const DateTime& value) {
  return {value.seconds + value.offset_seconds, value.nanoseconds};
}

Duration normalized(Duration value, int64_t extra_nanoseconds) {
  const int64_t nanoseconds = value.nanoseconds + floor_mod(extra_nanoseconds, kNanosecondsPerSecond);
  value.seconds = checked_add(value.seconds, floor_div(extra_nanoseconds, kNanosecondsPerSecond));
  value.seconds = checked_add(value.seconds, floor_div(nanoseconds, kNanosecondsPerSecond));
  value.nanoseconds = static_cast<int32_t>(floor_mod(nanoseconds, kNanosecondsPerSecond));
  return value;
}

}  // namespace trama::query
