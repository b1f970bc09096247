// A file that is written through memory and grows. Without `finish`, which brings it to the disk, there is no
// file in the end: what a full disk refused would only fill it.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/file_descriptor.h"
#include "storage/snapshot_file.h"

namespace trama::storage {

class MappedOutput {
 public:
  explicit MappedOutput(const std::string& path);  // replaces what is there
  ~MappedOutput();
  MappedOutput(const MappedOutput&) = delete;
  MappedOutput& operator=(const MappedOutput&) = delete;

  // Zeroed bytes at a multiple of 64. Pointers into the file are void after this.
  SnapshotSection allocate(uint64_t bytes);

  template <typename T>
  T* at(const SnapshotSection& section) {
    return reinterpret_cast<T*>(data_ + section.offset);
  }
  char* data() { return data_; }
  uint64_t size() const { return used_; }

  // Cuts the file to its size and syncs it. Last.
  void finish();

 private:
  std::string path_;
  FileDescriptor descriptor_;
  bool finished_ = false;
  char* data_ = nullptr;
  uint64_t used_ = 0, mapped_ = 0;
};

}  // namespace trama::storage
