// A flag that one thread (or a signal handler) sets and workers poll: per batch and every 4,096 inner steps.
#pragma once

#include <atomic>

#include "core/base/error.h"

namespace trama {

class CancellationToken {
 public:
  // Async-signal-safe.
  void cancel() noexcept { cancelled_.store(true, std::memory_order_relaxed); }
  void reset() noexcept { cancelled_.store(false, std::memory_order_relaxed); }
  bool cancelled() const noexcept { return cancelled_.load(std::memory_order_relaxed); }
  void check() const {
    if (cancelled()) throw Error(ErrorKind::Cancelled, "stopped; nothing was changed");
  }

 private:
  static_assert(std::atomic<bool>::is_always_lock_free);
  std::atomic<bool> cancelled_{false};
};

}  // namespace trama
