#include "cli/pager.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/wrapped_text.h"

namespace trama::cli {

namespace {

constexpr size_t kMostHeld = size_t{32} << 20;
constexpr int kNoSuchCommand = 127;  // of the shell

bool fits(std::string_view text, const Console& console) {
  size_t rows = 0;
  for (size_t begin = 0; begin < text.size() && rows < console.height;) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const size_t width = visible_width(text.substr(begin, end - begin));
    rows += width == 0 ? 1 : (width + console.width - 1) / console.width;
    begin = end + 1;
  }
  return rows < console.height;  // the prompt needs a row too
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;  // left early
    text.remove_prefix(static_cast<size_t>(n));
  }
}

// False where the command cannot be run: nothing was shown.
bool run_pager(const std::string& command, std::string_view text) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[0], STDIN_FILENO);
    signal(SIGPIPE, SIG_DFL);
    setenv("LESS", "FRX", 0);  // as git does: leave if it fits, colours, keep the screen
    setenv("LESSCHARSET", "utf-8", 0);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(kNoSuchCommand);
  }
  close(ends[0]);
  if (child > 0) write_all(ends[1], text);
  close(ends[1]);
  if (child < 0) return false;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return !(WIFEXITED(status) && WEXITSTATUS(status) == kNoSuchCommand);
}

}  // namespace

std::string default_pager() {
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || *terminal == '\0' || std::strcmp(terminal, "dumb") == 0) return "";
  const char* pager = std::getenv("PAGER");
  if (pager == nullptr) return "less";
  return std::strcmp(pager, "cat") == 0 ? "" : pager;
}

class PagedOutput::Buffer : public std::streambuf {
 public:
  Buffer(std::string command, bool wrap) : command_(std::move(command)), wrap_(wrap) {}

  int_type overflow(int_type c) override {
    if (!traits_type::eq_int_type(c, traits_type::eof())) {
      const char byte = traits_type::to_char_type(c);
      xsputn(&byte, 1);
    }
    return traits_type::not_eof(c);
  }

  std::streamsize xsputn(const char* text, std::streamsize size) override {
    held_.append(text, static_cast<size_t>(size));
    if (held_.size() > kMostHeld) {
      too_long_ = true;
      pass_on();
    }
    return size;
  }

  void show() {
    const Console console = Console::current();
    if (wrap_) held_ = wrapped(held_, console.width);
    const bool paged = !too_long_ && !command_.empty() && !fits(held_, console);
    if (!paged || !run_pager(command_, held_)) pass_on();
    held_.clear();
  }

 private:
  void pass_on() {
    write_all(STDOUT_FILENO, held_);
    held_.clear();
  }

  std::string command_, held_;
  bool wrap_, too_long_ = false;
};

PagedOutput::PagedOutput(std::string command, bool wrap)
    : std::ostream(nullptr), buffer_(std::make_unique<Buffer>(std::move(command), wrap)) {
  rdbuf(buffer_.get());
}

PagedOutput::~PagedOutput() = default;

void PagedOutput::show() { buffer_->show(); }

}  // namespace trama::cli
