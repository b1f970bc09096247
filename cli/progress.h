// A line on standard error that tells how far a long command is. Silent where that is no terminal.
#pragma once

#include <chrono>
#include <string>

namespace trama::cli {

class Progress {
 public:
  // `noun`: "article". Nothing is drawn in the first half second.
  explicit Progress(std::string noun);
  ~Progress();  // wipes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `total` 0: unknown, no time left is shown. Redraws a few times a second at most.
  void update(uint64_t done, uint64_t total);
  // Prints a line above the progress, on standard error.
  void say(const std::string& line);

  double seconds() const;

 private:
  void wipe();

  using Clock = std::chrono::steady_clock;
  std::string noun_;
  bool shown_;
  bool drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace trama::cli
