// RocksDB, wrapped: the families, the options, statuses turned into Errors. The only place that opens it.
#pragma once

#include <memory>
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

// Throws Error of kind Corrupt or Storage unless the status is ok.
void check(const rocksdb::Status& status);

rocksdb::Options rocks_options(const RocksOptions& options);
// Per family: merge operator, compression, bloom filters. SST files for ingestion are written with these.
rocksdb::ColumnFamilyOptions family_options(Family family, const rocksdb::Options& base);

// Destroyed after everything that reads through it: Debian's RocksDB keeps its assertions, and a leaked
// iterator aborts.
class Rocks {
 public:
  // Creates the database where it is missing, unless read-only.
  Rocks(const std::string& path, const RocksOptions& options);
  ~Rocks();
  Rocks(const Rocks&) = delete;
  Rocks& operator=(const Rocks&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return handles_[static_cast<size_t>(family)]; }
  const std::vector<rocksdb::ColumnFamilyHandle*>& families() const { return handles_; }
  const rocksdb::Options& options() const { return options_; }

  // False where the key is absent.
  bool get(const rocksdb::ReadOptions& read, Family family, std::string_view key,
           rocksdb::PinnableSlice& value) const;
  std::unique_ptr<rocksdb::Iterator> iterate(const rocksdb::ReadOptions& read, Family family) const;

 private:
  rocksdb::Options options_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // released by the destructor, before db_
};

inline std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace trama::storage
