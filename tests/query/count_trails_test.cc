// Chains of relationships that are only counted: by the operator for them as by the plain plan, which makes a
// row for each.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include <unistd.h>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"
#include "storage/database.h"

namespace trama::query {

namespace {

class Rows : public RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader& graph, std::span<const Value> values) override {
    std::string text;
    for (const Value& value : values) text += to_notation(value, graph) + " ";
    rows.push_back(std::move(text));
  }
  std::vector<std::string> rows;
};

const std::shared_ptr<const Registry>& registry() {
  static const auto known = std::make_shared<const Registry>(standard_registry());
  return known;
}

std::vector<std::string> rows_of(Engine& engine, const std::string& text, bool optimise = true) {
  Options options;
  options.optimise = optimise;
  Rows sink;
  engine.run(text, options, sink);
  std::ranges::sort(sink.rows);
  return sink.rows;
}

// Six nodes with loops, parallel loops, parallel relationships, cycles of two and three, and one that has
// none.
std::vector<std::string> odd_graph() {
  std::vector<std::string> statements{"UNWIND range(0, 6) AS i CREATE (:N {i: i})",
                                      "MATCH (n:N) WHERE n.i < 4 SET n:M"};
  for (const std::string ends : {"[0,0]", "[0,0]", "[0,1]", "[0,1]", "[1,0]", "[1,2]", "[2,0]", "[2,3]",
                                 "[3,2]", "[4,4]", "[4,0]", "[0,4]", "[5,0]", "[3,5]"}) {
    for (const std::string type : {"R", "S"}) {
      statements.push_back("WITH " + ends +
                           " AS e MATCH (a:N {i: e[0]}), (b:N {i: e[1]}) CREATE (a)-[:" + type + "]->(b)");
    }
  }
  return statements;
}

// The same graph in memory, in the store alone, with a snapshot file, and with half of it committed after it.
class Stores {
 public:
  Stores() {
    static int number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("trama-trails-" + std::to_string(getpid()) + "-" + std::to_string(++number));
    std::filesystem::remove_all(folder_);
    const std::vector<std::string> statements = odd_graph();
    for (size_t i = 0; i < databases_.size(); ++i) {
      databases_[i] = storage::Database::open(folder_ / std::to_string(i), {storage::Access::Write});
      engines_.push_back(std::make_unique<Engine>(*databases_[i], registry()));
    }
    engines_.push_back(std::make_unique<Engine>(memory_, registry()));
    for (size_t i = 0; i < statements.size(); ++i) {
      if (i == statements.size() / 2) databases_[2]->refresh_snapshot();
      for (const auto& engine : engines_) rows_of(*engine, statements[i]);
    }
    databases_[1]->refresh_snapshot();
  }
  ~Stores() {
    engines_.clear();
    for (auto& database : databases_) database.reset();
    std::filesystem::remove_all(folder_);
  }

  // Every way to count gives the rows of the plain plan.
  std::vector<std::string> check(const std::string& text) {
    INFO(text);
    const std::vector<std::string> plain = rows_of(*engines_.back(), text, false);
    for (const auto& engine : engines_) CHECK(rows_of(*engine, text) == plain);
    return plain;
  }
  // Changes every graph; each time with these rows.
  void change(const std::string& text, const std::vector<std::string>& rows) {
    for (const auto& engine : engines_) CHECK(rows_of(*engine, text) == rows);
  }
  Engine& in_memory() { return *engines_.back(); }

 private:
  std::filesystem::path folder_;
  std::array<std::unique_ptr<storage::Database>, 3> databases_;
  MemoryGraph memory_;
  std::vector<std::unique_ptr<Engine>> engines_;
};

std::string plan_of(Engine& engine, const std::string& text) {
  Rows sink;
  return engine.run("EXPLAIN " + text, {}, sink).plan;
}

}  // namespace

TEST_CASE("Chains that are only counted count no relationship twice, over loops and cycles too") {
  Stores stores;
  for (const std::string pattern :
       {"(a)-[:R]->()-[:R]->()", "(a)-[:R]->()-[:R]->()-[:R]->()", "(a)<-[:R]-()<-[:R]-()<-[:R]-()",
        "(a)-[:R]->()<-[:R]-()-[:R]->()", "(a)-[:R|S]->()-[:R]->()-[:R|S]->()", "(a)-->()-->()-->()",
        "(a)--()-->()-->()", "(a)--()--()", "(a)--()--()--()--()", "(a)-[:R]->()-[:S]->()-[:R]->()",
        "(a)-[:R]->()-[:S]-()<-[:R]-()-[:S]-()", "(a)-[:R]->(:M)-[:R]->(:M)-[:R]->(:M)",
        "(a)-[:R]->(:M)-[:R]->()-[:R]->(:M)", "(a)-[:R]->(:M)<-[:R]-()-[:R]->(:M)<-[:R]-(:M)",
        "(a)-[:R]->(:M)-[:R]->(:M), (a)-[:R]->(:M)", "(a)-[:R]->(x)-[:R]->(y)-[:R]->(a), (y)-[:R]->()",
        "(a)-[r:R]->()-[s:R]->()-[:R]->()-[:R]->()-[:R]->()"}) {
    CHECK(stores.check("MATCH " + pattern + " RETURN count(*)") != std::vector<std::string>{"0 "});
    stores.check("MATCH (a:N {i: 0}) MATCH " + pattern + " RETURN count(*)");
  }
}

TEST_CASE("Random chains are counted as they are enumerated") {
  Stores stores;
  std::mt19937_64 random(7);
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  size_t several = 0, counted = 0;
  for (int i = 0; i < 400; ++i) {
    const size_t steps = 2 + random() % 3;
    const bool alike = random() % 2 == 0;
    std::string type = pick({"", ":R", ":S", ":R|S"}), chain = "(n0)";
    for (size_t step = 1; step <= steps; ++step) {
      if (!alike) type = pick({"", ":R", ":R", ":S", ":R|S", ":Unknown"});
      const std::string inside = "[r" + std::to_string(step) + type + "]";
      chain += pick({"-" + inside + "->", "<-" + inside + "-", "-" + inside + "-"});
      chain += "(n" + std::to_string(step) + pick({"", "", ":M", ":M", ":Unknown"}) + ")";
    }
    const std::string match = "MATCH (n0:N) " + std::string(random() % 3 == 0 ? "OPTIONAL MATCH " : "MATCH ");
    const std::string last = std::to_string(steps);
    const std::string text =
        match + chain + " RETURN " +
        pick({"count(*)", "count(*)", "n0.i, count(*)", "n0, count(*), count(r1)", "count(n1)",
              "n0.i, count(n" + last + ")", "n1.i, count(*)", "n1, count(r" + last + ")", "r1, count(*)",
              "count(r1), count(n" + last + ")", "count(n0)", "count(DISTINCT n1)"});
    const std::vector<std::string> rows = stores.check(text);
    counted += rows.empty() || rows == std::vector<std::string>{"0 "} ? 0 : 1;
    const std::string plan = plan_of(stores.in_memory(), text);
    const size_t line = plan.find("CountTrails");
    if (line == std::string::npos) continue;
    const std::string trail = plan.substr(line, plan.find('~', line) - line);
    several += std::ranges::count(trail, '(') > 2 ? 1 : 0;
  }
  CHECK(several > 60);
  CHECK(counted > 200);
}

TEST_CASE("A chain is counted with what its statement has created and deleted") {
  for (const std::string text :
       {"MATCH (a:N {i: 0}) CREATE (a)-[:R]->(:M)-[:R]->(a) WITH DISTINCT a "
        "MATCH (a)-[:R]->(:M)-[:R]->()-[:R]->() RETURN count(*)",
        "MATCH (:N {i: 0})-[r:R]->(:N {i: 1}) DELETE r WITH count(*) AS deleted "
        "MATCH (a:N)-[:R]->()-[:R]->(:M)-[:R]->() RETURN deleted, count(*)",
        "MATCH (n:N {i: 4}) DETACH DELETE n WITH count(*) AS deleted "
        "MATCH (a:N)--()--() RETURN a.i, count(*)",
        "MATCH (n:N {i: 2}) REMOVE n:M WITH n MATCH (n)<-[:S]-(:M)<-[:S]-(:M) RETURN count(*)"}) {
    INFO(text);
    Stores plainly, counted;
    const std::vector<std::string> rows = rows_of(plainly.in_memory(), text, false);
    counted.change(text, rows);
    CHECK(rows != std::vector<std::string>{"0 "});
    counted.check("MATCH (a)-->()-->()-->() RETURN count(*)");
  }
}

TEST_CASE("A chain of null starts nowhere") {
  Stores stores;
  stores.check("OPTIONAL MATCH (a:Unknown) MATCH (a)-[:R]->()-[:R]->() RETURN count(*)");
  stores.check("OPTIONAL MATCH (a:Unknown) OPTIONAL MATCH (a)-[:R]->()-[:R]->(b) RETURN a, count(b)");
  stores.check(
      "UNWIND [0, 6, 1] AS i OPTIONAL MATCH (a:N {i: i}) WITH a, i "
      "OPTIONAL MATCH (a)-[:R]->()-[:S]->(b) RETURN i, count(b)");
}

TEST_CASE("A chain that is only counted keeps to the limits") {
  MemoryGraph graph;
  Engine engine(graph, registry());
  rows_of(engine, "UNWIND range(1, 40) AS i CREATE (:N {i: i})");
  rows_of(engine, "MATCH (a:N), (b:N) CREATE (a)-[:R]->(b)");
  const std::string text =
      "MATCH (a:N {i: 1})-[:R]->()-[:R]->()-[:R]->()-[:R]->()-[:R]->()-[:R]->() RETURN count(*)";
  REQUIRE(plan_of(engine, text).find("CountTrails (a)-[:R]->()-[:R]->()") != std::string::npos);
  const auto failure = [&](const Options& options) {
    Rows sink;
    try {
      engine.run(text, options, sink);
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::Internal;
  };
  Options few;
  few.limits.expansions = 1'000'000;
  CHECK(failure(few) == ErrorKind::Limit);
  Options soon;
  soon.limits.expansions = 0;
  soon.limits.time = std::chrono::milliseconds(20);
  CHECK(failure(soon) == ErrorKind::Limit);
  Options small;
  small.limits.memory_bytes = 1 << 16;
  CHECK(failure(small) == ErrorKind::Limit);
  CancellationToken token;
  token.cancel();
  Options cancelled;
  cancelled.cancellation = &token;
  CHECK(failure(cancelled) == ErrorKind::Cancelled);
}

TEST_CASE("PROFILE shows a chain that is only counted as a row for each start, and what was read") {
  Stores stores;
  Rows sink;
  const Summary summary =
      stores.in_memory().run("PROFILE MATCH (a:M)-[:R]->()-[:R]->() RETURN a.i, count(*)", {}, sink);
  INFO(summary.plan);
  const size_t line = summary.plan.find("CountTrails (a)-[:R]->()-[:R]->()");
  REQUIRE(line != std::string::npos);
  CHECK(summary.plan.substr(line, summary.plan.find('\n', line) - line).find("4 rows") != std::string::npos);
}

}  // namespace trama::query
