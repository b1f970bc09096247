// A chain of programs that answers each NUL-ended request with one NUL-ended reply, in order.
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "core/base/child_process.h"

struct pollfd;

namespace trama::text {

// Non-blocking: the owner polls. Not thread-safe.
class FramedPipeline {
 public:
  using Clock = std::chrono::steady_clock;

  // The commands, first to last; each one's output is the next one's input.
  explicit FramedPipeline(std::vector<std::vector<std::string>> commands);

  bool running() const { return static_cast<bool>(to_child_); }
  // Ends what runs; what was sent is forgotten.
  void stop();
  // Ends what runs and starts anew; what was sent is forgotten. Throws Error of kind External.
  void restart();

  void send(const std::string& request);  // must hold no NUL; queued, not yet written

  // The two entries for poll(): what to write to (only while something waits to be written) and to read from.
  void add_polled(std::vector<pollfd>& polled) const;

  // Writes and reads what can be without blocking, and appends complete replies. False where the programs
  // have ended: restart() before any further use.
  bool pump(std::vector<std::string>& replies);

  size_t unanswered() const { return unanswered_; }
  // Since when the first unanswered request has waited as the first.
  Clock::time_point waiting_since() const { return waiting_since_; }
  const std::vector<ChildProcess>& programs() const { return programs_; }
  // Of the programs that have been stopped: CPU time in all, memory of the largest one.
  const ProcessUse& use() const { return use_; }

 private:
  bool write_some();
  bool read_some(std::vector<std::string>& replies);

  std::vector<std::vector<std::string>> commands_;
  std::vector<ChildProcess> programs_;
  FileDescriptor to_child_, from_child_;
  ProcessUse use_;
  std::string outgoing_, incoming_;
  size_t written_ = 0;
  size_t unanswered_ = 0;
  Clock::time_point waiting_since_;
};

}  // namespace trama::text
