#include "core/text/numeric_date.h"

namespace trama::text {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The part at the byte `begin`, which ends at `end`.
std::optional<NumericDate::Part> read_part(std::string_view text, size_t begin, size_t& end,
                                           const DateLexicon& lexicon) {
  NumericDate::Part part;
  end = begin;
  while (end < text.size() && is_digit(text[end]) && end - begin < 4) ++end;
  part.digits = end - begin;
  if (part.digits > 0) {
    part.value = std::stoi(std::string(text.substr(begin, part.digits)));
    return part;
  }
  while (end < text.size() && is_letter(text[end])) ++end;
  std::string name(text.substr(begin, end - begin));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  const std::vector<DateEntry>* entries = lexicon.entries(name);
  if (entries == nullptr || entries->front().date_class != DateClass::Month) return std::nullopt;
  part.value = entries->front().value;
  part.month_name = true;
  return part;
}

}  // namespace

std::optional<NumericDate> read_numeric_date(std::string_view text, size_t begin,
                                             const DateLexicon& lexicon) {
  if (!is_digit(text[begin])) return std::nullopt;
  if (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '-' || text[begin - 1] == '/'))
    return std::nullopt;
  NumericDate date;
  size_t position = begin;
  while (date.parts.size() < 3) {
    size_t end = position;
    const auto part = read_part(text, position, end, lexicon);
    if (!part) break;
    date.parts.push_back(*part);
    position = end;
    if (date.parts.size() == 3 || end >= text.size()) break;
    const char separator = text[end];
    if (separator != '/' && separator != '-' && separator != '.' &&
        !(separator == ',' && date.parts.size() == 2))
      break;
    if (end + 1 >= text.size() || text[end + 1] == ' ') break;
    date.separators += separator;
    ++position;
  }
  if (date.parts.size() < 2 || date.separators.size() + 1 < date.parts.size()) return std::nullopt;
  if (position < text.size() && is_digit(text[position])) return std::nullopt;
  date.end = position;
  return date;
}

}  // namespace trama::text
