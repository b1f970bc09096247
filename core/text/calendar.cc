#include "core/text/calendar.h"

#include <cstdio>

namespace trama::text {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::string iso(int year, int month, int day) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  return buffer;
}

std::string iso(sys_days day) {
  const year_month_day civil(day);
  return iso(int(civil.year()), static_cast<int>(unsigned(civil.month())),
             static_cast<int>(unsigned(civil.day())));
}

bool is_valid(int year, int month, int day) {
  return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

std::optional<sys_days> parse_day(const std::string& text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3)
    return std::nullopt;
  if (!is_valid(year, month, day)) return std::nullopt;
  return sys_days(year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                 std::chrono::day(static_cast<unsigned>(day))));
}

sys_days add_months(sys_days day, int count) {
  const year_month_day civil(day);
  const year_month_day moved = civil + std::chrono::months(count);
  return moved.ok() ? sys_days(moved) : sys_days(moved.year() / moved.month() / std::chrono::last);
}

int weekday_index(sys_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1; }

sys_days monday_of(sys_days day) { return day - days(weekday_index(day)); }

}  // namespace trama::text
