#include <catch2/catch.hpp>

#include "core/assemble/article_view.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"
#include "core/assemble/passage_lookup.h"
#include "core/assemble/schema.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;
using Keys = std::vector<std::string>;

namespace {

// The shared small archive: two Albas, a fact told twice, an amount, a denial, a gap.
struct Archive {
  MemoryGraph graph;
  std::shared_ptr<const GraphReader> reader;

  Archive() {
    Assembler assembler(graph);
    ArticleRecord first = Story("a.txt")
                              .on("2025-02-04")
                              .titled("First")
                              .says("DeepSeek", "OWNS", "Alba")
                              .names("@Place/united-states:Stati Uniti", {"Usa"})
                              .measures("Model:Alba", "price", 5000, "EUR")
                              .record();
    first.gaps = {1};
    assembler.add(first);
    assembler.add(Story("b.txt").on("2025-01-10").says("DeepSeek", "OWNS", "Alba").record());
    assembler.add(
        Story("c.txt").says("DeepSeek", "OWNS", "Alba", Certainty::Stated, true).names("Alba").record());
    reader = graph.read();
  }
  Keys find(const std::string& text) {
    Keys keys;
    for (const EntityMatch& match : find_entities(*reader, text)) keys.push_back(match.key);
    return keys;
  }
};

}  // namespace

TEST_CASE_METHOD(Archive, "Entities are found by key, name, alias, prefix and near name") {
  CHECK(find("company/deepseek") == Keys{"company/deepseek"});
  CHECK(find("DEEPSEEK") == Keys{"company/deepseek"});
  CHECK(find("usa") == Keys{"place/united-states"});
  CHECK(find("stati") == Keys{"place/united-states"});
  CHECK(find("deepsek") == Keys{"company/deepseek"});
  CHECK(find("alba") == Keys{"company/alba", "model/alba"});  // the one in more articles first
  CHECK(find("zzzzzz").empty());
  CHECK(find("").empty());
  CHECK(find("' \" \\ \n").empty());
}

TEST_CASE_METHOD(Archive, "A name that is nobody's lists near ones") {
  CHECK(require_entity(*reader, "alba").key == "company/alba");
  try {
    require_entity(*reader, "deepsek");
    FAIL("found");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::EntityNotFound);
    CHECK_THAT(error.hint(), Catch::Contains("company/deepseek"));
  }
}

TEST_CASE("A name of two equally known entities is ambiguous") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Company:Alba").names("Model:Alba").record());
  CHECK_THROWS_WITH(require_entity(*graph.read(), "Alba"), Catch::Contains("several"));
  CHECK(require_entity(*graph.read(), "model/alba").type == "Model");
}

TEST_CASE_METHOD(Archive, "Why lists the evidence by date, also of what is denied") {
  const std::vector<Fact> facts = why(*reader, "deepseek", "owns", "company/alba");
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].type == "NOT_OWNS");
  CHECK(facts[1].type == "OWNS");
  CHECK(facts[1].articles == 2);
  REQUIRE(facts[1].evidence.size() == 2);
  CHECK(facts[1].evidence[0].article == "b.txt");
  CHECK(facts[1].evidence[1].title == "First");
  CHECK(facts[1].evidence[1].quote == "DeepSeek stated OWNS Alba, writes a.txt.");
  CHECK(why(*reader, "company/alba", "OWNS", "deepseek").size() == 2);  // the other way round
  CHECK(why(*reader, "deepseek", "", "").size() == 2);
  CHECK(why(*reader, "", "", "company/alba").size() == 2);
  CHECK(why(*reader, "deepseek", "LEADS", "company/alba").empty());
  CHECK_THROWS_AS(why(*reader, "", "", ""), Error);
}

TEST_CASE_METHOD(Archive, "Why finds a quantity by its measure or amount") {
  const std::vector<Fact> facts = why(*reader, "model/alba", "price", "5000");
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].quantity);
  CHECK(facts[0].value == 5000.0);
  CHECK(facts[0].unit == "EUR");
  CHECK(facts[0].object_name == "5000 EUR");
}

TEST_CASE_METHOD(Archive, "Mentions are whole sentences with marks, newest first") {
  const NodeId deepseek = require_entity(*reader, "deepseek").node,
               alba = require_entity(*reader, "company/alba").node;
  const Passages both = mentions_of(*reader, deepseek, alba);
  REQUIRE(both.total == 3);
  CHECK(both.passages[0].article == "a.txt");
  CHECK(both.passages[1].article == "b.txt");
  CHECK(both.passages[2].article == "c.txt");
  const Passage& first = both.passages[0];
  REQUIRE(first.marks.size() == 2);
  CHECK(first.text.substr(first.marks[0].begin, first.marks[0].size()) == "DeepSeek");
  CHECK(first.text.substr(first.marks[1].begin, first.marks[1].size()) == "Alba");
  CHECK(first.keys == Keys{"company/alba", "company/deepseek"});
  CHECK(mentions_of(*reader, alba).total == 4);
  CHECK(mentions_of(*reader, alba, 0, 2).passages.size() == 2);
}

TEST_CASE_METHOD(Archive,
                 "Gaps are the sentences where extraction found nothing, of all articles or of an entity") {
  REQUIRE(gaps(*reader).total == 1);
  CHECK(gaps(*reader).passages[0].text == "Here a.txt names Stati Uniti.");
  CHECK(gaps(*reader, require_entity(*reader, "usa").node).total == 1);
  CHECK(gaps(*reader, require_entity(*reader, "deepseek").node).total == 0);
}

TEST_CASE_METHOD(Archive, "Names complete from their beginning") {
  Keys keys;
  for (const EntityMatch& match : complete(*reader, "de")) keys.push_back(match.key);
  CHECK(keys == Keys{"company/deepseek"});
  CHECK(complete(*reader, "").size() == 4);
  CHECK(article_ids(*reader, "b") == Keys{"b.txt"});
}

TEST_CASE_METHOD(Archive, "A relation is found as type, in words, and as it is shown") {
  for (const char* relation : {"OWNS", "owns", "Owns"})
    CHECK(why(*reader, "DeepSeek", relation, "Alba").size() == 2);
  CHECK(why(*reader, "DeepSeek", "does not own", "company/alba").size() == 1);
  CHECK(relation_name("invests in") == "INVESTS_IN");
}

TEST_CASE_METHOD(Archive, "An article is found by id, file or title, and shows what it alone says") {
  CHECK(find_articles(*reader, "a.txt") == Keys{"a.txt"});
  CHECK(find_articles(*reader, "a") == Keys{"a.txt"});
  CHECK(find_articles(*reader, "FIRST") == Keys{"a.txt"});
  CHECK(find_articles(*reader, "txt").empty());
  CHECK(find_articles(*reader, "").empty());
  const ArticleView view = view_article(*reader, "a.txt");
  CHECK(view.article.title == "First");
  REQUIRE(view.facts.size() == 2);
  CHECK(view.facts[0].type == "OWNS");
  CHECK(view.facts[0].articles == 2);
  REQUIRE(view.facts[0].evidence.size() == 1);
  CHECK(view.facts[0].evidence[0].article == "a.txt");
  CHECK(view.facts[1].object_name.find("5000") != std::string::npos);
  Keys keys;
  for (const EntityMatch& entity : view.entities) keys.push_back(entity.key);
  CHECK(keys == Keys{"company/alba", "company/deepseek", "model/alba", "place/united-states"});
  CHECK(view.gaps.size() == 1);
  CHECK_THROWS_AS(view_article(*reader, "nobody.txt"), Error);
}

TEST_CASE("An article whose text others print too names them, and is found by its own file") {
  MemoryGraph graph;
  Assembler assembler(graph);
  ArticleRecord first = Story("one/news.txt").titled("First").says("DeepSeek", "OWNS", "Alba").record();
  ArticleRecord second = first;
  second.article.id = "two/news.txt";
  second.article.title = "Second";
  assembler.add(first);
  assembler.add(second);
  const auto reader = graph.read();
  CHECK(find_articles(*reader, "news") == Keys{"one/news.txt", "two/news.txt"});
  for (const char* file : {"two/news.txt", "two/news"})
    CHECK(find_articles(*reader, file) == Keys{"two/news.txt"});
  CHECK(find_articles(*reader, "ws.txt").empty());
  const ArticleView view = view_article(*reader, "two/news.txt");
  CHECK(view.article.title == "Second");
  REQUIRE(view.others.size() == 1);
  CHECK(view.others[0].title == "First");
  CHECK(view.facts.size() == 1);
}
