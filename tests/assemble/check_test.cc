#include "core/assemble/check.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/assemble/tables.h"
#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

struct Archive {
  MemoryGraph graph;
  Assembler assembler{graph};

  Archive() {
    std::mt19937 random(7);
    for (int i = 0; i < 25; ++i) assembler.add(random_record(random, "article " + std::to_string(i)));
    assembler.decide(rename(*graph.read(), node_of(graph, "company/borea"), "Boreas"));
    assembler.add(
        Story("copy").says("Alba", "OWNS", "Borea").measures("Alba", "price", 3, "EUR", "Q7").record());
    ArticleRecord twin =
        Story("copy").says("Alba", "OWNS", "Borea").measures("Alba", "price", 3, "EUR", "Q7").record();
    twin.article.id = "twin";
    assembler.add(twin);
  }
  std::string faults() {
    std::string all;
    for (const std::string& fault : check(*graph.read()).faults) all += fault + "\n";
    return all;
  }
  template <typename Damage>
  std::string after(Damage damage) {
    GraphDelta delta(graph.read());
    damage(delta);
    graph.commit(delta);
    return faults();
  }
  // The first entry with this prefix.
  std::pair<std::string, std::string> entry(Table table, const std::string& prefix = "") {
    std::pair<std::string, std::string> found;
    graph.read()->scan(table, prefix, [&](std::string_view key, std::string_view value) {
      found = {std::string(key), std::string(value)};
      return false;
    });
    return found;
  }
};

}  // namespace

TEST_CASE_METHOD(Archive, "A sound graph has no faults") {
  CHECK(faults() == "");
  const CheckReport report = check(*graph.read());
  CHECK(report.articles == 27);
  CHECK(report.entities > 5);
  CHECK(report.evidence > 20);
  CHECK(check(*MemoryGraph().read()).fault_count == 0);
}

TEST_CASE_METHOD(Archive, "Each table's damage is found, and repaired from the records") {
  using Catch::Contains;
  const std::string sound = exported(graph);
  for (const Table table : {Table::Evidence, Table::EvidenceByArticle, Table::Alias}) {
    const auto [key, value] = entry(table);
    CHECK(after([&, k = key](GraphDelta& delta) { delta.erase(table, k); }) != "");
    CHECK(rebuild(graph).lost.empty());
    CHECK(faults() == "");
    CHECK(exported(graph) == sound);
  }
  for (const char* prefix : {"T", "A", "S", "E", "F"}) {
    const auto [key, value] = entry(Table::Assembly, prefix);
    INFO(prefix);
    CHECK(after([&, k = key](GraphDelta& delta) { delta.erase(Table::Assembly, k); }) != "");
    CHECK(after([&, k = key](GraphDelta& delta) { delta.put(Table::Assembly, k, "\x01"); }) != "");
    rebuild(graph);
    CHECK(faults() == "");
    CHECK(exported(graph) == sound);
  }
}

TEST_CASE_METHOD(Archive, "A changed text, a false quote and a stray node are faults") {
  using Catch::Contains;
  const auto text = entry(Table::Text);
  CHECK_THAT(after([&](GraphDelta& delta) { delta.put(Table::Text, text.first, text.second + " "); }),
             Contains("is not the one that was stored"));
  after([&](GraphDelta& delta) { delta.put(Table::Text, text.first, text.second); });
  CHECK(faults() == "");
  CHECK_THAT(after([&](GraphDelta& delta) { delta.create_node(Origin::Derived); }),
             Contains("belongs to nothing"));
  rebuild(graph);
  CHECK(faults() == "");
}

TEST_CASE_METHOD(Archive, "A rebuild keeps what users made, and names the articles that are lost") {
  {
    GraphDelta delta(graph.read());
    const NodeId note = delta.create_node();
    delta.create_relationship(delta.intern(SymbolKind::Type, "ABOUT"), note,
                              node_of(graph, "company/boreas"));
    delta.set_property(node_of(graph, "company/alba"), delta.intern(SymbolKind::Property, "watch"), true);
    graph.commit(delta);
  }
  const std::string sound = exported(graph);
  uint64_t last = 0;
  rebuild(graph, {}, [&](uint64_t done, uint64_t total) {
    CHECK(total == 27);
    last = done;
  });
  CHECK(last == 27);
  CHECK(exported(graph) == sound);

  const auto record = entry(Table::Record);
  after([&](GraphDelta& delta) { delta.put(Table::Record, record.first, record.second.substr(0, 120)); });
  const RebuildReport report = rebuild(graph);
  REQUIRE(report.lost.size() == 1);
  CHECK_THAT(report.lost[0], Catch::Contains(record.first));
  CHECK(faults() == "");
}

TEST_CASE_METHOD(Archive, "An interrupted rebuild is known, and run again it ends") {
  const std::string sound = exported(graph);
  CHECK_THROWS(rebuild(graph, {}, [](uint64_t done, uint64_t) {
    if (done == 5) throw Error(ErrorKind::Cancelled, "stopped");
  }));
  CHECK(rebuild_interrupted(*graph.read()));
  rebuild(graph);
  CHECK_FALSE(rebuild_interrupted(*graph.read()));
  CHECK(exported(graph) == sound);
}
