// Plans as text: one operator a line, the last to run first; inner plans stand further in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/query/plan.h"

namespace trama::query {

struct Profiling;

std::string plan_text(const LogicalOperator& root);  // with estimated rows
std::string profile_text(const LogicalOperator& root, const Profiling& profiling);
std::string expression_text(const Expression& expression);

}  // namespace trama::query
