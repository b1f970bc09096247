// Cycles by intersection against cycles by plain enumeration, on graphs with loops and parallel
// relationships.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "core/query/engine.h"

using namespace trama;

namespace {

class Sorted : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override {
    std::string line;
    for (const Value& value : values) line += std::to_string(value.integer()) + " ";
    rows.push_back(std::move(line));
  }
  std::vector<std::string> rows;
};

std::vector<std::string> run(query::Engine& engine, const std::string& text, bool optimise) {
  query::Options options;
  options.optimise = optimise;
  Sorted sink;
  engine.run(text, options, sink);
  std::ranges::sort(sink.rows);
  return sink.rows;
}

}  // namespace

TEST_CASE("a cycle by intersection has the rows of plain enumeration") {
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  const SymbolId label = delta.intern(SymbolKind::Label, "L");
  const SymbolId types[] = {delta.intern(SymbolKind::Type, "T"), delta.intern(SymbolKind::Type, "U")};
  std::vector<NodeId> nodes;
  for (int i = 0; i < 12; ++i) {
    nodes.push_back(delta.create_node());
    if (i % 3 != 0) delta.add_label(nodes.back(), label);
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < 60; ++i) {
    // Few ends, so that loops and parallel relationships are common.
    delta.create_relationship(types[random() % 2], nodes[random() % 12], nodes[random() % 12]);
  }
  graph.commit(delta);
  query::Engine engine(graph, std::make_shared<const query::Registry>(query::standard_registry()));
  const char* const queries[] = {
      "MATCH (a)-[r:T]->(b)-[s:T]->(c), (a)-[t:T]->(c) RETURN id(r), id(s), id(t)",
      "MATCH (a)-[r:T]->(b)-[s:U]->(c)<-[t:U]-(a) RETURN id(r), id(s), id(t)",
      "MATCH (a)-[r:T]->(b:L)-[s:T]->(c:L), (c)-[t:T]->(a:L) RETURN id(a), id(s), id(c)",
      "MATCH (a)-[:T]->(b), (b)-[:T]->(c), (c)-[:T]->(d), (a)-[:T]->(d), (a)-[:U]->(c) RETURN id(a), id(b), "
      "id(d)",
      "MATCH (a)-[:T]->(b)-[:T]->(c), (a)-[:T]->(c) RETURN count(*)",
  };
  for (const char* text : queries) {
    INFO(text);
    const auto plain = run(engine, text, false);
    CHECK(!plain.empty());
    CHECK(run(engine, text, true) == plain);
  }
  query::Options options;
  Sorted sink;
  const std::string plan = engine.run(std::string("EXPLAIN ") + queries[0], options, sink).plan;
  CHECK(plan.find("Intersect (") != std::string::npos);
}
