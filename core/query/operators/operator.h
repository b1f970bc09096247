// The running form of a plan: operators that pull batches of rows from their inputs.
//
// A tree of operators belongs to one plan and one thread and is run many times: `open` starts it afresh and
// keeps its buffers, so that a repeated query allocates little.
#pragma once

#include <memory>
#include <vector>

#include "core/query/batch.h"
#include "core/query/evaluator.h"
#include "core/query/execution.h"
#include "core/query/plan.h"

namespace trama::query {

class Operator {
 public:
  virtual ~Operator() = default;
  virtual void open(Execution& execution) = 0;
  // Replaces `out` with at least one further row; false at the end. Columns of slots that are not live above
  // are undefined.
  virtual bool next(Execution& execution, Batch& out) = 0;
};
using OperatorPtr = std::unique_ptr<Operator>;

// What an operator with one input needs to know of its surroundings.
struct OperatorBase {
  OperatorPtr input;
  std::vector<int> carried;  // slots to pass on from the input
  size_t slots = 0;          // of the statement
};

// Copies the carried columns of `rows` of `from` to `to`.
void carry(const std::vector<int>& slots, const Batch& from, Selection rows, Batch& to);

}  // namespace trama::query
