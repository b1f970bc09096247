#include "cli/session.h"

#include "cli/procedures.h"
#include "core/assemble/guard.h"
#include "core/base/error.h"
#include "core/graph/memory_graph.h"
#include "storage/database.h"

namespace trama::cli {

namespace {

bool is_read_only_refusal(const Error& error) {
  return error.kind() == ErrorKind::Storage && error.detail() == "ReadOnly";
}

// Keeps queries from overwriting what assembly made.
class CurationGuard : public query::WriteGuard {
 public:
  void may_delete(const GraphReader& graph, Node node) const override { assemble::guard_delete(graph, node); }
  void may_delete(const GraphReader& graph, const Relationship& relationship) const override {
    assemble::guard_delete(graph, relationship);
  }
  void may_set(const GraphReader& graph, Node node, std::string_view property) const override {
    assemble::guard_set(graph, node, property);
  }
  void may_set(const GraphReader& graph, const Relationship& relationship,
               std::string_view property) const override {
    assemble::guard_set(graph, relationship, property);
  }
  void may_relabel(const GraphReader& graph, Node node, std::string_view label) const override {
    assemble::guard_relabel(graph, node, label);
  }
};

class NoRows : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value>) override {}
};

// Whether the statement would write, asked of an empty graph: for a database in which nothing is yet.
bool writes(std::string_view text, query::Options options) {
  MemoryGraph empty;
  query::Engine engine(empty, registry());
  options.read_only = true;
  NoRows sink;
  try {
    engine.run(text, options, sink);
  } catch (const Error& error) {
    return is_read_only_refusal(error);
  }
  return false;
}

}  // namespace

std::shared_ptr<const query::Registry> registry() {
  static const auto kRegistry = [] {
    query::Registry all = query::standard_registry();
    add_trama_procedures(all);
    return std::make_shared<const query::Registry>(std::move(all));
  }();
  return kRegistry;
}

struct Session::State {
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<query::Engine> engine;

  void open(const std::string& path, storage::Access access) {
    close();
    storage::OpenOptions options;
    options.access = access;
    database = storage::Database::open(path, options);
    engine = std::make_unique<query::Engine>(*database, registry());
  }
  void close() {
    engine.reset();
    database.reset();
  }
  bool is_open(storage::Access access) const { return database && database->access() == access; }
};

Session::Session(std::string path, bool keep_writing)
    : path_(std::move(path)), keep_writing_(keep_writing), state_(std::make_unique<State>()) {}

Session::~Session() = default;

std::shared_ptr<const GraphReader> Session::reader() {
  if (!state_->database) state_->open(path_, storage::Access::Read);
  if (state_->is_open(storage::Access::Read)) state_->database->refresh();
  return state_->database->read();
}

query::Summary Session::run(std::string_view text, query::Options options, query::RowSink& sink) {
  if (!state_->is_open(storage::Access::Write)) {
    try {
      reader();
      options.read_only = true;
      return state_->engine->run(text, options, sink);
    } catch (const Error& error) {
      const bool nothing_there = error.kind() == ErrorKind::Storage &&
                                 (error.detail() == "NoDatabase" || error.detail() == "NothingPublished");
      if (!is_read_only_refusal(error) && !(nothing_there && writes(text, options))) throw;
    }
    state_->open(path_, storage::Access::Write);
  }
  static const CurationGuard kGuard;
  options.read_only = false;
  options.guard = &kGuard;
  const auto give_back = [this] {
    if (!keep_writing_) state_->close();
  };
  try {
    query::Summary summary = state_->engine->run(text, options, sink);
    if (!keep_writing_) state_->database->close();
    give_back();
    return summary;
  } catch (...) {
    give_back();
    throw;
  }
}

}  // namespace trama::cli
