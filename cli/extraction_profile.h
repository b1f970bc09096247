// Where an extraction's CPU time goes: what `extract --profile` prints.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>

#include "core/base/cpu_profile.h"

namespace trama::cli {

class ExtractionProfile {
 public:
  explicit ExtractionProfile(bool wanted) : wanted_(wanted) {}

  // For one thread to fill; null where no profile is wanted. Thread-safe.
  CpuProfile* add_thread();
  // Once the threads are done: a table of CPU seconds and shares of the whole, the largest first, without a
  // line end.
  std::string text() const;

 private:
  using Clock = std::chrono::steady_clock;
  const bool wanted_;
  const Clock::time_point begin_ = Clock::now();
  std::mutex adding_;
  std::deque<CpuProfile> threads_;
};

}  // namespace trama::cli
