// Expressions ready to run.
//
// An evaluator is compiled from a bound expression once a plan and then asked for values: of one row, or of
// many rows as a column. Hot kinds (variables, properties, comparisons with constants, labels) work on typed
// columns; the others fall back to one row at a time. Not thread-safe: an evaluator keeps buffers and
// subplans.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/query/ast.h"
#include "core/query/batch.h"
#include "core/query/bound.h"
#include "core/query/execution.h"

namespace trama::query {

class Operator;

class Evaluator {
 public:
  virtual ~Evaluator() = default;
  // Throws Error with a span into the statement's text.
  virtual Value value(Execution& execution, const Batch& batch, size_t row) = 0;
  // Replaces `out` with one row for each selected one.
  virtual void column(Execution& execution, const Batch& batch, Selection rows, Column& out);
  // Keeps in `rows` those for which the value is true.
  virtual void filter(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows);
  // The same for every row of a statement.
  virtual bool constant() const { return false; }
};
using EvaluatorPtr = std::unique_ptr<Evaluator>;

// Makes the operators of a query inside an expression.
using SubplanBuilder = std::function<std::unique_ptr<Operator>(const Expression&)>;

// Throws DeletedEntityAccess at `span` for a node or relationship that this statement has deleted.
void require_alive(const Execution& execution, const Value& value, ByteSpan span);

struct EvaluatorCompiler {
  SubplanBuilder subplan;
  size_t slots = 0;  // of the statement: the width of batches

  EvaluatorPtr compile(const Expression& expression) const;
  EvaluatorPtr compile_optional(const ExpressionPtr& expression) const {
    return expression ? compile(*expression) : nullptr;
  }
};

// The kinds of expressions by family; null where the kind belongs to another.
EvaluatorPtr compile_operator(const EvaluatorCompiler& compiler, const Expression& expression);
EvaluatorPtr compile_collection(const EvaluatorCompiler& compiler, const Expression& expression);
EvaluatorPtr compile_graph(const EvaluatorCompiler& compiler, const Expression& expression);
EvaluatorPtr compile_subquery(const EvaluatorCompiler& compiler, const Expression& expression);

}  // namespace trama::query
