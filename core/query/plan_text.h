// Plans as text: one operator a line, the last to run first; inner plans stand further in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/query/plan.h"

namespace trama::query {

struct Profiling;

// A plan inside an expression.
struct InnerPlan {
  const LogicalOperator* owner = nullptr;  // whose expression it is
  std::string text;                        // of the expression
  const LogicalOperator* root = nullptr;
};
using InnerPlans = std::vector<InnerPlan>;

// With estimated rows; with what was measured. Plans inside expressions stand under the operator that
// evaluates them, their figures summed up over all evaluations.
std::string plan_text(const LogicalOperator& root, const InnerPlans& inner);
std::string profile_text(const LogicalOperator& root, const InnerPlans& inner, const Profiling& profiling);

}  // namespace trama::query
