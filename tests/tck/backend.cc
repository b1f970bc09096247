#include "tests/tck/backend.h"

#include <stdexcept>

#include "core/graph/memory_graph.h"

namespace trama::tck {

const char* name_of(Backend backend) { return backend == Backend::Memory ? "memory" : "rocksdb"; }

std::unique_ptr<Graph> open_empty(Backend backend) {
  if (backend == Backend::Memory) return std::make_unique<MemoryGraph>();
  throw std::runtime_error("built without the RocksDB store");
}

}  // namespace trama::tck
