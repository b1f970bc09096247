// A graph in memory, without durability: for tests, for queries that need no database, and as the twin that
// checks the RocksDB store.
#pragma once

#include <memory>
#include <mutex>

#include "core/graph/graph.h"

namespace trama {

namespace memory {
struct State;
}

// Each commit makes a new immutable state that shares what it did not touch with the one before, so readers
// keep the commit they began at. Cost of a commit: the touched nodes and relationships, plus a copy of the
// page tables and of each touched label, index and side table.
class MemoryGraph : public Graph {
 public:
  MemoryGraph();
  ~MemoryGraph() override;

  std::shared_ptr<const GraphReader> read() override;
  uint64_t commit(const GraphDelta& delta) override;

 private:
  std::mutex mutex_;  // guards the pointer
  std::shared_ptr<const memory::State> state_;
};

}  // namespace trama
