// Statements ready to run, by their text: what one is made of, whether it still holds, what it keeps.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/query/batch.h"
#include "core/query/bound.h"
#include "core/query/builder.h"
#include "core/query/execution.h"
#include "core/query/operators/operator.h"
#include "core/query/plan.h"

namespace trama::query {

// By name, since another database may stand where this one was, in which the numbers are of other names.
using IndexNames = std::vector<std::pair<std::string, std::string>>;

// A statement ready to run, and to run again.
struct PreparedStatement {
  BoundStatement bound;
  LogicalPtr plan;  // null for commands on indexes
  std::vector<std::string> columns;
  std::vector<Value> row;
  Batch batch;
  Execution execution;
  OperatorPtr root;         // after the execution, to which its memory is charged; null until built
  uint64_t kept_bytes = 0;  // the most that its operators' buffers have held: none gives back what it has
  // What the plan rests on.
  IndexNames indexes;
  uint64_t view = 0;  // the last for which it was found to hold
  uint64_t nodes = 0, relationships = 0;
  bool doubtful = true;  // there was something to warn of when it last ran

  // Makes the operators of the plan, where there is one, in the place of those that were.
  void build(const GraphReader& reader, const BuildOptions& options);
};

class PlanCache {
 public:
  explicit PlanCache(std::shared_ptr<const Registry> registry) : registry_(std::move(registry)) {}

  // The statement with this text, parsed, bound and planned where no plan of before still holds for `reader`.
  // The reference holds until the next call. Throws Error, as parse() and bind() do.
  PreparedStatement& find(std::string_view text, const Options& options,
                          const std::shared_ptr<const GraphReader>& reader);

  // After a run of `last`: its operators keep their buffers for the next one, within a bound for all plans.
  void keep_buffers(PreparedStatement& last);
  // The same, but its operators go.
  void let_go(PreparedStatement& prepared);

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Plans =
      std::unordered_map<std::string, std::unique_ptr<PreparedStatement>, TextHash, std::equal_to<>>;

  PreparedStatement& find_or_prepare(std::string_view text, const Options& options,
                                     const GraphReader& reader);
  std::unique_ptr<PreparedStatement> prepare(std::string_view text, const Options& options,
                                             const GraphReader& reader) const;
  void look_at(const std::shared_ptr<const GraphReader>& reader);

  std::shared_ptr<const Registry> registry_;
  Plans optimised_, plain_;
  uint64_t kept_bytes_ = 0;  // of all plans
  // Held weakly, so that no other reader is taken for it.
  std::weak_ptr<const GraphReader> seen_;
  uint64_t views_ = 0, view_ = 0;  // how many there were, and the one of the newest reader
};

}  // namespace trama::query
