#include "core/assemble/assembler.h"

#include <catch2/catch.hpp>

#include "core/assemble/tables.h"
#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;
using Facts_ = std::vector<std::string>;

TEST_CASE("Articles that state one fact make one relationship with counts and dates") {
  MemoryGraph graph;
  Assembler assembler(graph);
  CHECK(assembler.add(Story("b.txt").on("2025-02-04").says("Alba", "OWNS", "Borea").share(60).record()) ==
        Change::Added);
  assembler.add(Story("a.txt")
                    .on("2025-01")
                    .says("Alba Inc.", "OWNS", "Borea", Certainty::Reported)
                    .share(51)
                    .record());
  assembler.add(Story("c.txt").says("Alba", "OWNS", "Borea").record());
  CHECK(facts_of(graph) == Facts_{"company/alba OWNS company/borea"});

  const Map properties = fact_properties(graph, "company/alba", "OWNS", "company/borea");
  CHECK(properties.at("articles").integer() == 3);
  CHECK(properties.at("certainty").string() == "stated");
  CHECK(properties.at("first_reported").string() == "2025-01");
  CHECK(properties.at("last_reported").string() == "2025-02-04");
  CHECK(properties.at("share").floating() == 60);
  CHECK(properties.at("status").string() == "current");
  CHECK_FALSE(properties.at("negated").boolean());
  CHECK(properties.at("confidence").floating() == 0.9);  // 1 - 0.3 / 3
  CHECK(graph.read()->evidence(fact(graph, "company/alba", "OWNS", "company/borea")).size() == 3);
  CHECK(property(graph, "company/alba", "name") == "Alba");
}

TEST_CASE("Evidence quotes the article word for word and says where and by whom") {
  MemoryGraph graph;
  Assembler assembler(graph);
  ArticleRecord record =
      Story("a.txt").on("2025-02-04").titled("News").says("Alba", "OWNS", "Borea").record();
  record.facts[0].evidence[0].speaker = "Ada";
  assembler.add(record);
  const List evidence = graph.read()->evidence(fact(graph, "company/alba", "OWNS", "company/borea"));
  const Map& piece = evidence.at(0).map();
  CHECK(piece.at("quote").string() == "Alba stated OWNS Borea, writes a.txt.");
  CHECK(piece.at("article").string() == "a.txt");
  CHECK(piece.at("title").string() == "News");
  CHECK(piece.at("date").string() == "2025-02-04");
  CHECK(piece.at("speaker").string() == "Ada");
  CHECK(piece.at("direct").boolean());
  CHECK(piece.at("subject").map().at("name").string() == "Alba");
  CHECK(piece.at("subject").map().at("via").string() == "name");
  const List& span = piece.at("span").list();
  CHECK(record.text.substr(span[0].integer(), span[1].integer() - span[0].integer()) ==
        piece.at("quote").string());
}

TEST_CASE("Denied and speculated facts have types of their own") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt")
                    .says("Alba", "OWNS", "Borea", Certainty::Stated, true)
                    .says("Alba", "OWNS", "Cirro", Certainty::Speculated)
                    .says("Alba", "OWNS", "Dorado", Certainty::Speculated, true)
                    .says("Alba", "OWNS", "Dorado", Certainty::Reported)
                    .record());
  CHECK(facts_of(graph) == Facts_{"company/alba MAYBE_NOT_OWNS company/dorado",
                                  "company/alba MAYBE_OWNS company/cirro",
                                  "company/alba NOT_OWNS company/borea", "company/alba OWNS company/dorado"});
  CHECK(fact_properties(graph, "company/alba", "NOT_OWNS", "company/borea").at("negated").boolean());
  CHECK(fact_properties(graph, "company/alba", "MAYBE_OWNS", "company/cirro").at("certainty").string() ==
        "speculated");
  CHECK(fact_properties(graph, "company/alba", "OWNS", "company/dorado").at("certainty").string() ==
        "reported");
}

TEST_CASE("A symmetric relation is one relationship, whichever way round articles put it") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").says("Borea", "COMPETES_WITH", "Alba").record());
  assembler.add(Story("b.txt").says("Alba", "COMPETES_WITH", "Borea").record());
  CHECK(facts_of(graph) == Facts_{"company/alba COMPETES_WITH company/borea"});
  const Relationship found = fact(graph, "company/alba", "COMPETES_WITH", "company/borea");
  for (const Value& piece : graph.read()->evidence(found))
    CHECK(piece.map().at("subject").map().at("name").string() == "Alba");
}

TEST_CASE("The last report says whether a post is held, and which") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("b.txt")
                    .on("2025-03-01")
                    .says("Person:Ada Rossi", "LEADS", "Alba", Certainty::Stated, false, Status::Former)
                    .role("ex chief")
                    .record());
  assembler.add(
      Story("a.txt").on("2024-05-01").says("Person:Ada Rossi", "LEADS", "Alba").role("chief").record());
  const Map properties = fact_properties(graph, "person/ada-rossi", "LEADS", "company/alba");
  CHECK(properties.at("status").string() == "former");
  CHECK(properties.at("role").string() == "ex chief");
}

TEST_CASE("Quantities hang on their subject, and differ by amount, qualifier and chip") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").measures("Model:R1", "training_cost", 6e6, "USD", "H800").record());
  assembler.add(Story("b.txt").measures("Model:R1", "training_cost", 6e6, "USD", "H800").record());
  assembler.add(Story("c.txt").measures("Model:R1", "training_cost", 5e6, "USD").record());
  CHECK(facts_of(graph) ==
        Facts_{"model/r1 TRAINING_COST quantity/model/r1/TRAINING_COST/=5000000.0USD/",
               "model/r1 TRAINING_COST quantity/model/r1/TRAINING_COST/=6000000.0USD/chip/h800"});
  assembler.forget("c.txt");
  const Relationship cost = fact(graph, "model/r1", "TRAINING_COST", "");
  CHECK(graph.read()->relationship_properties(cost).at("articles").integer() == 2);
  const Map amount = graph.read()->node_properties(cost.target);
  CHECK(amount.at("value").floating() == 6e6);
  CHECK(amount.at("unit").string() == "USD");
  CHECK(amount.at("text").string() == "6000000 USD");
  CHECK(amount.at("chip").string() == "chip/h800");
}

TEST_CASE("The same text under two names is one article, counted once") {
  MemoryGraph graph;
  Assembler assembler(graph);
  ArticleRecord record = Story("b.txt").says("Alba", "OWNS", "Borea").record();
  assembler.add(record);
  record.article.id = "a.txt";
  CHECK(assembler.add(record) == Change::Added);
  const auto reader = graph.read();
  CHECK(reader->node_count(reader->find_symbol(SymbolKind::Label, "Article")) == 1);
  CHECK(fact_properties(graph, "company/alba", "OWNS", "company/borea").at("articles").integer() == 1);
  CHECK_THAT(exported(graph), Catch::Contains("\"other_ids\":[\"b.txt\"]"));
  assembler.forget("a.txt");
  CHECK_THAT(exported(graph), Catch::Contains("article/b.txt") && !Catch::Contains("other_ids"));
}

TEST_CASE("Texts that state a fact in the same words are one source") {
  MemoryGraph graph;
  Assembler assembler(graph);
  for (const char* id : {"a", "b", "c"}) {
    ArticleRecord record = Story("wire").says("Alba", "OWNS", "Borea").record();
    record.article.id = id;
    record.text += std::string("Printed by ") + id;  // another text, the same sentence
    assembler.add(record);
  }
  CHECK(fact_properties(graph, "company/alba", "OWNS", "company/borea").at("articles").integer() == 1);
  assembler.forget("b");
  CHECK(fact_properties(graph, "company/alba", "OWNS", "company/borea").at("articles").integer() == 1);
  assembler.add(Story("d").says("Alba", "OWNS", "Borea").record());
  CHECK(fact_properties(graph, "company/alba", "OWNS", "company/borea").at("articles").integer() == 2);
}

TEST_CASE("An unchanged article does nothing, a changed one replaces its old self") {
  MemoryGraph graph;
  Assembler assembler(graph);
  const ArticleRecord record = Story("a.txt").says("Alba", "OWNS", "Borea").record();
  assembler.add(record);
  const uint64_t commit = graph.read()->commit();
  CHECK(assembler.add(record) == Change::None);
  CHECK(graph.read()->commit() == commit);

  ArticleMetadata metadata = read_record(*graph.read(), text_of_article(*graph.read(), "a.txt"))->article;
  CHECK(assembler.is_current(metadata, "test"));
  CHECK_FALSE(assembler.is_current(metadata, "test 2"));
  metadata.date = "2025";
  CHECK_FALSE(assembler.is_current(metadata, "test"));

  CHECK(assembler.add(Story("a.txt").says("Alba", "OWNS", "Cirro").record()) == Change::Replaced);
  CHECK(facts_of(graph) == Facts_{"company/alba OWNS company/cirro"});
  CHECK(node_of(graph, "company/borea") == 0);
}

TEST_CASE("Forgetting takes exactly what nothing else supports") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").says("Alba", "OWNS", "Borea").record());
  const std::string one = exported(graph);
  assembler.add(Story("b.txt").says("Alba", "OWNS", "Borea").says("Alba", "OWNS", "Cirro").record());
  CHECK(assembler.forget("nothing.txt") == Change::None);
  CHECK(assembler.forget("b.txt") == Change::Removed);
  CHECK(exported(graph) == one);
  assembler.forget("a.txt");
  CHECK(exported(graph) == "");
  for (const Table table : {Table::Record, Table::Text, Table::Evidence, Table::EvidenceByArticle,
                            Table::Alias, Table::Assembly}) {
    std::string left;
    graph.read()->scan(table, "", [&](std::string_view key, std::string_view) {
      left += std::string(key) + "; ";
      return true;
    });
    CHECK(left == "");
  }
}

TEST_CASE("A refused record changes nothing") {
  MemoryGraph graph;
  Assembler assembler(graph);
  ArticleRecord record = Story("a.txt").says("Alba", "OWNS", "Borea").record();
  record.facts[0].object = 7;
  CHECK_THROWS_AS(assembler.add(record), Error);
  record = Story(std::string("a\0b", 3)).says("Alba", "OWNS", "Borea").record();
  CHECK_THROWS_AS(assembler.add(record), Error);
  CHECK(exported(graph) == "");
}

TEST_CASE("What users tie to an entity stays, and keeps the entity") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").says("Alba", "OWNS", "Borea").record());
  {
    GraphDelta delta(graph.read());
    const NodeId note = delta.create_node();
    delta.add_label(note, delta.intern(SymbolKind::Label, "Note"));
    const Relationship about = delta.create_relationship(delta.intern(SymbolKind::Type, "ABOUT"), note,
                                                         node_of(graph, "company/borea"));
    delta.set_property(about, delta.intern(SymbolKind::Property, "by"), "Ada");
    delta.set_property(node_of(graph, "company/borea"), delta.intern(SymbolKind::Property, "watch"), true);
    graph.commit(delta);
  }
  const std::string with_note = exported(graph);

  SECTION("while articles come and go") {
    assembler.add(Story("b.txt").says("Borea", "OWNS", "Cirro").record());
    assembler.forget("b.txt");
    CHECK(exported(graph) == with_note);
  }
  SECTION("when no article supports it any more, until it comes back") {
    assembler.forget("a.txt");
    CHECK(node_of(graph, "company/alba") == 0);
    REQUIRE(node_of(graph, "company/borea") != 0);
    assembler.add(Story("a.txt").says("Alba", "OWNS", "Borea").record());
    CHECK(exported(graph) == with_note);
  }
  SECTION("when it merges into another") {
    assembler.add(Story("c.txt").says("Dorado", "OWNS", "Cirro").record());
    assembler.add(Story("d.txt").says("Dorado", "OWNS", "Eos").record());
    assembler.decide(merge(*graph.read(), node_of(graph, "company/borea"), node_of(graph, "company/dorado")));
    const Map properties = graph.read()->node_properties(node_of(graph, "company/dorado"));
    CHECK(properties.at("watch").boolean());
    CHECK_THAT(
        exported(graph),
        Catch::Contains("\"relationship\":\"ABOUT\",\"from\":\"user/000000001\",\"to\":\"company/dorado\""));
    assembler.decide(undo(*graph.read(), 1));
    CHECK(node_of(graph, "company/borea") != 0);
  }
  SECTION("and when the user's elements go, the bare entity goes with the next change") {
    assembler.forget("a.txt");
    GraphDelta delta(graph.read());
    const NodeId borea = node_of(graph, "company/borea");
    delta.set_property(borea, delta.intern(SymbolKind::Property, "watch"), Value());
    Expansion found;
    delta.expand(std::span(&borea, 1), Direction::Both, {}, found);
    delta.delete_relationship(found.relationship.at(0));
    graph.commit(delta);
    assembler.add(Story("b.txt").says("Cirro", "OWNS", "Dorado").record());
    CHECK(node_of(graph, "company/borea") == 0);
  }
}
