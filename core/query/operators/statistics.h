// A count that the graph keeps: of nodes by label, of relationships by type.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class StatisticsOperator : public Operator {
 public:
  // One row for each input row. Names are empty for all nodes or all relationships.
  StatisticsOperator(OperatorBase base, int slot, const std::string& label, const std::string& type,
                     bool relationships);
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  size_t slot_;
  bool relationships_, named_;
  Symbol name_;
};

}  // namespace trama::query
