#include "core/query/budget.h"

#include <string>

#include <time.h>

namespace trama::query {

namespace {

std::chrono::nanoseconds duration_of(const timespec& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// The steady clock as of the last tick, some milliseconds ago at most: a tenth of the cost, which short
// statements feel.
std::chrono::steady_clock::time_point last_tick() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::chrono::steady_clock::time_point(duration_of(now));
}

std::chrono::nanoseconds tick() {
  timespec resolution{};
  ::clock_getres(CLOCK_MONOTONIC_COARSE, &resolution);
  return duration_of(resolution);
}

}  // namespace

void Budget::start(uint64_t number) {
  static const std::chrono::nanoseconds kTick = tick();
  statement = number;
  memory = peak_memory = expansions = steps = polls = 0;
  deadline = last_tick() + kTick + limits.time;  // it begins before the next tick: never too early
}

void Budget::poll() {
  if (cancellation) cancellation->check();
  constexpr uint64_t kPollsALook = 4;
  if (++polls % kPollsALook == 0 && limits.time.count() > 0 && last_tick() > deadline) {
    throw Error(ErrorKind::Limit, "the query ran longer than " + std::to_string(limits.time.count()) +
                                      " ms; nothing was changed")
        .hint("raise the time limit, or narrow the query");
  }
}

void Budget::charge(uint64_t bytes) {
  memory += bytes;
  peak_memory = std::max(peak_memory, memory);
  if (limits.memory_bytes > 0 && memory > limits.memory_bytes) {
    throw Error(ErrorKind::Limit, "the query needs more than " + std::to_string(limits.memory_bytes >> 20) +
                                      " MiB of memory; nothing was changed")
        .hint("raise the memory limit, or let the query sort, group or collect less");
  }
}

void Budget::require_memory(uint64_t count, uint64_t bytes_each) {
  const uint64_t bytes = count > UINT64_MAX / 4 / bytes_each ? UINT64_MAX / 4 : count * bytes_each;
  charge(bytes);
  release(bytes);
}

void Budget::count_expansions(uint64_t count) {
  expansions += count;
  if (limits.expansions > 0 && expansions > limits.expansions) {
    throw Error(ErrorKind::Limit, "the query looked at more than " + std::to_string(limits.expansions) +
                                      " relationships; nothing was changed")
        .hint("raise the expansion limit, or bound the path's length and types");
  }
}

void MemoryCharge::set(Budget& budget, uint64_t bytes) {
  const uint64_t before = bytes_of(budget);
  budget_ = &budget;
  statement_ = budget.statement;
  bytes_ = bytes;
  if (bytes > before) {
    budget.charge(bytes - before);
  } else {
    budget.release(before - bytes);
  }
}

void MemoryCharge::clear() {
  if (budget_ != nullptr) budget_->release(bytes_of(*budget_));
  bytes_ = 0;
}

}  // namespace trama::query
