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

namespace {

constexpr double kPatience = 60;  // seconds: of a machine that is busy with other things

}  // namespace

Terminal::Terminal(const std::string& folder, const std::vector<std::string>& words,
                   const TerminalOptions& options) {
  winsize size{options.rows, options.columns, 0, 0};
  pid_ = forkpty(&descriptor_, nullptr, nullptr, &size);
  if (pid_ < 0) throw std::runtime_error("no terminal");
  if (pid_ > 0) return;
  if (chdir(folder.c_str()) != 0) _exit(126);
  setenv("TERM", "xterm", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("XDG_STATE_HOME", (folder + "/state").c_str(), 1);
  setenv("HOME", folder.c_str(), 1);
  for (const char* name : {"TRAMA_DB", "NO_COLOR", "PAGER", "LESS"}) unsetenv(name);
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
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

void Terminal::enter(const std::string& line, const std::string& prompt) {
  if (!wait_for(prompt)) throw std::runtime_error("no prompt for: " + line + "\n" + screen_);
  type(line + "\r");
}

bool Terminal::ask(const std::string& line, const std::string& answer, const std::string& prompt) {
  if (line.find(answer) != std::string::npos) throw std::logic_error("the echo is no answer: " + line);
  enter(line, prompt);
  return wait_for(answer);
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

bool Terminal::wait_for(const std::string& text) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(kPatience);
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
  while (read_more(kPatience)) {
  }
  int status = 0;
  for (double waited = 0; waited < kPatience; waited += 0.02) {
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    usleep(20'000);
  }
  return -1;
}

}  // namespace trama::cli::test
