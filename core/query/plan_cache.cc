#include "core/query/plan_cache.h"

#include <algorithm>

#include "core/query/binder.h"
#include "core/query/parser.h"
#include "core/query/planner.h"

namespace trama::query {

namespace {

constexpr size_t kCachedPlans = 500;
constexpr uint64_t kKeptBytes = 64 << 20;  // what the buffers of all cached plans may have grown to

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

bool is_current(PreparedStatement& prepared, const GraphReader& graph, uint64_t view) {
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

// Of the last rows, each of which may be large.
void forget_values(PreparedStatement& prepared) {
  for (Column& column : prepared.batch.columns) {
    if (auto* values = std::get_if<Column::Values>(&column.data)) values->clear();
  }
  for (std::vector<Value>* values : {&prepared.row, &prepared.execution.locals}) {
    for (Value& value : *values) {
      if (!value.is_null()) value = Value();
    }
  }
}

}  // namespace

void PreparedStatement::build(const GraphReader& reader, const BuildOptions& options) {
  if (plan) root = OperatorBuilder(reader, static_cast<size_t>(bound.slots), options).build(*plan);
}

PreparedStatement& PlanCache::find(std::string_view text, const Options& options,
                                   const std::shared_ptr<const GraphReader>& reader) {
  look_at(reader);
  PreparedStatement& prepared = find_or_prepare(text, options, *reader);
  // The names a statement makes have numbers that go with it where it does not commit.
  prepared.execution.names = prepared.bound.writes ? ++views_ : view_;
  return prepared;
}

void PlanCache::look_at(const std::shared_ptr<const GraphReader>& reader) {
  if (!seen_.owner_before(reader) && !reader.owner_before(seen_)) return;
  seen_ = reader;
  view_ = ++views_;
}

PreparedStatement& PlanCache::find_or_prepare(std::string_view text, const Options& options,
                                              const GraphReader& reader) {
  Plans& plans = options.optimise ? optimised_ : plain_;
  const auto found = plans.find(text);
  if (found != plans.end() && (!found->second->plan || is_current(*found->second, reader, view_)))
    return *found->second;
  if (found != plans.end()) {
    kept_bytes_ -= found->second->kept_bytes;
    plans.erase(found);
  }
  if (plans.size() >= kCachedPlans) {
    for (const auto& [other, prepared] : plans) kept_bytes_ -= prepared->kept_bytes;
    plans.clear();
  }
  return *plans.emplace(std::string(text), prepare(text, options, reader)).first->second;
}

std::unique_ptr<PreparedStatement> PlanCache::prepare(std::string_view text, const Options& options,
                                                      const GraphReader& reader) const {
  auto prepared = std::make_unique<PreparedStatement>();
  prepared->bound = bind(parse(text, options.limits.text_bytes, options.limits.nesting), *registry_);
  if (prepared->bound.index) return prepared;
  prepared->plan = Planner(reader, options.optimise).plan(prepared->bound.query);
  const size_t slots = static_cast<size_t>(prepared->bound.slots);
  prepared->batch = Batch(slots);
  prepared->execution.locals.resize(slots);
  for (const BoundOutput& output : prepared->bound.query.outputs) prepared->columns.push_back(output.name);
  prepared->row.resize(prepared->columns.size());
  prepared->indexes = index_names(reader);
  prepared->view = view_;
  prepared->nodes = reader.node_count(kNoSymbol);
  prepared->relationships = reader.relationship_count(kNoSymbol);
  return prepared;
}

// Getting the buffers anew took half of the time of large groupings. Where all together have grown too large,
// the others' go, and these too if they alone are too large.
void PlanCache::keep_buffers(PreparedStatement& last) {
  forget_values(last);
  const Execution& execution = last.execution;
  const uint64_t passing = execution.delta ? execution.delta->retained() : 0;  // goes with the statement
  const uint64_t now = execution.peak_memory - std::min(passing, execution.peak_memory);
  if (now > last.kept_bytes) {
    kept_bytes_ += now - last.kept_bytes;
    last.kept_bytes = now;
  }
  if (kept_bytes_ <= kKeptBytes) return;
  for (const Plans* plans : {&optimised_, &plain_}) {
    for (const auto& [text, each] : *plans) {
      if (each.get() != &last || last.kept_bytes > kKeptBytes) let_go(*each);
    }
  }
}

void PlanCache::let_go(PreparedStatement& prepared) {
  kept_bytes_ -= prepared.kept_bytes;
  prepared.kept_bytes = 0;
  prepared.root.reset();
  forget_values(prepared);
}

}  // namespace trama::query
