// Commits that are a function of a seed and the commit before, so that a process that was killed can be
// compared with an in-memory twin that was not.
#pragma once

#include "core/graph/memory_graph.h"
#include "storage/database.h"

namespace trama::crash {

// Makes the next commit of the database, an ordinary delta or now and then a bulk load, and returns its
// number.
uint64_t commit_next(storage::Database& database, uint64_t seed);

// The same commit on a twin in the same state.
uint64_t commit_next(MemoryGraph& twin, uint64_t seed);

}  // namespace trama::crash
