#include "storage/mapped_output.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/error.h"

namespace trama::storage {

namespace {

[[noreturn]] void fail(const std::string& path) {
  throw Error(ErrorKind::Storage, "cannot write " + path + ": " + std::strerror(errno));
}

}  // namespace

MappedOutput::MappedOutput(const std::string& path) : path_(path) {
  descriptor_ = FileDescriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!descriptor_) fail(path);
}

MappedOutput::~MappedOutput() {
  if (data_ != nullptr) ::munmap(data_, mapped_);
  if (!finished_) ::unlink(path_.c_str());
}

SnapshotSection MappedOutput::allocate(uint64_t bytes) {
  const uint64_t offset = (used_ + 63) / 64 * 64;
  const uint64_t end = offset + bytes;
  if (end > mapped_) {
    const uint64_t wanted = std::max(end, mapped_ + mapped_ / 2);
    // Space is taken now, so that a full disk is an error here and not a signal at the first write.
    if (const int error = ::posix_fallocate(descriptor_.get(), 0, static_cast<off_t>(wanted)); error != 0) {
      errno = error;
      fail(path_);
    }
    void* moved = data_ == nullptr
                      ? ::mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_.get(), 0)
                      : ::mremap(data_, mapped_, wanted, MREMAP_MAYMOVE);
    if (moved == MAP_FAILED) fail(path_);
    data_ = static_cast<char*>(moved);
    mapped_ = wanted;
  }
  used_ = end;
  return {offset, bytes};
}

void MappedOutput::finish() {
  if (::ftruncate(descriptor_.get(), static_cast<off_t>(used_)) != 0 || ::fsync(descriptor_.get()) != 0) {
    fail(path_);
  }
  finished_ = true;
}

}  // namespace trama::storage
