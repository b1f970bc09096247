#include "core/base/lines.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "core/base/error.h"

namespace trama {

namespace {

[[noreturn]] void fail(std::istream& in, int reason) {
  in.setstate(std::ios::badbit);
  throw Error(ErrorKind::Input, std::string("it cannot be read to its end") +
                                    (reason != 0 ? std::string(": ") + std::strerror(reason) : ""));
}

// std::cin reads by way of C's stdin, which keeps failures to itself. A signal (EINTR) ends the input.
bool has_failed(const std::istream& in, int reason) {
  return &in == &std::cin && std::ferror(stdin) != 0 && reason != EINTR;
}

}  // namespace

bool read_line(std::istream& in, std::string& line, size_t limit) {
  line.clear();
  if (!in.good()) return false;
  std::streambuf& bytes = *in.rdbuf();
  constexpr int kEnd = std::char_traits<char>::eof();
  errno = 0;
  try {
    for (int byte = bytes.sbumpc(); byte != '\n'; byte = bytes.sbumpc()) {
      if (byte == kEnd) {
        if (has_failed(in, errno)) fail(in, errno);
        in.setstate(std::ios::eofbit);
        return !line.empty();
      }
      if (line.size() <= limit) line.push_back(static_cast<char>(byte));
    }
  } catch (const std::ios::failure&) {  // what a file's buffer throws where reading fails
    fail(in, errno);
  }
  return true;
}

}  // namespace trama
