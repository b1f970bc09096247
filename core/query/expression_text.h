// Expressions as text, for plans. What has no short text is "…".
#pragma once

#include <string>

#include "core/query/ast.h"

namespace trama::query {

// Without parentheses, which a reader of a plan can do without.
std::string expression_text(const Expression& expression);

}  // namespace trama::query
