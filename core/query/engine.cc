#include "core/query/engine.h"

#include <algorithm>
#include <unordered_map>

#include <time.h>

#include "core/query/binder.h"
#include "core/query/builder.h"
#include "core/query/doubts.h"
#include "core/query/effects.h"
#include "core/query/near_name.h"
#include "core/query/parser.h"
#include "core/query/plan_text.h"
#include "core/query/planner.h"

namespace trama::query {

namespace {

// By name, since another database may stand where this one was, in which the numbers are of other names.
using IndexNames = std::vector<std::pair<std::string, std::string>>;

constexpr size_t kCachedPlans = 500;
constexpr uint64_t kKeptBytes = 64 << 20;  // what the buffers of all cached plans may have grown to

// A statement ready to run, and to run again.
struct Prepared {
  BoundStatement bound;
  LogicalPtr plan;
  std::vector<std::string> columns;
  std::vector<Value> row;
  Batch batch;
  Execution execution;
  OperatorPtr root;         // after the execution, to which its memory is charged
  uint64_t kept_bytes = 0;  // the most that its operators' buffers have held: none gives back what it has
  // What the plan rests on.
  IndexNames indexes;
  uint64_t view = 0;  // the last for which it was found to hold
  uint64_t nodes = 0, relationships = 0;
  bool doubtful = true;  // there was something to warn of when it last ran
};

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Cache = std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>>;

// Within a factor of two a plan's order of joins is still right.
bool drifted(uint64_t planned, uint64_t now) { return now > 2 * planned + 1000 || planned > 2 * now + 1000; }

IndexNames index_names(const GraphReader& graph) {
  IndexNames names;
  for (const IndexDescription& index : graph.indexes()) {
    names.emplace_back(graph.symbol_name(SymbolKind::Label, index.label),
                       graph.symbol_name(SymbolKind::Property, index.property));
  }
  return names;
}

bool is_current(Prepared& prepared, const GraphReader& graph, uint64_t view) {
  if (prepared.view == view) return true;
  if (prepared.indexes != index_names(graph) || drifted(prepared.nodes, graph.node_count(kNoSymbol)) ||
      drifted(prepared.relationships, graph.relationship_count(kNoSymbol))) {
    return false;
  }
  prepared.view = view;
  // Names do not go from a graph, but another may stand in its place.
  prepared.doubtful =
      prepared.doubtful || std::ranges::any_of(prepared.bound.mentioned, [&](const auto& each) {
        return graph.find_symbol(each.kind, each.name) == kNoSymbol;
      });
  return true;
}

void check_parameters(const BoundStatement& bound, const Map& parameters) {
  for (const auto& [name, span] : bound.parameters) {
    if (parameters.contains(name)) continue;
    std::vector<std::string> given;
    for (const auto& [known, value] : parameters) given.push_back(known);
    throw Error(ErrorKind::ParameterMissing, "MissingParameter", "the parameter $" + name + " was not given")
        .at(span)
        .hint(did_you_mean(near_names(name, given)));
  }
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

}  // namespace

struct Engine::State {
  Graph& graph;
  std::shared_ptr<const Registry> registry;
  Cache plans, plain_plans;
  uint64_t statements = 0;
  uint64_t kept_bytes = 0;  // of all plans
  // Held weakly, so that no other reader is taken for it.
  std::weak_ptr<const GraphReader> seen;
  uint64_t views = 0, view = 0;  // how many there were, and the one of the newest reader

  // Operators keep their buffers for the next run: getting them anew took half of the time of large
  // groupings. Where all together have grown too large, the others' go, and these too if they alone are too
  // large.
  void keep_buffers(Prepared& last) {
    forget_values(last);
    const Execution& execution = last.execution;
    const uint64_t passing = execution.delta ? execution.delta->retained() : 0;  // goes with the statement
    const uint64_t now = execution.peak_memory - std::min(passing, execution.peak_memory);
    if (now > last.kept_bytes) {
      kept_bytes += now - last.kept_bytes;
      last.kept_bytes = now;
    }
    if (kept_bytes <= kKeptBytes) return;
    for (const Cache* cache : {&plans, &plain_plans}) {
      for (const auto& [text, each] : *cache) {
        if (each.get() != &last || last.kept_bytes > kKeptBytes) let_go(*each);
      }
    }
  }

  void let_go(Prepared& prepared) {
    kept_bytes -= prepared.kept_bytes;
    prepared.kept_bytes = 0;
    prepared.root.reset();
    forget_values(prepared);
  }

  // Of the last rows, each of which may be large.
  static void forget_values(Prepared& prepared) {
    for (Column& column : prepared.batch.columns) {
      if (auto* values = std::get_if<Column::Values>(&column.data)) values->clear();
    }
    for (std::vector<Value>* values : {&prepared.row, &prepared.execution.locals}) {
      for (Value& value : *values) {
        if (!value.is_null()) value = Value();
      }
    }
  }

  void look_at(const std::shared_ptr<const GraphReader>& reader) {
    if (!seen.owner_before(reader) && !reader.owner_before(seen)) return;
    seen = reader;
    view = ++views;
  }

  std::unique_ptr<Prepared> prepare(std::string_view text, const Options& options,
                                    const GraphReader& reader) {
    auto prepared = std::make_unique<Prepared>();
    prepared->bound = bind(parse(text, options.limits.text_bytes, options.limits.nesting), *registry);
    if (prepared->bound.index) return prepared;
    prepared->plan = Planner(reader, options.optimise).plan(prepared->bound.query);
    const size_t slots = static_cast<size_t>(prepared->bound.slots);
    prepared->batch = Batch(slots);
    prepared->execution.locals.resize(slots);
    for (const BoundOutput& output : prepared->bound.query.outputs) prepared->columns.push_back(output.name);
    prepared->row.resize(prepared->columns.size());
    prepared->indexes = index_names(reader);
    prepared->view = view;
    prepared->nodes = reader.node_count(kNoSymbol);
    prepared->relationships = reader.relationship_count(kNoSymbol);
    return prepared;
  }

  // The plan of `text`, from the cache where it still holds.
  Prepared& find(std::string_view text, const Options& options, const GraphReader& reader) {
    Cache& cache = options.optimise ? plans : plain_plans;
    const auto found = cache.find(text);
    if (found != cache.end() && (!found->second->plan || is_current(*found->second, reader, view)))
      return *found->second;
    if (found != cache.end()) {
      kept_bytes -= found->second->kept_bytes;
      cache.erase(found);
    }
    if (cache.size() >= kCachedPlans) {
      for (const auto& [other, prepared] : cache) kept_bytes -= prepared->kept_bytes;
      cache.clear();
    }
    return *cache.emplace(std::string(text), prepare(text, options, reader)).first->second;
  }
};

Engine::Engine(Graph& graph, std::shared_ptr<const Registry> registry)
    : state_(new State{graph, std::move(registry), {}, {}, 0, 0, {}, 0, 0}) {}
Engine::~Engine() = default;

Summary Engine::run(std::string_view text, const Options& options, RowSink& sink) {
  Summary summary;
  std::shared_ptr<const GraphReader> reader = state_->graph.read();
  summary.commit = reader->commit();

  state_->look_at(reader);
  Prepared& prepared = state_->find(text, options, *reader);
  const BoundStatement& bound = prepared.bound;
  check_parameters(bound, options.parameters);
  // The names a statement makes have numbers that go with it where it does not commit.
  prepared.execution.names = bound.writes ? ++state_->views : state_->view;
  const bool explain = bound.mode == StatementMode::Explain;
  if (bound.writes && options.read_only && !explain) {
    throw Error(ErrorKind::Storage, "ReadOnly",
                "the graph is open for reading only, and this statement would change it");
  }
  std::optional<Profiling> profiling;
  InnerPlans inner_plans;
  summary.was_ready = prepared.root != nullptr && bound.mode == StatementMode::Run;
  if (prepared.plan) {
    const size_t slots = static_cast<size_t>(bound.slots);
    const bool profile = bound.mode == StatementMode::Profile;
    if (profile) {
      const auto counting = std::make_shared<const CountingReader>(reader);
      reader = counting;
      profiling.emplace(Profiling{*counting});
    }
    // What EXPLAIN and PROFILE build is thrown away when it is printed.
    if (explain || profile) {
      const BuildOptions build{options.optimise, &inner_plans, profile ? &*profiling : nullptr};
      prepared.root = OperatorBuilder(*reader, slots, build).build(*prepared.plan);
    } else if (!prepared.root) {
      prepared.root = OperatorBuilder(*reader, slots, {options.optimise}).build(*prepared.plan);
    }
  }

  if (explain) {
    summary.plan = prepared.plan ? plan_text(*prepared.plan, inner_plans) : "";
    prepared.root.reset();
    summary.warnings = doubts_of(bound, *reader);
    sink.columns({});
    return summary;
  }

  std::optional<GraphDelta> delta;
  if (bound.writes) delta.emplace(reader);
  Execution& execution = prepared.execution;
  execution.graph = delta ? static_cast<const GraphReader*>(&*delta) : reader.get();
  execution.delta = delta ? &*delta : nullptr;
  execution.parameters = &options.parameters;
  execution.limits = options.limits;
  execution.cancellation = options.cancellation;
  execution.guard = options.guard;
  execution.start(++state_->statements);
  execution.deletes = false;
  execution.left_dangling.clear();
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE,
                  &now);  // as of the last tick: few statements ask, and it costs least
  execution.functions.emplace(
      FunctionContext{*execution.graph, now.tv_sec, static_cast<int32_t>(now.tv_nsec), &execution});

  // Scans, which are the operators', must not outlive the reader, nor profiled operators the profiles that
  // they count into.
  struct RunCloser {
    State& state;
    Prepared& prepared;
    ~RunCloser() {
      prepared.execution.close_scans();
      if (prepared.bound.mode == StatementMode::Profile) {
        state.let_go(prepared);
      } else {
        state.keep_buffers(prepared);
      }
    }
  } closer{*state_, prepared};

  sink.columns(prepared.columns);
  if (bound.index) {
    run_index_command(*bound.index, *delta);
  } else {
    const std::vector<BoundOutput>& outputs = bound.query.outputs;
    prepared.root->open(execution);
    while (prepared.root->next(execution, prepared.batch)) {
      execution.poll();
      if (outputs.empty()) continue;
      for (size_t row = 0; row < prepared.batch.rows; ++row) {
        for (size_t i = 0; i < outputs.size(); ++i) {
          prepared.row[i] = prepared.batch.columns[static_cast<size_t>(outputs[i].slot)].at(row);
        }
        sink.row(*execution.graph, prepared.row);
      }
      summary.rows += prepared.batch.rows;
    }
  }
  if (profiling) summary.plan = profile_text(*prepared.plan, inner_plans, *profiling);
  if (prepared.doubtful) {
    summary.warnings = doubts_of(bound, *execution.graph);
    prepared.doubtful = !summary.warnings.empty();
  }
  if (delta) {
    check_dangling(execution);
    delta->set_poll([&execution] { execution.poll(); });
    summary.effects = effects_of(*delta);
    execution.close_scans();
    if (!delta->empty()) summary.commit = state_->graph.commit(*delta);
  }
  return summary;
}

}  // namespace trama::query
