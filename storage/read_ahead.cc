#include "storage/read_ahead.h"

#include <algorithm>

#include <sys/mman.h>
#include <unistd.h>

namespace trama::storage {

namespace {

const size_t kPage =
    static_cast<size_t>(::sysconf(_SC_PAGESIZE));  // madvise takes whole pages of the kernel's
constexpr size_t kBytesPerPlace = 16 << 10;  // read in one piece in the time that asking for a page takes
constexpr size_t kStreamBytes = size_t{1} << 20;

}  // namespace

ReadAhead::ReadAhead(const char* data, size_t bytes)
    : data_(data), bytes_(bytes), asked_(std::make_unique<std::atomic<bool>[]>(bytes / kPage + 1)) {
  ::madvise(const_cast<char*>(data), bytes, MADV_RANDOM);
}

void ReadAhead::want(const void* begin, size_t bytes) const {
  const size_t first = place_of(begin);
  if (bytes == 0 || first >= bytes_) return;
  const size_t end = (first + std::min(bytes, bytes_ - first) - 1) / kPage + 1;
  for (size_t page = first / kPage; page < end; ++page) {
    const size_t from = page;
    while (page < end && !asked_[page].load(std::memory_order_relaxed)) {
      asked_[page++].store(true, std::memory_order_relaxed);
    }
    if (page == from) continue;
    const size_t until = std::min(page * kPage, bytes_);
    ::madvise(const_cast<char*>(data_) + from * kPage, until - from * kPage, MADV_WILLNEED);
  }
}

bool ReadAhead::expect(const void* begin, size_t bytes, size_t places) const {
  if (bytes == 0) return true;
  if (places * kBytesPerPlace < bytes) return false;
  const size_t first = place_of(begin);
  const size_t last = std::min(first + bytes, bytes_);
  size_t page = first / kPage;
  while (page * kPage < last && asked_[page].load(std::memory_order_relaxed)) ++page;
  const bool goes_on = page > 0 && asked_[page - 1].load(std::memory_order_relaxed);
  if (places >= kFewPlaces && goes_on && page * kPage < last) bytes = std::max(bytes, kStreamBytes);
  want(begin, bytes);
  return true;
}

}  // namespace trama::storage
