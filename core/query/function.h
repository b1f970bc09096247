// Scalar functions, aggregations and procedures, and the registry through which host and engine provide them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/query/budget.h"

namespace trama::query {

// What a function may know of the running statement.
struct FunctionContext {
  const GraphReader& graph;  // sees the statement's own writes
  int64_t statement_seconds =
      0;  // UTC at the start of the statement; every call of datetime() gives this moment
  int32_t statement_nanoseconds = 0;
  Budget* budget = nullptr;  // of the statement; null: nothing is limited

  // What may take long or much says so, and is stopped by an Error where the statement may not go on.
  void poll() {
    if (budget) budget->poll();
  }
  void step() {
    if (budget) budget->step();
  }
  void count_expansions(uint64_t count) {
    if (budget) budget->count_expansions(count);
  }
  void require_memory(uint64_t count, uint64_t bytes_each) {
    if (budget) budget->require_memory(count, bytes_each);
  }
};

// Throws Error (Type, Argument, Arithmetic …) with the TCK's detail name and no span: the evaluator adds the
// call's span.
using ScalarFunction = std::function<Value(FunctionContext&, std::span<const Value>)>;

// The same for a whole column of the only argument, at once: replaces the result by a row for each. False,
// with the result as it was, where the column has a form that it does not take; then the rows are asked for
// one by one.
using ColumnFunction = bool (*)(FunctionContext&, const Column& argument, Column& result);

// One group's running state. Nulls reach `add` only where the description asks for them.
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  // `arguments` as written; the first is the aggregated expression.
  virtual void add(FunctionContext& context, std::span<const Value> arguments) = 0;
  // The same of a float that is the only argument, by those who hold no more memory for it. False: nothing
  // was done, `add` shall be asked.
  virtual bool add_float(double) { return false; }
  virtual Value result(FunctionContext& context) = 0;            // asked for once, at the end
  virtual size_t memory_bytes() const { return sizeof(*this); }  // charged against the statement's limit
};

struct FunctionDescription {
  std::string name;  // as documented; looked up without regard to case: "toInteger", "date.truncate"
  size_t min_arguments = 0;
  size_t max_arguments = 0;        // SIZE_MAX: any number
  bool null_propagates = true;     // a null argument gives null without a call
  bool deterministic = true;       // gives the same for the same arguments throughout a statement
  bool checked_when_bound = true;  // an argument whose type `accepts` refuses is an error at compile time
  std::string signature;           // "size(value :: LIST|STRING) :: INTEGER"; the binder reads its types
  std::string summary;             // one sentence
  std::string example;             // a runnable query; core/query/LANGUAGE.md and a test are made from it
  std::string example_result;      // its only value in the result notation
  ScalarFunction call;             // a scalar function has this,
  std::function<std::unique_ptr<Accumulator>()> aggregate;  // an aggregation this
  ColumnFunction column = nullptr;                          // a scalar function may have this too
};

// Whether the signature allows a value of `type` as argument number `position` (0-based). Null is always
// allowed; what the signature leaves open (ANY, or "..." after the last) too.
bool accepts(const FunctionDescription& function, size_t position, ValueType type);

struct ProcedureColumn {
  std::string name;
  std::string type;  // "STRING?", "INTEGER", …: openCypher's type name, '?' where null is allowed
};

struct ProcedureDescription {
  std::string name;  // "db.labels"
  std::vector<ProcedureColumn> arguments;
  std::vector<ProcedureColumn> results;  // none: a void procedure
  std::string summary;
  bool writes = false;
  // Rows, each as wide as `results`. A writing procedure casts the graph to the statement's GraphDelta; it
  // never commits.
  std::function<std::vector<std::vector<Value>>(FunctionContext&, std::span<const Value>)> call;
};

class Registry {
 public:
  // Adding a name again replaces it (the host may override). Not thread-safe; fill before use, then share
  // const.
  void add(FunctionDescription function);
  void add(ProcedureDescription procedure);
  const FunctionDescription* find_function(std::string_view name) const;    // any case; null where unknown
  const ProcedureDescription* find_procedure(std::string_view name) const;  // any case; null where unknown
  std::vector<const FunctionDescription*> functions() const;                // by name
  std::vector<const ProcedureDescription*> procedures() const;              // by name

 private:
  std::vector<std::pair<std::string, std::shared_ptr<const FunctionDescription>>>
      functions_;  // by lower-case name
  std::vector<std::pair<std::string, std::shared_ptr<const ProcedureDescription>>>
      procedures_;  // by lower-case name
};

// Each fills in one family; functions_*.cc. `standard_registry` has them all, and the procedures of the
// language.
void add_scalar_functions(Registry& registry);
void add_string_functions(Registry& registry);
void add_list_functions(Registry& registry);
void add_math_functions(Registry& registry);
void add_aggregations(Registry& registry);
void add_temporal_functions(Registry& registry);
void add_graph_functions(Registry& registry);  // id, labels, type, keys, properties, nodes, evidence, key, …
void add_procedures(Registry& registry);
Registry standard_registry();

}  // namespace trama::query
