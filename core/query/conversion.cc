#include "core/query/conversion.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "core/query/temporal.h"

namespace trama::query {
namespace {

// std::from_chars without the letters it also takes ("inf", "nan", "0x"), with an optional plus sign.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  const size_t first = text.starts_with('-') ? 1 : 0;
  if (first >= text.size() || !(text[first] == '.' || (text[first] >= '0' && text[first] <= '9')))
    return std::nullopt;
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc{}) return number;
  // Too large or too small for a float: infinity or zero.
  if constexpr (std::is_same_v<Number, double>) return std::strtod(std::string(text).c_str(), nullptr);
  return std::nullopt;
}

}  // namespace

std::string format_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  // As Python and others: an exponent only where the digits alone would be long.
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          plain ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::optional<int64_t> parse_integer(std::string_view text) {
  if (const auto integer = parse_number<int64_t>(text)) return integer;
  const auto number = parse_float(text);
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  if (!number || !(*number >= -kLimit && *number < kLimit)) return std::nullopt;
  return static_cast<int64_t>(*number);
}

std::optional<double> parse_float(std::string_view text) {
  for (const double special : {NAN, INFINITY, -INFINITY}) {
    if (text == format_float(special)) return special;
  }
  return parse_number<double>(text);
}

std::optional<std::string> to_text(const Value& value) {
  switch (value.type()) {
    case ValueType::Boolean:
      return value.boolean() ? "true" : "false";
    case ValueType::Integer:
      return std::to_string(value.integer());
    case ValueType::Float:
      return format_float(value.floating());
    case ValueType::String:
      return value.string();
    default:
      if (!is_temporal(value)) return std::nullopt;
      return format_temporal(value);
  }
}

}  // namespace trama::query
