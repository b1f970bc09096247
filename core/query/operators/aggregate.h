// Groups of rows by keys, and what aggregations make of each. Groups come out in the order in which their
// first rows came in.
//
// Keys are coded as 64-bit numbers a column at a time and numbered by row_groups.h. A key that depends on one
// node alone is computed once for each run of rows with the same node, which is how expansions deliver them.
// count, and sum, min and max of integers, are kept in plain arrays by group; what else comes goes to the
// aggregation's accumulators.
#pragma once

#include "core/graph/retained.h"
#include "core/query/held_memory.h"
#include "core/query/operators/operator.h"
#include "core/query/row_groups.h"

namespace trama::query {

struct AggregateSpec {
  const FunctionDescription* function = nullptr;  // null: count(*)
  int weight = -1;                                // count(*): the slot of how many rows a row stands for
  std::vector<EvaluatorPtr> arguments;
  bool distinct = false;
  int slot = -1;
  ByteSpan span;
};

struct AggregateKey {
  int slot = -1;
  EvaluatorPtr expression;
  int subject = -1;  // the slot of the one variable that it depends on, where it is that or a property of it
};

class AggregateOperator : public Operator {
 public:
  AggregateOperator(OperatorBase base, std::vector<AggregateKey> keys, std::vector<AggregateSpec> aggregates);
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
    std::unique_ptr<PairSet> seen;                           // groups and arguments met so far
    std::vector<uint64_t> codes;                             // of the arguments
    std::vector<uint32_t> fresh;                             // rows whose pair is new
  };
  struct Key {
    AggregateKey spec;
    Column column;  // of the batch at hand, by run where `by_run`
    bool by_run = false;
    ValueCoder coder;
  };

  void consume(Execution& execution);
  bool find_runs(int subject);
  void compute_key(Execution& execution, size_t at);
  void find_groups(Execution& execution);
  void charge_groups(Execution& execution);
  void forget_made();
  void add(Execution& execution, Aggregate& aggregate);
  void keep_new(Aggregate& aggregate);
  bool add_integers(Execution& execution, Aggregate& aggregate);
  bool add_floats(Execution& execution, Aggregate& aggregate);
  Accumulator& accumulator_of(Aggregate& aggregate, size_t group);
  void add_value(Execution& execution, Aggregate& aggregate, size_t group, std::span<const Value> arguments);
  Value result(Execution& execution, Aggregate& aggregate, size_t group);

  OperatorBase base_;
  std::vector<Key> keys_;
  std::vector<Column> group_keys_;  // by key, then group
  RetainedColumns group_key_bytes_;
  std::vector<Aggregate> aggregates_;
  Batch input_;
  std::vector<std::vector<uint64_t>> key_codes_;
  std::vector<uint64_t> run_codes_;
  // Of the batch at hand: runs of rows with the same node in the column `runs_of_`; -1 where there are none.
  int runs_of_ = -1;
  std::vector<uint32_t> run_begins_, run_of_row_;
  RowGroups groups_;
  std::vector<uint32_t> row_groups_, run_groups_, fresh_rows_;
  size_t group_count_ = 0;
  uint64_t accumulated_ = 0;  // bytes of the accumulators
  MemoryCharge charge_;
  ColumnCharge made_charge_;  // of keys and arguments of the batch at hand
  bool consumed_ = false;
  size_t emitted_ = 0;
};

}  // namespace trama::query
