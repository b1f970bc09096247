// What an optimised plan spares itself where less is asked for than all rows of a pattern: rows that are only
// counted, rows that are only told apart by their ends, an order that an index has.
#pragma once

#include <set>

#include "core/query/plan.h"

namespace trama::query {

// The count that a query's first two clauses ask for, where the graph keeps it; else null.
LogicalPtr plan_statistics(const BoundSingleQuery& query);

// Where a projection only counts what the last steps of its input find, they are counted without making rows.
// Returns whether that was so; the counts are then in the slot `to` of the input.
bool count_trails(LogicalPtr& input, const BoundProjection& projection);

// Where rows that differ only in how a node was reached are as good as one, the last variable-length step of
// the plan looks for nodes instead of trails: under aggregations that ignore repeats, or under a DISTINCT
// that reads the slots `read`.
void reach_nodes(LogicalOperator& plan, const BoundProjection& projection);
void reach_nodes(LogicalOperator& plan, std::set<int> read);

// Makes an index scan below deliver the order that ORDER BY n.property LIMIT … asks for; false where none
// can.
bool comes_in_order(LogicalOperator& plan, const BoundProjection& projection);

}  // namespace trama::query
