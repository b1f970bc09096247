#include "core/base/printable.h"

#include "core/base/glyph.h"
#include "core/base/utf8.h"

namespace trama {

namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

// Bidirectional controls, soft hyphen, zero-width space, word joiner, invisible operators, tags, byte order
// mark.
bool is_hidden(char32_t c) {
  return c == 0x00AD || c == 0x061C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string filter(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t valid = find_invalid_utf8(text).value_or(text.size());
    for (size_t position = 0; position < valid;) {
      const size_t begin = position;
      const char32_t c = decode_code_point(text, position);
      if (keep_lines && (c == '\n' || c == '\t')) {
        out += static_cast<char>(c);
      } else if (is_control(c)) {
        if (out.empty() || out.back() != ' ') out += ' ';
      } else if (!is_hidden(c)) {
        out += text.substr(begin, position - begin);
      }
    }
    text.remove_prefix(valid);
    if (text.empty()) break;
    append_code_point(out, 0xFFFD);
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return filter(text, false); }
std::string printable_lines(std::string_view text) { return filter(text, true); }

std::string cut_to_width(std::string_view text, size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  size_t used = 0;
  size_t end = 0;
  while (end < text.size()) {
    const Glyph glyph = next_glyph(text, end);
    if (used + glyph.width > columns - 1) break;
    used += glyph.width;
    end = glyph.end;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace trama
