#include "core/graph/delta.h"

#include <catch2/catch.hpp>

#include "core/graph/codec.h"
#include "core/graph/memory_graph.h"
#include "tests/graph/compare.h"
#include "tests/graph/random_writer.h"

using namespace trama;

namespace {

std::vector<NodeId> nodes_of(std::unique_ptr<NodeScan> scan) {
  std::vector<NodeId> nodes, batch;
  while (scan->next(batch, 10)) nodes.insert(nodes.end(), batch.begin(), batch.end());
  return nodes;
}

}  // namespace

TEST_CASE("a delta sees its own writes and the graph does not, until the commit") {
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  CHECK(delta.empty());
  const SymbolId company = delta.intern(SymbolKind::Label, "Company");
  const SymbolId owns = delta.intern(SymbolKind::Type, "OWNS");
  const SymbolId name = delta.intern(SymbolKind::Property, "name");
  const NodeId a = delta.create_node(Origin::Derived);
  const NodeId b = delta.create_node();
  delta.add_label(a, company);
  delta.set_property(a, name, Value("Intel"));
  const Relationship r = delta.create_relationship(owns, a, b);
  delta.set_property(r, name, Value(1));

  CHECK(nodes_of(delta.scan_nodes(company)) == std::vector<NodeId>{a});
  CHECK(delta.node_count(kNoSymbol) == 2);
  CHECK(delta.relationship_count(owns) == 1);
  CHECK(graph.read()->node_count(kNoSymbol) == 0);
  CHECK(graph.commit(delta) == 1);

  const auto after = graph.read();
  CHECK(after->commit() == 1);
  CHECK(after->symbol_name(SymbolKind::Label, company) == "Company");
  CHECK(after->node_properties(a).at("name").string() == "Intel");
  CHECK(after->relationship_properties(r).at("name").integer() == 1);
  CHECK(after->is_derived_node(a));
  CHECK_FALSE(after->is_derived_node(b));
}

TEST_CASE("expansions are ordered by type, direction, neighbour and relationship; loops are found once") {
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  const SymbolId t = delta.intern(SymbolKind::Type, "T"), u = delta.intern(SymbolKind::Type, "U");
  const NodeId a = delta.create_node(), b = delta.create_node();
  const Relationship u_out = delta.create_relationship(u, a, b);
  const Relationship t_in = delta.create_relationship(t, b, a);
  const Relationship loop = delta.create_relationship(t, a, a);
  const Relationship t_out1 = delta.create_relationship(t, a, b);
  const Relationship t_out2 = delta.create_relationship(t, a, b);

  const auto check = [&](const GraphReader& reader) {
    Expansion found;
    reader.expand({&a, 1}, Direction::Both, {}, found);
    CHECK(found.relationship == std::vector<Relationship>{loop, t_out1, t_out2, t_in, u_out});
    found.clear();
    reader.expand({&a, 1}, Direction::In, {&t, 1}, found);
    CHECK(found.relationship == std::vector<Relationship>{loop, t_in});
    std::vector<uint64_t> degrees;
    reader.degrees({&a, 1}, Direction::Both, {}, degrees);
    CHECK(degrees == std::vector<uint64_t>{5});
    std::vector<NodeId> neighbours;
    reader.neighbours(a, Direction::Out, t, neighbours);
    CHECK(neighbours == std::vector<NodeId>{a, b, b});
  };
  check(delta);
  graph.commit(delta);
  check(*graph.read());
}

TEST_CASE("what a delta may not do is refused") {
  MemoryGraph graph;
  GraphDelta first(graph.read());
  const SymbolId t = first.intern(SymbolKind::Type, "T");
  const NodeId a = first.create_node(), b = first.create_node();
  first.create_relationship(t, a, b);
  graph.commit(first);

  GraphDelta dangling(graph.read());
  dangling.delete_node(a);
  dangling.delete_node(a);
  CHECK_THROWS_AS(dangling.set_property(a, 1, Value(1)), Error);
  CHECK_THROWS_AS(dangling.create_relationship(t, a, b), Error);
  CHECK_THROWS_AS(graph.commit(dangling), Error);
  CHECK(graph.read()->commit() == 1);

  GraphDelta newer(graph.read()), stale(graph.read());
  newer.create_node();
  stale.create_node();
  graph.commit(newer);
  CHECK_THROWS_AS(graph.commit(stale), Error);
}

TEST_CASE("a reader keeps the commit it began at") {
  MemoryGraph graph;
  test::RandomWriter writer(7);
  std::shared_ptr<const GraphReader> old;
  std::vector<std::string> description;
  for (int commit = 0; commit < 6; ++commit) {
    GraphDelta delta(graph.read());
    writer.write(delta, 60);
    graph.commit(delta);
    if (commit == 2) {
      old = graph.read();
      description = test::describe(*old);
    }
  }
  CHECK(test::difference(test::describe(*old), description) == "");
}

TEST_CASE("the view of a delta is what the commit shows, for random writes") {
  const uint64_t seed = GENERATE(range(1, 13));
  INFO("seed " << seed);
  MemoryGraph graph;
  test::RandomWriter writer(seed);
  for (int commit = 0; commit < 12; ++commit) {
    GraphDelta delta(graph.read());
    writer.write(delta, 5 + static_cast<size_t>(commit) * 6);
    const auto seen = test::describe(delta);
    graph.commit(delta);
    REQUIRE(test::difference(test::describe(*graph.read()), seen) == "");
  }
}

TEST_CASE("evidence is decoded in the order of its keys") {
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  const NodeId node = delta.create_node();
  const Relationship r = delta.create_relationship(delta.intern(SymbolKind::Type, "T"), node, node);
  std::string key;
  append_be64(key, r.id);
  delta.put(Table::Evidence, key + "2", encode_map({{"quote", Value("second")}}));
  delta.put(Table::Evidence, key + "1", encode_map({{"quote", Value("first")}}));
  graph.commit(delta);
  const List evidence = graph.read()->evidence(r);
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].map().at("quote").string() == "first");
  CHECK(graph.read()->evidence(Relationship{99, node, node, 1}).empty());
}
