#include "core/query/engine.h"

#include <time.h>

#include "core/query/doubts.h"
#include "core/query/effects.h"
#include "core/query/near_name.h"
#include "core/query/plan_cache.h"
#include "core/query/plan_text.h"

namespace trama::query {

namespace {

void check_parameters(const BoundStatement& bound, const Map& parameters) {
  for (const auto& [name, span] : bound.parameters) {
    if (parameters.contains(name)) continue;
    std::vector<std::string> given;
    for (const auto& [known, value] : parameters) given.push_back(known);
    const std::string near = did_you_mean(near_names(name, given));
    throw Error(ErrorKind::ParameterMissing, "MissingParameter", "the parameter $" + name + " was not given")
        .at(span)
        .hint(near.empty()
                  ? "give it with --param " + name + "=VALUE, in the shell with .param " + name + " VALUE"
                  : near);
  }
}

void check_permitted(const BoundStatement& bound, const Options& options) {
  if (!bound.writes || !options.read_only || bound.mode == StatementMode::Explain) return;
  throw Error(ErrorKind::Storage, "ReadOnly",
              "the graph is open for reading only, and this statement would change it");
}

void check_dangling(const Execution& execution) {
  for (const auto& [relationship, span] : execution.left_dangling) {
    if (!execution.delta->has_relationship(relationship)) continue;
    throw Error(ErrorKind::ConstraintFailed, "DeleteConnectedNode",
                "a node that still has relationships cannot be deleted")
        .at(span)
        .hint("use DETACH DELETE to delete them too");
  }
}

void run_index_command(const IndexCommand& command, GraphDelta& delta) {
  if (command.create) {
    const IndexDescription index{delta.intern(SymbolKind::Label, command.label),
                                 delta.intern(SymbolKind::Property, command.property)};
    if (!delta.create_index(index) && !command.lenient) {
      throw Error(ErrorKind::ConstraintFailed, "IndexAlreadyExists", "this index exists already")
          .at(command.span)
          .hint("write CREATE INDEX IF NOT EXISTS");
    }
    return;
  }
  const IndexDescription index{delta.find_symbol(SymbolKind::Label, command.label),
                               delta.find_symbol(SymbolKind::Property, command.property)};
  const bool known = index.label != kNoSymbol && index.property != kNoSymbol;
  if ((!known || !delta.drop_index(index)) && !command.lenient) {
    throw Error(ErrorKind::ConstraintFailed, "IndexNotFound", "there is no such index").at(command.span);
  }
}

// One run of a prepared statement, as one transaction over `reader`.
class StatementRun {
 public:
  StatementRun(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
               const Options& options, uint64_t number, PlanCache& plans);
  // Scans, which are the operators', must not outlive the reader, nor profiled operators the profiles that
  // they count into.
  ~StatementRun();
  StatementRun(const StatementRun&) = delete;
  StatementRun& operator=(const StatementRun&) = delete;

  // To the end; returns how many rows there were.
  uint64_t pull_rows(RowSink& sink);
  std::vector<Warning> warnings();
  // Sets what the commit changed, where anything did.
  void commit(Graph& graph, Summary& summary);

 private:
  PreparedStatement& prepared_;
  Execution& execution_;
  PlanCache& plans_;
  std::optional<GraphDelta> delta_;  // where the statement writes
};

StatementRun::StatementRun(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
                           const Options& options, uint64_t number, PlanCache& plans)
    : prepared_(prepared), execution_(prepared.execution), plans_(plans) {
  if (prepared.bound.writes) delta_.emplace(reader);
  execution_.graph = delta_ ? static_cast<const GraphReader*>(&*delta_) : reader.get();
  execution_.delta = delta_ ? &*delta_ : nullptr;
  execution_.parameters = &options.parameters;
  execution_.limits = options.limits;
  execution_.cancellation = options.cancellation;
  execution_.guard = options.guard;
  execution_.start(number);
  execution_.deletes = false;
  execution_.left_dangling.clear();
  // As of the last tick: few statements ask, and it costs least.
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  execution_.functions.emplace(
      FunctionContext{*execution_.graph, now.tv_sec, static_cast<int32_t>(now.tv_nsec), &execution_});
}

StatementRun::~StatementRun() {
  execution_.close_scans();
  if (prepared_.bound.mode == StatementMode::Profile) {
    plans_.let_go(prepared_);
  } else {
    plans_.keep_buffers(prepared_);
  }
}

uint64_t StatementRun::pull_rows(RowSink& sink) {
  sink.columns(prepared_.columns);
  if (prepared_.bound.index) {
    run_index_command(*prepared_.bound.index, *delta_);
    return 0;
  }
  uint64_t rows = 0;
  const std::vector<BoundOutput>& outputs = prepared_.bound.query.outputs;
  prepared_.root->open(execution_);
  while (prepared_.root->next(execution_, prepared_.batch)) {
    execution_.poll();
    if (outputs.empty()) continue;
    for (size_t row = 0; row < prepared_.batch.rows; ++row) {
      for (size_t i = 0; i < outputs.size(); ++i) {
        prepared_.row[i] = prepared_.batch.columns[static_cast<size_t>(outputs[i].slot)].at(row);
      }
      sink.row(*execution_.graph, prepared_.row);
    }
    rows += prepared_.batch.rows;
  }
  return rows;
}

std::vector<Warning> StatementRun::warnings() {
  if (!prepared_.doubtful) return {};
  std::vector<Warning> warnings = doubts_of(prepared_.bound, *execution_.graph);
  prepared_.doubtful = !warnings.empty();
  return warnings;
}

void StatementRun::commit(Graph& graph, Summary& summary) {
  if (!delta_) return;
  check_dangling(execution_);
  delta_->set_poll([this] { execution_.poll(); });
  summary.effects = effects_of(*delta_);
  execution_.close_scans();
  if (!delta_->empty()) summary.commit = graph.commit(*delta_);
}

}  // namespace

struct Engine::State {
  Graph& graph;
  PlanCache plans;
  uint64_t statements = 0;

  // The first two build operators of their own, which show their inner plans and count, and leave none
  // behind.
  void explain(PreparedStatement& prepared, const GraphReader& reader, const Options& options, RowSink& sink,
               Summary& summary);
  void profile(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
               const Options& options, RowSink& sink, Summary& summary);
  void run(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
           const Options& options, RowSink& sink, Summary& summary);
};

void Engine::State::explain(PreparedStatement& prepared, const GraphReader& reader, const Options& options,
                            RowSink& sink, Summary& summary) {
  InnerPlans inner_plans;
  prepared.build(reader, {options.optimise, &inner_plans});
  if (prepared.plan) summary.plan = plan_text(*prepared.plan, inner_plans);
  prepared.root.reset();
  summary.warnings = doubts_of(prepared.bound, reader);
  sink.columns({});
}

void Engine::State::profile(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
                            const Options& options, RowSink& sink, Summary& summary) {
  const auto counting = std::make_shared<const CountingReader>(reader);
  Profiling profiling{*counting};
  InnerPlans inner_plans;
  prepared.build(*counting, {options.optimise, &inner_plans, &profiling});
  StatementRun run(prepared, counting, options, ++statements, plans);
  summary.rows = run.pull_rows(sink);
  if (prepared.plan) summary.plan = profile_text(*prepared.plan, inner_plans, profiling);
  summary.warnings = run.warnings();
  run.commit(graph, summary);
}

void Engine::State::run(PreparedStatement& prepared, const std::shared_ptr<const GraphReader>& reader,
                        const Options& options, RowSink& sink, Summary& summary) {
  summary.was_ready = prepared.root != nullptr;
  if (!prepared.root) prepared.build(*reader, {options.optimise});
  StatementRun run(prepared, reader, options, ++statements, plans);
  summary.rows = run.pull_rows(sink);
  summary.warnings = run.warnings();
  run.commit(graph, summary);
}

Engine::Engine(Graph& graph, std::shared_ptr<const Registry> registry)
    : state_(new State{graph, PlanCache(std::move(registry))}) {}
Engine::~Engine() = default;

Summary Engine::run(std::string_view text, const Options& options, RowSink& sink) {
  const std::shared_ptr<const GraphReader> reader = state_->graph.read();
  PreparedStatement& prepared = state_->plans.find(text, options, reader);
  check_parameters(prepared.bound, options.parameters);
  check_permitted(prepared.bound, options);

  Summary summary;
  summary.commit = reader->commit();
  switch (prepared.bound.mode) {
    case StatementMode::Explain:
      state_->explain(prepared, *reader, options, sink, summary);
      break;
    case StatementMode::Profile:
      state_->profile(prepared, reader, options, sink, summary);
      break;
    case StatementMode::Run:
      state_->run(prepared, reader, options, sink, summary);
      break;
  }
  return summary;
}

}  // namespace trama::query
