// Names and their meaning: scopes, kinds of variables, and every error that openCypher wants at compile time.
#pragma once

#include "core/query/ast.h"
#include "core/query/bound.h"
#include "core/query/function.h"

namespace trama::query {

// Consumes the syntax tree: expressions are bound in place and shared by the result. Throws Error (Syntax,
// Semantic, Type, Procedure …) with the TCK's detail name and a span. `registry` must outlive the result.
BoundStatement bind(Statement statement, const Registry& registry);

}  // namespace trama::query
