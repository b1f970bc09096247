#include "core/assemble/review.h"

#include <catch2/catch.hpp>

#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;
using Lines = std::vector<std::string>;

namespace {

struct Archive {
  MemoryGraph graph;
  Assembler assembler{graph};

  Archive() {
    assembler.add(Story("a").names("Samsung").says("Samsung", "OWNS", "Alba").record());
    assembler.add(Story("b").names("Samsung Electronics").record());
    assembler.add(Story("c").names("Chip:H100 Accelerator").names("Chip:H200 Accelerator").record());
    assembler.add(Story("d").names("Company:Hygging Face").names("Company:Hugging Face").record());
    ArticleRecord doubtful = Story("e").says("Samsung", "OWNS", "Borea").record();
    doubtful.facts[0].evidence[0].confidence = 200;
    assembler.add(doubtful);
  }
  Lines questions() {
    Lines out;
    for (const ReviewItem& item : review_queue(*graph.read())) out.push_back(item.id);
    return out;
  }
  ReviewItem item(const std::string& id) {
    for (ReviewItem& each : review_queue(*graph.read()))
      if (each.id == id) return each;
    throw Error(ErrorKind::Internal, "no question " + id);
  }
};

}  // namespace

TEST_CASE_METHOD(Archive,
                 "Likely merges and doubtful facts are asked, and models that differ by number are not") {
  CHECK(questions() == Lines{"merge company/samsung company/samsung-electronics",
                             "fact company/samsung OWNS company/borea",
                             "merge company/hugging-face company/hygging-face"});
  const ReviewItem fact = item("fact company/samsung OWNS company/borea");
  CHECK(fact.question == "Is it true that Samsung owns Borea?");
  CHECK(fact.quotes == Lines{"Samsung stated OWNS Borea, writes e."});
}

TEST_CASE_METHOD(Archive,
                 "Yes and no are decisions, and the question does not come back until they are undone") {
  const std::string merge_id = "merge company/samsung company/samsung-electronics";
  const std::string fact_id = "fact company/samsung OWNS company/borea";
  assembler.decide(item(merge_id).no);
  CHECK(questions().size() == 2);
  assembler.decide(undo(*graph.read(), 1));
  CHECK(questions().size() == 3);
  assembler.decide(item(merge_id).yes);
  CHECK(node_of(graph, "company/samsung-electronics") == 0);
  assembler.decide(item(fact_id).no);
  CHECK(facts_of(graph) == Lines{"company/samsung OWNS company/alba"});
  CHECK(questions() == Lines{"merge company/hugging-face company/hygging-face"});
}

TEST_CASE("An entity of two types is asked about") {
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a").names("Company:Alba").names("Model:Alba").record());
  REQUIRE(review_queue(*graph.read()).size() == 1);
  assembler.decide(review_queue(*graph.read())[0].yes);
  const auto queue = review_queue(*graph.read());
  REQUIRE(queue.size() == 1);
  CHECK(queue[0].id == "type company/alba");
  assembler.decide(queue[0].no);
  CHECK(node_of(graph, "model/alba") != 0);
}
