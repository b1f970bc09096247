// Groups of rows by keys, and what aggregations make of each. Groups come out in the order in which their
// first rows came in.
#pragma once

#include <unordered_map>

#include "core/query/operators/distinct.h"

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
  struct State {
    std::unique_ptr<Accumulator> accumulator;
    int64_t count = 0;  // count(*)
    std::unordered_set<Value, ValueHash, ValueEquivalent> seen;
  };
  struct Group {
    std::vector<Value> key;
    std::vector<State> states;
  };

  void consume(Execution& execution);
  Group& group_of(Execution& execution, std::vector<Value> key);
  void add(Execution& execution, size_t aggregate, State& state, size_t row);

  OperatorBase base_;
  std::vector<std::pair<int, EvaluatorPtr>> keys_;
  std::vector<AggregateSpec> aggregates_;
  Batch input_;
  std::vector<Column> key_columns_;
  std::vector<std::vector<Column>> argument_columns_;
  std::vector<Group> groups_;
  std::unordered_map<std::vector<Value>, size_t, RowHash, RowEquivalent> index_;
  bool consumed_ = false;
  size_t emitted_ = 0;
};

}  // namespace trama::query
