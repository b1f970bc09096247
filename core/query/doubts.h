// What in a legal query is probably not what its author meant.
#pragma once

#include <vector>

#include "core/query/bound.h"
#include "core/query/engine.h"

namespace trama::query {

// Labels, types and properties that the graph does not have, and properties that hold text and are compared
// with a date, which is never true.
std::vector<Warning> doubts_of(const BoundStatement& bound, const GraphReader& graph);

}  // namespace trama::query
