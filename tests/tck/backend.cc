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

// A database in a folder of its own that goes with it.
class TemporaryDatabase : public Graph {
 public:
  TemporaryDatabase() : path_(unused_path()) {
    storage::OpenOptions options;
    options.access = storage::Access::Write;
    options.durable = options.publish = false;
    options.block_cache_bytes = options.write_buffer_bytes = size_t{4} << 20;
    database_ = storage::Database::open(path_.string(), options);
  }
  ~TemporaryDatabase() override {
    database_.reset();
    std::error_code ignored;  // a folder left in /tmp harms nobody
    fs::remove_all(path_, ignored);
  }

  std::shared_ptr<const GraphReader> read() override { return database_->read(); }
  uint64_t commit(const GraphDelta& delta) override { return database_->commit(delta); }

 private:
  static fs::path unused_path() {
    static std::atomic<unsigned> count = 0;
    return fs::temp_directory_path() /
           ("trama-tck-" + std::to_string(getpid()) + "-" + std::to_string(++count));
  }

  fs::path path_;
  std::unique_ptr<storage::Database> database_;
};

}  // namespace

const char* name_of(Backend backend) { return backend == Backend::Memory ? "memory" : "rocksdb"; }

std::unique_ptr<Graph> open_empty(Backend backend) {
  if (backend == Backend::Memory) return std::make_unique<MemoryGraph>();
  return std::make_unique<TemporaryDatabase>();
}

}  // namespace trama::tck
