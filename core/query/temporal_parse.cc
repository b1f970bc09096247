#include "core/query/temporal_parse.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/query/temporal_build.h"
#include "core/query/temporal_calendar.h"

namespace trama::query {
namespace {

// Reads a text from left to right; what does not fit is refused with the whole text in the message.
class Reader {
 public:
  Reader(std::string_view text, const char* kind, const char* example)
      : whole_(text), rest_(text), kind_(kind), example_(example) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // How many digits come next.
  size_t digits() const {
    size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    return count;
  }
  int64_t number(size_t width) {
    if (width == 0 || width > 18 || digits() < width) refuse();
    int64_t value = 0;
    for (size_t i = 0; i < width; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(width);
    return value;
  }
  std::optional<int32_t> offset() { return take_offset(rest_); }
  std::string_view until(char c) {
    const size_t at = rest_.find(c);
    if (at == std::string_view::npos) refuse();
    const std::string_view part = rest_.substr(0, at);
    rest_.remove_prefix(at + 1);
    return part;
  }
  void expect_end() const {
    if (!at_end()) refuse();
  }
  [[noreturn]] void refuse() const {
    throw Error(ErrorKind::Argument, "InvalidArgumentValue",
                "'" + std::string(whole_) + "' cannot be read as a " + kind_)
        .hint(std::string("write it as ") + example_);
  }

 private:
  std::string_view whole_;
  std::string_view rest_;
  const char* kind_;
  const char* example_;
};

// What follows "2015-W" or "2015W".
Date read_week(Reader& reader, int64_t year) {
  const int64_t week = reader.number(2);
  const bool has_day = reader.take('-') || reader.digits() > 0;
  return date_by_week(year, week, has_day ? reader.number(1) : 1);
}

// What follows "2015-Q" or "2015Q".
Date read_quarter(Reader& reader, int64_t year) {
  const int64_t quarter = reader.number(1);
  const bool has_day = reader.take('-') || reader.digits() > 0;
  return date_by_quarter(year, quarter, has_day ? reader.number(2) : 1);
}

// What follows the year in the extended form.
Date read_after_year(Reader& reader, int64_t year) {
  if (reader.take('W')) return read_week(reader, year);
  if (reader.take('Q')) return read_quarter(reader, year);
  if (!reader.take('-')) return date_by_month(year, 1, 1);
  if (reader.take('W')) return read_week(reader, year);
  if (reader.take('Q')) return read_quarter(reader, year);
  if (reader.digits() == 3) return date_by_ordinal(year, reader.number(3));
  const int64_t month = reader.number(2);
  return date_by_month(year, month, reader.take('-') ? reader.number(2) : 1);
}

Date read_date(Reader& reader) {
  const char sign = reader.peek();
  if (reader.take('+') || reader.take('-')) {
    const size_t width = reader.digits();
    if (width > 9) reader.refuse();
    const int64_t year = reader.number(width);
    return read_after_year(reader, sign == '-' ? -year : year);
  }
  const size_t width = reader.digits();
  const int64_t year = reader.number(4);
  switch (width) {
    case 4:
      return read_after_year(reader, year);
    case 6:
      return date_by_month(year, reader.number(2), 1);
    case 7:
      return date_by_ordinal(year, reader.number(3));
    case 8: {
      const int64_t month = reader.number(2);
      return date_by_month(year, month, reader.number(2));
    }
    default:
      reader.refuse();
  }
}

int64_t read_fraction(Reader& reader) {
  if (!reader.take('.') && !reader.take(',')) return 0;
  const size_t width = reader.digits();
  if (width > 9) reader.refuse();
  int64_t nanoseconds = reader.number(width);
  for (size_t i = width; i < 9; ++i) nanoseconds *= 10;
  return nanoseconds;
}

LocalTime read_time(Reader& reader) {
  const size_t width = reader.digits();
  const bool extended = width == 2;
  if (width != 2 && width != 4 && width != 6) reader.refuse();
  const int64_t hour = reader.number(2);
  int64_t minute = 0, second = 0, nanosecond = 0;
  if (extended ? reader.take(':') : width >= 4) {
    minute = reader.number(2);
    if (extended ? reader.take(':') : width == 6) {
      second = reader.number(2);
      nanosecond = read_fraction(reader);
    }
  }
  return time_of_day(hour, minute, second, nanosecond);
}

LocalDateTime read_local_date_time(Reader& reader) {
  const Date date = read_date(reader);
  return join(date, reader.take('T') ? read_time(reader) : LocalTime{});
}

// One number with sign and fraction in a duration, such as "-1.5".
long double read_amount(Reader& reader) {
  const bool negative = reader.take('-');
  if (!negative) reader.take('+');
  const size_t width = reader.digits();
  if (width > 18) reader.refuse();
  const auto whole = static_cast<long double>(reader.number(width));
  const auto nanos = static_cast<long double>(read_fraction(reader));
  const long double amount = whole + nanos / 1e9L;
  return negative ? -amount : amount;
}

void read_duration_units(Reader& reader, DurationParts& parts) {
  bool in_time = false;
  std::string_view units = "YMWD";  // what may still come, in order
  if (reader.at_end()) reader.refuse();
  while (!reader.at_end()) {
    if (!in_time && reader.take('T')) {
      in_time = true;
      units = "HMS";
    }
    const long double amount = read_amount(reader);
    const char unit = reader.peek();
    const size_t at = units.find(unit);
    if (unit == '\0' || at == std::string_view::npos) reader.refuse();
    reader.take(unit);
    units.remove_prefix(at + 1);
    if (unit == 'Y') parts.months += amount * 12;
    if (unit == 'M' && !in_time) parts.months += amount;
    if (unit == 'W') parts.days += amount * 7;
    if (unit == 'D') parts.days += amount;
    if (unit == 'H') parts.seconds += amount * 3600;
    if (unit == 'M' && in_time) parts.seconds += amount * 60;
    if (unit == 'S') parts.seconds += amount;
  }
}

// "2012-02-02T14:37:21.545": so many years, months, days, and so on, each below its next unit. No unit has
// that many digits without a letter after them.
bool looks_like_date(std::string_view text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return (digits == 4 && text.substr(4, 1) == "-") ||
         (digits == 8 && text.find_first_of("YMWDS") == text.npos);
}

void read_duration_as_date(Reader& reader, DurationParts& parts) {
  const bool extended = reader.digits() == 4;
  parts.months = static_cast<long double>(reader.number(4)) * 12;
  if (extended && !reader.take('-')) reader.refuse();
  parts.months += static_cast<long double>(reader.number(2));
  if (extended && !reader.take('-')) reader.refuse();
  parts.days = static_cast<long double>(reader.number(2));
  if (!reader.take('T')) return reader.expect_end();
  const LocalTime time = read_time(reader);
  parts.nanoseconds = static_cast<long double>(time.nanoseconds);
  reader.expect_end();
}

}  // namespace

Date parse_date(std::string_view text) {
  Reader reader(text, "date", "'2025-01-31'");
  const Date date = read_date(reader);
  reader.expect_end();
  return date;
}

LocalTime parse_local_time(std::string_view text) {
  Reader reader(text, "localtime", "'21:40:32'");
  const LocalTime time = read_time(reader);
  reader.expect_end();
  return time;
}

Time parse_time(std::string_view text) {
  Reader reader(text, "time", "'21:40:32+01:00'");
  const LocalTime time = read_time(reader);
  const int32_t offset = reader.offset().value_or(0);
  reader.expect_end();
  return {time.nanoseconds, offset};
}

LocalDateTime parse_local_date_time(std::string_view text) {
  Reader reader(text, "localdatetime", "'2025-01-31T21:40:32'");
  const LocalDateTime value = read_local_date_time(reader);
  reader.expect_end();
  return value;
}

DateTime parse_date_time(std::string_view text) {
  Reader reader(text, "datetime", "'2025-01-31T21:40:32+01:00'");
  const LocalDateTime local = read_local_date_time(reader);
  const std::optional<int32_t> offset = reader.offset();
  if (!reader.take('[')) {
    reader.expect_end();
    return in_zone(local, Zone{"", offset.value_or(0)});
  }
  const Zone zone = parse_zone(reader.until(']'));
  reader.expect_end();
  if (!offset) return in_zone(local, zone);
  // The offset says which of two readings is meant where the clocks went back.
  DateTime value = at_instant(local.seconds - *offset, local.nanoseconds, zone);
  if (value.offset_seconds != *offset) reader.refuse();
  return value;
}

Duration parse_duration(std::string_view text) {
  Reader reader(text, "duration", "'P1Y2M3DT4H5M6S', or as duration({days: 1})");
  const bool negative = reader.take('-');
  if (!reader.take('P')) reader.refuse();
  DurationParts parts;
  if (looks_like_date(text.substr(negative ? 2 : 1))) {
    read_duration_as_date(reader, parts);
  } else {
    read_duration_units(reader, parts);
  }
  if (negative) parts = {-parts.months, -parts.days, -parts.seconds, -parts.nanoseconds};
  return to_duration(parts);
}

}  // namespace trama::query
