// Randomness for rand() and randomUUID(): the only results of a query that differ from run to run.
#pragma once

#include <cstdint>

namespace trama::query {

uint64_t random_bits();  // any thread

}  // namespace trama::query
