// Scans of property indexes.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

TEST_CASE("an index gives strings in order also where they are equal in their first KiB") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  GraphDelta delta(database->read());
  const SymbolId label = delta.intern(SymbolKind::Label, "T"), text = delta.intern(SymbolKind::Property, "s");
  const IndexDescription index{label, text};
  delta.create_index(index);
  // Long ones equal in 2,048 bytes, some of them twice; ones about as long as a key; others around them.
  std::vector<std::string> texts;
  for (const char digit : {'4', '9', '7', '3', '5', '6', '8', '2', '1', '7', '4'})
    texts.push_back(std::string(2048, 'b') + digit);
  for (const size_t size : {1023, 1024, 1025, 1500}) texts.push_back(std::string(size, 'b'));
  for (const char* other : {"a", "b", "c", "bb"}) texts.push_back(other);
  texts.push_back("c" + std::string(1100, 'x') + "2");
  texts.push_back("c" + std::string(1100, 'x') + "1");
  std::vector<std::pair<std::string, NodeId>> expected;
  for (const std::string& each : texts) {
    const NodeId node = delta.create_node();
    delta.add_label(node, label);
    delta.set_property(node, text, Value(each));
    expected.emplace_back(each, node);
  }
  database->commit(delta);
  std::ranges::sort(expected);

  const auto reader = database->read();
  IndexRange range;
  range.lower = Value("b");
  std::erase_if(expected, [](const auto& each) { return each.first < "b"; });
  for (const size_t limit : {1, 2, 5, 100}) {
    const auto scan = reader->scan_index_in_order(index, range);
    REQUIRE(scan);
    std::vector<NodeId> found;
    for (std::vector<NodeId> batch; scan->next(batch, limit);) {
      CHECK(batch.size() <= limit);
      found.insert(found.end(), batch.begin(), batch.end());
    }
    REQUIRE(found.size() == expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      INFO(i);
      CHECK(found[i] == expected[i].second);
    }
  }
}
