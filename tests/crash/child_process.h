// A child process with its standard output on a pipe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace trama::crash {

class ChildProcess {
 public:
  explicit ChildProcess(const std::vector<std::string>& command);
  ~ChildProcess();  // kills it
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // The next line, without line end; nothing after the last, or where none comes in time.
  std::optional<std::string> read_line(std::chrono::milliseconds timeout);

  void kill();  // SIGKILL, and waits for the end
  int wait();   // the exit status, -1 where it was killed

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string buffer_;
};

}  // namespace trama::crash
