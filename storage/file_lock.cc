#include "storage/file_lock.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"

namespace trama::storage {

std::optional<FileLock> FileLock::try_lock(const std::string& path, Kind kind, bool create) {
  const int flags = kind == Kind::Exclusive ? O_RDWR : O_RDONLY;
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC | (create ? O_CREAT : 0), 0644));
  if (!file) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw Error(ErrorKind::Storage, "cannot open " + path + ": " + std::strerror(errno));
  }
  if (::flock(file.get(), (kind == Kind::Exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) {
    return FileLock(std::move(file));
  }
  if (errno == EWOULDBLOCK) return std::nullopt;
  throw Error(ErrorKind::Storage, "cannot lock " + path + ": " + std::strerror(errno));
}

void FileLock::write_process_id() const {
  const std::string id = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_.get(), 0) != 0 || ::pwrite(file_.get(), id.data(), id.size(), 0) < 0) {
    throw Error(ErrorKind::Storage, std::string("cannot write the lock file: ") + std::strerror(errno));
  }
}

long FileLock::process_id_in(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return 0;
  char text[32] = {};
  const ssize_t size = ::read(file.get(), text, sizeof text - 1);
  return size > 0 ? std::strtol(text, nullptr, 10) : 0;
}

bool FileLock::is_at(const std::string& path) const {
  struct stat ours {};
  struct stat there {};
  if (::fstat(file_.get(), &ours) != 0 || ::stat(path.c_str(), &there) != 0) return false;
  return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace trama::storage
