// Nodes for each input row: all, by label, or by an indexed property.
#pragma once

#include "core/query/operators/operator.h"

namespace trama::query {

class NodeScanOperator : public Operator {
 public:
  NodeScanOperator(OperatorBase base, int slot, const std::string& label);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  OperatorBase base_;
  size_t slot_;
  bool labelled_;
  Symbol label_;
  Batch input_;
  bool has_input_ = false;
  std::unique_ptr<NodeScan> scan_;
  std::vector<NodeId> nodes_;
  std::vector<uint32_t> rows_;  // the input row for each of them
  uint64_t registered_ = 0;
  size_t row_ = 0;  // the input row that meets `nodes_` next
  size_t limit_ = 0;
};

struct IndexBoundEvaluators {
  EvaluatorPtr lower, upper, prefix;
  bool equal = false;  // the lower bound is the upper one, too, and is evaluated once
  bool lower_inclusive = true, upper_inclusive = true;
};

class IndexScanOperator : public Operator {
 public:
  // `ordered`: ascending by the property, for each input row.
  IndexScanOperator(OperatorBase base, int slot, const std::string& label, const std::string& property,
                    IndexBoundEvaluators bounds, bool ordered);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  // Looks up the input row: sets `scan_`, or adds to `found_` what there is and returns false.
  bool start_scan(Execution& execution);
  std::unique_ptr<NodeScan> sorted_scan(Execution& execution, IndexDescription index,
                                        const IndexRange& range);

  OperatorBase base_;
  size_t slot_;
  Symbol label_, property_;
  IndexBoundEvaluators bounds_;
  bool ordered_;
  size_t limit_ = kBatchRows;
  Batch input_;
  size_t row_ = 0;
  std::unique_ptr<NodeScan> scan_;
  uint64_t registered_ = 0;
  std::vector<NodeId> nodes_, found_;
  std::vector<uint32_t> rows_;  // of `found_`
};

}  // namespace trama::query
