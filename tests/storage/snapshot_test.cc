// The snapshot file beside the store.
#include <catch2/catch.hpp>

#include <malloc.h>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::storage;

namespace {

OpenOptions writing() {
  OpenOptions options;
  options.access = Access::Write;
  options.durable = false;
  options.publish = false;
  return options;
}

}  // namespace

TEST_CASE("a reader does not keep the strings it has shown") {
  constexpr size_t kNodes = 200, kBytes = 4000;
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  GraphDelta delta(database->read());
  const SymbolId text = delta.intern(SymbolKind::Property, "text");
  std::vector<NodeId> nodes;
  for (size_t i = 0; i < kNodes; ++i) {
    nodes.push_back(delta.create_node());
    delta.set_property(nodes.back(), text, Value(std::string(kBytes, 'a')));
  }
  database->commit(delta);
  REQUIRE(database->refresh_snapshot());
  GraphDelta change(database->read());
  for (size_t i = 0; i < kNodes; i += 2)
    change.set_property(nodes[i], text, Value(std::string(kBytes, static_cast<char>('b' + i % 20))));
  database->commit(change);

  const auto reader = database->read();
  Column column;
  reader->node_property(nodes, text, column);
  const size_t before = ::mallinfo2().uordblks;
  for (int i = 0; i < 50; ++i) reader->node_property(nodes, text, column);
  CHECK(::mallinfo2().uordblks < before + kNodes * kBytes);
  for (size_t i = 0; i < kNodes; ++i) {
    const char expected = i % 2 == 0 ? static_cast<char>('b' + i % 20) : 'a';
    REQUIRE(column.at(i).string() == std::string(kBytes, expected));
  }
}
