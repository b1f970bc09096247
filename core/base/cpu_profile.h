// Where CPU time goes: the stages of a thread's work, and the programs it has run.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/process_use.h"

namespace trama {

// One thread's; not thread-safe. Profiles of several threads are added up when these are done.
class CpuProfile {
 public:
  // What runs from now on counts for `stage`, a string that stays; null: for none. Returns the stage until
  // now. Use StageTimer.
  const char* enter(const char* stage);
  // `owner` tells programs of one name apart.
  void add_program(const std::string& name, const std::string& owner, const ProcessUse& use);
  void add_tokens(uint64_t count) { tokens_ += count; }
  // `other` must be in no stage.
  void add(const CpuProfile& other);

  std::map<std::string, double> stage_seconds() const;
  // By (name, owner). CPU time is the sum, memory too: they run side by side.
  const std::map<std::pair<std::string, std::string>, ProcessUse>& programs() const { return programs_; }
  uint64_t tokens() const { return tokens_; }

 private:
  const char* stage_ = nullptr;
  std::chrono::nanoseconds since_{0};  // of the thread's CPU time
  std::map<std::string, std::chrono::nanoseconds, std::less<>> stages_;
  std::map<std::pair<std::string, std::string>, ProcessUse> programs_;
  uint64_t tokens_ = 0;
};

// Counts the thread's CPU time for a stage as long as it lives, timers within it left out. Without a profile
// it does nothing.
class StageTimer {
 public:
  StageTimer(CpuProfile* profile, const char* stage)
      : profile_(profile), outer_(profile == nullptr ? nullptr : profile->enter(stage)) {}
  ~StageTimer() {
    if (profile_ != nullptr) profile_->enter(outer_);
  }
  void turn_to(const char* stage) {
    if (profile_ != nullptr) profile_->enter(stage);
  }
  StageTimer(const StageTimer&) = delete;
  StageTimer& operator=(const StageTimer&) = delete;

 private:
  CpuProfile* profile_;
  const char* outer_;
};

}  // namespace trama
