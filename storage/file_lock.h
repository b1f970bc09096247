// Advisory locks on files (flock), released when the holder closes or dies.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/base/file_descriptor.h"

namespace trama::storage {

class FileLock {
 public:
  enum class Kind { Shared, Exclusive };

  // Nothing where another holder is in the way, or where the file does not exist and `create` is false. Never
  // waits. Throws Error of kind Storage where the file cannot be opened.
  static std::optional<FileLock> try_lock(const std::string& path, Kind kind, bool create);

  void write_process_id() const;
  // What the holder wrote; 0 where that cannot be read.
  static long process_id_in(const std::string& path);
  // The file at `path` is the locked one: it may have been removed, or another put in its place.
  bool is_at(const std::string& path) const;

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace trama::storage
