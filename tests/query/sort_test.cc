// ORDER BY over columns of every form, whole and limited, against a sort of values.
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "core/graph/delta.h"
#include "core/query/engine.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;

namespace {

using Rows = std::vector<std::pair<Value, int64_t>>;  // a property and its node's id

class Collector : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override {
    rows.emplace_back(values[0], values[1].integer());
  }
  Rows rows;
};

Rows run(query::Engine& engine, const std::string& text) {
  Collector sink;
  engine.run(text, {}, sink);
  return std::move(sink.rows);
}

std::vector<int64_t> nodes_of(const Rows& rows) {
  std::vector<int64_t> nodes;
  for (const auto& [value, node] : rows) nodes.push_back(node);
  return nodes;
}

// 8,000 nodes with a property of each kind; few different values, so that other keys decide, and some nulls.
void fill(Graph& graph) {
  GraphDelta delta(graph.read());
  std::mt19937_64 random(11);
  const auto number = [&] { return static_cast<int64_t>(random() % 12) - 6; };
  for (int i = 0; i < 8'000; ++i) {
    const NodeId node = delta.create_node();
    const auto set = [&](const char* name, const Value& value) {
      if (random() % 20 != 0) delta.set_property(node, delta.intern(SymbolKind::Property, name), value);
    };
    set("integer", Value(number()));
    set("float", random() % 50 == 0 ? Value(std::numeric_limits<double>::quiet_NaN())
                                    : Value(static_cast<double>(number()) / 8));
    set("date", Value(Date{number()}));
    set("text", Value("t" + std::to_string(number())));
    set("boolean", Value(number() > 0));
    set("mixed", random() % 2 == 0 ? Value(number()) : Value(static_cast<double>(number()) / 2));
    delta.set_property(node, delta.intern(SymbolKind::Property, "whole"), Value(number()));
    delta.set_property(node, delta.intern(SymbolKind::Property, "share"),
                       Value(1.0 / static_cast<double>(number() + 7)));
  }
  graph.commit(delta);
}

}  // namespace

TEST_CASE("rows in order are the same for columns of every form, limited and not") {
  const test::TemporaryFolder folder;
  const auto database = storage::Database::open(folder / "db", test::writing());
  fill(*database);
  if (GENERATE(true, false)) REQUIRE(database->refresh_snapshot());
  query::Engine engine(*database, std::make_shared<const query::Registry>(query::standard_registry()));
  for (const std::string property :
       {"integer", "float", "date", "text", "boolean", "mixed", "whole", "share", "none"}) {
    const std::string all = "MATCH (n) RETURN n." + property + ", id(n)";
    for (const bool descending : {false, true}) {
      Rows expected = run(engine, all);
      REQUIRE(expected.size() == 8'000);
      std::ranges::sort(expected, [&](const auto& a, const auto& b) {
        const std::strong_ordering result = order(a.first, b.first);
        return result != 0 ? (result < 0) != descending
                           : a.second > b.second;  // against the order in which they come
      });
      const std::string ordered =
          all + " ORDER BY n." + property + (descending ? " DESC" : "") + ", id(n) DESC";
      for (const std::string part : {"", " LIMIT 40", " SKIP 300 LIMIT 1000", " LIMIT 7999"}) {
        INFO(ordered << part);
        const size_t skipped = part.starts_with(" SKIP") ? 300 : 0;
        const size_t count = part.empty() ? 8'000 : std::stoul(part.substr(part.rfind(' ')));
        const auto begin = expected.begin() + static_cast<ptrdiff_t>(skipped);
        CHECK(nodes_of(run(engine, ordered + part)) ==
              nodes_of(Rows(begin, begin + static_cast<ptrdiff_t>(count))));
      }
    }
  }
}

TEST_CASE("a whole number and the float that equals it are one value up to the largest") {
  const test::TemporaryFolder folder;
  const auto database = storage::Database::open(folder / "db", test::writing());
  query::Engine engine(*database, std::make_shared<const query::Registry>(query::standard_registry()));
  for (const int power : {1, 52, 59, 60, 61, 62}) {
    const std::string number = std::to_string(int64_t{1} << power);
    const std::string next = std::to_string((int64_t{1} << power) + (int64_t{1} << std::max(0, power - 40)));
    INFO(number);
    const Rows rows = run(engine, "UNWIND [" + number + ", " + number + ".0, -" + number + ", -" + number +
                                      ".0, " + next + ", " + next + ".0] AS x RETURN x, count(*)");
    REQUIRE(rows.size() == 3);
    for (const auto& [value, count] : rows) CHECK(count == 2);
  }
}
