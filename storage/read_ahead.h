// When to read what of a mapped file from the disk.
//
// Left alone the kernel answers a fault by reading around it as far as the device's read-ahead is set, which
// for a look-up is up to megabytes for each of a few bytes. So the mapping is marked for random access: a
// fault reads one page, and whoever is about to read more says so here: places that lie close together come
// in one piece, others all at once instead of one fault after the other. Nothing depends on it but time.
// Threads may call at once.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace trama::storage {

class ReadAhead {
 public:
  // The mapping must outlive this.
  ReadAhead(const char* data, size_t bytes);

  // Below so many places they are told one by one, without asking which bytes they span.
  static constexpr size_t kFewPlaces = 16;

  // These bytes will be read: what was not asked for before is read in the background.
  void want(const void* begin, size_t bytes) const;
  // `places` of these bytes will be read, who knows where: all are wanted where that takes less time than
  // places one by one; else false. Where the bytes before were asked for, more is read than wanted.
  bool expect(const void* begin, size_t bytes, size_t places) const;

 private:
  size_t place_of(const void* at) const { return static_cast<size_t>(static_cast<const char*>(at) - data_); }

  const char* data_;
  size_t bytes_;
  std::unique_ptr<std::atomic<bool>[]> asked_;  // by page
};

}  // namespace trama::storage
