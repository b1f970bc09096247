// The order in which the elements of one MATCH are found.
#pragma once

#include "core/query/planner.h"

namespace trama::query {

// Adds to `input` the operators that find `match`; `available` are the slots that have values, before and
// after.
LogicalPtr plan_pattern(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                        const GraphReader& graph, bool optimise);

// The same for a MERGE that is likely to look often: without an index, the statement makes one for itself.
LogicalPtr plan_merged_pattern(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                               const GraphReader& graph);

}  // namespace trama::query
