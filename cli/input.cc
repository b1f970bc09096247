#include "cli/input.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "core/base/error.h"
#include "core/base/lines.h"

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
  std::ifstream file;
  if (path != "-") open_file(path, file);
  std::istream& in = path == "-" ? std::cin : file;
  try {
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  } catch (const std::ios::failure&) {
    throw Error(ErrorKind::Input, "cannot read '" + path + "': " + std::strerror(errno));
  }
}

LineReader::LineReader(const std::string& path) : path_(path), in_(&std::cin) {
  if (path == "-") return;
  open_file(path, file_);
  in_ = &file_;
}

std::optional<std::string> LineReader::next() {
  const auto read = [&](std::string& line) {
    try {
      return read_line(*in_, line);
    } catch (const Error& error) {
      throw Error(error.kind(), "'" + path_ + "': " + error.message());
    }
  };
  std::string line;
  while (read(line)) {
    ++number_;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) return line;
  }
  return std::nullopt;
}

}  // namespace trama::cli
