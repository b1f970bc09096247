// Empty graphs to run a scenario on.
#pragma once

#include <memory>

#include "core/graph/graph.h"

namespace trama::tck {

enum class Backend { Memory, RocksDb };

const char* name_of(Backend backend);

// Destroying it removes what it has on disk.
std::unique_ptr<Graph> open_empty(Backend backend);

}  // namespace trama::tck
