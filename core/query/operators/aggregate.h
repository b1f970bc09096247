// Groups of rows by keys, and what aggregations make of each. Groups come out in the order in which their
// first rows came in.
//
// Keys are coded as 64-bit numbers a column at a time and found in one open-addressing table. count, and sum,
// min and max of integers, are kept in plain arrays by group; what else comes goes to the aggregation's
// accumulators.
#pragma once

#include "core/query/group_table.h"
#include "core/query/operators/operator.h"

namespace trama::query {

struct AggregateSpec {
  const FunctionDescription* function = nullptr;  // null: count(*)
  std::vector<EvaluatorPtr> arguments;
  bool distinct = false;
  int slot = -1;
  ByteSpan span;
};

class AggregateOperator : public Operator {
 public:
  AggregateOperator(OperatorBase base, std::vector<std::pair<int, EvaluatorPtr>> keys,
                    std::vector<AggregateSpec> aggregates);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  enum class Fast : uint8_t { None, CountRows, Count, Sum, Min, Max };
  struct Aggregate {
    AggregateSpec spec;
    Fast fast = Fast::None;
    std::vector<Column> arguments;
    std::vector<int64_t> numbers;  // by group
    std::vector<uint8_t> met;      // by group: `numbers` has a value that the accumulator does not know yet
    std::vector<std::unique_ptr<Accumulator>> accumulators;  // by group; null until one is needed
    ValueCoder coder;                                        // DISTINCT
    GroupTable seen{2};                                      // group and code of an argument
    std::vector<uint64_t> codes;
  };

  void consume(Execution& execution);
  void find_groups(Execution& execution);
  void add(Execution& execution, Aggregate& aggregate);
  bool add_integers(Execution& execution, Aggregate& aggregate);
  void add_value(Execution& execution, Aggregate& aggregate, size_t group, std::span<const Value> arguments);
  Value result(Execution& execution, Aggregate& aggregate, size_t group);

  OperatorBase base_;
  std::vector<std::pair<int, EvaluatorPtr>> keys_;
  std::vector<Aggregate> aggregates_;
  Batch input_;
  std::vector<Column> key_columns_;
  std::vector<ValueCoder> coders_;
  std::vector<std::vector<uint64_t>> key_codes_;
  std::vector<uint64_t> packed_, hashes_;  // of the batch at hand
  GroupTable groups_;
  std::vector<Column> group_keys_;    // by key, then group
  std::vector<uint32_t> row_groups_;  // of the batch at hand
  size_t group_count_ = 0;
  bool consumed_ = false;
  size_t emitted_ = 0;
};

}  // namespace trama::query
