// The one place that shows the whole path from text to rows: parse, bind, plan, execute, commit.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cancellation.h"
#include "core/base/error.h"
#include "core/graph/graph.h"
#include "core/query/budget.h"
#include "core/query/function.h"

namespace trama::query {

// What a statement changed, in the TCK's terms: a label counts once however many nodes have it; a changed
// property counts as one removed and one added.
struct SideEffects {
  int64_t nodes_added = 0, nodes_removed = 0;
  int64_t relationships_added = 0, relationships_removed = 0;
  int64_t labels_added = 0, labels_removed = 0;
  int64_t properties_added = 0, properties_removed = 0;
  bool any() const;
};

// A legal query with something doubtful in it: an unknown label, type or property, with near names in the
// hint.
struct Warning {
  std::string message;
  ByteSpan span;
  std::string hint;
};

// Asked before a write touches something that exists; throws Error to forbid. The program passes assembly's
// guard, which protects what was derived from articles; the default allows everything.
class WriteGuard {
 public:
  virtual ~WriteGuard() = default;
  virtual void may_delete(const GraphReader& graph, Node node) const = 0;
  virtual void may_delete(const GraphReader& graph, const Relationship& relationship) const = 0;
  virtual void may_set(const GraphReader& graph, Node node, std::string_view property) const = 0;
  virtual void may_set(const GraphReader& graph, const Relationship& relationship,
                       std::string_view property) const = 0;
  virtual void may_relabel(const GraphReader& graph, Node node, std::string_view label) const = 0;
};

struct Options {
  Map parameters;  // without the '$'
  Limits limits;
  const CancellationToken* cancellation = nullptr;
  const WriteGuard* guard = nullptr;
  bool optimise =
      true;  // false: the plain plan (patterns in textual order, no special operators), for cross-checks
  bool read_only =
      false;  // a writing statement is refused with Storage, detail "ReadOnly", before anything ran
};

// Rows in column-major batches would be the engine's affair; what leaves it is one row at a time. The views
// and ids in a row may be resolved through `graph` (the statement's own view, with its writes) until the
// statement ends.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void columns(
      const std::vector<std::string>& names) = 0;  // once, before any row, also when there are none
  virtual void row(const GraphReader& graph, std::span<const Value> values) = 0;
};

// What remains when the statement is over.
struct Summary {
  SideEffects effects;
  std::vector<Warning> warnings;
  uint64_t rows = 0;
  uint64_t commit = 0;
  bool was_ready = false;  // its plan and its buffers were those of a run before
  std::string plan;        // EXPLAIN: estimated; PROFILE: with rows, time and storage reads; else empty
};

// Compiles and runs statements over one graph. Not thread-safe; engines on several threads may share a Graph.
class Engine {
 public:
  Engine(Graph& graph, std::shared_ptr<const Registry> registry);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Runs one statement as one transaction. Throws Error, with span into `text`; then nothing was changed,
  // though rows may already have reached the sink.
  Summary run(std::string_view text, const Options& options, RowSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Splits a script into statements at ';' outside of strings, comments, back-quoted names. Spans are of the
// text, without the ';' and outer blanks; empty statements are left out. An unfinished last statement is
// returned with `complete` false only where a quote or comment is open or the ';' is missing.
struct ScriptStatement {
  ByteSpan span;
  bool complete = true;
};
std::vector<ScriptStatement> split_script(std::string_view script);

// Values as openCypher writes them: 'text', 1.0, [1, 2], {a: 1}, (:Label {p: 1}), [:TYPE], <(:A)-[:T]->(:B)>.
// The TCK's result notation; `graph` resolves nodes and relationships.
std::string to_notation(const Value& value, const GraphReader& graph);

}  // namespace trama::query
