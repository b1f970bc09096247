// What every operator and evaluator of a running statement shares.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/delta.h"
#include "core/graph/graph.h"
#include "core/query/engine.h"
#include "core/query/function.h"

namespace trama::query {

struct Execution : Budget {
  const GraphReader* graph = nullptr;  // with the statement's own writes
  GraphDelta* delta = nullptr;         // null where the statement only reads
  const Map* parameters = nullptr;
  std::optional<FunctionContext> functions;
  std::vector<Value> locals;  // by slot
  uint64_t names = 0;         // another number wherever a name may have another number than in the run before
  const WriteGuard* guard = nullptr;
  bool deletes = false;  // something was deleted: look-ups must ask whether an element still exists
  // Of nodes deleted without DETACH: each must be deleted too before the statement ends.
  std::vector<std::pair<Relationship, ByteSpan>> left_dangling;
  std::vector<std::function<void()>> scans;  // what closes them

  MemoryCharge delta_charge;

  // After each row that a clause wrote.
  void charge_delta() { delta_charge.set(*this, delta->retained()); }

  // Scans register where they are kept, once a statement, so that the statement can close them at its end.
  template <typename Scan>
  void keep_scan(std::unique_ptr<Scan>& scan, uint64_t& registered) {
    if (registered == statement) return;
    registered = statement;
    scans.push_back([&scan] { scan.reset(); });
  }
  void close_scans() {
    for (const std::function<void()>& close : scans) close();
    scans.clear();
  }
};

// A name whose number is looked up once for all runs on one state of the graph. An unknown name may become
// known while a statement writes, so it is asked for again until it is found.
class Symbol {
 public:
  Symbol() = default;
  Symbol(SymbolKind kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  SymbolId id(const Execution& execution) const {
    if (names_ == execution.names && id_ != kNoSymbol) return id_;
    id_ = execution.graph->find_symbol(kind_, name_);
    names_ = execution.names;
    return id_;
  }
  const std::string& name() const { return name_; }

 private:
  SymbolKind kind_ = SymbolKind::Label;
  std::string name_;
  mutable SymbolId id_ = kNoSymbol;
  mutable uint64_t names_ = 0;
};

// The known ones of several names. `empty_means_all` for the types of a relationship pattern: no names
// written means all types, but none of the written ones known means nothing can match.
class SymbolList {
 public:
  SymbolList() = default;
  SymbolList(SymbolKind kind, const std::vector<std::string>& names) {
    for (const std::string& name : names) symbols_.emplace_back(kind, name);
  }
  // False where names were written and none is known.
  bool resolve(const Execution& execution, std::vector<SymbolId>& ids) const {
    ids.clear();
    for (const Symbol& symbol : symbols_) {
      if (const SymbolId id = symbol.id(execution); id != kNoSymbol) ids.push_back(id);
    }
    return symbols_.empty() || !ids.empty();
  }

 private:
  std::vector<Symbol> symbols_;
};

}  // namespace trama::query
