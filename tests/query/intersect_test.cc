// Cycles by intersection and nodes by reachability against plain enumeration, on graphs with loops and
// parallel relationships.
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

// Twelve nodes, so that loops and parallel relationships are common; two thirds have the label L.
void fill(MemoryGraph& graph, int relationships, uint64_t seed) {
  GraphDelta delta(graph.read());
  const SymbolId label = delta.intern(SymbolKind::Label, "L");
  const SymbolId types[] = {delta.intern(SymbolKind::Type, "T"), delta.intern(SymbolKind::Type, "U")};
  std::vector<NodeId> nodes;
  for (int i = 0; i < 12; ++i) {
    nodes.push_back(delta.create_node());
    if (i % 3 != 0) delta.add_label(nodes.back(), label);
  }
  std::mt19937_64 random(seed);
  for (int i = 0; i < relationships; ++i) {
    delta.create_relationship(types[random() % 2], nodes[random() % 12], nodes[random() % 12]);
  }
  graph.commit(delta);
}

}  // namespace

TEST_CASE("nodes by reachability without a direction are those that trails reach") {
  const int relationships = GENERATE(3, 6, 9, 12, 15);
  const uint64_t seed = GENERATE(range(1, 9));
  MemoryGraph graph;
  fill(graph, relationships, seed);
  query::Engine engine(graph, std::make_shared<const query::Registry>(query::standard_registry()));
  for (const char* bounds : {"*1..1", "*1..2", "*1..3", "*1..4", "*0..3", "*", "*1..5", "*1..6"}) {
    for (const char* type : {"", ":T"}) {
      const std::string text =
          "MATCH (a)-[" + std::string(type) + bounds + "]-(b) RETURN DISTINCT id(a), id(b)";
      INFO(text << ", " << relationships << " relationships, seed " << seed);
      CHECK(run(engine, text, true) == run(engine, text, false));
    }
  }
}

TEST_CASE("a cycle by intersection has the rows of plain enumeration") {
  MemoryGraph graph;
  fill(graph, 60, 3);
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
