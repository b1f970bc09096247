#include "core/assemble/senses.h"

#include <catch2/catch.hpp>

#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

std::string entities(Graph& graph) {
  std::string out;
  const auto reader = graph.read();
  const NodeNames names(*reader);
  for (const NodeId node : names.in_order())
    if (!names.of(node).starts_with("article/")) out += names.of(node) + " ";
  return out;
}

}  // namespace

TEST_CASE("Names are one entity by type and folded name, without legal forms") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Alba Inc.").record());
  assembler.add(Story("b").names("ALBA").record());
  assembler.add(Story("c").names("Alba S.p.A.").record());
  assembler.add(Story("d").names("Model:Alba").record());
  CHECK(entities(graph) == "company/alba model/alba ");
}

TEST_CASE("A name written in one word or in two is one name") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("OpenAI").record());
  assembler.add(Story("b").names("Open AI").record());
  assembler.add(Story("c").names("OpenAI").record());
  CHECK(entities(graph) == "company/openai ");
}

TEST_CASE("The name most articles use is the name, ties go by bytes") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Deepseek").record());
  assembler.add(Story("b").names("DeepSeek").record());
  CHECK(property(graph, "company/deepseek", "name") == "DeepSeek");
  assembler.add(Story("c").names("Deepseek").record());
  CHECK(property(graph, "company/deepseek", "name") == "Deepseek");
}

TEST_CASE("Forms of a gazetteer entry in two languages are one place") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("@Place/united-states:Stati Uniti").record());
  assembler.add(Story("b").names("@Place/united-states:United States").record());
  CHECK(entities(graph) == "place/united-states ");
}

TEST_CASE("A second full name in an article joins the entities of both names, until the article goes") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Organization:Bank of Italy").record());
  assembler.add(Story("b").names("Organization:Banca d'Italia").record());
  CHECK(entities(graph) == "organization/banca-d-italia organization/bank-of-italy ");
  assembler.add(Story("c").names("Organization:Bank of Italy", {"Banca d'Italia"}).record());
  CHECK(entities(graph) == "organization/bank-of-italy ");
  assembler.forget("c");
  CHECK(entities(graph) == "organization/banca-d-italia organization/bank-of-italy ");
}

TEST_CASE("A surname alone attaches to the bearer whose neighbours it shares, and joins none") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Person:?Rossi", {}, {"alba", "turin"}).record());
  CHECK(entities(graph) == "person/rossi ");
  assembler.add(Story("b").names("Person:Ada Rossi", {}, {"borea", "oslo"}).record());
  CHECK(entities(graph) == "person/ada-rossi ");
  assembler.add(Story("c").names("Person:Ugo Rossi", {}, {"alba", "turin"}).record());
  CHECK(entities(graph) == "person/ada-rossi person/ugo-rossi ");
  CHECK_THAT(exported(graph), Catch::Contains("\"from\":\"article/a\",\"to\":\"person/ugo-rossi\""));
}

TEST_CASE("A surname whose context contradicts its only bearer stays apart") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Person:?Rossi", {}, {"alba", "turin", "fiat"}).record());
  assembler.add(Story("b").names("Person:Ada Rossi", {}, {"borea", "oslo", "norsk"}).record());
  CHECK(entities(graph) == "person/ada-rossi person/rossi ");
}

TEST_CASE("An acronym alone finds the name that explains it") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Organization:?FCC").record());
  assembler.add(Story("b").names("Organization:Federal Communications Commission", {"FCC"}).record());
  CHECK(entities(graph) == "organization/federal-communications-commission ");
}

TEST_CASE("Two people of one name are two where their neighbours disagree") {
  MemoryGraph graph;
  Assembler assembler(graph);
  const std::vector<std::string> football = {"juventus", "serie a", "torino"},
                                 chips = {"fab", "nvidia", "taiwan"};
  assembler.add(Story("a").names("Person:Marco Rossi", {}, football).record());
  assembler.add(Story("b").names("Person:Marco Rossi", {}, chips).record());
  CHECK(entities(graph) == "person/marco-rossi person/marco-rossi~2 ");
  assembler.add(Story("c").names("Person:Marco Rossi", {}, {"juventus", "milan", "serie a"}).record());
  assembler.add(Story("d").names("Person:Marco Rossi", {}, {"bonn"}).record());  // too little to tell
  CHECK(entities(graph) == "person/marco-rossi person/marco-rossi~2 ");
  // Somebody of both circles joins them.
  assembler.add(Story("e").names("Person:Marco Rossi", {}, {"juventus", "nvidia", "rome"}).record());
  CHECK(entities(graph) == "person/marco-rossi ");
  assembler.forget("e");
  CHECK(entities(graph) == "person/marco-rossi person/marco-rossi~2 ");
}

TEST_CASE("Beyond the sample, members choose among the senses that the sample shows") {
  std::vector<GroupMember> sample = {{"m1", {1, 2, 3}}, {"m2", {3, 4, 5}}, {"m3", {7, 8, 9}}, {"m4", {1}}};
  const auto senses = find_senses("SPerson\x1fx", sample);
  REQUIRE(senses.size() == 2);
  CHECK(senses[0] == Sense{"m1", {1, 2, 3, 4, 5}});
  CHECK(senses[1] == Sense{"m3", {7, 8, 9}});
  CHECK(best_sense(senses, {8, 11}).label == "m3");
  CHECK(best_sense(senses, {11}).label == "m1");
  CHECK(find_senses("@Person/x", sample).size() == 1);
}

TEST_CASE("Entities that want one key share it out by what they are, not by who came first") {
  std::vector<std::string> exports;
  for (const bool turned : {false, true}) {
    MemoryGraph graph;
    Assembler assembler(graph);
    std::vector<ArticleRecord> records = {Story("a").names("Person:Ada Rossi", {}, {"a", "b", "c"}).record(),
                                          Story("b").names("Person:Ada Rossi", {}, {"d", "e", "f"}).record()};
    if (turned) std::swap(records[0], records[1]);
    for (const ArticleRecord& record : records) assembler.add(record);
    exports.push_back(exported(graph));
  }
  CHECK(exports[0] == exports[1]);
}
