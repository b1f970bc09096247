#include "core/graph/memory_graph.h"

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "core/graph/memory_commit.h"
#include "core/graph/memory_reader.h"
#include "core/graph/memory_state.h"

namespace trama {

MemoryGraph::MemoryGraph() {
  memory::State empty;
  empty.labels[kNoSymbol];
  state_ = std::make_shared<const memory::State>(std::move(empty));
}

MemoryGraph::~MemoryGraph() = default;

std::shared_ptr<const GraphReader> MemoryGraph::read() {
  const std::lock_guard lock(mutex_);
  return memory::make_reader(state_);
}

uint64_t MemoryGraph::commit(const GraphDelta& delta) {
  if (delta.commit() != state_->commit) {
    throw Error(ErrorKind::Internal, "a delta was made on a commit that is no longer the newest");
  }
  if (delta.empty()) return state_->commit;
  delta.check_no_dangling();
  delta.poll();
  memory::State next = *state_;
  memory::apply(delta, next);
  const std::lock_guard lock(mutex_);
  state_ = std::make_shared<const memory::State>(std::move(next));
  return state_->commit;
}

}  // namespace trama
