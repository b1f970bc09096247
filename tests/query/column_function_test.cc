// Functions that take a whole column, against the same functions asked row by row.
#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "core/graph/delta.h"
#include "core/query/arguments.h"
#include "storage/database.h"
#include "tests/query/engine_fixture.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::query;

namespace {

class Pairs : public RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override {
    ++rows;
    nulls += values[0].is_null() ? 1 : 0;
    differ += values[0].type() == values[1].type() && equivalent(values[0], values[1]) ? 0 : 1;
  }
  size_t rows = 0, nulls = 0, differ = 0;
};

// 300 nodes, two thirds with a key, and relationships of three types that leave half of the nodes.
void fill(Graph& graph) {
  GraphDelta delta(graph.read());
  std::mt19937_64 random(7);
  std::vector<NodeId> nodes;
  const SymbolId key = delta.intern(SymbolKind::Property, "key");
  for (int i = 0; i < 300; ++i) {
    nodes.push_back(delta.create_node());
    for (const char* label : {"A", "B", "C"}) {
      if (random() % 2 == 0) delta.add_label(nodes.back(), delta.intern(SymbolKind::Label, label));
    }
    if (i % 3 != 0) delta.set_property(nodes.back(), key, Value("thing/" + std::to_string(i)));
  }
  for (int i = 0; i < 500; ++i) {
    const SymbolId type = delta.intern(SymbolKind::Type, std::string(1, static_cast<char>('A' + i % 3)));
    delta.create_relationship(type, nodes[random() % 150], nodes[random() % nodes.size()]);
  }
  graph.commit(delta);
}

}  // namespace

TEST_CASE("functions of a column give what they give row by row", "[functions]") {
  Fixture fixture;
  fill(fixture.graph);
  struct Case {
    std::string call, argument;
  };
  const Case cases[] = {{"id", "n"},        {"id", "r"},      {"id", "m"},     {"type", "r"},
                        {"startNode", "r"}, {"endNode", "r"}, {"degree", "n"}, {"key", "n"},
                        {"key", "m"},       {"labels", "n"},  {"labels", "m"}, {"degree", "m"}};
  for (const auto& [call, argument] : cases) {
    for (const std::string where : {"", "WHERE id(n) % 7 < 3 "}) {
      for (const std::string optional : {"OPTIONAL ", ""}) {
        // The argument of the second is a local variable, of which there is no column.
        const std::string text = "MATCH (n) " + optional + "MATCH (n)-[r]->(m) " + where + "RETURN " + call +
                                 "(" + argument + "), [x IN [" + argument + "] | " + call + "(x)][0]";
        INFO(text);
        Pairs sink;
        fixture.engine.run(text, fixture.options, sink);
        CHECK(sink.rows > 100);
        CHECK(sink.differ == 0);
        CHECK(sink.nulls < sink.rows);
        if (!optional.empty() && argument != "n") CHECK(sink.nulls > 0);
      }
    }
  }
}

TEST_CASE("what a function throws of a column has the place of the call") {
  MemoryGraph graph;
  fill(graph);
  Registry registry = standard_registry();
  const ColumnFunction refuse = [](FunctionContext&, const Column&, Column&) -> bool {
    throw Error(ErrorKind::Argument, "not that column");
  };
  registry.add(scalar("picky", {1, 1}, "picky(value :: ANY) :: ANY", "", "", "",
                      [](FunctionContext&, std::span<const Value> a) { return a[0]; }, {.column = refuse}));
  Engine engine(graph, std::make_shared<const Registry>(std::move(registry)));
  const std::string text = "MATCH (n) RETURN picky(n)";
  Counter sink;
  try {
    engine.run(text, {}, sink);
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    REQUIRE(error.span());
    CHECK(text.substr(error.span()->begin, error.span()->size()) == "picky(n)");
  }
}

TEST_CASE("aggregations of a column of floats give what they give value by value") {
  const test::TemporaryFolder folder;
  const auto database = storage::Database::open(folder / "db", test::writing());
  {
    GraphDelta delta(database->read());
    std::mt19937_64 random(3);
    const auto property = [&](const char* name) { return delta.intern(SymbolKind::Property, name); };
    for (int i = 0; i < 3'000; ++i) {
      const NodeId node = delta.create_node();
      const double number = static_cast<double>(random() % 10'000) / 7 - 500;
      if (i % 5 != 0) delta.set_property(node, property("share"), Value(number));
      delta.set_property(node, property("doubtful"),
                         Value(i % 11 == 0 ? std::numeric_limits<double>::quiet_NaN() : number));
      // First floats, then whole numbers among them.
      delta.set_property(node, property("mixed"), i > 1'500 && i % 2 == 0 ? Value(i) : Value(number));
      delta.set_property(node, property("group"), Value(static_cast<int64_t>(random() % 20)));
    }
    database->commit(delta);
  }
  if (GENERATE(true, false)) REQUIRE(database->refresh_snapshot());
  Engine engine(*database, std::make_shared<const Registry>(standard_registry()));
  for (const std::string name : {"sum", "avg", "min", "max", "count", "stDev", "collect"}) {
    for (const std::string property : {"share", "doubtful", "mixed"}) {
      for (const std::string group : {"", ", n.group"}) {
        const std::string text = "MATCH (n) RETURN " + name + "(n." + property + "), " + name + "([x IN [n." +
                                 property + "] | x][0])" + group;
        INFO(text);
        Pairs sink;
        engine.run(text, {}, sink);
        CHECK(sink.rows == (group.empty() ? 1 : 20));
        CHECK(sink.nulls == 0);
        CHECK(sink.differ == 0);
      }
    }
  }
}
