// From a bound statement to a logical plan.
//
// With `optimise`, patterns are joined in the order that statistics suggest, from the most selective end,
// filters stand as early as they can, and property indexes are used. Without, patterns are joined as they are
// written and filtered at the end: the plain plan that checks the other. Parameter values never shape a plan.
#pragma once

#include "core/graph/graph.h"
#include "core/query/bound.h"
#include "core/query/plan.h"

namespace trama::query {

class Planner {
 public:
  Planner(const GraphReader& graph, bool optimise) : graph_(graph), optimise_(optimise) {}

  // The plan of a query, with live slots marked for its outputs (and `also`).
  LogicalPtr plan(const BoundQuery& query, const std::set<int>& also = {});

 private:
  LogicalPtr single(const BoundSingleQuery& query);
  LogicalPtr match(LogicalPtr input, const BoundMatch& match, std::set<int>& available);
  LogicalPtr aggregate(LogicalPtr input, const BoundProjection& projection);
  LogicalPtr projection(LogicalPtr input, const BoundProjection& projection, std::set<int>& available);
  LogicalPtr merge(LogicalPtr input, const BoundMerge& merge, std::set<int>& available);

  const GraphReader& graph_;
  bool optimise_;
};

// A new operator over an input, with the input's estimated rows.
LogicalPtr make_operator(OperatorKind kind, LogicalPtr input);

}  // namespace trama::query
