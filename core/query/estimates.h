// How many rows a step of a plan is likely to give, by the counts that the graph keeps.
#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"
#include "core/query/bound.h"

namespace trama::query {

// Shares of rows that pass, where nothing is known of the values.
inline constexpr double kEqualitySelectivity = 0.05;
inline constexpr double kRangeSelectivity = 0.3;
inline constexpr double kPrefixSelectivity = 0.02;

// The graph outlives it.
class Estimates {
 public:
  explicit Estimates(const GraphReader& graph) : graph_(graph) {}

  double node_total() const;  // at least 1
  double label_count(const std::string& label) const;
  // Of all nodes: those with every one of `labels`, at most.
  double label_share(const std::vector<std::string>& labels) const;
  // Relationships of the types that a pattern's relationship may have.
  double type_total(const BoundRelationship& relationship) const;
  // The share of rows for which a predicate is true.
  double selectivity(const Expression& predicate) const;

 private:
  const GraphReader& graph_;
};

}  // namespace trama::query
