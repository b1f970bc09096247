// A bulk load taken into a delta, so that it can be compared with one that writes files.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/graph/bulk_sink.h"
#include "core/graph/delta.h"

namespace trama::test {

// The delta outlives it.
class DeltaSink : public BulkSink {
 public:
  explicit DeltaSink(GraphDelta& delta) : delta_(delta) {}

  SymbolId intern(SymbolKind kind, std::string_view name) override { return delta_.intern(kind, name); }
  bool add_node(std::string_view id, std::span<const SymbolId> labels,
                std::span<const Property> properties) override {
    if (nodes_.contains(id)) return false;
    const NodeId node = delta_.create_node();
    for (const SymbolId label : labels) delta_.add_label(node, label);
    for (const auto& [name, value] : properties) delta_.set_property(node, name, value);
    nodes_.emplace(id, node);
    return true;
  }
  bool add_relationship(SymbolId type, std::string_view source, std::string_view target,
                        std::span<const Property> properties) override {
    const auto from = nodes_.find(source), to = nodes_.find(target);
    if (from == nodes_.end() || to == nodes_.end()) {
      ++lost_;
      return false;
    }
    const Relationship made = delta_.create_relationship(type, from->second, to->second);
    for (const auto& [name, value] : properties) delta_.set_property(made, name, value);
    return true;
  }

  size_t lost() const { return lost_; }  // relationships of which an end is nowhere

 private:
  GraphDelta& delta_;
  std::map<std::string, NodeId, std::less<>> nodes_;
  size_t lost_ = 0;
};

}  // namespace trama::test
