#include "cli/wrapped_text.h"

#include <algorithm>

#include "core/base/glyph.h"

namespace trama::cli {

namespace {

// The colour sequence ("\x1b[1m"), which takes no column, or glyph at `at`.
Glyph next_unit(std::string_view text, size_t at) {
  if (text.substr(at).starts_with("\x1b[")) return {std::min(text.find('m', at), text.size() - 1) + 1, 0};
  return next_glyph(text, at);
}

void append_line(std::string& out, std::string_view line, size_t width, size_t hanging) {
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const size_t indent = std::min(blanks + hanging, width / 2);
  size_t begin = 0, column = 0;         // of what is not written yet
  size_t gap = std::string_view::npos;  // where the line can be broken: the last blanks before `at`
  for (size_t at = blanks; at < line.size();) {
    const Glyph unit = next_unit(line, at);
    if (line[at] == ' ') {
      if (line[at - 1] != ' ') gap = at;
    } else if (at == blanks) {
      column = blanks;
    }
    column += unit.width;
    if (column > width && gap != std::string_view::npos) {
      out.append(line.substr(begin, gap - begin)).append("\n").append(indent, ' ');
      begin = std::min(line.find_first_not_of(' ', gap), line.size());
      column = indent + (unit.end > begin ? visible_width(line.substr(begin, unit.end - begin)) : 0);
      gap = std::string_view::npos;
    }
    at = std::max(unit.end, begin);
  }
  out.append(line.substr(begin));
}

}  // namespace

size_t visible_width(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const Glyph unit = next_unit(text, at);
    width += unit.width;
    at = unit.end;
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
