// Any text is answered or refused with an Error that is not a bug of ours, within the limits, and leaves the
// engine usable.
#include "core/base/error.h"
#include "core/graph/memory_graph.h"
#include "core/query/engine.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::query;

namespace {

const char* const kGraph =
    "CREATE (a:Company {name: 'DeepSeek', founded: 2023, tags: ['x', 'y']}), (b:Company {name: 'High-Flyer', "
    "size: 1.5}),"
    " (c:Person {name: 'Liang', born: date('1985-01-01')}), (d:A:B {num: 1}), (e:A {num: 2}), ()"
    " CREATE (b)-[:OWNS {since: 2023}]->(a), (c)-[:FOUNDED]->(a), (c)-[:FOUNDED]->(b), (d)-[:T {w: "
    "0.5}]->(e),"
    " (e)-[:T]->(d), (d)-[:LOOP]->(d), (a)-[:KNOWS]->(d)";

class Nothing : public RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader& graph, std::span<const Value> values) override {
    for (const Value& value : values) to_notation(value, graph);
  }
};

// Every input finds the same graph: what a statement writes is checked and thrown away.
class FixedGraph : public Graph {
 public:
  FixedGraph() {
    Nothing nothing;
    Engine(graph_, registry()).run(kGraph, {}, nothing);
    Engine(graph_, registry()).run("CREATE INDEX FOR (n:Company) ON (n.name)", {}, nothing);
  }

  std::shared_ptr<const GraphReader> read() override { return graph_.read(); }
  uint64_t commit(const GraphDelta&) override { return graph_.read()->commit(); }

  static std::shared_ptr<const Registry> registry() {
    static const auto standard = std::make_shared<const Registry>(standard_registry());
    return standard;
  }

 private:
  MemoryGraph graph_;
};

Options options(bool optimise) {
  Options options;
  options.optimise = optimise;
  options.limits.time = std::chrono::milliseconds(500);
  options.limits.memory_bytes = size_t{32} << 20;
  options.limits.expansions = 20'000;
  options.parameters = {
      {"p", 1}, {"param", List{1, "a", Value()}}, {"props", Map{{"name", "x"}}}, {"s", "text"}};
  return options;
}

void run(FixedGraph& graph, std::string_view text, bool optimise) {
  try {
    Nothing nothing;
    Engine(graph, FixedGraph::registry()).run(text, options(optimise), nothing);
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() != ErrorKind::Internal);
    FUZZ_REQUIRE(!error.message().empty());
    if (error.span())
      FUZZ_REQUIRE(error.span()->begin <= error.span()->end && error.span()->end <= text.size());
    render(error, std::string(text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static FixedGraph graph;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  run(graph, text, true);
  run(graph, text, false);
  for (const ScriptStatement& statement : split_script(text))
    FUZZ_REQUIRE(statement.span.begin <= statement.span.end && statement.span.end <= size);
  return 0;
}
