// What clauses that write have in common: all rows before them are read to their end, then the clause runs
// row by row and sees its own writes, and only then do rows go on.
#pragma once

#include "core/graph/retained.h"
#include "core/query/operators/operator.h"

namespace trama::query {

class UpdateOperator : public Operator {
 public:
  // `kept`: slots to keep of the input: those carried and those read.
  UpdateOperator(OperatorBase base, std::vector<int> kept)
      : base_(std::move(base)), kept_(std::move(kept)), input_(base_.slots), rows_(base_.slots) {}
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 protected:
  // Changes the graph for each row of `rows`, and adds the columns that the clause makes.
  virtual void apply(Execution& execution, Batch& rows) = 0;
  virtual std::vector<int> made() const { return {}; }

  OperatorBase base_;

 private:
  void consume(Execution& execution);

  std::vector<int> kept_;
  Batch input_, rows_;
  RetainedColumns bytes_;
  MemoryCharge charge_;
  bool consumed_ = false;
  size_t emitted_ = 0;
};

// A value that can be stored as a property; else a TypeError (InvalidPropertyType).
void check_storable(const Value& value, ByteSpan span);

}  // namespace trama::query
