#include "storage/bulk_load.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <numeric>
#include <random>

#include <unistd.h>

#include "core/base/error.h"
#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "storage/column_builder.h"
#include "storage/id_table.h"
#include "storage/relationship_sorter.h"
#include "tests/graph/compare.h"
#include "tests/heap_use.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

namespace {

// Relationships in the order in which a load numbers them, so that the twin can number them alike.
struct Row {
  uint64_t source, type, target;
  int64_t weight;
  auto operator<=>(const Row&) const = default;
};

}  // namespace

TEST_CASE("a bulk load gives the graph that ordinary commits give, parallel relationships and loops too") {
  const size_t memory = GENERATE(size_t{1} << 26, size_t{4096});  // in memory; by many temporary files
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  MemoryGraph twin;

  // Something is there already.
  for (Graph* graph : {static_cast<Graph*>(&twin), static_cast<Graph*>(database.get())}) {
    GraphDelta delta(graph->read());
    const SymbolId label = delta.intern(SymbolKind::Label, "Old"),
                   name = delta.intern(SymbolKind::Property, "name");
    const NodeId a = delta.create_node(), b = delta.create_node();
    delta.add_label(a, label);
    delta.set_property(a, name, Value("old"));
    delta.create_relationship(delta.intern(SymbolKind::Type, "T0"), a, b);
    graph->commit(delta);
    GraphDelta index(graph->read());
    index.create_index({label, name});
    graph->commit(index);
  }

  constexpr uint64_t kNodes = 300;
  std::mt19937_64 random(5);
  std::vector<Row> rows;
  for (int i = 0; i < 4000; ++i) {
    // The first node is a hub of more than one block.
    const uint64_t source = random() % 3 == 0 ? 0 : random() % kNodes;
    const uint64_t target = random() % 3 == 0 ? 0 : random() % kNodes;
    rows.push_back({source, random() % 3, target, static_cast<int64_t>(i)});
  }

  BulkOptions options;
  options.memory_bytes = memory;
  options.indexes = {{"New", "name"}};
  BulkLoader loader(*database, options);
  GraphDelta delta(twin.read());
  const auto intern = [&](SymbolKind kind, const std::string& name) {
    const SymbolId symbol = loader.intern(kind, name);
    REQUIRE(delta.intern(kind, name) == symbol);
    return symbol;
  };
  const SymbolId fresh = intern(SymbolKind::Label, "New"), old = intern(SymbolKind::Label, "Old");
  const SymbolId name = intern(SymbolKind::Property, "name"), weight = intern(SymbolKind::Property, "weight");
  std::vector<SymbolId> types;
  for (const char* type : {"T0", "T1", "T2"}) types.push_back(intern(SymbolKind::Type, type));
  std::vector<NodeId> nodes;
  for (uint64_t i = 0; i < kNodes; ++i) {
    std::vector<SymbolId> labels{fresh};
    if (i % 5 == 0) labels.insert(labels.begin(), old);
    const BulkSink::Property property{name, Value("n" + std::to_string(i % 40))};
    REQUIRE(loader.add_node("id" + std::to_string(i), labels, {&property, 1}));
    nodes.push_back(delta.create_node());
    for (const SymbolId label : labels) delta.add_label(nodes.back(), label);
    delta.set_property(nodes.back(), name, property.second);
  }
  CHECK_FALSE(loader.add_node("id7", {}, {}));
  CHECK_FALSE(loader.add_relationship(types[0], "id1", "nowhere", {}));
  for (const Row& row : rows) {
    std::vector<BulkSink::Property> properties;
    if (row.weight % 3 != 0) properties.emplace_back(weight, Value(row.weight));
    REQUIRE(loader.add_relationship(types[row.type], "id" + std::to_string(row.source),
                                    "id" + std::to_string(row.target), properties));
  }
  CHECK(database->read()->node_count(kNoSymbol) == 2);
  const BulkReport report = loader.finish();
  CHECK(report.nodes == kNodes);
  CHECK(report.relationships == rows.size());
  CHECK(report.repeated_nodes == 1);
  CHECK(report.lost_relationships == 1);
  REQUIRE(report.faults.size() == 2);
  CHECK(report.faults[1].find("nowhere") != std::string::npos);

  std::ranges::sort(rows);
  for (const Row& row : rows) {
    const Relationship r = delta.create_relationship(types[row.type], nodes[row.source], nodes[row.target]);
    if (row.weight % 3 != 0) delta.set_property(r, weight, Value(row.weight));
  }
  delta.create_index({fresh, name});
  twin.commit(delta);

  const auto compare = [&] {
    REQUIRE(test::difference(test::describe(*database->read()), test::describe(*twin.read())) == "");
    CHECK(database->check().faults == std::vector<std::string>());
    CHECK(database->read()->index_distinct({fresh, name}) == 40);
    CHECK(database->read()->index_distinct({old, name}) == twin.read()->index_distinct({old, name}));
  };
  compare();
  CHECK_FALSE(std::filesystem::exists(folder / "db/import/node0.sst"));

  // And it can be written on.
  for (Graph* graph : {static_cast<Graph*>(&twin), static_cast<Graph*>(database.get())}) {
    GraphDelta more(graph->read());
    Expansion found;
    more.expand({&nodes[0], 1}, Direction::Out, {}, found);
    for (size_t i = 0; i < found.size(); i += 2) more.delete_relationship(found.relationship[i]);
    for (uint64_t i = 0; i < 400; ++i) more.create_relationship(types[1], nodes[0], nodes[i % kNodes]);
    graph->commit(more);
  }
  compare();
}

TEST_CASE("a bulk load leaves nulls out and refuses what a property cannot hold") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  BulkLoader loader(*database);
  const SymbolId p = loader.intern(SymbolKind::Property, "p"), q = loader.intern(SymbolKind::Property, "q");
  const SymbolId type = loader.intern(SymbolKind::Type, "T");
  const auto with = [&](const Value& value) {
    return std::vector<BulkSink::Property>{{p, value}, {q, Value(int64_t{1})}};
  };
  const Value map(Map{{"a", Value(int64_t{1})}});
  for (const Value& value : {map, Value(List{map}), Value(List{Value(List{map})}), Value(Node{1})}) {
    CHECK_THROWS_AS(loader.add_node("refused", {}, with(value)), Error);
  }
  REQUIRE(loader.add_node("a", {}, with(Value())));
  REQUIRE(loader.add_node("b", {}, with(Value(List{Value(), Value(int64_t{2})}))));
  CHECK_THROWS_AS(loader.add_relationship(type, "a", "b", with(map)), Error);
  const std::vector<BulkSink::Property> nothing{{p, Value()}};
  REQUIRE(loader.add_relationship(type, "a", "b", nothing));
  CHECK(loader.finish().nodes == 2);
  const auto reader = database->read();
  CHECK(reader->node_properties(1).size() == 1);
  CHECK(reader->node_properties(2).size() == 2);
  CHECK(reader->relationship_properties({1, 1, 2, 1}).empty());
  CHECK(database->check().faults == std::vector<std::string>());
}

TEST_CASE("a bulk load that is given up leaves no trace") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  {
    BulkLoader loader(*database);
    const SymbolId label = loader.intern(SymbolKind::Label, "L");
    loader.add_node("a", {&label, 1}, {});
  }
  CHECK(database->read()->commit() == 0);
  CHECK(database->read()->last_symbol(SymbolKind::Label) == 0);
  CHECK_FALSE(std::filesystem::exists(folder / "db/import"));
}

TEST_CASE("relationships are sorted within the memory given, whatever the size of their properties") {
  constexpr size_t kMemory = size_t{8} << 20, kSmall = 150'000, kLarge = 20'000;
  test::TemporaryFolder folder;
  RelationshipSorter sorter(folder / "run", kMemory);
  const test::HeapGrowth growth;
  int64_t most = 0;
  const std::string payload(2000, 'x');
  for (size_t i = 0; i < kSmall + kLarge; ++i) {
    sorter.add({(i * 7919) % 1000 + 1, i, 1}, i < kSmall ? std::string_view() : payload);
    most = std::max(most, growth.bytes());
  }
  CHECK(most < 2 * static_cast<int64_t>(kMemory));  // with the buffers of some twenty files
  size_t seen = 0;
  NodeId last = 0;
  sorter.visit_sorted([&](const SortedRelationship& relationship, std::string_view bytes) {
    REQUIRE(relationship.node >= last);
    REQUIRE(bytes.size() == (relationship.neighbour < kSmall ? 0 : 2000));
    last = relationship.node;
    ++seen;
  });
  CHECK(seen == kSmall + kLarge);
}

TEST_CASE("parallel relationships keep the order in which they were added, over temporary files too") {
  const size_t memory = GENERATE(size_t{1} << 20, size_t{1} << 12);
  test::TemporaryFolder folder;
  RelationshipSorter sorter(folder / "run", memory);
  constexpr size_t kCount = 3000;
  const auto relationship = [](size_t each) {
    const size_t i = each / 4;
    return SortedRelationship{(i * 31) % 7 + (uint64_t{1} << 40), (i * 17) % 5, static_cast<SymbolId>(i % 2)};
  };
  for (size_t i = 0; i < kCount; ++i) {
    sorter.add(relationship(i), i % 3 == 0 ? std::string() : std::to_string(i));
  }
  std::vector<size_t> expected(kCount);
  std::iota(expected.begin(), expected.end(), 0);
  const auto key = [&](size_t i) {
    const SortedRelationship each = relationship(i);
    return std::tuple(each.node, each.type, each.neighbour);
  };
  std::ranges::stable_sort(expected, {}, key);
  size_t at = 0;
  sorter.visit_sorted([&](const SortedRelationship& each, std::string_view payload) {
    const size_t i = expected.at(at++);
    REQUIRE(std::tuple(each.node, each.type, each.neighbour) == key(i));
    REQUIRE(payload == (i % 3 == 0 ? std::string() : std::to_string(i)));
  });
  CHECK(at == kCount);
}

TEST_CASE("a temporary file that lost its end is an Error, wherever it was cut") {
  constexpr size_t kCount = 10'000;
  const std::string payload(100, 'x');
  // A relationship has 24 bytes, and then these.
  const int cut = GENERATE(0, 5, 24, 60, 20 * 124, 20 * 124 + 5);
  test::TemporaryFolder folder;
  RelationshipSorter sorter(folder / "run", size_t{1} << 18);
  for (size_t i = 0; i < kCount; ++i) sorter.add({i, i, 1}, payload);
  bool is_cut = false;
  for (const auto& handle : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    if (!std::filesystem::read_symlink(handle, error).string().starts_with(folder / "run0")) continue;
    is_cut = ::truncate(handle.path().c_str(), cut) == 0;
    break;
  }
  REQUIRE(is_cut);
  try {
    sorter.visit_sorted([](const SortedRelationship&, std::string_view) {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.message().find("cannot read a temporary file") != std::string::npos);
  }
}

TEST_CASE("a column that has values of two kinds keeps no strings") {
  const test::HeapGrowth growth;
  ColumnBuilder column;
  std::string bytes;
  const auto observe = [&](uint64_t id, const Value& value) {
    bytes.clear();
    encode_value(value, bytes);
    ByteReader reader(bytes);
    column.observe(id, reader);
  };
  constexpr uint64_t kCount = 2000;
  for (uint64_t id = 1; id <= kCount; ++id) observe(id, Value(std::to_string(id) + std::string(2000, 'x')));
  CHECK(growth.bytes() > static_cast<int64_t>(kCount) * 2000);
  observe(kCount + 1, Value(int64_t{1}));
  CHECK(growth.bytes() < 100'000);
}

TEST_CASE("nodes are found by the ids of their files, short and long") {
  IdTable table;
  std::vector<std::string> ids = {"", std::string(1, '\0'), std::string(7, '\0'), std::string(8, '\0')};
  for (size_t i = 0; i < 5000; ++i) {
    ids.push_back(std::to_string(i));
    ids.push_back("a long id " + std::to_string(i));
  }
  for (size_t i = 0; i < ids.size(); ++i) REQUIRE(table.add(ids[i], i + 1));
  for (size_t i = 0; i < ids.size(); ++i) {
    REQUIRE(table.find(ids[i]) == i + 1);
    REQUIRE_FALSE(table.add(ids[i], 1));
  }
  CHECK(table.find("5000") == 0);
  CHECK(table.find("a long id 5000") == 0);
}
