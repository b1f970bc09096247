// Files and standard input as text.
#pragma once

#include <fstream>
#include <istream>
#include <optional>
#include <string>

namespace trama::cli {

// The file's bytes; "-" is standard input. Throws Error of kind Input where it cannot be read.
std::string read_text(const std::string& path);

// Line by line; "-" is standard input. Throws Error of kind Input where the file cannot be read.
class LineReader {
 public:
  explicit LineReader(const std::string& path);
  // The next line that is not blank, without its end.
  std::optional<std::string> next();
  size_t number() const { return number_; }  // of the last line, from 1

 private:
  std::ifstream file_;
  std::string path_;
  std::istream* in_;
  size_t number_ = 0;
};

}  // namespace trama::cli
