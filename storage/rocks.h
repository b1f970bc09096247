// RocksDB, wrapped: the families, the options, statuses turned into Errors. The only place that opens it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/db.h>

#include "storage/keys.h"

namespace trama::storage {

struct RocksOptions {
  bool read_only = false;
  size_t block_cache_bytes = size_t{64} << 20;
  size_t write_buffer_bytes = size_t{64} << 20;  // over all families
};

// Throws Error of kind Corrupt (files damaged or gone) or Storage, its message beginning with kUnusable,
// unless the status is ok.
inline constexpr std::string_view kUnusable = "the database could not be read or written: ";
void check(const rocksdb::Status& status);

rocksdb::Options rocks_options(const RocksOptions& options);
// Per family: merge operator, compression, bloom filters. SST files for ingestion are written with these.
rocksdb::ColumnFamilyOptions family_options(Family family, const rocksdb::Options& base);

// Destroyed after everything that reads through it: Debian's RocksDB keeps its assertions, and a leaked
// iterator aborts. Threads may read at once.
class Rocks {
 public:
  // For writing: creates the database where it is missing. Read-only: opens it when it is first asked, which
  // takes 15 ms from a disk, since most questions are answered without it; so each function may throw what
  // opening does.
  Rocks(const std::string& path, const RocksOptions& options);
  ~Rocks();
  Rocks(const Rocks&) = delete;
  Rocks& operator=(const Rocks&) = delete;

  rocksdb::DB& db() const {
    if (!opened_.load(std::memory_order_acquire)) open_once();
    return *db_;
  }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return families()[static_cast<size_t>(family)]; }
  const std::vector<rocksdb::ColumnFamilyHandle*>& families() const {
    db();
    return handles_;
  }
  const rocksdb::Options& options() const {
    db();
    return options_;
  }
  bool read_only() const { return settings_.read_only; }

  // False where the key is absent.
  bool get(const rocksdb::ReadOptions& read, Family family, std::string_view key,
           rocksdb::PinnableSlice& value) const;
  std::unique_ptr<rocksdb::Iterator> iterate(const rocksdb::ReadOptions& read, Family family) const;

 private:
  void open_once() const;
  void open() const;
  void release() const;

  std::string path_;
  RocksOptions settings_;
  // Not std::call_once: ThreadSanitizer hangs where its function throws and is called again.
  mutable std::mutex opening_;
  mutable std::atomic<bool> opened_ = false;  // then the next three stay as they are
  mutable rocksdb::Options options_;
  mutable std::unique_ptr<rocksdb::DB> db_;
  mutable std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // released before db_
};

inline std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace trama::storage
