// Work done by several threads, taken up in the order in which it was handed out.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace trama::cli {

// Producers `put` results under consecutive numbers from 0, in any order; one consumer `take`s them in order.
// At most `capacity` numbers lie between what is taken and what may be put, so memory is bounded; whoever has
// the lowest number never waits. Thread-safe.
template <typename Result>
class OrderedQueue {
 public:
  explicit OrderedQueue(uint64_t capacity) : capacity_(capacity) {}

  // False, and nothing is kept, once the queue is closed.
  bool put(uint64_t number, Result result) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || number < next_ + capacity_; });
    if (closed_) return false;
    waiting_.emplace(number, std::move(result));
    changed_.notify_all();
    return true;
  }

  // The numbers end here: `count` were handed out.
  void end(uint64_t count) {
    const std::lock_guard lock(mutex_);
    count_ = count;
    changed_.notify_all();
  }

  // Nothing more is wanted: producers stop.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  // The next result in order; nothing at the end, or once closed.
  std::optional<Result> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return closed_ || (count_ && next_ == *count_) ||
             (!waiting_.empty() && waiting_.begin()->first == next_);
    });
    if (closed_ || waiting_.empty()) return std::nullopt;
    std::optional<Result> result(std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
    ++next_;
    changed_.notify_all();
    return result;
  }

 private:
  const uint64_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<uint64_t, Result> waiting_;
  uint64_t next_ = 0;
  std::optional<uint64_t> count_;
  bool closed_ = false;
};

}  // namespace trama::cli
