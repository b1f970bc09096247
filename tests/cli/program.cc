#include "tests/cli/program.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trama::cli::test {

namespace {

const std::string kProgram = TRAMA_BINARY_DIR "/trama";

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read = ends[0];
    write = ends[1];
  }
};

}  // namespace

std::string Folder::write(const std::string& name, const std::string& content) const {
  const std::filesystem::path file = folder_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

std::string Folder::read(const std::string& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool Folder::has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }

Outcome Folder::trama(const std::vector<std::string>& words, const std::string& input) const {
  std::vector<std::string> all{kProgram};
  all.insert(all.end(), words.begin(), words.end());
  return run(all, input);
}

Outcome Folder::shell(const std::string& command) const { return run({"/bin/bash", "-c", command}, ""); }

Outcome Folder::run(const std::vector<std::string>& words, const std::string& input) const {
  Pipe in, out, error;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(in.read, 0);
    dup2(out.write, 1);
    dup2(error.write, 2);
    signal(SIGPIPE, SIG_DFL);
    unsetenv("TRAMA_DB");
    setenv("XDG_STATE_HOME", (folder_ / "state").c_str(), 1);
    setenv("TRAMA", kProgram.c_str(), 1);
    if (chdir(path().c_str()) != 0) _exit(126);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(in.read);
  close(out.write);
  close(error.write);
  signal(SIGPIPE, SIG_IGN);
  Outcome outcome;
  size_t written = 0;
  std::array<pollfd, 3> waiting = {pollfd{out.read, POLLIN, 0}, pollfd{error.read, POLLIN, 0},
                                   pollfd{in.write, POLLOUT, 0}};
  if (input.empty()) {
    close(in.write);
    waiting[2].fd = -1;
  }
  std::array<char, 65536> buffer{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    poll(waiting.data(), waiting.size(), -1);
    for (size_t i = 0; i < 2; ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const ssize_t n = ::read(waiting[i].fd, buffer.data(), buffer.size());
      if (n <= 0) {
        close(waiting[i].fd);
        waiting[i].fd = -1;
      } else {
        (i == 0 ? outcome.out : outcome.error).append(buffer.data(), static_cast<size_t>(n));
      }
    }
    if (waiting[2].fd >= 0 && waiting[2].revents != 0) {
      const ssize_t n = ::write(waiting[2].fd, input.data() + written, input.size() - written);
      if (n > 0) written += static_cast<size_t>(n);
      if (n <= 0 || written == input.size()) {
        close(waiting[2].fd);
        waiting[2].fd = -1;
      }
    }
  }
  if (waiting[2].fd >= 0) close(waiting[2].fd);
  int status = 0;
  waitpid(pid, &status, 0);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace trama::cli::test
