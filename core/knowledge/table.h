// Tab-separated tables, the plainest of the knowledge formats: a row a line, fields between tabs, lines that
// are blank or start with '#' are skipped.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace trama::knowledge {

struct Row {
  std::string_view file;
  size_t line = 0;  // 1-based
  std::vector<std::string_view> fields;

  // The field at `index`, empty where the row is shorter.
  std::string_view at(size_t index) const {
    return index < fields.size() ? fields[index] : std::string_view();
  }
  // The parts of that field between '|'; one empty part for an empty field.
  std::vector<std::string_view> list(size_t index) const;
  // An error of kind Input that names file and line.
  Error error(std::string_view message) const;
};

// Views into `content` and `file`. Where columns are named, a row must have a field for each, no more; throws
// Error of kind Input for one that has not.
std::vector<Row> read_table(std::string_view content, std::string_view file,
                            std::initializer_list<std::string_view> columns = {});

// The parts of `text` between separators; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

// What an array of pairs has for `name`, the first of a pair; null where it has none.
template <typename Pairs>
auto find_named(const Pairs& pairs, std::string_view name) -> decltype(&std::begin(pairs)->second) {
  const auto found = std::ranges::find(pairs, name, [](const auto& pair) { return pair.first; });
  return found == std::end(pairs) ? nullptr : &found->second;
}

}  // namespace trama::knowledge
