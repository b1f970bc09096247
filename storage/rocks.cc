#include "storage/rocks.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include "storage/files.h"
#include "storage/packed_row.h"

namespace trama::storage {

namespace {

// RocksDB would leave log files in checkpoints, which readers must not change.
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// RocksDB says "Corruption: " once for each layer that the status went through, names a file that is missing
// between two halves of a sentence, and a sorted one by the ending that its first versions gave.
std::string in_our_words(const rocksdb::Status& status) {
  std::string text = status.ToString();
  for (const std::string_view layer : {"Corruption: ", "IO error: "})
    while (text.starts_with(layer)) text.erase(0, layer.size());
  const size_t end = text.find(": No such file");
  if (end == std::string::npos) return text;
  const size_t mark = end == 0 ? std::string::npos : text.rfind(": ", end - 1);
  const size_t begin = mark == std::string::npos ? 0 : mark + 2;
  std::string file = text.substr(begin, end - begin);
  const std::string_view old_ending = ".ldb";
  if (file.ends_with(old_ending)) file.replace(file.size() - old_ending.size(), std::string::npos, ".sst");
  return file + " is gone";
}

}  // namespace

void check(const rocksdb::Status& status) {
  if (status.ok()) return;
  const bool damaged = status.IsCorruption() || status.IsPathNotFound();
  Error error(damaged ? ErrorKind::Corrupt : ErrorKind::Storage,
              std::string(kUnusable) + in_our_words(status));
  if (status.IsNoSpace()) error.hint("free some space on the disk and try again; nothing was lost");
  if (damaged) error.hint("trama check says what is damaged, and what to do");
  throw error;
}

rocksdb::Options rocks_options(const RocksOptions& options) {
  rocksdb::Options rocks;
  rocks.create_if_missing = !options.read_only;
  rocks.create_missing_column_families = !options.read_only;
  // Opening: 40-50 ms for a dozen families with the defaults, below 10 with these.
  rocks.max_file_opening_threads = 1;
  rocks.skip_stats_update_on_db_open = true;
  rocks.skip_checking_sst_file_sizes_on_db_open = true;
  rocks.avoid_flush_during_recovery = true;
  rocks.max_open_files = 256;
  rocks.info_log = std::make_shared<SilentLogger>();
  // Memory: one buffer budget and one cache over all families.
  rocks.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(options.write_buffer_bytes);
  rocks.write_buffer_size = options.write_buffer_bytes / 2;
  rocks.max_total_wal_size = uint64_t{128} << 20;
  rocks.max_background_jobs = 2;
  rocks.level_compaction_dynamic_level_bytes = true;
  rocks.compression = rocksdb::kLZ4Compression;

  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes, 4);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  table.block_size = 8192;
  table.cache_index_and_filter_blocks = false;
  rocks.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return rocks;
}

rocksdb::ColumnFamilyOptions family_options(Family family, const rocksdb::Options& base) {
  rocksdb::ColumnFamilyOptions options(base);
  if (family == Family::Adjacency || family == Family::Edge) {
    options.merge_operator = std::make_shared<TailAppender>();
  }
  if (family == Family::Text || family == Family::Record) options.compression = rocksdb::kZSTD;
  return options;
}

Rocks::Rocks(const std::string& path, const RocksOptions& options) : path_(path), settings_(options) {
  if (!settings_.read_only) db();
}

void Rocks::open_once() const {
  const std::lock_guard guard(opening_);
  if (opened_.load(std::memory_order_relaxed)) return;
  open();
  opened_.store(true, std::memory_order_release);
}

void Rocks::open() const {
  options_ = rocks_options(settings_);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (size_t i = 0; i < kFamilyNames.size(); ++i) {
    descriptors.emplace_back(kFamilyNames[i], family_options(static_cast<Family>(i), options_));
  }
  // Families that opening makes cost three syncs each and an options file that is read back; made together
  // afterwards, one sync each. The first is always there.
  std::vector<rocksdb::ColumnFamilyDescriptor> missing;
  if (!settings_.read_only && !exists(path_ + "/CURRENT")) {
    missing.assign(descriptors.begin() + 1, descriptors.end());
    descriptors.resize(1);
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      settings_.read_only ? rocksdb::DB::OpenForReadOnly(options_, path_, descriptors, &handles_, &db)
                          : rocksdb::DB::Open(options_, path_, descriptors, &handles_, &db);
  check(status);
  db_.reset(db);
  if (missing.empty()) return;
  std::vector<rocksdb::ColumnFamilyHandle*> made;
  const rocksdb::Status all_made = db_->CreateColumnFamilies(missing, &made);
  handles_.insert(handles_.end(), made.begin(), made.end());
  if (all_made.ok()) return;
  release();
  check(all_made);
}

Rocks::~Rocks() { release(); }

void Rocks::release() const {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    const rocksdb::Status status = db_->DestroyColumnFamilyHandle(handle);
    static_cast<void>(status);  // nothing more can be done about it here
  }
  handles_.clear();
  db_.reset();
}

bool Rocks::get(const rocksdb::ReadOptions& read, Family family_asked, std::string_view key,
                rocksdb::PinnableSlice& value) const {
  value.Reset();
  const rocksdb::Status status = db().Get(read, family(family_asked), key, &value);
  if (status.IsNotFound()) return false;
  check(status);
  return true;
}

std::unique_ptr<rocksdb::Iterator> Rocks::iterate(const rocksdb::ReadOptions& read,
                                                  Family family_asked) const {
  return std::unique_ptr<rocksdb::Iterator>(db().NewIterator(read, family(family_asked)));
}

}  // namespace trama::storage
