// Random queries: optimised and plain plans, in memory and on RocksDB, give the same rows.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"
#include "storage/database.h"
#include "tests/query/query_generator.h"

namespace trama::query {

namespace {

class RowsAsText : public RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader& graph, std::span<const Value> values) override {
    std::string text;
    for (const Value& value : values) text += to_notation(value, graph) + " | ";
    rows.push_back(std::move(text));
  }
  std::vector<std::string> rows;
};

// A plan that meets a limit says nothing about the rows: the other may need less.
const char* const kLimited = "limited";

std::vector<std::string> rows_of(Engine& engine, const std::string& query, bool optimise) {
  Options options;
  options.optimise = optimise;
  RowsAsText sink;
  try {
    engine.run(query, options, sink);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Limit) return {kLimited};
    return {std::string("error ") + error.detail()};
  }
  std::sort(sink.rows.begin(), sink.rows.end());
  return sink.rows;
}

uint64_t number_from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

TEST_CASE("Optimised and plain plans agree on random queries, in memory and on RocksDB") {
  const uint64_t seed = number_from_environment("TRAMA_SEED", 20261122);
  const uint64_t queries = number_from_environment("TRAMA_QUERIES", 2000);
  constexpr uint64_t kQueriesPerGraph = 200;
  const auto registry = std::make_shared<const Registry>(standard_registry());
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("trama-cross-check-" + std::to_string(getpid()));
  size_t with_rows = 0, errors = 0, limited = 0;
  for (uint64_t round = 0; round * kQueriesPerGraph < queries; ++round) {
    QueryGenerator generator(seed + round);
    std::filesystem::remove_all(folder);
    MemoryGraph memory;
    auto database = storage::Database::open(folder.string(), {storage::Access::Write});
    Engine in_memory(memory, registry), on_disk(*database, registry);
    const auto grow = [&] {
      for (const std::string& statement : generator.graph()) {
        rows_of(in_memory, statement, true);
        rows_of(on_disk, statement, true);
      }
    };
    grow();
    // From the store alone, from the snapshot file, and from the file with later commits laid over it.
    if (round % 3 != 0) database->refresh_snapshot();
    if (round % 3 == 2) grow();
    for (uint64_t i = 0; i < kQueriesPerGraph; ++i) {
      const std::string query = generator.query();
      INFO("seed " << seed << ", round " << round << ", query " << i << ":\n" << query);
      const std::vector<std::string> plain = rows_of(in_memory, query, false);
      if (plain == std::vector<std::string>{kLimited}) {
        ++limited;
        continue;
      }
      REQUIRE(rows_of(in_memory, query, true) == plain);
      REQUIRE(rows_of(on_disk, query, true) == plain);
      REQUIRE(rows_of(on_disk, query, false) == plain);
      with_rows += plain.empty() ? 0 : 1;
      errors += plain.size() == 1 && plain[0].starts_with("error") ? 1 : 0;
    }
  }
  std::filesystem::remove_all(folder);
  // A generator that writes queries without rows, or with errors, would check nothing.
  CHECK(with_rows > queries / 4);
  CHECK(errors < queries / 50);
  CHECK(limited <= queries / 1000);
}

TEST_CASE("Shortest paths are the shortest of all trails, and all of them") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  size_t paths = 0;
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    QueryGenerator generator(seed);
    MemoryGraph graph;
    Engine engine(graph, registry);
    for (const std::string& statement : generator.graph()) rows_of(engine, statement, true);
    for (const std::string pattern : {"-[:R|S*..4]->", "<-[:R*..4]-", "-[:S|T*..3]-", "-[*..3 {x: 1}]->"}) {
      INFO("seed " << seed << ", " << pattern);
      const auto ends = "MATCH (a), (b) WHERE a.k <> b.k ";
      const auto one = rows_of(
          engine,
          std::string(ends) + "MATCH p = shortestPath((a)" + pattern + "(b)) RETURN a.k, b.k, length(p)",
          true);
      const auto trails = std::string(ends) + "MATCH p = (a)" + pattern + "(b) ";
      CHECK(one == rows_of(engine, trails + "RETURN a.k, b.k, min(length(p))", true));
      const auto all = rows_of(engine,
                               std::string(ends) + "MATCH p = allShortestPaths((a)" + pattern +
                                   "(b)) RETURN a.k, b.k, [r IN relationships(p) | r.k]",
                               true);
      CHECK(all == rows_of(engine,
                           trails + "WITH a, b, min(length(p)) AS shortest MATCH q = (a)" + pattern +
                               "(b) WHERE length(q) = shortest RETURN a.k, b.k, "
                               "[r IN relationships(q) | r.k]",
                           true));
      paths += all.size();
    }
  }
  CHECK(paths > 1000);
}

TEST_CASE("Nodes that are reached are the ends of all trails") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  size_t reached = 0;
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    QueryGenerator generator(seed);
    MemoryGraph graph;
    Engine engine(graph, registry);
    for (const std::string& statement : generator.graph()) rows_of(engine, statement, true);
    for (const std::string pattern : {"-[:R|S*..4]->", "<-[:R*..4]-", "-[:S|T*0..3]->", "-[:T*1..1]->"}) {
      for (const std::string ending : {"RETURN DISTINCT a.k, b.k", "RETURN a.k, count(DISTINCT b.k)",
                                       "WITH DISTINCT a, b MATCH (b)-[:R]->(c) RETURN a.k, b.k, c.k"}) {
        const std::string query = "MATCH (a)" + pattern + "(b) " + ending;
        INFO("seed " << seed << ", " << query);
        const auto rows = rows_of(engine, query, true);
        CHECK(rows == rows_of(engine, query, false));
        reached += rows.size();
      }
    }
  }
  CHECK(reached > 2000);
}

TEST_CASE("Cycles in a snapshot file, also with commits over it, have the rows of plain enumeration") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("trama-cycles-" + std::to_string(getpid()));
  size_t cycles = 0;
  for (uint64_t seed = 1; seed <= 9; ++seed) {
    std::filesystem::remove_all(folder);
    QueryGenerator generator(seed);
    MemoryGraph memory;
    auto database = storage::Database::open(folder.string(), {storage::Access::Write});
    Engine in_memory(memory, registry), on_disk(*database, registry);
    for (const bool before_snapshot : {true, false}) {
      for (const std::string& statement : generator.graph()) {
        rows_of(in_memory, statement, true);
        rows_of(on_disk, statement, true);
      }
      if (before_snapshot) database->refresh_snapshot();
      for (const std::string query : {"MATCH (a)-[r:R]->(b)-[s:R]->(c), (a)-[t:R]->(c) RETURN r.k, s.k, t.k",
                                      "MATCH (a)-[r:R]->(b)-[s:S]->(c:A)<-[t:S]-(a) RETURN r.k, s.k, t.k",
                                      "MATCH (a)-[:T]->(b:B)-[s:R]->(c), (c)-[t:S]->(a) RETURN a.k, s.k, t.k",
                                      "MATCH (a)-[:R]->(b)<-[:R]-(c), (a)-[:R]->(c) RETURN count(*)"}) {
        INFO("seed " << seed << (before_snapshot ? ", " : ", later, ") << query);
        const auto plain = rows_of(in_memory, query, false);
        CHECK(rows_of(on_disk, query, true) == plain);
        cycles += plain.size();
      }
    }
  }
  std::filesystem::remove_all(folder);
  CHECK(cycles > 100);
}

TEST_CASE(
    "Counted chains agree where relationships, nodes and labels went and came after the snapshot file") {
  const uint64_t first = number_from_environment("TRAMA_SEED", 1);
  const uint64_t graphs = number_from_environment("TRAMA_GRAPHS", 12);
  const auto registry = std::make_shared<const Registry>(standard_registry());
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("trama-chains-" + std::to_string(getpid()));
  size_t with_rows = 0;
  for (uint64_t seed = first; seed < first + graphs; ++seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](uint64_t n) { return random() % n; };
    const auto one_of = [&](const std::vector<std::string>& from) { return from[below(from.size())]; };
    std::filesystem::remove_all(folder);
    QueryGenerator generator(seed);
    MemoryGraph memory;
    auto database = storage::Database::open(
        folder.string(), {.access = storage::Access::Write, .durable = false, .publish = false});
    Engine in_memory(memory, registry), on_disk(*database, registry);
    const auto run = [&](const std::string& statement) {
      INFO(statement);
      const auto rows = rows_of(in_memory, statement, true);
      REQUIRE(rows_of(on_disk, statement, true) == rows);
    };
    for (const std::string& statement : generator.graph()) run(statement);
    database->refresh_snapshot();
    const auto node = [&] { return "{k: " + std::to_string(below(12)) + "}"; };
    const auto type = [&] { return one_of({"R", "S", "T"}); };
    const auto change = [&]() -> std::string {
      switch (below(7)) {
        case 0:
          return "MATCH (" + node() + ")-[r:" + type() + "]->() DELETE r";
        case 1:
          return "MATCH (n " + node() + ") DETACH DELETE n";
        case 2:
          return "MATCH (n " + node() + ") REMOVE n:" + one_of({"A", "B", "C"});
        case 3:
          return "MATCH (n " + node() + ") SET n:" + one_of({"A", "B", "C"});
        case 4:
          return "CREATE (:A {k: " + std::to_string(below(12)) + ", x: 1})";
        default:
          return "MATCH (a " + node() + "), (b " + node() + ") CREATE (a)-[:" + type() + "]->(b)";
      }
    };
    const auto step = [&](const std::string& types, bool directed, const std::string& to) {
      const std::string inside = "-[" + types + "]-";
      const std::string arrow = !directed ? inside : below(3) > 0 ? inside + ">" : "<" + inside;
      return arrow + "(" + to + (below(3) == 0 ? ":" + one_of({"A", "B", "C"}) : "") + ")";
    };
    const auto chain = [&](const std::string& from, const std::string& name, uint64_t longest) {
      const bool directed = below(4) > 0, alike = below(4) > 0;
      const std::string types = one_of({":R", ":S", ":R|S", ":Gone|R", ""});
      std::string text = from;
      const uint64_t steps = 1 + below(longest);
      for (uint64_t i = 1; i <= steps; ++i)
        text += step(alike ? types : ":" + type(), directed, name + std::to_string(i));
      return text;
    };
    for (int changes = 0; changes < 4; ++changes) {
      for (int i = 0; i < 30; ++i) {
        std::string query = "MATCH " + chain("(a" + one_of({"", ":A"}) + ")", "b", 4);
        if (below(4) == 0) query += ", " + chain("(" + one_of({"a", "b1"}) + ")", "c", 2);
        if (below(3) == 0)
          query += one_of({" OPTIONAL MATCH ", " MATCH "}) + chain("(" + one_of({"a", "b1"}) + ")", "d", 3);
        query += " RETURN " + one_of({"count(*)", "a.k, count(*)", "a.k, count(b1)", "b1.k, count(a)",
                                      "count(b1), a.x, count(*)", "count(a)"});
        if (below(5) == 0) query = change() + " WITH count(*) AS before " + query;
        INFO("seed " << seed << ", " << query);
        const bool writes = query.find(" WITH count(*) AS before") != std::string::npos;
        if (writes) {
          const auto rows = rows_of(in_memory, query, true);
          REQUIRE(rows_of(on_disk, query, false) == rows);
          continue;
        }
        const auto plain = rows_of(in_memory, query, false);
        REQUIRE(rows_of(in_memory, query, true) == plain);
        REQUIRE(rows_of(on_disk, query, true) == plain);
        with_rows += plain.empty() ? 0 : 1;
      }
      for (int i = 0; i < 3; ++i) run(change());
    }
  }
  std::filesystem::remove_all(folder);
  CHECK(with_rows > graphs * 60);
}

}  // namespace trama::query
