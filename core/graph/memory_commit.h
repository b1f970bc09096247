// Makes the next commit of the graph in memory.
#pragma once

#include "core/graph/delta.h"
#include "core/graph/memory_state.h"

namespace trama::memory {

// Turns a copy of the state that `delta` was made over, which nobody reads yet, into the commit after it.
void apply(const GraphDelta& delta, State& state);

}  // namespace trama::memory
