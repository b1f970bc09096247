// When to read what of a mapped file from the disk.
//
// Left alone the kernel answers a fault by reading around it as far as the device's read-ahead is set, which
// for a look-up is up to megabytes for each of a few bytes. So the mapping is marked for random access: a
// fault reads one page, and whoever is about to read much says so here, and gets it in large pieces. Nothing
// depends on it but time, and once the file is in memory it costs a comparison.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace trama::storage {

class ReadAhead {
 public:
  // The mapping must outlive this.
  ReadAhead(const char* data, size_t bytes);

  // These bytes will be read: large pieces, of which they are part, are read unless they were before.
  void want(const void* begin, size_t bytes) const;
  // These and no more are read, in the background.
  void start(const void* begin, size_t bytes) const;
  // `places` of these bytes will be read, who knows where: all of them are wanted where faults would take
  // longer.
  void expect(const void* begin, size_t bytes, size_t places) const {
    if (places * kBytesPerFault >= bytes) want(begin, bytes);
  }
  // Below so many places there is no need to ask which bytes they span.
  static constexpr size_t kFewPlaces = 16;

 private:
  static constexpr size_t kWindow = size_t{1} << 20;
  static constexpr size_t kBytesPerFault = 40
                                           << 10;  // read in one piece in the time that a fault takes: 40 us

  const char* data_;
  size_t bytes_;
  std::unique_ptr<std::atomic<bool>[]> wanted_;  // by window
};

}  // namespace trama::storage
