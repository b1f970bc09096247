// Where readers of foreign files (CSV, jsonl, …) pour a graph too large for a delta.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "core/graph/graph.h"

namespace trama {

class BulkSink {
 public:
  using Property = std::pair<SymbolId, Value>;

  virtual ~BulkSink() = default;

  // Finds or adds a name.
  virtual SymbolId intern(SymbolKind kind, std::string_view name) = 0;

  // `id` is the file's own name of the node, by which relationships find it; it is not stored. Properties
  // ascending by symbol, values storable (storable.h); nulls are left out. False if another node has this id:
  // nothing was added.
  virtual bool add_node(std::string_view id, std::span<const SymbolId> labels,
                        std::span<const Property> properties) = 0;

  // A relationship with this end comes next: a hint that lets the sink look ahead.
  virtual void expect_end(std::string_view) {}

  // False if an end is unknown: nothing was added. All nodes come before the first relationship.
  virtual bool add_relationship(SymbolId type, std::string_view source, std::string_view target,
                                std::span<const Property> properties) = 0;
};

}  // namespace trama
