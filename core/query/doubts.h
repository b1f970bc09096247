// What in a legal query is probably not what its author meant.
#pragma once

#include <vector>

#include "core/query/bound.h"
#include "core/query/engine.h"

namespace trama::query {

// Labels, types and properties that the graph does not have; variables of patterns that are called like a
// label or a type; properties that hold text and are compared with a date, and comparisons with null, which
// are never true.
std::vector<Warning> doubts_of(const BoundStatement& bound, const GraphReader& graph);

}  // namespace trama::query
