#include "core/query/temporal_zone.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include "core/base/error.h"
#include "core/query/temporal_calendar.h"

namespace trama::query {
namespace {

constexpr int32_t kMaxOffset = 18 * 3600;  // ISO offsets end at 18 hours, as in Java

[[noreturn]] void refuse(std::string_view text) {
  throw std::move(Error(ErrorKind::Argument, "InvalidArgumentValue",
                        "'" + std::string(text) + "' is neither a time zone nor an offset"))
      .hint("write a zone as 'Europe/Rome', an offset as '+01:00' or 'Z'");
}

// ICU's zones are immutable and may be shared; making one reads tables, so each is made once.
const icu::BasicTimeZone* find_zone(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<icu::BasicTimeZone>> zones;
  const std::lock_guard lock(mutex);
  const auto known = zones.find(name);
  if (known != zones.end()) return known->second.get();
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return nullptr;
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (!basic) return nullptr;
  zone.release();
  return zones.emplace(name, std::unique_ptr<icu::BasicTimeZone>(basic)).first->second.get();
}

const icu::BasicTimeZone& zone_named(const std::string& name) {
  const icu::BasicTimeZone* zone = find_zone(name);
  if (!zone) refuse(name);
  return *zone;
}

// ICU counts in doubles and 32-bit years. The calendar repeats every 400 years, so a far future moment has
// the offset of its like; before 1500 every zone was at its first offset.
double icu_milliseconds(int64_t seconds) {
  constexpr int64_t kEra = 146'097 * kSecondsPerDay;
  constexpr int64_t kYear2400 = 13'569'465'600, kYear1500 = -14'831'769'600;
  if (seconds >= kYear2400) seconds = kYear2400 + (seconds - kYear2400) % kEra;
  return static_cast<double>(std::max(seconds, kYear1500)) * 1000;
}

// The zone's name as the database writes it, or nothing.
std::optional<std::string> canonical_name(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), ' ', '_');
  if (find_zone(name)) return name;
  return std::nullopt;
}

// Two digits as a number, or nothing.
std::optional<int32_t> take_two_digits(std::string_view& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
  const int32_t number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return number;
}

}  // namespace

std::optional<int32_t> take_offset(std::string_view& text) {
  if (text.starts_with('Z') || text.starts_with('z')) return text.remove_prefix(1), 0;
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  std::string_view rest = text.substr(1);
  const auto hours = take_two_digits(rest);
  if (!hours) return std::nullopt;
  int32_t parts[2] = {0, 0};  // minutes, seconds
  for (int32_t& part : parts) {
    std::string_view after = rest;
    if (after.starts_with(':')) after.remove_prefix(1);
    const auto number = take_two_digits(after);
    if (!number) break;
    part = *number;
    rest = after;
  }
  if (parts[0] > 59 || parts[1] > 59) return std::nullopt;
  const int32_t seconds = *hours * 3600 + parts[0] * 60 + parts[1];
  if (seconds > kMaxOffset) return std::nullopt;
  const int32_t sign = text.front() == '-' ? -1 : 1;
  text = rest;
  return sign * seconds;
}

Zone parse_zone(std::string_view text) {
  std::string_view rest = text;
  const auto offset = take_offset(rest);
  if (offset && rest.empty()) return {"", *offset};
  const auto name = canonical_name(text);
  if (!name) refuse(text);
  return {*name, 0};
}

int32_t offset_at(const Zone& zone, int64_t utc_seconds) {
  if (zone.name.empty()) return zone.offset_seconds;
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone_named(zone.name).getOffset(icu_milliseconds(utc_seconds), false, raw, daylight, status);
  if (U_FAILURE(status)) throw Error(ErrorKind::Internal, "ICU has no offset for " + zone.name);
  return (raw + daylight) / 1000;
}

DateTime in_zone(const LocalDateTime& local, const Zone& zone) {
  if (zone.name.empty())
    return {local.seconds - zone.offset_seconds, local.nanoseconds, zone.offset_seconds, ""};
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone_named(zone.name).getOffsetFromLocal(icu_milliseconds(local.seconds), UCAL_TZ_LOCAL_FORMER,
                                           UCAL_TZ_LOCAL_FORMER, raw, daylight, status);
  if (U_FAILURE(status)) throw Error(ErrorKind::Internal, "ICU has no offset for " + zone.name);
  return at_instant(local.seconds - (raw + daylight) / 1000, local.nanoseconds, zone);
}

DateTime at_instant(int64_t utc_seconds, int32_t nanoseconds, const Zone& zone) {
  return {utc_seconds, nanoseconds, offset_at(zone, utc_seconds), zone.name};
}

Zone zone_of(const DateTime& value) { return {value.zone, value.zone.empty() ? value.offset_seconds : 0}; }

std::string format_offset(int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  const int32_t size = std::abs(offset_seconds);
  const auto two_digits = [](int32_t n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string text = offset_seconds < 0 ? "-" : "+";
  text += two_digits(size / 3600) + ":" + two_digits(size / 60 % 60);
  if (size % 60 != 0) text += ":" + two_digits(size % 60);
  return text;
}

}  // namespace trama::query
