#include "core/exchange/typed_column.h"

#include <array>
#include <charconv>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/query/temporal_calendar.h"
#include "core/query/temporal_parse.h"

namespace trama::exchange {
namespace {

constexpr std::array<std::pair<std::string_view, CellType>, 17> kNames = {{
    {"string", CellType::String},
    {"char", CellType::String},
    {"int", CellType::Integer},
    {"long", CellType::Integer},
    {"short", CellType::Integer},
    {"byte", CellType::Integer},
    {"integer", CellType::Integer},
    {"float", CellType::Float},
    {"double", CellType::Float},
    {"boolean", CellType::Boolean},
    {"date", CellType::Date},
    {"localtime", CellType::LocalTime},
    {"time", CellType::Time},
    {"localdatetime", CellType::LocalDateTime},
    {"datetime", CellType::DateTime},
    {"duration", CellType::Duration},
    {"zoneddatetime", CellType::DateTime},
}};

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

// YYYY-MM-DD, the form that files have; the others go the slow way.
std::optional<Date> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_number<int64_t>(text.substr(0, 4));
  const auto month = parse_number<int64_t>(text.substr(5, 2));
  const auto day = parse_number<int64_t>(text.substr(8, 2));
  if (!year || !month || !day || *year < 0 || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  if (*day > query::days_in_month(*year, *month)) return std::nullopt;
  return query::to_date(query::CivilDate{*year, *month, *day});
}

}  // namespace

std::optional<CellType> cell_type_named(std::string_view name) {
  const std::string lower = to_lower(name);
  for (const auto& [known, type] : kNames)
    if (known == lower) return type;
  return std::nullopt;
}

CellType widen(std::optional<CellType> so_far, std::string_view text) {
  if (so_far == CellType::String) return CellType::String;
  CellType type = CellType::String;
  if (parse_number<int64_t>(text)) {
    type = CellType::Integer;
  } else if (parse_number<double>(text)) {
    type = CellType::Float;
  } else if (parse_iso_day(text)) {
    type = CellType::Date;
  }
  if (!so_far || *so_far == type) return type;
  const bool numbers = (*so_far == CellType::Integer || *so_far == CellType::Float) &&
                       (type == CellType::Integer || type == CellType::Float);
  return numbers ? CellType::Float : CellType::String;
}

std::optional<Value> parse_cell(CellType type, std::string_view text) {
  try {
    switch (type) {
      case CellType::String:
        return Value(text);
      case CellType::Integer:
        if (const auto number = parse_number<int64_t>(text)) return Value(*number);
        return std::nullopt;
      case CellType::Float:
        if (const auto number = parse_number<double>(text)) return Value(*number);
        return std::nullopt;
      case CellType::Boolean: {
        const std::string lower = to_lower(text);
        if (lower == "true") return Value(true);
        if (lower == "false") return Value(false);
        return std::nullopt;
      }
      case CellType::Date:
        if (const auto date = parse_iso_day(text)) return Value(*date);
        return Value(query::parse_date(text));
      case CellType::LocalTime:
        return Value(query::parse_local_time(text));
      case CellType::Time:
        return Value(query::parse_time(text));
      case CellType::LocalDateTime:
        return Value(query::parse_local_date_time(text));
      case CellType::DateTime:
        return Value(query::parse_date_time(text));
      case CellType::Duration:
        return Value(query::parse_duration(text));
    }
  } catch (const Error&) {  // the caller names file and line
  }
  return std::nullopt;
}

const char* name_of(CellType type) {
  for (const auto& [name, known] : kNames)
    if (known == type) return name.data();
  return "string";
}

}  // namespace trama::exchange
