// The cheapest way to begin a pattern at one of its nodes: by an index, by a label, or by all nodes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/graph/graph.h"
#include "core/query/estimates.h"
#include "core/query/pattern_predicates.h"
#include "core/query/plan.h"

namespace trama::query {

struct PatternScan {
  double rows = 0;              // estimated
  std::string label, property;  // without a property, no index is used
  IndexBoundExpressions bounds;
  bool of_delta = false;            // by an index that the statement makes for itself
  std::vector<Predicate*> covered;  // what the scan sees to
};

struct ScanOptions {
  bool use_indexes = true;  // property indexes that the graph has
  bool make_index = false;  // where it has none, the statement may make one for itself
};

// `available` are the slots that have values before the scan.
PatternScan best_scan(const BoundNode& node, PatternPredicates& predicates, const std::set<int>& available,
                      const GraphReader& graph, ScanOptions options);

}  // namespace trama::query
