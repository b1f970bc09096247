// What is read past a block of a sorted file that does not keep its checksum: never less than there is.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <rocksdb/metadata.h>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/rocks.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

namespace fs = std::filesystem;
using namespace trama;
using namespace trama::storage;
using test::durable_writing;
using test::error_of;

namespace {

constexpr NodeId kNodes = 5'000;

// Nodes 1 to kNodes with a name each; a ring of them under one type, with a note each; and under another type
// all as neighbours of node 1, which has one neighbour under a third. Without a snapshot file.
void make_database(const std::string& path) {
  const auto database = Database::open(path, durable_writing());
  GraphDelta delta(database->read());
  const SymbolId name = delta.intern(SymbolKind::Property, "name");
  for (NodeId node = 1; node <= kNodes; ++node) {
    delta.set_property(delta.create_node(), name,
                       Value(std::to_string(node * 0x9e3779b97f4a7c15u) + std::string(100, 'n')));
  }
  const SymbolId next = delta.intern(SymbolKind::Type, "NEXT");
  const SymbolId knows = delta.intern(SymbolKind::Type, "KNOWS");
  const SymbolId likes = delta.intern(SymbolKind::Type, "LIKES");
  for (NodeId node = 1; node <= kNodes; ++node) {
    const Relationship ring = delta.create_relationship(next, node, node % kNodes + 1);
    delta.set_property(ring, name, Value(std::to_string(node * 0x9e3779b97f4a7c15u) + std::string(100, 'r')));
    delta.create_relationship(knows, 1, node);
  }
  delta.create_relationship(likes, 1, 2);
  database->commit(delta);
  database->compact();
  database->close();
  fs::remove(path + "/snapshot");
}

// Spoils one byte at `share` of the family's largest file.
void damage(const std::string& path, Family family, double share) {
  std::string file;
  {
    const Rocks rocks(path + "/live", {});
    std::vector<rocksdb::LiveFileMetaData> files;
    rocks.db().GetLiveFilesMetaData(&files);
    size_t largest = 0;
    for (const auto& each : files) {
      if (each.column_family_name != kFamilyNames[static_cast<size_t>(family)] || each.size <= largest)
        continue;
      largest = each.size;
      file = each.db_path + each.name;
    }
    REQUIRE(largest > 0);
  }
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  const auto place = static_cast<std::streamoff>(share * static_cast<double>(fs::file_size(file)));
  bytes.seekg(place);
  const char before = static_cast<char>(bytes.get());
  bytes.seekp(place);
  bytes.put(static_cast<char>(before ^ 0x10));
}

// Every tenth node, so that the last of them is far from the damage.
std::vector<NodeId> some_nodes() {
  std::vector<NodeId> nodes;
  for (NodeId node = 1; node <= kNodes; node += 10) nodes.push_back(node);
  return nodes;
}

}  // namespace

TEST_CASE("properties of nodes are read whole, or not") {
  const test::TemporaryFolder folder;
  make_database(folder / "db");
  damage(folder / "db", Family::Node, 0.5);
  const auto database = Database::open(folder / "db", durable_writing());
  Column names;
  const auto read = [&] { database->read()->node_property(some_nodes(), 1, names); };
  CHECK(error_of(read).kind() == ErrorKind::Corrupt);
}

TEST_CASE("properties of relationships are read whole, or not") {
  const test::TemporaryFolder folder;
  make_database(folder / "db");
  damage(folder / "db", Family::Edge, 0.5);
  const auto database = Database::open(folder / "db", durable_writing());
  const auto graph = database->read();
  const SymbolId next = graph->find_symbol(SymbolKind::Type, "NEXT");
  Expansion ring;
  graph->expand(some_nodes(), Direction::Out, {&next, 1}, ring);
  REQUIRE(ring.size() == some_nodes().size());
  Column notes;
  const auto read = [&] { graph->relationship_property(ring.relationship, 1, notes); };
  CHECK(error_of(read).kind() == ErrorKind::Corrupt);
}

TEST_CASE("a node's relationships of several types are read whole, or not") {
  const test::TemporaryFolder folder;
  make_database(folder / "db");
  const auto read = [&] {
    const auto database = Database::open(folder / "db", durable_writing());
    const auto graph = database->read();
    const std::vector<SymbolId> types = {graph->find_symbol(SymbolKind::Type, "KNOWS"),
                                         graph->find_symbol(SymbolKind::Type, "LIKES")};
    const NodeId hub = 1;
    Expansion found;
    graph->expand({&hub, 1}, Direction::Out, types, found);
    return found.size();
  };
  REQUIRE(read() == kNodes + 1);
  damage(folder / "db", Family::Adjacency, 0);  // node 1 comes first
  CHECK(error_of(read).kind() == ErrorKind::Corrupt);
}
