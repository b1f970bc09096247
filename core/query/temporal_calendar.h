// The proleptic Gregorian calendar and ISO 8601's week dates, by civil days since 1970-01-01. No time zones.
//
// Years run from -999,999,999 to 999,999,999, as in openCypher; what leaves that range throws Arithmetic.
#pragma once

#include <cstdint>

#include "core/graph/temporal.h"

namespace trama::query {

inline constexpr int64_t kSecondsPerDay = 86'400;
inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
inline constexpr int64_t kNanosecondsPerDay = kSecondsPerDay * kNanosecondsPerSecond;
inline constexpr int64_t kSecondsPerMonth = 2'629'746;  // on average: 365.2425 days / 12
inline constexpr int64_t kMaxYear = 999'999'999;

constexpr int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }
constexpr int64_t floor_mod(int64_t a, int64_t b) { return a - floor_div(a, b) * b; }

// Throw Arithmetic (IntegerOverflow).
int64_t checked_add(int64_t a, int64_t b);
int64_t checked_multiply(int64_t a, int64_t b);

struct CivilDate {
  int64_t year = 1970;
  int64_t month = 1;  // 1-12
  int64_t day = 1;    // 1-31
};

// ISO 8601: week 1 has the year's first Thursday; days run from 1, Monday.
struct WeekDate {
  int64_t year = 1970;
  int64_t week = 1;
  int64_t day = 1;
};

bool is_leap_year(int64_t year);
int64_t days_in_month(int64_t year, int64_t month);
int64_t weeks_in_year(int64_t week_year);

// Each throws Argument (InvalidArgumentValue) where there is no such day or time.
Date date_by_month(int64_t year, int64_t month, int64_t day);
Date date_by_week(int64_t week_year, int64_t week, int64_t day);
Date date_by_quarter(int64_t year, int64_t quarter, int64_t day_of_quarter);
Date date_by_ordinal(int64_t year, int64_t day_of_year);
LocalTime time_of_day(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond);

Date to_date(const CivilDate& date);  // the date must exist
Date to_date(const WeekDate& date);
CivilDate to_civil(Date date);
WeekDate to_week_date(Date date);

int64_t day_of_year(Date date);     // from 1
int64_t day_of_quarter(Date date);  // from 1
int64_t quarter_of(int64_t month);  // 1-4

// Adds months, the day cut to the new month's last, then throws where the year leaves its range.
Date add_months(Date date, int64_t months);
Date add_days(Date date, int64_t days);

// Splits local civil seconds into their date and the nanoseconds of the day, and back.
struct DateAndTime {
  Date date;
  LocalTime time;
};
DateAndTime split(const LocalDateTime& value);
LocalDateTime join(Date date, LocalTime time);

// The local reading of a moment at its own offset.
LocalDateTime to_local(const DateTime& value);

// seconds + nanoseconds with the latter brought into [0, 10^9).
Duration normalized(Duration value, int64_t extra_nanoseconds);

}  // namespace trama::query
