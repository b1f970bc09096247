// How long the tails of packed rows get (packed_row.h).
#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "storage/packed_row.h"
#include "storage/rocks.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

namespace {

// Relationships with ids from 1 on, each of a source of its own.
std::vector<Relationship> make_relationships(Database& database, size_t count) {
  GraphDelta delta(database.read());
  const SymbolId type = delta.intern(SymbolKind::Type, "T");
  const NodeId end = delta.create_node();
  std::vector<Relationship> made;
  for (size_t i = 0; i < count; ++i) {
    const NodeId source = delta.create_node();
    made.push_back(delta.create_relationship(type, source, end));
  }
  database.commit(delta);
  return made;
}

void set(Database& database, const std::vector<Relationship>& relationships, const Value& value) {
  GraphDelta delta(database.read());
  const SymbolId property = delta.intern(SymbolKind::Property, "p");
  for (const Relationship& each : relationships) delta.set_property(each, property, value);
  database.commit(delta);
}

std::string tail_of(const std::string& path, const Relationship& relationship) {
  const Rocks rocks(path + "/live", {});
  rocksdb::PinnableSlice bytes;
  if (!rocks.get({}, Family::Edge, id_key(relationship.source) + kTailMark, bytes)) return "";
  return bytes.ToString();
}

}  // namespace

TEST_CASE("the tail of a relationship that is changed again and again is folded, whatever its id") {
  test::TemporaryFolder folder;
  std::vector<Relationship> relationships;
  {
    const auto database = Database::open(folder / "db", test::writing());
    relationships = make_relationships(*database, 20);
    for (int64_t i = 0; i < 600; ++i) set(*database, relationships, Value(i));
  }
  for (const Relationship& relationship : relationships) {
    INFO("relationship " << relationship.id);
    Tail<EdgeRow> tail;
    const std::string bytes = tail_of(folder / "db", relationship);
    tail.decode(bytes);
    CHECK(tail.written < 2 * kTailOperations);
  }
  const auto database = Database::open(folder / "db");
  Column column;
  const auto reader = database->read();
  reader->relationship_property(relationships, reader->find_symbol(SymbolKind::Property, "p"), column);
  for (size_t i = 0; i < relationships.size(); ++i) CHECK(column.at(i).integer() == 599);
}

TEST_CASE("the tail of a relationship with a large property is folded before it is long") {
  test::TemporaryFolder folder;
  std::vector<Relationship> relationships;
  {
    const auto database = Database::open(folder / "db", test::writing());
    relationships = make_relationships(*database, 2);
    for (int i = 0; i < 40; ++i)
      set(*database, relationships, Value(std::string(100'000, static_cast<char>('a' + i % 26))));
  }
  for (const Relationship& relationship : relationships)
    CHECK(tail_of(folder / "db", relationship).size() < 1'500'000);
}

TEST_CASE("a fold that a batch refuses is an error, not a lost block") {
  test::TemporaryFolder folder;
  std::vector<Relationship> relationships;
  {
    const auto database = Database::open(folder / "db", test::writing());
    relationships = make_relationships(*database, 1);
    set(*database, relationships, Value(std::string(1000, 'a')));
  }
  const Rocks rocks(folder / "db/live", {});
  const std::string prefix = id_key(relationships[0].source);
  rocksdb::PinnableSlice tail;
  REQUIRE(rocks.get({}, Family::Edge, prefix + kTailMark, tail));
  const auto at = rocks.iterate({}, Family::Edge);
  rocksdb::WriteBatch small(0, 500);
  CHECK_THROWS_AS(fold<EdgeRow>(prefix, view(tail), *at, rocks.family(Family::Edge), small), Error);
}

TEST_CASE("relationships of many hubs looked up one by one show what the last commit made of them") {
  constexpr size_t kHubs = 20, kEach = 60;  // more hubs than a reader remembers tails of
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  std::vector<Relationship> relationships;
  {
    GraphDelta delta(database->read());
    const SymbolId type = delta.intern(SymbolKind::Type, "T");
    std::vector<NodeId> hubs;
    for (size_t i = 0; i < kHubs; ++i) hubs.push_back(delta.create_node());
    for (size_t i = 0; i < kEach; ++i)
      for (const NodeId hub : hubs)
        relationships.push_back(delta.create_relationship(type, hub, delta.create_node()));
    database->commit(delta);
  }
  const auto old = database->read();
  for (int64_t round = 0; round < 2; ++round) {
    GraphDelta delta(database->read());
    const SymbolId property = delta.intern(SymbolKind::Property, "p");
    for (size_t i = 0; i < relationships.size(); ++i) {
      if (i % 7 == 3 && round == 1) {
        delta.delete_relationship(relationships[i]);
      } else {
        delta.set_property(relationships[i], property, Value(round * 1'000'000 + static_cast<int64_t>(i)));
      }
    }
    database->commit(delta);
    const auto reader = database->read();
    for (size_t i = 0; i < relationships.size(); ++i) {
      const bool deleted = i % 7 == 3 && round == 1;
      const Map properties = reader->relationship_properties(relationships[i]);
      REQUIRE(reader->has_relationship(relationships[i]) != deleted);
      REQUIRE(properties.size() == (deleted ? 0 : 1));
      if (!deleted) REQUIRE(properties.at("p").integer() == round * 1'000'000 + static_cast<int64_t>(i));
    }
  }
  for (const Relationship& each : relationships) {
    REQUIRE(old->has_relationship(each));
    REQUIRE(old->relationship_properties(each).empty());
  }
}

TEST_CASE("a damaged tail is refused, and holds what comes before the damage, in order") {
  std::string bytes;
  for (const auto& [relationship, payload] : {std::pair(5, "old"), {3, "c"}, {5, "new"}}) {
    EdgeRow::append_put(bytes, {static_cast<RelationshipId>(relationship), payload});
  }
  bytes.push_back('\x7f');
  Tail<EdgeRow> tail;
  CHECK_THROWS_AS(tail.decode(bytes), Error);
  REQUIRE(tail.operations.size() == 2);
  CHECK(tail.operations[0].entry.relationship == 3);
  CHECK(tail.operations[1].entry.relationship == 5);
  CHECK(tail.operations[1].entry.payload == "new");
}
