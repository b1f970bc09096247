// The canonical texts of temporal values: ISO 8601, seconds left out where they and the fraction are zero.
#include "core/query/temporal.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_zone.h"

namespace trama::query {
namespace {

std::string padded(int64_t number, size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

// ".5" for 500,000,000 nanoseconds, nothing for none.
std::string fraction(int64_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string digits = padded(nanoseconds, 9);
  digits.erase(digits.find_last_not_of('0') + 1);
  return "." + digits;
}

std::string format(Date date) {
  const CivilDate civil = to_civil(date);
  const std::string sign = civil.year < 0 ? "-" : civil.year > 9999 ? "+" : "";
  return sign + padded(std::abs(civil.year), 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string format(LocalTime time) {
  const int64_t seconds = time.nanoseconds / kNanosecondsPerSecond;
  const int64_t nanoseconds = time.nanoseconds % kNanosecondsPerSecond;
  std::string text = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
  if (seconds % 60 != 0 || nanoseconds != 0) text += ":" + padded(seconds % 60, 2) + fraction(nanoseconds);
  return text;
}

std::string format(const LocalDateTime& value) {
  const DateAndTime parts = split(value);
  return format(parts.date) + "T" + format(parts.time);
}

std::string format(const Time& time) {
  return format(LocalTime{time.nanoseconds}) + format_offset(time.offset_seconds);
}

std::string format(const DateTime& value) {
  std::string text = format(to_local(value)) + format_offset(value.offset_seconds);
  if (!value.zone.empty()) text += "[" + value.zone + "]";
  return text;
}

std::string format(const Duration& duration) {
  const auto part = [](int64_t number, char unit) {
    return number == 0 ? std::string() : std::to_string(number) + unit;
  };
  // Seconds and nanoseconds are kept floored; they are shown with one sign.
  const bool negative = duration.seconds < 0;
  const bool borrow = negative && duration.nanoseconds > 0;
  const int64_t seconds = duration.seconds + borrow;
  const int64_t nanoseconds = borrow ? kNanosecondsPerSecond - duration.nanoseconds : duration.nanoseconds;

  std::string date =
      part(duration.months / 12, 'Y') + part(duration.months % 12, 'M') + part(duration.days, 'D');
  std::string time = part(seconds / 3600, 'H') + part(seconds / 60 % 60, 'M');
  if (seconds % 60 != 0 || nanoseconds != 0) {
    if (negative) time += '-';
    time += std::to_string(std::abs(seconds % 60)) + fraction(nanoseconds) + 'S';
  }
  if (date.empty() && time.empty()) return "PT0S";
  return "P" + date + (time.empty() ? "" : "T" + time);
}

}  // namespace

bool is_temporal(const Value& value) {
  return value.type() >= ValueType::Date && value.type() <= ValueType::Duration;
}

std::string format_temporal(const Value& value) {
  switch (value.type()) {
    case ValueType::Date:
      return format(value.date());
    case ValueType::LocalTime:
      return format(value.local_time());
    case ValueType::Time:
      return format(value.time());
    case ValueType::LocalDateTime:
      return format(value.local_date_time());
    case ValueType::DateTime:
      return format(value.date_time());
    default:
      return format(value.duration());
  }
}

}  // namespace trama::query
