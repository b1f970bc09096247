#include "core/knowledge/table.h"

namespace trama::knowledge {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0;;) {
    size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::vector<Row> read_table(std::string_view content) {
  std::vector<Row> rows;
  size_t number = 0;
  for (std::string_view line : split(content, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    rows.push_back({number, split(line, '\t')});
  }
  return rows;
}

Error table_error(std::string_view file, const Row& row, const std::string& message) {
  return Error(ErrorKind::Input, std::string(file) + ":" + std::to_string(row.line) + ": " + message);
}

}  // namespace trama::knowledge
