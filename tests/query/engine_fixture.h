// An engine over a graph in memory, for tests of what a host relies on.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"

namespace trama::query {

class Counter : public RowSink {
 public:
  void columns(const std::vector<std::string>& names) override { width = names.size(); }
  void row(const GraphReader&, std::span<const Value> values) override {
    ++rows;
    if (!values.empty()) last = values[0];
  }
  size_t width = 0, rows = 0;
  Value last;
};

struct Fixture {
  MemoryGraph graph;
  Engine engine{graph, std::make_shared<const Registry>(standard_registry())};
  Options options;

  Counter run(const std::string& text) {
    Counter sink;
    engine.run(text, options, sink);
    return sink;
  }
  Error failure(const std::string& text) {
    try {
      run(text);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorKind::Internal, "nothing was thrown");
  }
};

}  // namespace trama::query
