// The examples that README's language page shows, run.
#include <catch2/catch.hpp>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"

using namespace trama;
using namespace trama::query;

namespace {

// The only value of the only row.
class OneValue : public RowSink {
 public:
  void columns(const std::vector<std::string>& names) override { REQUIRE(names.size() == 1); }
  void row(const GraphReader& graph, std::span<const Value> values) override {
    REQUIRE(text_.empty());
    text_ = to_notation(values[0], graph);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

TEST_CASE("every function's example gives its result", "[functions]") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  for (const FunctionDescription* function : registry->functions()) {
    INFO(function->name << ": " << function->example);
    MemoryGraph graph;
    Engine engine(graph, registry);
    OneValue value;
    engine.run(function->example, {}, value);
    CHECK(value.text() == function->example_result);
  }
}
