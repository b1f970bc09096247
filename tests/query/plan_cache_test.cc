// Plans that are kept: when they serve again, when they are made anew, and what they hold meanwhile.
#include <catch2/catch.hpp>

#include "tests/heap_use.h"
#include "tests/query/engine_fixture.h"

namespace trama::query {

namespace {

// Shows one of two graphs, as a path does under which another database is put.
class Replaceable : public Graph {
 public:
  std::shared_ptr<const GraphReader> read() override { return shown->read(); }
  uint64_t commit(const GraphDelta& delta) override { return shown->commit(delta); }

  MemoryGraph first, second;
  Graph* shown = &first;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A plan is made once a text and sees later commits, labels and indexes") {
  CHECK(run("MATCH (a:A {x: 1}) RETURN count(a)").last.integer() == 0);
  run("CREATE (:A {x: 1})");
  CHECK(run("MATCH (a:A {x: 1}) RETURN count(a)").last.integer() == 1);
  run("CREATE INDEX FOR (n:A) ON (n.x)");
  CHECK(run("MATCH (a:A {x: 1}) RETURN count(a)").last.integer() == 1);
  run("MATCH (a:A) DELETE a");
  CHECK(run("MATCH (a:A {x: 1}) RETURN count(a)").last.integer() == 0);
}

TEST_CASE_METHOD(Fixture, "A cached plan takes new parameters") {
  for (int i = 0; i < 3; ++i) {
    options.parameters["x"] = Value(i);
    CHECK(run("RETURN $x + 1").last.integer() == i + 1);
  }
  options.parameters.clear();
  CHECK(failure("RETURN $x + 1").kind() == ErrorKind::ParameterMissing);
}

TEST_CASE_METHOD(Fixture, "What cached plans keep stays bounded where later runs need less") {
  const test::HeapGrowth growth;
  for (int i = 0; i < 40; ++i) {
    const std::string text =
        "UNWIND range(1, $n) AS x WITH x, count(*) AS c RETURN sum(c) AS s" + std::to_string(i);
    for (const int64_t n : {400'000, 10}) {
      options.parameters["n"] = Value(n);
      CHECK(run(text).last.integer() == n);
    }
  }
  CHECK(growth.bytes() < int64_t{128} << 20);
}

TEST_CASE_METHOD(Fixture, "Cached plans do not keep the values of their last rows") {
  const test::HeapGrowth growth;
  for (int i = 0; i < 8; ++i) {
    const std::string column = std::to_string(i);
    CHECK(run("UNWIND [1] AS y RETURN range(1, 1000000 + y) AS q" + column).rows == 1);
  }
  CHECK(growth.bytes() < int64_t{96} << 20);
}

TEST_CASE_METHOD(Fixture, "A large write lets go of no plan's buffers") {
  run("RETURN 1");
  run("UNWIND range(1, 80) AS i CREATE (:A {t: reduce(s = toString(i), k IN range(1, 20) | s + s)})");
  Counter sink;
  CHECK(engine.run("RETURN 1", options, sink).was_ready);
}

TEST_CASE("A cached plan is made anew where another database stands in its place") {
  Replaceable graph;
  Engine engine{graph, std::make_shared<const Registry>(standard_registry())};
  const Options options;
  const auto run = [&](const std::string& text) {
    Counter sink;
    engine.run(text, options, sink);
    return sink.last;
  };
  // The same commits, and the same numbers for other names.
  run("CREATE (:A {x: 1})");
  run("CREATE INDEX FOR (n:A) ON (n.x)");
  graph.shown = &graph.second;
  run("CREATE (:B {y: 1})");
  run("CREATE INDEX FOR (n:B) ON (n.y)");
  run("CREATE (:A {x: 1}), (:A {x: 1})");
  graph.shown = &graph.first;
  run("CREATE (:C)");
  const char* const text = "MATCH (a:A {x: 1}) RETURN count(a)";
  CHECK(run(text).integer() == 1);
  graph.shown = &graph.second;
  CHECK(run(text).integer() == 2);
  graph.shown = &graph.first;
  CHECK(run(text).integer() == 1);
}

TEST_CASE("A name is warned of by a cached plan too where another database does not know it") {
  Replaceable graph;
  Engine engine{graph, std::make_shared<const Registry>(standard_registry())};
  const auto run = [&](const std::string& text) {
    Counter sink;
    return engine.run(text, {}, sink).warnings.size();
  };
  const char* const text = "MATCH (a:A) RETURN count(a)";
  run("CREATE (:A)");
  CHECK(run(text) == 0);
  graph.shown = &graph.second;
  run("CREATE (:B)");
  CHECK(run(text) == 1);
  graph.shown = &graph.first;
  CHECK(run(text) == 0);
}

}  // namespace trama::query
