#include "core/knowledge/table.h"

namespace trama::knowledge {

std::vector<std::string_view> Row::list(size_t index) const { return split(at(index), '|'); }

Error Row::error(std::string_view message) const {
  return Error(ErrorKind::Input,
               std::string(file).append(":").append(std::to_string(line)).append(": ").append(message));
}

std::vector<Row> read_table(std::string_view content, std::string_view file,
                            std::initializer_list<std::string_view> columns) {
  std::vector<Row> rows;
  size_t number = 0;
  for (std::string_view line : split(content, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const Row& row = rows.emplace_back(file, number, split(line, '\t'));
    if (columns.size() == 0 || row.fields.size() == columns.size()) continue;
    std::string expected = "expected ";
    for (const std::string_view& column : columns)
      expected.append(&column == columns.begin()     ? ""
                      : &column == columns.end() - 1 ? " and "
                                                     : ", ")
          .append(column);
    throw row.error(expected);
  }
  return rows;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0;;) {
    size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

}  // namespace trama::knowledge
