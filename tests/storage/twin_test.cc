// The store and the graph in memory get the same writes and must show the same graph, everything readable
// compared, before and after reopening.
#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "storage/database.h"
#include "tests/graph/compare.h"
#include "tests/graph/random_writer.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using storage::Access;
using storage::Database;

namespace {

// The same calls on both graphs.
void write_both(Graph& a, Graph& b, uint64_t seed, size_t operations) {
  for (Graph* graph : {&a, &b}) {
    test::RandomWriter writer(seed);
    GraphDelta delta(graph->read());
    writer.write(delta, operations);
    graph->commit(delta);
  }
}

}  // namespace

TEST_CASE("the store shows what the graph in memory shows, for random writes and reopenings") {
  const uint64_t seed = GENERATE(range(1, 9));
  INFO("seed " << seed);
  test::TemporaryFolder folder;
  MemoryGraph twin;
  auto database = Database::open(folder / "db", test::writing());
  for (uint64_t commit = 0; commit < 16; ++commit) {
    write_both(twin, *database, seed * 1000 + commit, 10 + commit * 8);
    REQUIRE(test::difference(test::describe(*database->read()), test::describe(*twin.read())) == "");
    for (const IndexDescription& index : twin.read()->indexes()) {
      REQUIRE(database->read()->index_distinct(index) == twin.read()->index_distinct(index));
    }
    const storage::CheckReport report = database->check();
    CHECK(report.nodes == twin.read()->node_count(kNoSymbol));
    // Random writes leave evidence that belongs to no relationship.
    for (const std::string& fault : report.faults) REQUIRE(fault.find("evidence") != std::string::npos);
    if (commit % 5 == 4) {
      database.reset();
      database = Database::open(folder / "db", test::writing());
      REQUIRE(test::difference(test::describe(*database->read()), test::describe(*twin.read())) == "");
    }
  }
  database.reset();
  const auto reader = Database::open(folder / "db");
  REQUIRE(test::difference(test::describe(*reader->read()), test::describe(*twin.read())) == "");
}

TEST_CASE("with a snapshot file, of this commit or an earlier one, the store shows the same graph") {
  const uint64_t seed = GENERATE(range(1, 9));
  INFO("seed " << seed);
  test::TemporaryFolder folder;
  MemoryGraph twin;
  auto database = Database::open(folder / "db", test::writing());
  const auto same = [&](Graph& graph) {
    return test::difference(test::describe(*graph.read()), test::describe(*twin.read()));
  };
  for (uint64_t commit = 0; commit < 12; ++commit) {
    write_both(twin, *database, seed * 77 + commit, commit % 4 == 0 ? 80 : 12);
    if (commit % 4 == 0) CHECK(database->refresh_snapshot());
    REQUIRE(same(*database) == "");
    if (commit % 3 == 2) {
      database.reset();
      REQUIRE(same(*Database::open(folder / "db")) == "");
      database = Database::open(folder / "db", test::writing());
      REQUIRE(same(*database) == "");
    }
  }
}

TEST_CASE("readers of several commits past a snapshot file share what they read, and each sees its own") {
  const uint64_t seed = GENERATE(range(1, 4));
  INFO("seed " << seed);
  test::TemporaryFolder folder;
  MemoryGraph twin;
  const auto database = Database::open(folder / "db", test::writing());
  write_both(twin, *database, seed, 150);
  REQUIRE(database->refresh_snapshot());
  std::vector<std::shared_ptr<const GraphReader>> readers;
  std::vector<std::vector<std::string>> expected;
  for (uint64_t commit = 1; commit < 9; ++commit) {
    write_both(twin, *database, seed * 100 + commit, 4 * commit);
    readers.push_back(database->read());
    expected.push_back(test::describe(*twin.read()));
    // Some read before the next commit, some only when all are made.
    if (commit % 3 == 0) REQUIRE(test::difference(test::describe(*readers.back()), expected.back()) == "");
  }
  for (size_t i = readers.size(); i-- > 0;) {
    REQUIRE(test::difference(test::describe(*readers[i]), expected[i]) == "");
  }
  for (size_t i = 0; i < readers.size(); ++i) {
    REQUIRE(test::difference(test::describe(*readers[i]), expected[i]) == "");
  }
}

TEST_CASE("the indexes and labels of a snapshot file hold while relationships change, and after nodes did") {
  test::TemporaryFolder folder;
  MemoryGraph twin;
  auto database = Database::open(folder / "db", test::writing());
  const auto both = [&](const auto& write) {
    for (Graph* graph : {static_cast<Graph*>(&twin), static_cast<Graph*>(database.get())}) {
      GraphDelta delta(graph->read());
      write(delta);
      graph->commit(delta);
    }
    REQUIRE(test::difference(test::describe(*database->read()), test::describe(*twin.read())) == "");
  };
  const auto relate = [](GraphDelta& delta, NodeId from, NodeId to, size_t copies) {
    for (size_t i = 0; i < copies; ++i) {
      delta.create_relationship(delta.intern(SymbolKind::Type, "T"), from, to);
    }
  };
  const std::vector<Value> values{
      Value(1),    Value(1.0),      Value(1.5),           Value(-7),   Value("v"),
      Value("v1"), Value("v1"),     Value("v10"),         Value("v2"), Value(std::string("v1\0x", 4)),
      Value(true), Value(Date{12}), Value(Date{-900000}), Value(""),   Value(List{Value(1), Value()}),
  };
  both([&](GraphDelta& delta) {
    for (const Value& value : values) {
      const NodeId node = delta.create_node();
      delta.add_label(node, delta.intern(SymbolKind::Label, "All"));
      if (node % 2 == 0) delta.add_label(node, delta.intern(SymbolKind::Label, "Even"));
      delta.set_property(node, delta.intern(SymbolKind::Property, "mixed"), value);
      delta.set_property(node, delta.intern(SymbolKind::Property, "number"),
                         Value(static_cast<int64_t>(node * 3)));
      if (node % 3 != 0) continue;
      delta.set_property(node, delta.intern(SymbolKind::Property, "one"), Value("same"));
      delta.set_property(node, delta.intern(SymbolKind::Property, "long"),
                         Value(std::string(1500, 'v') + std::to_string(node)));
    }
    for (const char* property : {"mixed", "number", "one", "none", "long"}) {
      delta.create_index(
          {delta.intern(SymbolKind::Label, "All"), delta.intern(SymbolKind::Property, property)});
    }
    relate(delta, 2, 4, 2);
    relate(delta, 6, 6, 1);
  });
  REQUIRE(database->refresh_snapshot());
  both([](GraphDelta&) {});
  // Relationships alone: parallel ones, loops, deletions, the first to an odd node.
  both([&](GraphDelta& delta) {
    relate(delta, 4, 2, 2);
    relate(delta, 2, 2, 1);
    Expansion found;
    const NodeId node = 2;
    delta.expand({&node, 1}, Direction::Out, {}, found);
    delta.delete_relationship(found.relationship.back());
  });
  both([&](GraphDelta& delta) { relate(delta, 8, 3, 1); });
  both([&](GraphDelta& delta) {
    delta.drop_index({delta.intern(SymbolKind::Label, "All"), delta.intern(SymbolKind::Property, "one")});
    delta.create_index({delta.intern(SymbolKind::Label, "Even"), delta.intern(SymbolKind::Property, "one")});
  });
  database.reset();
  database = Database::open(folder / "db", test::writing());
  both([&](GraphDelta& delta) { relate(delta, 10, 10, 2); });
  SECTION("a node is made") {
    both([&](GraphDelta& delta) {
      const NodeId node = delta.create_node();
      delta.add_label(node, delta.intern(SymbolKind::Label, "All"));
      delta.set_property(node, delta.intern(SymbolKind::Property, "mixed"), Value("v1"));
    });
  }
  SECTION("a value changes") {
    both([&](GraphDelta& delta) {
      delta.set_property(6, delta.intern(SymbolKind::Property, "number"), Value(9));
    });
  }
  SECTION("a label goes") {
    both([&](GraphDelta& delta) { delta.remove_label(4, delta.intern(SymbolKind::Label, "Even")); });
  }
  SECTION("a node is deleted") {
    both([&](GraphDelta& delta) { delta.delete_node(12); });
  }
}

TEST_CASE("the view of a delta over the store is what the commit shows") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  for (uint64_t commit = 0; commit < 10; ++commit) {
    test::RandomWriter writer(commit);
    GraphDelta delta(database->read());
    writer.write(delta, 60);
    const auto seen = test::describe(delta);
    database->commit(delta);
    REQUIRE(test::difference(test::describe(*database->read()), seen) == "");
  }
}

TEST_CASE("a hub keeps its relationships and their properties through folds, splits and deletions") {
  test::TemporaryFolder folder;
  MemoryGraph twin;
  const auto database = Database::open(folder / "db", test::writing());
  constexpr int kCommits = 40, kEach = 60;
  for (Graph* graph : {static_cast<Graph*>(&twin), static_cast<Graph*>(database.get())}) {
    std::vector<Relationship> all;
    NodeId hub = 0, other = 0;
    SymbolId type = 0, property = 0;
    for (int commit = 0; commit < kCommits; ++commit) {
      GraphDelta delta(graph->read());
      if (commit == 0) {
        hub = delta.create_node();
        type = delta.intern(SymbolKind::Type, "T");
        property = delta.intern(SymbolKind::Property, "p");
      }
      for (int i = 0; i < kEach; ++i) {
        if (i % 2 == 0) other = delta.create_node();
        // Both ways, some parallel, and lower neighbours after higher ones.
        const NodeId end = i % 7 == 0 ? 1 + (static_cast<NodeId>(i * commit) % other) : other;
        all.push_back(i % 3 == 0 ? delta.create_relationship(type, end, hub)
                                 : delta.create_relationship(type, hub, end));
        delta.set_property(all.back(), property, Value(commit * 100 + i));
      }
      for (size_t i = 0; i < all.size(); i += 11) {
        delta.delete_relationship(all[i]);
        if (i + 1 < all.size()) delta.set_property(all[i + 1], property, Value("changed"));
        std::erase(all, all[i]);
      }
      graph->commit(delta);
    }
  }
  REQUIRE(test::difference(test::describe(*database->read()), test::describe(*twin.read())) == "");
  CHECK(database->check().faults == std::vector<std::string>());
}
