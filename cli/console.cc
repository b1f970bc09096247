#include "cli/console.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/error.h"

namespace trama::cli {

void fill_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) >= 0) continue;
    const int opened =
        open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // the lowest free
    if (opened != descriptor) _exit(EXIT_FAILURE);
  }
}

Console Console::current() {
  Console console;
  console.terminal_out = isatty(STDOUT_FILENO) != 0;
  console.terminal_error = isatty(STDERR_FILENO) != 0;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool colours = (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr &&
                       std::strcmp(terminal, "dumb") != 0;
  console.colour = colours && console.terminal_out;
  console.colour_error = colours && console.terminal_error;
  if (console.terminal_out) {
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    console.width = known && size.ws_col > 0 ? size.ws_col : size_t{80};
    console.height = known && size.ws_row > 0 ? size.ws_row : size_t{24};
  }
  return console;
}

class Output::Buffer : public std::streambuf {
 public:
  Buffer(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {
    setp(data_.data(), data_.data() + data_.size());
  }
  ~Buffer() override {
    if (owned_) close(descriptor_);
  }

  int_type overflow(int_type c) override {
    write_out();
    if (!traits_type::eq_int_type(c, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(c);
      pbump(1);
    }
    return traits_type::not_eof(c);
  }

  int sync() override {
    write_out();
    return 0;
  }

 private:
  void write_out() {
    const char* at = pbase();
    while (at < pptr()) {
      const ssize_t n = ::write(descriptor_, at, static_cast<size_t>(pptr() - at));
      if (n >= 0) {
        at += n;
      } else if (errno != EINTR) {
        const int reason = errno;
        setp(data_.data(), data_.data() + data_.size());
        if (reason == EPIPE) throw BrokenPipe();
        throw Error(ErrorKind::Storage, std::string("cannot write the output: ") + std::strerror(reason));
      }
    }
    setp(data_.data(), data_.data() + data_.size());
  }

  int descriptor_;
  bool owned_;
  std::array<char, 65536> data_{};
};

Output::Output() : std::ostream(nullptr), buffer_(std::make_unique<Buffer>(STDOUT_FILENO, false)) {
  rdbuf(buffer_.get());
  exceptions(std::ios::badbit);
}

Output::Output(const std::string& path) : std::ostream(nullptr) {
  int descriptor = STDOUT_FILENO;
  if (path != "-") {
    // A device or a pipe is written to, never replaced: /dev/null has to stay what it is.
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(path, code);
    const bool direct = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    path_ = direct ? path : std::filesystem::weakly_canonical(path, code).string();  // what a link leads to
    if (code) path_ = path;
    if (!direct) temporary_ = path_ + ".part";
    // Beside its name nobody else's link may lead away.
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | (direct ? 0 : O_NOFOLLOW);
    descriptor = open((direct ? path_ : temporary_).c_str(), flags, 0666);
    if (descriptor < 0) {
      throw Error(ErrorKind::Storage, "cannot write '" + path + "': " + std::strerror(errno));
    }
  }
  buffer_ = std::make_unique<Buffer>(descriptor, path != "-");
  rdbuf(buffer_.get());
  exceptions(std::ios::badbit);
}

Output::~Output() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::commit() {
  flush();
  if (temporary_.empty()) return;
  if (rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw Error(ErrorKind::Storage, "cannot write '" + path_ + "': " + std::strerror(errno));
  }
  temporary_.clear();
}

std::string bold(const std::string& text, bool on) { return on ? "\x1b[1m" + text + "\x1b[0m" : text; }
std::string dim(const std::string& text, bool on) { return on ? "\x1b[2m" + text + "\x1b[0m" : text; }
std::string red(const std::string& text, bool on) { return on ? "\x1b[31m" + text + "\x1b[0m" : text; }

std::string grouped(uint64_t number) {
  std::string out = std::to_string(number);
  for (size_t at = out.size(); at > 3;) out.insert(out.begin() + static_cast<std::ptrdiff_t>(at -= 3), ',');
  return out;
}

std::string counted(uint64_t number, const std::string& noun) {
  return grouped(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string duration_text(double seconds) {
  std::array<char, 48> out{};
  if (seconds < 0.001) {
    std::snprintf(out.data(), out.size(), "%.0f µs", seconds * 1e6);
  } else if (seconds < 1) {
    std::snprintf(out.data(), out.size(), "%.0f ms", seconds * 1e3);
  } else if (seconds < 60) {
    std::snprintf(out.data(), out.size(), "%.1f s", seconds);
  } else if (seconds < 3600) {
    std::snprintf(out.data(), out.size(), "%d min %02d s", static_cast<int>(seconds / 60),
                  static_cast<int>(std::fmod(seconds, 60)));
  } else {
    std::snprintf(out.data(), out.size(), "%d h %02d min", static_cast<int>(seconds / 3600),
                  static_cast<int>(std::fmod(seconds / 60, 60)));
  }
  return out.data();
}

}  // namespace trama::cli
