// The memory limit: what a statement holds counts, what it let go of does not.
#include <catch2/catch.hpp>

#include "core/graph/memory_graph.h"
#include "core/graph/retained.h"
#include "core/query/engine.h"

namespace trama::query {

namespace {

class Last : public RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override { value = values[0]; }
  Value value;
};

struct Fixture {
  MemoryGraph graph;
  Engine engine{graph, std::make_shared<const Registry>(standard_registry())};
  Options options;

  Fixture() { options.limits.memory_bytes = 16 << 20; }

  Value run(const std::string& text) {
    Last sink;
    engine.run(text, options, sink);
    return sink.value;
  }
  bool is_refused(const std::string& text) {
    try {
      run(text);
    } catch (const Error& error) {
      INFO(error.what());
      CHECK(error.kind() == ErrorKind::Limit);
      return std::string(error.what()).find("MiB of memory") != std::string::npos;
    }
    return false;
  }
};

// 512 bytes, another for each i.
const std::string kText = "reduce(s = toString(i), k IN range(1, 8) | s + '_' + s)";

}  // namespace

TEST_CASE_METHOD(Fixture, "A limited sort is charged for the rows that it keeps") {
  CHECK(run("UNWIND range(1, 2000000) AS i RETURN i ORDER BY -i LIMIT 1").integer() == 2'000'000);
  CHECK(run("UNWIND range(1, 200000) AS i WITH i, " + kText + " AS s RETURN i ORDER BY s DESC LIMIT 1")
            .integer() == 9);
}

TEST_CASE_METHOD(Fixture, "The bytes of texts and lists count where they are held") {
  const std::string texts = "UNWIND range(1, 50000) AS i WITH " + kText + " AS s ";
  CHECK(is_refused(texts + "ORDER BY s RETURN count(s)"));
  CHECK(is_refused(texts + "WITH DISTINCT s RETURN count(s)"));
  CHECK(is_refused(texts + "RETURN s, count(*)"));
  CHECK(is_refused(texts + "RETURN count(DISTINCT s)"));
  CHECK(is_refused(texts + "RETURN collect(s)"));
  CHECK(is_refused(texts + "WITH [s] AS l RETURN collect(l)"));
  CHECK(is_refused(texts + "RETURN s UNION RETURN 'a' AS s"));
  CHECK(is_refused(texts + "CREATE (:A {s: s})"));
  CHECK(is_refused(texts + "MERGE (:A {s: s})"));
  CHECK(is_refused("CREATE (a:A) WITH a UNWIND range(1, 50000) AS i CREATE (b:B) SET b.s = " + kText));
  CHECK(is_refused("UNWIND range(1, 50000) AS i RETURN i % 10000, max(" + kText + ")"));
  CHECK(is_refused("RETURN [i IN range(1, 50000) | " + kText + "]"));
  CHECK(is_refused("RETURN [i IN range(1, 1000) | [k IN range(1, 1000) | [i, k]]]"));
  CHECK(is_refused("RETURN size(split(reduce(s = 'x', i IN range(1, 20) | s + s), ''))"));
  CHECK(
      is_refused("UNWIND range(1, 1000) AS i RETURN size([i, reduce(s = 'x', k IN range(1, 16) | s + s)])") ==
      false);
  CHECK(
      is_refused("UNWIND range(1, 1000) AS i WITH i + reduce(s = 'x', k IN range(1, 16) | s + s) AS s "
                 "RETURN count(s)"));
  CHECK(is_refused("RETURN size(range(1, 1000000))"));
  CHECK(run("UNWIND [1] AS x RETURN x").integer() == 1);
}

TEST_CASE_METHOD(Fixture, "What a statement let go of does not count") {
  // A sort, a grouping and a DISTINCT a row, each of half a megabyte.
  CHECK(run("UNWIND range(1, 200) AS i "
            "WITH COUNT { UNWIND range(1, 10000) AS k WITH DISTINCT k ORDER BY k RETURN k } AS n "
            "RETURN sum(n)")
            .integer() == 2'000'000);
  run("CREATE (:N)");
  CHECK(run("UNWIND range(1, 200) AS i MATCH (n:N) "
            "RETURN sum(size([x IN range(1, 10000) | x + i])) AS s")
            .integer() == 2'000'000);
  // The same property again and again.
  run("MATCH (n:N) WITH n UNWIND range(1, 500000) AS i SET n.i = i");
  CHECK(run("MATCH (n:N) RETURN n.i").integer() == 500'000);
}

TEST_CASE_METHOD(Fixture, "A list that many rows share counts once for each who holds it") {
  CHECK(run("WITH range(1, 10000) AS l UNWIND range(1, 50000) AS i WITH l, i ORDER BY -i "
            "RETURN count(l)")
            .integer() == 50'000);
}

TEST_CASE_METHOD(Fixture, "A run that was refused or large leaves nothing charged to the next") {
  const std::string sorted = "UNWIND range(1, $n) AS i WITH i ORDER BY -i RETURN count(i)";
  options.parameters["n"] = Value(1'000'000);
  CHECK(is_refused(sorted));
  options.parameters["n"] = Value(200'000);
  for (int i = 0; i < 5; ++i) CHECK(run(sorted).integer() == 200'000);
}

TEST_CASE("Retained bytes follow what is shared, and end in values that share much") {
  Value list(List{Value(1)});
  for (int i = 0; i < 100; ++i) list = Value(List{list, list});
  CHECK(retained_bytes(list) < 100'000);
  const Value text(std::string(1000, 'x'));
  CHECK(retained_bytes(text) > 1000);
  RetainedBytes bytes;
  CHECK(bytes.add(text) > 1000);
  CHECK(bytes.add(text) == 0);
}

TEST_CASE_METHOD(Fixture, "UNWIND counts off a range of any length") {
  CHECK(run("UNWIND range(1, 9000000000000000000) AS i RETURN i LIMIT 1").integer() == 1);
  CHECK(run("UNWIND range(5, 1, -2) AS i RETURN collect(i)").list().size() == 3);
  CHECK(run("UNWIND range(1, 0) AS i RETURN count(i)").integer() == 0);
  CHECK(run("UNWIND range(1, null) AS i RETURN count(i)").integer() == 0);
  CHECK(run("UNWIND [2, 0, 3] AS n UNWIND range(1, n) AS i RETURN collect(i)").list().size() == 5);
  CHECK_THROWS_AS(run("UNWIND range(1, 2, 0) AS i RETURN i"), Error);
}

}  // namespace trama::query
