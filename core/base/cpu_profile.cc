#include "core/base/cpu_profile.h"

#include <ctime>

namespace trama {

const char* CpuProfile::enter(const char* stage) {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  const auto now = std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  if (stage_ != nullptr) {
    auto known = stages_.find(std::string_view(stage_));
    if (known == stages_.end()) known = stages_.emplace(stage_, 0).first;
    known->second += now - since_;
  }
  since_ = now;
  return std::exchange(stage_, stage);
}

void CpuProfile::add_program(const std::string& name, const std::string& owner, const ProcessUse& use) {
  ProcessUse& sum = programs_[{name, owner}];
  sum.cpu_seconds += use.cpu_seconds;
  sum.peak_memory += use.peak_memory;
}

void CpuProfile::add(const CpuProfile& other) {
  for (const auto& [stage, spent] : other.stages_) stages_[stage] += spent;
  for (const auto& [program, use] : other.programs_) add_program(program.first, program.second, use);
  tokens_ += other.tokens_;
}

std::map<std::string, double> CpuProfile::stage_seconds() const {
  std::map<std::string, double> seconds;
  for (const auto& [stage, spent] : stages_) seconds[stage] = std::chrono::duration<double>(spent).count();
  return seconds;
}

}  // namespace trama
