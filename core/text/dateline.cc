#include "core/text/dateline.h"

#include <algorithm>
#include <set>

#include "core/text/calendar.h"

namespace trama::text {

namespace {

constexpr std::string_view kFolder = "languages/", kWords = "/dates.tsv";

// The one date, with its year, of `value`.
std::string only_date(const DateFinder& finder, std::string_view value) {
  const std::vector<DateMention> found = finder.find(value, "");
  if (found.size() != 1 || found[0].future != found[0].past) return "";
  const std::string& date = found[0].past;
  return date == kNoSuchDate || date.starts_with("0000") ? "" : date;
}

}  // namespace

std::string_view iso_prefix(std::string_view value) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  size_t length = 0;
  while (length < std::min(value.size(), kShape.size()) &&
         (kShape[length] == 'd' ? is_digit(value[length]) : value[length] == kShape[length]))
    ++length;
  const size_t whole = length >= 10 ? 10 : length >= 7 ? 7 : length >= 4 ? 4 : 0;
  // "20250204", "2025/02/04", "2025.02.04" say more than their first digits.
  const std::string_view rest = value.substr(whole);
  if (!rest.empty() &&
      (is_digit(rest[0]) || ((rest[0] == '/' || rest[0] == '.') && rest.size() > 1 && is_digit(rest[1]))))
    return {};
  if (whole == 10 && !parse_day(std::string(value.substr(0, whole)))) return {};
  return value.substr(0, whole);
}

Dateline::Dateline(const knowledge::Files& files) {
  for (const std::string& path : files.list(kFolder, kWords)) {
    const std::string language = path.substr(kFolder.size(), path.size() - kFolder.size() - kWords.size());
    finders_.emplace(language, DateFinder(files, language));
  }
}

std::string Dateline::read(std::string_view value, std::string_view language) const {
  if (const std::string_view date = iso_prefix(value); !date.empty()) return std::string(date);
  if (value.size() == 8 && value.find_first_not_of("0123456789") == std::string_view::npos) {
    const std::string date = std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) + "-" +
                             std::string(value.substr(6));
    return parse_day(date) ? date : "";
  }
  if (const auto own = finders_.find(language); own != finders_.end() && !own->second.month_first()) {
    if (std::string date = only_date(own->second, value); !date.empty()) return date;
  }
  std::set<std::string> readings;
  for (const auto& [code, finder] : finders_) readings.insert(only_date(finder, value));
  readings.erase("");
  return readings.size() == 1 ? *readings.begin() : "";
}

}  // namespace trama::text
