#include "core/query/literal.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/base/utf8.h"

namespace trama::query {

namespace {

std::optional<char32_t> hexadecimal(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, value, 16);
  if (error != std::errc() || end != text.data() + at + digits) return std::nullopt;
  return value;
}

}  // namespace

Value integer_literal(const std::string& text, bool negative, ByteSpan place) {
  int base = 10;
  const char* begin = text.data();
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) base = 16;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'o' || text[1] == 'O')) base = 8;
  if (base != 10) begin += 2;
  uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), magnitude, base);
  const uint64_t limit = (uint64_t{1} << 63) - (negative ? 0 : 1);
  if (error != std::errc() || magnitude > limit) {
    throw Error(ErrorKind::Syntax, "IntegerOverflow", "this integer does not fit into 64 bits").at(place);
  }
  return Value(static_cast<int64_t>(negative ? ~magnitude + 1 : magnitude));
}

double float_literal(const std::string& text, ByteSpan place) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) value = std::strtod(text.c_str(), nullptr);
  if (std::isinf(value)) {
    throw Error(ErrorKind::Syntax, "FloatingPointOverflow", "this number is too large for a float").at(place);
  }
  return value;
}

std::string string_literal(const std::string& quoted, ByteSpan place) {
  const std::string_view text = std::string_view(quoted).substr(1, quoted.size() - 2);
  std::string result;
  result.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    const ByteSpan escape{place.begin + 1 + i, std::min(place.end, place.begin + 1 + i + 2)};
    const char c = text[++i];
    switch (c) {
      case '\\':
      case '\'':
      case '"':
      case '`':
        result += c;
        break;
      case 'b':
        result += '\b';
        break;
      case 'f':
        result += '\f';
        break;
      case 'n':
        result += '\n';
        break;
      case 'r':
        result += '\r';
        break;
      case 't':
        result += '\t';
        break;
      case 'u':
      case 'U': {
        const size_t digits = c == 'u' ? 4 : 8;
        std::optional<char32_t> code = hexadecimal(text, i + 1, digits);
        i += digits;
        // A surrogate pair: two escapes for one character beyond U+FFFF.
        if (code && *code >= 0xD800 && *code < 0xDC00) {
          const bool follows = i + 2 < text.size() && text[i + 1] == '\\' && text[i + 2] == 'u';
          const std::optional<char32_t> low = follows ? hexadecimal(text, i + 3, 4) : std::nullopt;
          if (low && *low >= 0xDC00 && *low < 0xE000) {
            code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
            i += 6;
          }
        }
        if (!code || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000)) {
          throw Error(ErrorKind::Syntax, "InvalidUnicodeLiteral", "this escape names no Unicode character")
              .at(escape)
              .hint("write four hexadecimal digits after \\u, or eight after \\U");
        }
        append_code_point(result, *code);
        break;
      }
      default:
        throw Error(ErrorKind::Syntax, "UnexpectedSyntax", std::string("unknown escape '\\") + c + "'")
            .at(escape)
            .hint("a backslash itself is written '\\\\'");
    }
  }
  return result;
}

}  // namespace trama::query
