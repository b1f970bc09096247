// Limits, cancellation, guards: what a host relies on.
#include <catch2/catch.hpp>

#include "tests/heap_use.h"
#include "tests/query/engine_fixture.h"

namespace trama::query {

TEST_CASE_METHOD(Fixture, "A statement that fails changes nothing, and the next one runs") {
  CHECK(failure("CREATE (:A) WITH 1 AS x UNWIND [1, 0] AS d RETURN x / d").kind() == ErrorKind::Arithmetic);
  CHECK(run("MATCH (a:A) RETURN count(a)").last.integer() == 0);
}

TEST_CASE_METHOD(Fixture, "Limits stop a statement and say how to raise them") {
  run("UNWIND range(1, 30) AS i CREATE (:N {i: i})");
  run("MATCH (a:N), (b:N) CREATE (a)-[:R]->(b)");
  options.limits.expansions = 10'000;
  const Error expansions = failure("MATCH (a:N)-[:R*]->(b) RETURN count(*)");
  CHECK(expansions.kind() == ErrorKind::Limit);
  CHECK(!expansions.hint().empty());
  options.limits = Limits();
  options.limits.time = std::chrono::milliseconds(30);
  CHECK(failure("MATCH (a:N)-[:R*]->(b) RETURN count(*)").kind() == ErrorKind::Limit);
  options.limits = Limits();
  options.limits.memory_bytes = 1 << 20;
  CHECK(failure("UNWIND range(1, 1000000) AS i RETURN collect(i)").kind() == ErrorKind::Limit);
  options.limits = Limits();
  options.limits.text_bytes = 10;
  CHECK(failure("RETURN 1 AS one").kind() == ErrorKind::Limit);
}

TEST_CASE_METHOD(Fixture, "Cancellation stops a statement") {
  CancellationToken token;
  token.cancel();
  options.cancellation = &token;
  CHECK(failure("UNWIND range(1, 10) AS i RETURN i").kind() == ErrorKind::Cancelled);
}

TEST_CASE_METHOD(Fixture, "A graph that is open for reading refuses to write") {
  options.read_only = true;
  CHECK(failure("CREATE (:A)").kind() == ErrorKind::Storage);
  CHECK(run("EXPLAIN CREATE (:A)").rows == 0);
}

TEST_CASE_METHOD(Fixture, "Deep nesting and long chains are refused before they overflow the stack") {
  const auto repeated = [](const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
  };
  CHECK(failure("RETURN " + repeated("(", 100'000) + "1").kind() == ErrorKind::Limit);
  CHECK(failure("RETURN " + repeated("NOT ", 100'000) + "true").kind() == ErrorKind::Limit);
  CHECK(failure("RETURN 1" + repeated(" + 1", 100'000)).kind() == ErrorKind::Limit);
  CHECK(run("RETURN 1" + repeated(" + 1", 1'500)).last.integer() == 1'501);
  CHECK(failure("RETURN '\xff'").detail() == "InvalidUnicodeCharacter");
}

TEST_CASE_METHOD(Fixture, "Writing row by row reads each row's share, not the whole again") {
  // Of the last operator to run, which stands first: what all of them read.
  const auto reads = [&](const std::string& text) {
    Counter sink;
    const std::string plan = engine.run("PROFILE " + text, options, sink).plan;
    INFO(plan);
    const size_t end = plan.find(" reads");
    REQUIRE(end != std::string::npos);
    return std::stoul(plan.substr(plan.rfind(' ', end - 1) + 1, end));
  };
  run("CREATE (h:H) WITH h UNWIND range(1, 1000) AS i CREATE (h)-[:R {i: i}]->(:N {i: i})");
  CHECK(reads("UNWIND range(1, 1000) AS i MERGE (:M {i: i})") < 20'000);
  CHECK(reads("UNWIND range(1, 1000) AS i MERGE (:M {i: i % 10})") < 20'000);
  CHECK(run("MATCH (m:M) RETURN count(m)").last.integer() == 1001);  // there was none with 0
  CHECK(reads("UNWIND range(1, 1000) AS i MERGE (n:N {i: i}) SET n.seen = true") < 20'000);
  CHECK(run("MATCH (n:N) WHERE n.seen RETURN count(n)").last.integer() == 1000);
  CHECK(reads("MATCH (h:H) DETACH DELETE h") < 2'000);
  // All within one statement.
  CHECK(reads("CREATE (h:H) WITH h UNWIND range(1, 1000) AS i CREATE (h)-[:R]->(:L)-[:S]->(h) "
              "WITH DISTINCT h DETACH DELETE h") < 10'000);
  CHECK(run("MATCH (l:L)-[r]-() RETURN count(r)").last.integer() == 0);
}

TEST_CASE_METHOD(Fixture, "Procedures meet the limits of their statement") {
  run("CREATE (h:H) WITH h UNWIND range(1, 200) AS i CREATE (h)-[:R]->(:N {i: i})");
  for (const char* call : {"CALL trama.neighbours(h, 2) YIELD node RETURN count(node)",
                           "MATCH (x:X) CALL trama.path(h, x) YIELD path RETURN path",
                           "CALL db.schema() YIELD type RETURN type"}) {
    INFO(call);
    options.limits = Limits();
    run("MERGE (:X)");
    const std::string text = std::string("MATCH (h:H) ") + call;
    CHECK_NOTHROW(run(text));
    options.limits.expansions = 100;
    CHECK(failure(text).kind() == ErrorKind::Limit);
  }
}

TEST_CASE_METHOD(Fixture, "A procedure is stopped at its statement's deadline") {
  Registry registry = standard_registry();
  ProcedureDescription endless;
  endless.name = "test.endless";
  endless.results = {{"x", "INTEGER"}};
  endless.call = [](FunctionContext& context, std::span<const Value>) -> std::vector<std::vector<Value>> {
    for (;;) context.step();
  };
  registry.add(endless);
  Engine with_endless(graph, std::make_shared<const Registry>(std::move(registry)));
  options.limits.time = std::chrono::milliseconds(20);
  Counter sink;
  CHECK_THROWS_AS(with_endless.run("CALL test.endless() YIELD x RETURN x", options, sink), Error);
  // However short it is, not before.
  options.limits.time = std::chrono::milliseconds(1);
  for (int i = 0; i < 20; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(with_endless.run("CALL test.endless() YIELD x RETURN x", options, sink), Error);
    CHECK(std::chrono::steady_clock::now() - begin >= options.limits.time);
  }
}

TEST_CASE_METHOD(Fixture, "Values that nest too deeply are refused where they are made") {
  CHECK(failure("RETURN size(reduce(l = [1], i IN range(1, 300000) | [l]))").kind() == ErrorKind::Limit);
  CHECK(failure("RETURN reduce(m = {}, i IN range(1, 300000) | {m: m})").kind() == ErrorKind::Limit);
  CHECK(failure("CREATE (:A {x: reduce(l = [1], i IN range(1, 600) | [l])})").kind() == ErrorKind::Limit);
  // As deep as may be inside a map of properties: stored, read and deleted.
  run("CREATE (:A {x: reduce(l = [1], i IN range(1, 498) | [l])})");
  CHECK(run("MATCH (a:A) RETURN size(a.x)").last.integer() == 1);
  CHECK(run("MATCH (a:A) DELETE a RETURN count(*)").last.integer() == 1);
}

TEST_CASE_METHOD(Fixture, "A shortest path may have many thousand steps") {
  run("UNWIND range(0, 30000) AS i CREATE (:C {i: i})");
  run("CREATE INDEX FOR (c:C) ON (c.i)");
  run("MATCH (a:C) MATCH (b:C {i: a.i + 1}) CREATE (a)-[:N]->(b)");
  const char* const path = "MATCH (a:C {i: 0}), (b:C {i: 30000}) MATCH p = ";
  CHECK(run(path + std::string("shortestPath((a)-[:N*]->(b)) RETURN length(p)")).last.integer() == 30'000);
  CHECK(run(path + std::string("allShortestPaths((a)-[:N*]->(b)) RETURN length(p)")).last.integer() ==
        30'000);
}

TEST_CASE_METHOD(Fixture, "All shortest paths leave in batches, so that a limit ends them") {
  run("UNWIND range(0, 30) AS i CREATE (:C {i: i})");
  run("MATCH (a:C) MATCH (b:C {i: a.i + 1}) CREATE (a)-[:N]->(b), (a)-[:N]->(b)");
  const char* const pattern =
      "MATCH (a:C {i: 0}), (b:C {i: $to}) MATCH p = allShortestPaths((a)-[:N*]->(b)) ";
  options.parameters["to"] = Value(12);
  CHECK(run(pattern + std::string("RETURN count(DISTINCT p)")).last.integer() == 4096);
  options.parameters["to"] = Value(30);  // 2^30 of them
  CHECK(run(pattern + std::string("RETURN length(p) LIMIT 3")).rows == 3);
}

TEST_CASE_METHOD(Fixture, "What an index is asked for is evaluated once a look-up") {
  run("UNWIND range(0, 999) AS i CREATE (:P {i: i})");
  run("CREATE INDEX FOR (p:P) ON (p.i)");
  for (int i = 0; i < 20; ++i)
    CHECK(run("MATCH (p:P) WHERE p.i = toInteger(rand() * 1000) RETURN count(p)").last.integer() <= 1);
}

namespace {

class NoDeletion : public WriteGuard {
 public:
  [[noreturn]] static void refuse() { throw Error(ErrorKind::ConstraintFailed, "use `trama forget`"); }
  void may_delete(const GraphReader&, Node) const override { refuse(); }
  void may_delete(const GraphReader&, const Relationship&) const override { refuse(); }
  void may_set(const GraphReader&, Node, std::string_view) const override {}
  void may_set(const GraphReader&, const Relationship&, std::string_view) const override {}
  void may_relabel(const GraphReader&, Node, std::string_view) const override {}
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A guard's refusal points at the clause and changes nothing") {
  run("CREATE (:A)");
  const NoDeletion guard;
  options.guard = &guard;
  const Error error = failure("MATCH (a:A) SET a.x = 1 DELETE a");
  CHECK(error.kind() == ErrorKind::ConstraintFailed);
  CHECK(error.span().has_value());
  CHECK(run("MATCH (a:A) WHERE a.x IS NULL RETURN count(a)").last.integer() == 1);
}

TEST_CASE("A statement that is cancelled while it commits changes nothing") {
  // Somebody presses Ctrl-C when the statement's work is done and its commit begins.
  class Interrupted : public Graph {
   public:
    std::shared_ptr<const GraphReader> read() override { return graph_.read(); }
    uint64_t commit(const GraphDelta& delta) override {
      if (armed) token.cancel();
      return graph_.commit(delta);
    }
    CancellationToken token;
    bool armed = false;

   private:
    MemoryGraph graph_;
  } graph;
  Engine engine{graph, std::make_shared<const Registry>(standard_registry())};
  Options options;
  options.cancellation = &graph.token;
  Counter sink;
  engine.run("CREATE (:A)", options, sink);
  graph.armed = true;
  try {
    engine.run("MATCH (a:A) DELETE a", options, sink);
    FAIL("it was not stopped");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Cancelled);
  }
  graph.armed = false;
  graph.token.reset();
  engine.run("MATCH (a:A) RETURN count(a)", options, sink);
  CHECK(sink.last.integer() == 1);
}

TEST_CASE_METHOD(Fixture, "The relationships of a large node count where they are found") {
  run("CREATE (a:A) WITH a UNWIND range(1, 200000) AS i CREATE (a)-[:T {w: 1}]->(:B)");
  const test::HeapGrowth growth;
  for (int i = 0; i < 16; ++i) {
    CHECK(run("MATCH (a:A)-[r:T]->(b) RETURN sum(r.w) AS s" + std::to_string(i)).last.integer() == 200'000);
  }
  CHECK(growth.bytes() < int64_t{96} << 20);
  options.limits.memory_bytes = 4 << 20;
  CHECK(failure("MATCH (a:A)-[r:T]->(b) RETURN sum(r.w)").kind() == ErrorKind::Limit);
}

TEST_CASE_METHOD(Fixture, "A temporal function's result is known for what it is before a statement runs") {
  for (const char* value : {"date()", "datetime()", "localtime()", "duration('P1D')"}) {
    CHECK(failure(std::string("RETURN toUpper(") + value + ")").detail() == "InvalidArgumentType");
    CHECK_NOTHROW(run(std::string("RETURN toString(") + value + ")"));
  }
  CHECK_NOTHROW(run("RETURN date('2025-02-03').year, date() + duration('P1D'), duration(duration('P1D'))"));
}

}  // namespace trama::query
