// Tab-separated tables, the plainest of the knowledge formats: a row a line, fields between tabs, lines that
// are blank or start with '#' are skipped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace trama::knowledge {

struct Row {
  size_t line = 0;  // 1-based
  std::vector<std::string_view> fields;

  // The field at `index`, empty where the row is shorter.
  std::string_view at(size_t index) const {
    return index < fields.size() ? fields[index] : std::string_view();
  }
};

// Views into `content`.
std::vector<Row> read_table(std::string_view content);

// The parts of `text` between separators; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

// An error that names the file and the line.
Error table_error(std::string_view file, const Row& row, const std::string& message);

}  // namespace trama::knowledge
