// Reads one commit of the graph in memory.
#pragma once

#include <memory>

#include "core/graph/memory_state.h"

namespace trama::memory {

// Keeps the state alive; for any number of threads.
std::shared_ptr<const GraphReader> make_reader(std::shared_ptr<const State> state);

}  // namespace trama::memory
