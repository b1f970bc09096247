// Rows of a CSV file (RFC 4180), streamed.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace trama::exchange {

// Quoted cells may hold separators, doubled quotes and line breaks. Empty lines are skipped, a byte order
// mark too.
class CsvReader {
 public:
  // Throws Error of kind Input where the file cannot be opened.
  explicit CsvReader(const std::filesystem::path& path, char separator = ',');

  // Replaces `cells` with the next row's; false at the end. The views live until the next call. Throws Error
  // of kind Input (open quote at the end, a row over 64 MiB, a NUL byte, a row that is not UTF-8).
  bool next(std::vector<std::string_view>& cells);

  // Whether the cell of that number stood in quotes: "" is a text, and nothing at all is none.
  bool quoted(size_t cell) const { return cell < quoted_.size() && quoted_[cell]; }

  // Where the row that `next` gave begins, from 1.
  uint64_t line() const { return row_line_; }
  const std::string& path() const { return path_; }

  // Error of kind Input at this row: "nodes.csv:12: ...".
  [[noreturn]] void refuse(const std::string& message) const;

 private:
  bool fill();  // reads more behind what is unread; false at the end of the file

  std::string path_;
  char separator_;
  std::array<bool, 256> meaning_{};  // of bytes: the separator, quotes and line breaks
  std::ifstream file_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;  // unread bytes of the buffer
  uint64_t line_ = 1, row_line_ = 1;
  std::vector<std::pair<size_t, size_t>> bounds_;  // of the row's cells in the buffer
  std::vector<bool> quoted_;  // empty where the row has no quotes
};

}  // namespace trama::exchange
