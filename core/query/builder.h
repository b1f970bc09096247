// From a logical plan to operators that run.
#pragma once

#include "core/graph/graph.h"
#include "core/query/counting_reader.h"
#include "core/query/operators/argument.h"
#include "core/query/operators/operator.h"
#include "core/query/plan.h"
#include "core/query/plan_text.h"

namespace trama::query {

// Rows that left an operator; the time spent and what was read from the store in it and below. For PROFILE.
struct OperatorProfile {
  const LogicalOperator* op = nullptr;
  uint64_t rows = 0;
  uint64_t reads = 0;
  std::chrono::nanoseconds time{0};
};

// Where profiled operators count; both outlive them.
struct Profiling {
  const CountingReader& reader;  // all reads of the statement go through it
  std::vector<std::unique_ptr<OperatorProfile>> operators{};
};

struct BuildOptions {
  bool optimise = true;
  // Takes the plans inside expressions, which live as long as the operators; null: nobody asks.
  InnerPlans* inner_plans = nullptr;
  Profiling* profiling = nullptr;  // null: do not measure
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
  // Null where the operator is not of the family: what finds nodes and relationships, what shapes rows, what
  // writes.
  OperatorPtr make_finding(const LogicalOperator& op);
  OperatorPtr make_shaping(const LogicalOperator& op);
  OperatorPtr make_writing(const LogicalOperator& op);
  EvaluatorCompiler compiler();
  OperatorPtr subplan(const Expression& expression);
  OperatorBase base(const LogicalOperator& op);

  const GraphReader& graph_;
  size_t slots_;
  BuildOptions options_;
  Argument* argument_ = nullptr;            // the leaf made last
  const LogicalOperator* owner_ = nullptr;  // whose expressions are being compiled
};

}  // namespace trama::query
