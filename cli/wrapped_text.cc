#include "cli/wrapped_text.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::cli {

namespace {

// The end of the colour sequence ("\x1b[1m") or code point at `at`.
size_t next_unit(std::string_view text, size_t at) {
  if (text.substr(at).starts_with("\x1b[")) return std::min(text.find('m', at), text.size() - 1) + 1;
  size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end;
}

size_t unit_width(std::string_view unit) { return unit.front() == '\x1b' ? 0 : display_width(unit); }

void append_line(std::string& out, std::string_view line, size_t width, size_t hanging) {
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const size_t indent = std::min(blanks + hanging, width / 2);
  size_t begin = 0, column = 0;         // of what is not written yet
  size_t gap = std::string_view::npos;  // where the line can be broken: the last blanks before `at`
  for (size_t at = blanks; at < line.size();) {
    const size_t end = next_unit(line, at);
    if (line[at] == ' ') {
      if (line[at - 1] != ' ') gap = at;
    } else if (at == blanks) {
      column = blanks;
    }
    column += unit_width(line.substr(at, end - at));
    if (column > width && gap != std::string_view::npos) {
      out.append(line.substr(begin, gap - begin)).append("\n").append(indent, ' ');
      begin = std::min(line.find_first_not_of(' ', gap), line.size());
      column = indent + (end > begin ? visible_width(line.substr(begin, end - begin)) : 0);
      gap = std::string_view::npos;
    }
    at = std::max(end, begin);
  }
  out.append(line.substr(begin));
}

}  // namespace

size_t visible_width(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = next_unit(text, at);
    width += unit_width(text.substr(at, end - at));
    at = end;
  }
  return width;
}

std::string wrapped(std::string_view text, size_t width, size_t hanging) {
  if (width == 0) return std::string(text);
  std::string out;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    append_line(out, text.substr(begin, end - begin), width, hanging);
    if (end < text.size()) out += '\n';
    begin = end + 1;
  }
  return out;
}

}  // namespace trama::cli
