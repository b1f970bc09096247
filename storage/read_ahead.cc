#include "storage/read_ahead.h"

#include <algorithm>

#include <sys/mman.h>

namespace trama::storage {

ReadAhead::ReadAhead(const char* data, size_t bytes)
    : data_(data), bytes_(bytes), wanted_(std::make_unique<std::atomic<bool>[]>(bytes / kWindow + 1)) {
  ::madvise(const_cast<char*>(data), bytes, MADV_RANDOM);
}

void ReadAhead::start(const void* begin, size_t bytes) const {
  constexpr size_t kPage = 4096;
  const auto first = static_cast<size_t>(static_cast<const char*>(begin) - data_);
  if (bytes == 0 || first >= bytes_) return;
  const size_t page = first / kPage * kPage;
  ::madvise(const_cast<char*>(data_) + page, std::min(bytes, bytes_ - first) + first - page, MADV_WILLNEED);
}

void ReadAhead::want(const void* begin, size_t bytes) const {
  const auto first = static_cast<size_t>(static_cast<const char*>(begin) - data_);
  if (bytes == 0 || first >= bytes_) return;
  const size_t last = first + std::min(bytes, bytes_ - first) - 1;
  for (size_t window = first / kWindow; window <= last / kWindow; ++window) {
    if (wanted_[window].load(std::memory_order_relaxed)) continue;
    wanted_[window].store(true, std::memory_order_relaxed);
    start(data_ + window * kWindow, kWindow);
  }
}

}  // namespace trama::storage
