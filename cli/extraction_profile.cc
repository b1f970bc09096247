#include "cli/extraction_profile.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "cli/console.h"
#include "core/base/process_use.h"

namespace trama::cli {

namespace {

using Seconds = std::pair<std::string, double>;

double sum(const std::vector<Seconds>& rows) {
  double seconds = 0;
  for (const Seconds& row : rows) seconds += row.second;
  return seconds;
}

std::string line(double seconds, double total, const std::string& name) {
  char figures[64];
  std::snprintf(figures, sizeof figures, "%8.3f  %5.1f %%  ", seconds, 100 * seconds / total);
  return figures + name + "\n";
}

// A heading with the sum of its rows, then these, the largest first.
std::string block(const std::string& heading, std::vector<Seconds> rows, double total) {
  std::string text = line(sum(rows), total, heading);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Seconds& a, const Seconds& b) { return a.second > b.second; });
  for (const Seconds& row : rows) text += line(row.second, total, "  " + row.first);
  return text;
}

std::string mebibytes(uint64_t bytes) { return grouped(bytes >> 20) + " MiB"; }

}  // namespace

CpuProfile* ExtractionProfile::add_thread() {
  if (!wanted_) return nullptr;
  const std::lock_guard lock(adding_);
  return &threads_.emplace_back();
}

std::string ExtractionProfile::text() const {
  CpuProfile all;
  for (const CpuProfile& thread : threads_) all.add(thread);
  const ProcessUse own = use_of_this_process();

  std::vector<Seconds> programs, stages;
  uint64_t memory = 0;
  for (const auto& [program, use] : all.programs()) {
    programs.emplace_back(program.first + ", " + program.second, use.cpu_seconds);
    memory += use.peak_memory;
  }
  for (const auto& [stage, seconds] : all.stage_seconds()) stages.emplace_back(stage, seconds);
  stages.emplace_back("everything else", std::max(0.0, own.cpu_seconds - sum(stages)));

  const double total = sum(stages) + sum(programs);
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin_).count();
  return "   CPU s    share\n" + block("Trama", std::move(stages), total) +
         block("Apertium's programs", std::move(programs), total) + line(total, total, "in all") +
         counted(all.tokens(), "token") + ", " +
         grouped(static_cast<uint64_t>(static_cast<double>(all.tokens()) / total)) + " a second of CPU; " +
         duration_text(elapsed) + " by the clock; memory at peak " + mebibytes(own.peak_memory) + ", and " +
         mebibytes(memory) + " of Apertium's programs";
}

}  // namespace trama::cli
