// Limits, cancellation, plan cache, guards: what a host relies on.
#include "core/query/engine.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "core/graph/memory_graph.h"
#include "tests/heap_use.h"

namespace trama::query {

namespace {

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

}  // namespace

TEST_CASE_METHOD(Fixture, "A statement that fails changes nothing, and the next one runs") {
  CHECK(failure("CREATE (:A) WITH 1 AS x UNWIND [1, 0] AS d RETURN x / d").kind() == ErrorKind::Arithmetic);
  CHECK(run("MATCH (a:A) RETURN count(a)").last.integer() == 0);
}

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

TEST_CASE_METHOD(Fixture, "PROFILE counts a degree as one read, however large") {
  run("CREATE (h:H) WITH h UNWIND range(1, 50) AS i CREATE (h)-[:R]->(:N)");
  Counter sink;
  const Summary summary = engine.run("PROFILE MATCH (h:H)-[r:R]->() RETURN h, count(r) AS n", options, sink);
  INFO(summary.plan);
  REQUIRE(summary.plan.find("CountTrails") != std::string::npos);
  CHECK(summary.plan.find("2 reads") != std::string::npos);  // the node and its degree
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

TEST_CASE_METHOD(Fixture, "PROFILE counts rows and reads and gives the result too") {
  run("UNWIND range(1, 5) AS i CREATE (:N {i: i})");
  Counter sink;
  const Summary summary = engine.run("PROFILE MATCH (n:N) WHERE n.i > 2 RETURN n", options, sink);
  CHECK(sink.rows == 3);
  CHECK(summary.plan.find("3 rows") != std::string::npos);
  CHECK(summary.plan.find("5 rows (~5.0), 5 reads") != std::string::npos);  // the scan
  CHECK(summary.plan.find("10 reads") != std::string::npos);                // and n.i of each
  CHECK(summary.plan.find("NodeScan") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "PROFILE shows what each operator gave and read, also inside expressions") {
  // A plan as "operator: rows, reads" lines, without estimates and times.
  const auto figures = [&](const std::string& text) {
    Counter sink;
    std::istringstream plan(engine.run("PROFILE " + text, options, sink).plan);
    std::vector<std::string> lines;
    for (std::string line; std::getline(plan, line);) {
      const size_t gap = line.find("  ", line.find_first_not_of(' '));
      std::istringstream rest(gap == std::string::npos ? "" : line.substr(gap));
      std::string rows, word, estimate, reads;
      if (rest >> rows >> word >> estimate >> reads)
        lines.push_back(line.substr(0, gap) + ": " + rows + ", " + reads);
      else
        lines.push_back(line);
    }
    return lines;
  };
  using Lines = std::vector<std::string>;
  // Ten nodes, the i-th with i ends numbered 1 to i: 55 in all.
  run("UNWIND range(1, 10) AS i CREATE (n:N {i: i}) WITH n, i UNWIND range(1, i) AS k "
      "CREATE (n)-[:R]->(:M {k: k})");

  // Of 10 nodes 8 pass. Their 3 + 4 + ... + 10 = 52 ends are read, with a property each; 15 of them are
  // greater than 5 and have it read again for the result, as n.i is, 8 times.
  CHECK(figures("MATCH (n:N) WHERE n.i > 2 RETURN n.i, [(n)-[:R]->(m) WHERE m.k > 5 | m.k] AS big") ==
        Lines{
            "Project n.i, big: 8, 147",
            "  for each row, [a pattern | …]:",
            "    Filter m.k > 5: 15, 104",
            "    Expand (n)-[:R]->(m): 52, 52",
            "    Project n: 8, 0",
            "    SingleRow: 8, 0",
            "Filter n.i > 2: 8, 20",
            "NodeScan (n:N): 10, 10",
            "SingleRow: 1, 0",
        });
  // EXISTS is asked of all 10, and 5 have such an end.
  CHECK(figures("MATCH (n:N) WHERE EXISTS { MATCH (n)-[:R]->(m:M) WHERE m.k > 5 } RETURN n.i") ==
        Lines{
            "Project n.i: 5, 125",
            "Filter EXISTS { … }: 5, 120",
            "  for each row, EXISTS { … }:",
            "    Filter m.k > 5: 15, 110",
            "    Expand (n)-[:R]->(m:M): 55, 55",
            "    Project n: 10, 0",
            "    SingleRow: 10, 0",
            "NodeScan (n:N): 10, 10",
            "SingleRow: 1, 0",
        });
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

namespace {

size_t heap_mib() { return test::heap_use() >> 20; }

// Shows one of two graphs, as a path does under which another database is put.
class Replaceable : public Graph {
 public:
  std::shared_ptr<const GraphReader> read() override { return shown->read(); }
  uint64_t commit(const GraphDelta& delta) override { return shown->commit(delta); }

  MemoryGraph first, second;
  Graph* shown = &first;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "What cached plans keep stays bounded where later runs need less") {
  const size_t before = heap_mib();
  for (int i = 0; i < 40; ++i) {
    const std::string text =
        "UNWIND range(1, $n) AS x WITH x, count(*) AS c RETURN sum(c) AS s" + std::to_string(i);
    for (const int64_t n : {400'000, 10}) {
      options.parameters["n"] = Value(n);
      CHECK(run(text).last.integer() == n);
    }
  }
  CHECK(heap_mib() < before + 128);
}

TEST_CASE_METHOD(Fixture, "Cached plans do not keep the values of their last rows") {
  const size_t before = heap_mib();
  for (int i = 0; i < 8; ++i) {
    const std::string column = std::to_string(i);
    CHECK(run("UNWIND [1] AS y RETURN range(1, 1000000 + y) AS q" + column).rows == 1);
  }
  CHECK(heap_mib() < before + 96);
}

TEST_CASE_METHOD(Fixture, "The relationships of a large node count where they are found") {
  run("CREATE (a:A) WITH a UNWIND range(1, 200000) AS i CREATE (a)-[:T {w: 1}]->(:B)");
  const size_t before = heap_mib();
  for (int i = 0; i < 16; ++i) {
    CHECK(run("MATCH (a:A)-[r:T]->(b) RETURN sum(r.w) AS s" + std::to_string(i)).last.integer() == 200'000);
  }
  CHECK(heap_mib() < before + 96);
  options.limits.memory_bytes = 4 << 20;
  CHECK(failure("MATCH (a:A)-[r:T]->(b) RETURN sum(r.w)").kind() == ErrorKind::Limit);
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

TEST_CASE_METHOD(Fixture, "A temporal function's result is known for what it is before a statement runs") {
  for (const char* value : {"date()", "datetime()", "localtime()", "duration('P1D')"}) {
    CHECK(failure(std::string("RETURN toUpper(") + value + ")").detail() == "InvalidArgumentType");
    CHECK_NOTHROW(run(std::string("RETURN toString(") + value + ")"));
  }
  CHECK_NOTHROW(run("RETURN date('2025-02-03').year, date() + duration('P1D'), duration(duration('P1D'))"));
}

}  // namespace trama::query
