// How many relationships lead from a node, where a query only counts them: from the degrees that the graph
// knows, without a row for each (lazy, factorised counting; Olteanu, Závodný: Size bounds for factorised
// representations of query results, 2015).
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

class CountEndsOperator : public Operator {
 public:
  // Makes the count in the slot `spec.to`, one less for each of the slots `left_before` whose node is that of
  // `spec.from`. Rows with none are dropped unless `keep_zero`.
  CountEndsOperator(OperatorBase base, const ExpandSpec& spec, std::vector<int> left_before, bool keep_zero);
  void open(Execution& execution) override { base_.input->open(execution); }
  bool next(Execution& execution, Batch& out) override;

 private:
  void count(Execution& execution, const Batch& batch);
  bool leave_out(Execution& execution, const Batch& batch, std::span<const NodeId> nodes, SymbolId label);
  void count_one_by_one(Execution& execution, const Batch& batch, std::span<const NodeId> nodes,
                        SymbolId label);

  OperatorBase base_;
  ExpandSpec spec_;
  std::vector<int> left_before_;
  bool keep_zero_;
  SymbolList types_;
  Symbol label_;
  std::vector<SymbolId> type_ids_;
  std::vector<NodeId> starts_, left_;
  std::vector<uint64_t> counts_;
  std::vector<uint8_t> labelled_;
  std::vector<uint32_t> rows_;
  Expansion found_;
};

}  // namespace trama::query
