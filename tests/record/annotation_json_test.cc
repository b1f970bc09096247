#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/record/sample.h"

using namespace trama;
using Json = nlohmann::json;

TEST_CASE("The annotation form has the guide's fields") {
  const ArticleRecord record = sample_record();
  const Json json = Json::parse(to_annotation_json(record));
  CHECK(json["article"] == "a.txt");
  CHECK(json["language"] == "it");
  CHECK(json["entities"].size() == 4);
  CHECK(json["entities"][2] ==
        Json({{"id", "turin"}, {"type", "Place"}, {"name", "Turin"}, {"mentions", {"Torino"}}}));
  const Json& owns = json["triples"][1];
  CHECK(owns["subject"] == "alba");
  CHECK(owns["relation"] == "OWNS");
  CHECK(owns["object"] == "borea");
  CHECK(owns["role"] == "azionista");
  CHECK(owns["certainty"] == "stated");
  CHECK(owns["negated"] == false);
  CHECK(owns["direct"] == false);
  CHECK(owns["status"] == "current");
  CHECK(owns["evidence"] == "ha comprato Borea per 3,5 milioni");
  CHECK(json["triples"][0]["role"].is_null());
  const Json& chips = json["quantities"][0];
  CHECK(chips["measure"] == "chips_used");
  CHECK(chips["value"].is_number_integer());
  CHECK(chips["value"] == 2000);
  CHECK(chips["qualifier"] == "~");
  CHECK(chips["chip"] == "q7");
  CHECK(json["quantities"][1]["chip"].is_null());
}

TEST_CASE("Entities of one name have different ids") {
  ArticleRecord record = sample_record();
  record.entities[1] = record.entities[0];
  record.entities[1].type = "Model";
  const Json json = Json::parse(to_annotation_json(record));
  CHECK(json["entities"][0]["id"] == "alba");
  CHECK(json["entities"][1]["id"] == "alba-model");
}

TEST_CASE("The clearest evidence is stated before direct before sure before short") {
  Evidence plain;
  plain.quote = {0, 100};
  plain.confidence = 500;
  Evidence reported = plain, indirect = plain, sure = plain, brief = plain;
  reported.certainty = Certainty::Reported;
  reported.confidence = 1000;
  indirect.direct = false;
  indirect.confidence = 1000;
  sure.confidence = 600;
  brief.quote = {0, 20};
  const auto rule_of_best = [](std::vector<Evidence> list) {
    for (size_t i = 0; i < list.size(); ++i) list[i].rule = std::to_string(i);
    return clearest(list).rule;
  };
  CHECK(rule_of_best({reported, plain}) == "1");
  CHECK(rule_of_best({indirect, plain}) == "1");
  CHECK(rule_of_best({plain, sure, brief}) == "1");
  CHECK(rule_of_best({plain, brief}) == "1");
}
