#include "tests/cli/terminal.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trama::cli::test {

Terminal::Terminal(const std::string& folder, const std::vector<std::string>& words) {
  winsize size{40, 100, 0, 0};
  pid_ = forkpty(&descriptor_, nullptr, nullptr, &size);
  if (pid_ < 0) throw std::runtime_error("no terminal");
  if (pid_ > 0) return;
  if (chdir(folder.c_str()) != 0) _exit(126);
  setenv("TERM", "xterm", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("XDG_STATE_HOME", (folder + "/state").c_str(), 1);
  setenv("HOME", folder.c_str(), 1);
  unsetenv("TRAMA_DB");
  const std::string program = TRAMA_BINARY_DIR "/trama";
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

Terminal::~Terminal() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(descriptor_);
}

void Terminal::type(const std::string& keys) {
  if (write(descriptor_, keys.data(), keys.size()) < 0) throw std::runtime_error("the terminal is gone");
}

bool Terminal::read_more(double seconds) {
  pollfd waiting{descriptor_, POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(seconds * 1000)) <= 0) return false;
  std::array<char, 4096> buffer{};
  const ssize_t n = read(descriptor_, buffer.data(), buffer.size());
  if (n <= 0) return false;
  screen_.append(buffer.data(), static_cast<size_t>(n));
  return true;
}

bool Terminal::wait_for(const std::string& text, double seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (true) {
    const size_t at = screen_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    const std::chrono::duration<double> left = deadline - std::chrono::steady_clock::now();
    if (left.count() <= 0) return false;
    if (!read_more(left.count())) return screen_.find(text, seen_) != std::string::npos;
  }
}

int Terminal::wait_for_end() {
  while (read_more(20)) {
  }
  int status = 0;
  for (int i = 0; i < 200; ++i) {
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    usleep(100'000);
  }
  return -1;
}

}  // namespace trama::cli::test
