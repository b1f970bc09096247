// Leaves of a plan: a single empty row, and the rows that an enclosing operator hands in.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class SingleRow : public Operator {
 public:
  void open(Execution&) override { done_ = false; }
  bool next(Execution&, Batch& out) override {
    if (done_) return false;
    out.rows = 1;
    return done_ = true;
  }

 private:
  bool done_ = false;
};

// `row_slot` (or -1) becomes a column with the number of each row in the batch handed in.
class Argument : public Operator {
 public:
  Argument(std::vector<int> carried, int row_slot) : carried_(std::move(carried)), row_slot_(row_slot) {}
  // The rows of the next run. `batch` must stay as it is until that run is over.
  void set(const Batch& batch, Selection rows) {
    batch_ = &batch;
    rows_ = rows;
  }
  void open(Execution&) override { done_ = false; }
  bool next(Execution& execution, Batch& out) override;

 private:
  std::vector<int> carried_;
  int row_slot_;
  const Batch* batch_ = nullptr;
  Selection rows_;
  bool done_ = false;
};

}  // namespace trama::query
