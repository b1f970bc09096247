#include "core/assemble/decisions.h"

#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;
using Lines = std::vector<std::string>;

namespace {

struct Archive {
  MemoryGraph graph;
  Assembler assembler{graph};

  Archive() {
    assembler.add(Story("a.txt").says("DeepSeek", "OWNS", "Alba").record());
    assembler.add(Story("b.txt").says("Deep Seek AI", "OWNS", "Borea").record());
    assembler.add(Story("c.txt").says("DeepSeek", "OWNS", "Borea").record());
  }
  NodeId operator[](const std::string& key) { return node_of(graph, key); }
  const GraphReader& now() { return *(reader = graph.read()); }
  std::shared_ptr<const GraphReader> reader;
};

}  // namespace

TEST_CASE("A merge makes one entity of two, and outlives its articles' replacement") {
  Archive archive;
  archive.assembler.decide(
      merge(archive.now(), archive["company/deepseek"], archive["company/deep-seek-ai"]));
  CHECK(facts_of(archive.graph) ==
        Lines{"company/deepseek OWNS company/alba", "company/deepseek OWNS company/borea"});
  CHECK(
      fact_properties(archive.graph, "company/deepseek", "OWNS", "company/borea").at("articles").integer() ==
      2);

  archive.assembler.forget("b.txt");
  archive.assembler.add(
      Story("b.txt").on("2025").names("Dorado").says("Deep Seek AI", "OWNS", "Borea").record());
  CHECK(archive["company/deep-seek-ai"] == 0);
  archive.assembler.decide(undo(archive.now(), 1));
  CHECK(archive["company/deep-seek-ai"] != 0);
}

TEST_CASE("A merge joins what bears the entity's name, so that undoing an earlier one leaves it") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").names("Zeta").record());
  for (const char* id : {"b.txt", "c.txt"}) assembler.add(Story(id).names("Alba").record());
  assembler.add(Story("d.txt").names("Place:Alba").record());
  const auto node = [&](const char* key) { return node_of(graph, key); };
  assembler.decide(merge(*graph.read(), node("company/alba"), node("company/zeta")));
  REQUIRE(property(graph, "company/alba", "name") == "Alba");
  assembler.decide(merge(*graph.read(), node("company/alba"), node("place/alba")));
  assembler.decide(undo(*graph.read(), 1));
  CHECK(node("company/zeta") != 0);
  CHECK(node("place/alba") == 0);
}

TEST_CASE("A split gives the mentions of some articles an entity of their own") {
  Archive archive;
  const std::string before = exported(archive.graph);
  archive.assembler.decide(split(archive.now(), archive["company/deepseek"], {"c.txt"}));
  CHECK(facts_of(archive.graph).size() == 3);
  CHECK(archive["company/deepseek~2"] != 0);
  archive.assembler.decide(undo(archive.now(), 1));
  CHECK(exported(archive.graph) == before);
}

TEST_CASE("A rename changes name and key, a retype label and key; the last one counts") {
  Archive archive;
  archive.assembler.decide(rename(archive.now(), archive["company/alba"], "Aurora"));
  CHECK(property(archive.graph, "company/aurora", "name") == "Aurora");
  archive.assembler.decide(rename(archive.now(), archive["company/aurora"], "Alba Nova"));
  archive.assembler.decide(retype(archive.now(), archive["company/alba-nova"], "Product"));
  REQUIRE(archive["product/alba-nova"] != 0);
  CHECK_THAT(exported(archive.graph), Catch::Contains("\"labels\":[\"Entity\",\"Product\"]"));
  archive.assembler.decide(undo(archive.now(), 2));
  CHECK(archive["product/aurora"] != 0);
}

TEST_CASE("A rejected fact stays away when other articles repeat it, and comes back with all its evidence") {
  Archive archive;
  archive.assembler.decide(
      reject(archive.now(), fact(archive.graph, "company/deepseek", "OWNS", "company/borea")));
  archive.assembler.add(Story("d.txt").says("DeepSeek", "OWNS", "Borea").record());
  CHECK(facts_of(archive.graph) ==
        Lines{"company/deep-seek-ai OWNS company/borea", "company/deepseek OWNS company/alba"});
  archive.assembler.decide(undo(archive.now(), 1));
  CHECK(
      fact_properties(archive.graph, "company/deepseek", "OWNS", "company/borea").at("articles").integer() ==
      2);
}

TEST_CASE("A rejected quantity stays away") {
  Archive archive;
  archive.assembler.add(Story("q.txt").measures("Model:R1", "price", 5, "EUR").record());
  archive.assembler.decide(reject(archive.now(), fact(archive.graph, "model/r1", "PRICE", "")));
  archive.assembler.add(Story("r.txt").measures("Model:R1", "price", 5, "EUR").record());
  archive.assembler.add(Story("s.txt").measures("Model:R1", "price", 6, "EUR").record());
  CHECK(facts_of(archive.graph).back() == "model/r1 PRICE quantity/model/r1/PRICE/=6.0EUR/");
  CHECK(facts_of(archive.graph).size() == 4);
}

TEST_CASE("Decisions are listed as they were put, and an undo can be undone") {
  Archive archive;
  archive.assembler.decide(
      merge(archive.now(), archive["company/deepseek"], archive["company/deep-seek-ai"]));
  const std::string merged = exported(archive.graph);
  archive.assembler.decide(undo(archive.now(), 1));
  archive.assembler.decide(undo(archive.now(), 2));
  CHECK(exported(archive.graph) == merged);
  Lines lines;
  for (const Decision& decision : decisions(archive.now())) lines.push_back(describe(decision));
  CHECK(lines == Lines{"1 merge company/deepseek with company/deep-seek-ai",
                       "2 undo 1 (merge company/deepseek with company/deep-seek-ai) (undone)",
                       "3 undo 2 (undo 1 (merge company/deepseek with company/deep-seek-ai))"});
}

TEST_CASE("A decision sleeps while its articles are away and acts when they come back") {
  Archive archive;
  archive.assembler.decide(
      merge(archive.now(), archive["company/deepseek"], archive["company/deep-seek-ai"]));
  const std::string merged = exported(archive.graph);
  for (const char* id : {"a.txt", "b.txt", "c.txt"}) archive.assembler.forget(id);
  CHECK(exported(archive.graph) == "");
  archive.assembler.add(Story("c.txt").says("DeepSeek", "OWNS", "Borea").record());
  archive.assembler.add(Story("b.txt").says("Deep Seek AI", "OWNS", "Borea").record());
  archive.assembler.add(Story("a.txt").says("DeepSeek", "OWNS", "Alba").record());
  CHECK(exported(archive.graph) == merged);
}

TEST_CASE("Decisions that make no sense are refused") {
  Archive archive;
  const NodeId alba = archive["company/alba"];
  CHECK_THROWS_AS(merge(archive.now(), alba, alba), Error);
  CHECK_THROWS_AS(split(archive.now(), alba, {"nowhere.txt"}), Error);
  CHECK_THROWS_AS(rename(archive.now(), alba, " - "), Error);
  CHECK_THROWS_AS(retype(archive.now(), alba, ""), Error);
  CHECK_THROWS_AS(undo(archive.now(), 7), Error);
  CHECK_THROWS_AS(merge(archive.now(), alba, 999999), Error);
}

TEST_CASE("One delta takes one change") {
  Archive archive;
  GraphDelta delta(archive.graph.read());
  decide(delta, rename(delta, archive["company/alba"], "Aurora"), {});
  CHECK_THROWS_WITH(decide(delta, rename(delta, archive["company/borea"], "Boreas"), {}),
                    Catch::Contains("only once"));
  CHECK_THROWS_AS(forget(delta, "a.txt", {}), Error);
}

TEST_CASE("A decision survives its JSON form") {
  Archive archive;
  const Decision decision =
      reject(archive.now(), fact(archive.graph, "company/deepseek", "OWNS", "company/borea"));
  CHECK(to_json(decision_from_json(to_json(decision))) == to_json(decision));
  CHECK_THROWS_AS(decision_from_json("{}"), Error);
  CHECK_THROWS_AS(decision_from_json("[1"), Error);
}
