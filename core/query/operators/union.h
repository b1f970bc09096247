// UNION and UNION ALL: the rows of one part after the other, under common slots.
#pragma once

#include "core/query/operators/distinct.h"

namespace trama::query {

class UnionOperator : public Operator {
 public:
  UnionOperator(std::vector<OperatorPtr> parts, std::vector<std::vector<int>> part_slots,
                std::vector<int> slots, bool distinct, size_t width);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  std::vector<OperatorPtr> parts_;
  std::vector<std::vector<int>> part_slots_;
  std::vector<int> slots_;
  bool distinct_;
  size_t part_ = 0;
  bool opened_ = false;
  Batch input_;
  SeenRows seen_;
  std::vector<uint32_t> rows_;
};

}  // namespace trama::query
