#include "cli/input.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "core/base/error.h"

namespace trama::cli {

namespace {

void open_file(const std::string& path, std::ifstream& file) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) {
    throw Error(ErrorKind::Input, "'" + path + "' is a folder, not a file");
  }
  file.open(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::Input, "cannot read '" + path + "': " + std::strerror(errno));
}

}  // namespace

std::string read_text(const std::string& path) {
  if (path == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  std::ifstream file;
  open_file(path, file);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

LineReader::LineReader(const std::string& path) : in_(&std::cin) {
  if (path == "-") return;
  open_file(path, file_);
  in_ = &file_;
}

std::optional<std::string> LineReader::next() {
  std::string line;
  while (std::getline(*in_, line)) {
    ++number_;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) return line;
  }
  return std::nullopt;
}

}  // namespace trama::cli
