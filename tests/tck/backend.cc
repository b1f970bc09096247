#include "tests/tck/backend.h"

#include <atomic>
#include <filesystem>
#include <string>

#include <unistd.h>

#include "core/graph/memory_graph.h"
#include "storage/database.h"

namespace trama::tck {
namespace {

namespace fs = std::filesystem;

// A path in the folder for temporary files that no other has; removed with what it holds.
class TemporaryPath {
 public:
  TemporaryPath() {
    static std::atomic<unsigned> count = 0;
    path_ =
        fs::temp_directory_path() / ("trama-tck-" + std::to_string(getpid()) + "-" + std::to_string(++count));
  }
  ~TemporaryPath() {
    std::error_code ignored;  // what is left there harms nobody
    fs::remove_all(path_, ignored);
  }
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;

  const fs::path& get() const { return path_; }

 private:
  fs::path path_;
};

std::unique_ptr<storage::Database> open(const TemporaryPath& path) {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  options.durable = options.publish = false;
  options.block_cache_bytes = options.write_buffer_bytes = size_t{4} << 20;
  return storage::Database::open(path.get().string(), options);
}

// An empty database to copy: making one takes 35 ms, copying and opening it 6.
const TemporaryPath& empty_database() {
  static const TemporaryPath path;
  [[maybe_unused]] static const bool made = open(path) != nullptr;
  return path;
}

// A database in a folder of its own that goes with it.
class TemporaryDatabase : public Graph {
 public:
  TemporaryDatabase() {
    fs::copy(empty_database().get(), path_.get(), fs::copy_options::recursive);
    database_ = open(path_);
  }

  std::shared_ptr<const GraphReader> read() override { return database_->read(); }
  uint64_t commit(const GraphDelta& delta) override { return database_->commit(delta); }

 private:
  TemporaryPath path_;
  std::unique_ptr<storage::Database> database_;  // closed before its folder goes
};

}  // namespace

const char* name_of(Backend backend) { return backend == Backend::Memory ? "memory" : "rocksdb"; }

std::unique_ptr<Graph> open_empty(Backend backend) {
  if (backend == Backend::Memory) return std::make_unique<MemoryGraph>();
  return std::make_unique<TemporaryDatabase>();
}

}  // namespace trama::tck
