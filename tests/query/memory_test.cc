// The memory limit: what a statement holds counts, what it let go of does not.
#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "core/graph/retained.h"
#include "core/query/engine.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"

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

struct HubFixture : Fixture {
  static constexpr int kLeaves = 100'000;

  // Two hubs that know each other and lead to the same leaves; a chain.
  HubFixture() {
    GraphDelta delta(graph.read());
    const auto label = [&](const char* name) { return delta.intern(SymbolKind::Label, name); };
    const SymbolId leads = delta.intern(SymbolKind::Type, "T");
    const SymbolId knows = delta.intern(SymbolKind::Type, "KNOWS");
    const SymbolId next = delta.intern(SymbolKind::Type, "NEXT");
    const NodeId hub = delta.create_node(), other = delta.create_node();
    delta.add_label(hub, label("Hub"));
    delta.add_label(other, label("Other"));
    delta.create_relationship(knows, hub, other);
    for (int i = 0; i < kLeaves; ++i) {
      const NodeId leaf = delta.create_node();
      delta.create_relationship(leads, hub, leaf);
      delta.create_relationship(leads, other, leaf);
      if (i == 0) delta.add_label(leaf, label("Leaf"));
    }
    NodeId last = delta.create_node();
    delta.add_label(last, label("Start"));
    for (int i = 0; i < 2'000; ++i) {
      const NodeId node = delta.create_node();
      delta.create_relationship(next, last, node);
      last = node;
    }
    graph.commit(delta);
  }

  // The least limit, in MiB, that the statement keeps.
  uint64_t needed(const std::string& text) {
    for (uint64_t limit = 1;; ++limit) {
      options.limits.memory_bytes = limit << 20;
      if (!is_refused(text)) return limit;
    }
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

TEST_CASE_METHOD(Fixture, "The columns of a batch count together") {
  // 8 MiB of lists each.
  const auto column = [](int i) { return "range(" + std::to_string(i) + ", 1000 + k)"; };
  const std::string rows = "UNWIND range(1, 200) AS i WITH i % 3 AS k ";
  CHECK(run(rows + "WITH " + column(1) + " AS a RETURN sum(size(a))").integer() == 200'201);
  CHECK(is_refused(rows + "WITH " + column(1) + " AS a, " + column(2) + " AS b, " + column(3) +
                   " AS c RETURN sum(size(a) + size(b) + size(c))"));
  CHECK(run(rows + "RETURN count(" + column(1) + ") AS n").integer() == 200);
  CHECK(is_refused(rows + "RETURN count(" + column(1) + "), count(" + column(2) + "), count(" + column(3) +
                   ")"));
  CHECK(run(rows + "RETURN count(*), " + column(1)).integer() > 0);
  CHECK(is_refused(rows + "RETURN " + column(1) + ", " + column(2) + ", " + column(3) + ", count(*)"));
  // 1,024 rows a batch, 4 MiB of lists each.
  CHECK(run("UNWIND range(1, 20000) AS i WITH i, [x IN range(1, 100) | x] AS l "
            "WITH i + 1 AS i, [x IN l | x] AS l RETURN sum(size(l))")
            .integer() == 2'000'000);
}

TEST_CASE_METHOD(Fixture, "The operands of a batch count while they are at hand, and are not kept") {
  // 10 MiB of lists a column.
  const std::string lists = "WITH range(1, 1000) AS l UNWIND range(1, 250) AS i WITH l, i ";
  CHECK_FALSE(is_refused(lists + "WITH l + i AS x RETURN sum(size(x))"));
  CHECK(is_refused(lists + "WITH l + i + i AS x RETURN sum(size(x))"));
  CHECK(is_refused(lists + "WITH l + i = l + i AS x RETURN count(x)"));
  CHECK(is_refused(lists + "WHERE l + i = l + i RETURN count(*)"));
  CHECK(is_refused(lists + "WHERE l + i + i = [1] RETURN count(*)"));
  const std::string fewer = "WITH range(1, 1000) AS l UNWIND range(1, 100) AS i WITH l, i ";
  CHECK_FALSE(is_refused(fewer + "WITH l + i + i + i + i + i + i + i + i + i AS x RETURN sum(size(x))"));
  CHECK_FALSE(is_refused(fewer + "WHERE l + i + i + i + i + i + i = [1] RETURN count(*)"));
}

TEST_CASE_METHOD(Fixture, "A list that is made to be unwound counts while its elements are gone through") {
  // 3 MiB each.
  const auto unwound = [](const char* first, const char* name) {
    return std::string("UNWIND [k IN range(") + first + ", 200000) | k] AS " + name + " ";
  };
  const std::string ended = "RETURN 1 AS one LIMIT 1";
  CHECK(run(unwound("1", "a") + unwound("a", "b") + ended).integer() == 1);
  CHECK(is_refused(unwound("1", "a") + unwound("a", "b") + unwound("b", "c") + unwound("c", "d") +
                   unwound("d", "e") + ended));
  // What is gone through is let go of.
  CHECK(run("UNWIND range(1, 8) AS i UNWIND [k IN range(i, 200000) | k] AS a RETURN count(a)").integer() ==
        1'599'972);
}

TEST_CASE_METHOD(Fixture, "Groups by codes that lie far apart count with the pages that they take") {
  const std::string rows = "UNWIND range(1, $n) AS i WITH i * $step AS k ";
  const std::string statement =
      GENERATE(as<std::string>(), "WITH k, count(*) AS c RETURN count(k)", "WITH DISTINCT k RETURN count(k)",
               "RETURN count(DISTINCT k)", "WITH 1 AS one, k, count(*) AS c RETURN count(k)");
  const auto run_with = [&](int n, int step) {
    options.parameters["n"] = Value(n);
    options.parameters["step"] = Value(step);
  };
  run_with(4095, 1);
  CHECK(run(rows + statement).integer() == 4095);
  run_with(4095, 1024);
  CHECK(is_refused(rows + statement));
  run_with(3000, 1024);
  CHECK(run(rows + statement).integer() == 3000);
  // What others took is not charged to those that come after.
  options.limits.memory_bytes = 2 << 20;
  run_with(10, 1);
  CHECK(run(rows + statement).integer() == 10);
}

TEST_CASE_METHOD(HubFixture, "What is found from a node of many relationships counts") {
  const auto plan = [&](const std::string& text) {
    Last sink;
    return engine.run("EXPLAIN " + text, options, sink).plan;
  };
  const auto takes = [&](const std::string& name, const std::string& text, uint64_t megabytes) {
    INFO(text);
    CHECK_THAT(plan(text), Catch::Contains(name));
    CHECK(needed(text) > megabytes);
  };
  takes("Expand", "MATCH (a:Hub)-[:T]->(b) RETURN count(b.k)", 1);
  takes("Expand", "MATCH (a:Hub)-[:T]->(b:Start) RETURN count(b.k)", 1);  // none has the label
  takes("Expand", "MATCH (a:Hub)-[r:T]->(b) RETURN count(r.k)", 4);
  takes("VariableExpand", "MATCH (a:Hub)-[r:T*1..2]->(b) RETURN count(r)", 4);
  takes("Reach", "MATCH (a:Hub)-[:T*1..2]->(b) RETURN DISTINCT b.k", 2);
  takes("ShortestPath", "MATCH (a:Hub), (b:Leaf), p = shortestPath((a)-[:T*]->(b)) RETURN length(p)", 12);
  takes("CountTrails", "MATCH (a:Hub)-[:T]->(b)<-[:T]-(c:Hub) RETURN count(*)", 4);
  takes("Intersect", "MATCH (a:Hub)-[:KNOWS]->(c:Other), (a)-[:T]->(b)<-[:T]-(c) RETURN count(b.k)", 8);
}

TEST_CASE("What counts trails over many nodes at once counts, read from the snapshot's packed ends too") {
  const test::TemporaryFolder folder;
  const auto database = storage::Database::open(folder / "db", {storage::Access::Write});
  Engine engine(*database, std::make_shared<const Registry>(standard_registry()));
  const auto run = [&](const std::string& text, uint64_t megabytes) {
    Options options;
    options.limits.memory_bytes = megabytes << 20;
    Last sink;
    engine.run(text, options, sink);
    return sink.value;
  };
  run("CREATE (h:Hub), (:Other) WITH h UNWIND range(1, 100000) AS i CREATE (h)-[:S]->(:Leaf)", 1000);
  run("MATCH (o:Other), (l:Leaf) CREATE (o)-[:T]->(l)", 1000);
  database->refresh_snapshot();
  // 32 bytes for each leaf's packed ends, 24 for the relationship of each that the last step meets again.
  const std::string text = "MATCH (:Hub)-[:S]->()<-[:T]-()-[:T]->() RETURN count(*)";
  CHECK_THROWS_AS(run(text, 6), Error);
  CHECK(run(text, 24).integer() == 100'000LL * 99'999);
  // Nothing of it stays charged.
  CHECK(run("MATCH (:Other)-[:S]->()<-[:T]-()-[:T]->() RETURN count(*)", 1).integer() == 0);
}

TEST_CASE_METHOD(HubFixture, "Trails that are long count, and few of them come at once") {
  const std::string trails = "MATCH (a:Start)-[r:NEXT*]->(b) RETURN sum(size(r))";
  options.limits.memory_bytes = 1 << 20;
  CHECK(is_refused(trails));
  options.limits.memory_bytes = 16 << 20;  // all together take 80 MB
  CHECK(run(trails).integer() == 2'001'000);
}

TEST_CASE_METHOD(HubFixture, "A statement whose buffers were refused runs where it needs less") {
  const std::string text = "MATCH (a)-[r:T|NEXT]->(b) WHERE id(a) = $id RETURN collect(r.k)";
  options.limits.memory_bytes = 1 << 20;
  options.parameters["id"] = run("MATCH (a:Hub) RETURN id(a)");
  CHECK(is_refused(text));
  options.parameters["id"] = run("MATCH (a:Start) RETURN id(a)");
  CHECK(run(text).list().empty());
}

TEST_CASE_METHOD(HubFixture, "A shortest path gives back what it charged in its own run alone") {
  const std::string text =
      "UNWIND range(1, $n) AS i WITH collect(i) AS l "
      "RETURN size(l) + COUNT { MATCH (a:Hub), (b:Leaf), p = shortestPath((a)-[:T*]->(b)) RETURN p }";
  options.limits.memory_bytes = 24 << 20;
  options.parameters["n"] = Value(1);
  CHECK(run(text).integer() == 2);
  options.parameters["n"] = Value(300'000);
  CHECK(is_refused(text));
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
