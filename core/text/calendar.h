// Days of the calendar, and how ISO 8601 writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace trama::text {

// "2025-07-25". The numbers may be of no day that exists.
std::string iso(int year, int month, int day);
std::string iso(std::chrono::sys_days day);

// The calendar has such a day.
bool is_valid(int year, int month, int day);

// A day in ISO form; nothing where the text is none, or less exact.
std::optional<std::chrono::sys_days> parse_day(const std::string& text);

// Calendar months later (or earlier), the day clipped to the month's last.
std::chrono::sys_days add_months(std::chrono::sys_days day, int count);

// Monday is 0.
int weekday_index(std::chrono::sys_days day);
std::chrono::sys_days monday_of(std::chrono::sys_days day);

}  // namespace trama::text
