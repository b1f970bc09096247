// What a running statement may spend, and has spent: time, memory, relationships looked at.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "core/base/cancellation.h"

namespace trama::query {

// Zero switches a limit off. On by default; messages name the limit and how to raise it.
struct Limits {
  std::chrono::milliseconds time{600'000};
  uint64_t memory_bytes = uint64_t{1} << 30;  // charged where rows and values are retained
  uint64_t expansions = 100'000'000;          // relationships looked at by path expansion
  size_t text_bytes = size_t{1} << 20;
  size_t nesting = 200;
};

// Every function that spends throws Error (Limit, or Cancelled) where nothing is left.
struct Budget {
  Limits limits;
  const CancellationToken* cancellation = nullptr;
  std::chrono::steady_clock::time_point deadline;
  uint64_t statement = 0;  // a number of its own for each run: what was noted in another is void
  uint64_t memory = 0;
  uint64_t peak_memory = 0;
  uint64_t expansions = 0;
  uint64_t steps = 0, polls = 0;

  // A statement begins, under `limits`: nothing is spent.
  void start(uint64_t number);
  // Stops the statement where it was cancelled or its time is over. Call once a batch; the clock is read by
  // every fourth call only, for most statements make few.
  void poll();
  // The same, cheap enough for inner loops: looks every 4,096th call.
  void step() {
    if ((++steps & 4095) == 0) poll();
  }
  void charge(uint64_t bytes);
  void release(uint64_t bytes) { memory -= std::min(memory, bytes); }
  // For what is made at once and handed on.
  void require_memory(uint64_t count, uint64_t bytes_each);
  void count_expansions(uint64_t count);
};

inline constexpr uint64_t kChargeStep = 1 << 16;  // what grows by less need not be charged at once

// What one holder has charged. It is given back when the holder goes or starts afresh; a charge of an earlier
// statement is void. Must not outlive the budget.
class MemoryCharge {
 public:
  MemoryCharge() = default;
  MemoryCharge(const MemoryCharge&) = delete;
  MemoryCharge& operator=(const MemoryCharge&) = delete;
  ~MemoryCharge() { clear(); }

  // The holder has `bytes` now, more or less than before.
  void set(Budget& budget, uint64_t bytes);
  void add(Budget& budget, uint64_t bytes) { set(budget, bytes_of(budget) + bytes); }
  void clear();

 private:
  uint64_t bytes_of(const Budget& budget) const { return statement_ == budget.statement ? bytes_ : 0; }

  Budget* budget_ = nullptr;
  uint64_t statement_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace trama::query
