// From a logical plan to operators that run.
#pragma once

#include "core/graph/graph.h"
#include "core/query/operators/argument.h"
#include "core/query/operators/operator.h"
#include "core/query/plan.h"

namespace trama::query {

// Rows that left an operator and the time spent in it and below; for PROFILE.
struct OperatorProfile {
  const LogicalOperator* op = nullptr;
  uint64_t rows = 0;
  std::chrono::nanoseconds time{0};
};

struct BuildOptions {
  bool optimise = true;
  std::vector<std::unique_ptr<OperatorProfile>>* profiles = nullptr;  // null: do not measure
};

// Plans of subqueries are made on the way, from `graph`'s statistics. The logical plan and the bound
// statement must outlive the operators.
class OperatorBuilder {
 public:
  OperatorBuilder(const GraphReader& graph, size_t slots, BuildOptions options)
      : graph_(graph), slots_(slots), options_(options) {}

  OperatorPtr build(const LogicalOperator& op);

 private:
  OperatorPtr make(const LogicalOperator& op);
  EvaluatorCompiler compiler();
  OperatorPtr subplan(const BoundSubquery& subquery);
  OperatorBase base(const LogicalOperator& op);

  const GraphReader& graph_;
  size_t slots_;
  BuildOptions options_;
  Argument* argument_ = nullptr;  // the leaf made last
};

}  // namespace trama::query
