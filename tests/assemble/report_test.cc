#include "core/assemble/report.h"

#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;
using Lines = std::vector<std::string>;

namespace {

Lines lines(const std::vector<Fact>& facts) {
  Lines out;
  for (const Fact& fact : facts) out.push_back(fact.subject_name + " " + fact.type + " " + fact.object_name);
  return out;
}

Lines lines(const std::vector<Conflict>& conflicts) {
  Lines out;
  for (const Conflict& conflict : conflicts) {
    std::string line = std::string(name_of(conflict.kind)) + " " + conflict.about + ":";
    for (const std::string& fact : lines(conflict.facts)) line += " " + fact + ";";
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("A timeline runs by event, else by first report, undated facts last") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").says("Alba", "OWNS", "Cirro").record());
  assembler.add(Story("b").on("2025-03-01").says("Alba", "OWNS", "Borea").record());
  ArticleRecord record = Story("c").on("2025-04-01").says("Alba", "OWNS", "Dorado").record();
  record.facts[0].event_date = "2024-11";
  assembler.add(record);
  CHECK(lines(timeline(*graph.read(), node_of(graph, "company/alba"))) ==
        Lines{"Alba OWNS Dorado", "Alba OWNS Borea", "Alba OWNS Cirro"});
}

TEST_CASE("Facts that disagree are shown together") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").on("2025-01").says("Person:Ada Rossi", "LEADS", "Alba").role("CEO").record());
  assembler.add(Story("b").on("2025-02").says("Person:Max Bruni", "LEADS", "Alba").role("ceo").record());
  assembler.add(Story("c").says("Person:Ugo Verdi", "LEADS", "Alba").role("chair").record());
  assembler.add(Story("d").on("2025-01").says("Alba", "OWNS", "Borea").record());
  assembler.add(Story("e").on("2025-02").says("Alba", "OWNS", "Borea", Certainty::Reported, true).record());
  assembler.add(Story("f").on("2025-01").measures("Model:R1", "training_cost", 6e6, "USD").record());
  assembler.add(Story("g").on("2025-02").measures("Model:R1", "training_cost", 9e6, "USD").record());
  assembler.add(Story("h")
                    .measures("Model:R1", "revenue", 1, "USD")
                    .measures("Model:R1", "revenue", 2, "USD")
                    .record());
  assembler.add(Story("i").says("Borea", "OWNS", "Alba", Certainty::Speculated).record());
  const Lines all = {"stated and denied company/alba: Alba OWNS Borea; Alba NOT_OWNS Borea;",
                     "two heads company/alba: Ada Rossi LEADS Alba; Max Bruni LEADS Alba;",
                     "two values model/r1: R1 TRAINING_COST 6000000 USD; R1 TRAINING_COST 9000000 USD;"};
  CHECK(lines(conflicts(*graph.read())) == all);
  CHECK(lines(conflicts(*graph.read(), node_of(graph, "model/r1"))) == Lines{all[2]});
  for (const Conflict& conflict : conflicts(*graph.read()))
    for (const Fact& fact : conflict.facts) CHECK_FALSE(fact.evidence.empty());

  assembler.add(Story("j")
                    .on("2025-03")
                    .says("Person:Ada Rossi", "LEADS", "Alba", Certainty::Stated, false, Status::Former)
                    .record());
  CHECK(lines(conflicts(*graph.read())).size() == 2);
}

TEST_CASE(
    "An article that names two heads, and a sentence that gives two values, do not disagree with "
    "themselves") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a")
                    .says("Person:Ada Rossi", "LEADS", "Alba")
                    .says("Person:Max Bruni", "LEADS", "Alba")
                    .record());
  ArticleRecord sizes = Story("b")
                            .measures("Model:R1", "parameters", 8e9, "")
                            .measures("Model:R1", "parameters", 7e10, "")
                            .record();
  assembler.add(sizes);
  const size_t of_two_sentences = conflicts(*graph.read()).size();
  CHECK(of_two_sentences == 1);  // the values
  assembler.add(Story("c").says("Person:Ugo Verdi", "LEADS", "Alba").record());
  CHECK(conflicts(*graph.read()).size() == 2);

  MemoryGraph other;
  Assembler second(other);
  sizes.quantities[1].evidence = sizes.quantities[0].evidence;
  second.add(sizes);
  CHECK(conflicts(*other.read()).empty());
}

TEST_CASE("What one article expects and another denies is a conflict") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").on("2025-01").says("Alba", "OWNS", "Borea", Certainty::Speculated).record());
  assembler.add(Story("b").on("2025-02").says("Alba", "OWNS", "Borea", Certainty::Reported, true).record());
  assembler.add(Story("c")
                    .on("2025-01")
                    .says("Alba", "OWNS", "Cirro", Certainty::Speculated)
                    .says("Alba", "OWNS", "Cirro", Certainty::Stated, true)
                    .record());
  CHECK(lines(conflicts(*graph.read())) ==
        Lines{"expected and denied company/alba: Alba MAYBE_OWNS Borea; Alba NOT_OWNS Borea;"});
}

TEST_CASE("A bound and a value within it do not disagree") {
  MemoryGraph graph;
  Assembler assembler(graph);
  ArticleRecord below = Story("a").measures("Model:R1", "training_cost", 6e6, "USD").record();
  below.quantities[0].qualifier = "<";
  assembler.add(below);
  assembler.add(Story("b").measures("Model:R1", "training_cost", 5.6e6, "USD").record());
  CHECK(conflicts(*graph.read()).empty());
  assembler.add(Story("c").measures("Model:R1", "training_cost", 7e6, "USD").record());
  CHECK(conflicts(*graph.read()).size() == 1);
}

TEST_CASE("A difference shows what became known between two dates") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a")
                    .on("2025-01-15")
                    .says("Alba", "OWNS", "Borea")
                    .says("Person:Ada Rossi", "LEADS", "Alba")
                    .record());
  assembler.add(Story("b")
                    .on("2025-02-10")
                    .says("Alba", "OWNS", "Cirro")
                    .says("Person:Ada Rossi", "LEADS", "Alba", Certainty::Stated, false, Status::Former)
                    .record());
  assembler.add(Story("c").on("2025-03").says("Alba", "OWNS", "Dorado").record());
  assembler.add(Story("d").says("Alba", "OWNS", "Undated").record());
  const Difference february = difference(*graph.read(), "2025-01-31", "2025-02");
  CHECK(lines(february.new_facts) == Lines{"Alba OWNS Cirro"});
  CHECK(lines(february.ended_facts) == Lines{"Ada Rossi LEADS Alba"});
  CHECK(february.new_entities == Lines{"company/cirro"});
  CHECK(february.new_articles == 1);
}

TEST_CASE("Statistics count what there is") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").on("2025-01-15").says("Alba", "OWNS", "Borea").record());
  assembler.add(
      Story("b").on("2025-01").says("Alba", "OWNS", "Borea").measures("Alba", "price", 1, "EUR").record());
  const Statistics found = statistics(*graph.read());
  CHECK(found.articles == 2);
  CHECK(found.entities == 2);
  CHECK(found.facts == 2);
  CHECK(found.quantities == 1);
  CHECK(found.evidence == 3);
  CHECK(found.user_nodes == 0);
  CHECK(found.user_relationships == 0);
  CHECK(found.entity_types == std::vector<std::pair<std::string, uint64_t>>{{"Company", 2}});
  CHECK(found.relation_types == std::vector<std::pair<std::string, uint64_t>>{{"OWNS", 1}, {"PRICE", 1}});
  CHECK(found.first_date == "2025-01");
  CHECK(found.last_date == "2025-01-15");
  CHECK(statistics(*MemoryGraph().read()).articles == 0);

  GraphDelta delta(graph.read());
  const NodeId own = delta.create_node();
  delta.create_relationship(delta.intern(SymbolKind::Type, kMentionsType), own, own);  // of no article
  graph.commit(delta);
  CHECK(statistics(*graph.read()).user_nodes == 1);
  CHECK(statistics(*graph.read()).user_relationships == 1);
}
