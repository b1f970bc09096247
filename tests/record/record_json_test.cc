#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/record/sample.h"

using namespace trama;
using Json = nlohmann::ordered_json;

namespace {

// Reads the sample after `edit` has spoilt its JSON; the message of the refusal.
template <typename Edit>
std::string refusal(Edit edit) {
  Json json = Json::parse(to_json(sample_record()));
  edit(json);
  try {
    record_from_json(json.dump());
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::Input);
    return error.message();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("A record survives its JSON form unchanged, in one line") {
  const std::string line = to_json(sample_record());
  CHECK(line.find('\n') == std::string::npos);
  const ArticleRecord read = record_from_json(line);
  CHECK(to_json(read) == line);
  CHECK(read.text == sample_record().text);
  CHECK(read.facts.at(1).share == 51.5);
  CHECK(read.quantities.at(0).chip == 3u);
  CHECK_FALSE(read.quantities.at(1).chip.has_value());
  CHECK(read.quantities.at(0).evidence.at(0).subject.via == Via::Nominal);
  CHECK(read.quantities.at(0).evidence.at(0).status == Status::Former);
  CHECK_FALSE(read.entities.at(3).full_name);
  CHECK(read.unanalysed == std::vector<uint32_t>{1});
}

TEST_CASE("Keys of the JSON form come in the order of the header") {
  const Json json = Json::parse(to_json(sample_record()));
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  CHECK(keys == std::vector<std::string>{"format", "fingerprint", "article", "text", "unanalysed",
                                         "sentences", "entities", "facts", "quantities", "gaps"});
}

TEST_CASE("A record all of whose sentences were analysed says nothing of them, as the first ones did") {
  ArticleRecord record = sample_record();
  record.unanalysed.clear();
  const std::string line = to_json(record);
  CHECK(line.find("unanalysed") == std::string::npos);
  CHECK(record_from_json(line).unanalysed.empty());
}

TEST_CASE("Numbers survive to the last bit") {
  ArticleRecord record = sample_record();
  record.quantities[1].value = 0.1 + 0.2;
  CHECK(record_from_json(to_json(record)).quantities[1].value == 0.1 + 0.2);
}

TEST_CASE("A refused record says what is missing or wrong, and where") {
  using Catch::Contains;
  CHECK_THAT(refusal([](Json& j) { j.erase("text"); }), Contains("text is missing"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][1].erase("object"); }), Contains("facts[1].object is missing"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["evidence"][0].erase("rule"); }),
             Contains("facts[0].evidence[0].rule is missing"));
  CHECK_THAT(refusal([](Json& j) { j["format"] = 2; }), Contains("format is 2"));
  CHECK_THAT(refusal([](Json& j) { j["text"] = 7; }), Contains("text is not a string"));
  CHECK_THAT(refusal([](Json& j) { j["entities"] = "x"; }), Contains("entities is not a list"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["subject"] = -1; }), Contains("facts[0].subject"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["subject"] = 4; }), Contains("entity 4 of 4"));
  CHECK_THAT(refusal([](Json& j) { j["quantities"][0]["chip"] = 9; }), Contains("quantities[0].chip"));
  CHECK_THAT(refusal([](Json& j) { j["sentences"][1][1] = 100000; }), Contains("outside the text"));
  CHECK_THAT(refusal([](Json& j) { j["sentences"][1] = {3, 1}; }), Contains("sentences[1]"));
  CHECK_THAT(refusal([](Json& j) { j["sentences"][1] = {3, 9}; }), Contains("begins before"));
  CHECK_THAT(refusal([](Json& j) { j["sentences"][0] = {1}; }), Contains("not a span"));
  CHECK_THAT(refusal([](Json& j) { j["gaps"] = {2}; }), Contains("gaps[0]"));
  CHECK_THAT(refusal([](Json& j) { j["unanalysed"] = {2}; }), Contains("unanalysed[0] names sentence 2"));
  CHECK_THAT(refusal([](Json& j) { j["unanalysed"] = {1, 1}; }), Contains("unanalysed[1] is not after"));
  CHECK_THAT(refusal([](Json& j) { j["unanalysed"] = nullptr; }), Contains("unanalysed is not a list"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["evidence"] = Json::array(); }),
             Contains("evidence is empty"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["evidence"][0]["certainty"] = "sure"; }),
             Contains("unknown value \"sure\""));
  CHECK_THAT(refusal([](Json& j) { std::swap(j["facts"][0], j["facts"][1]); }), Contains("not after"));
  CHECK_THAT(refusal([](Json& j) { j["article"]["id"] = ""; }), Contains("article.id is empty"));
  CHECK_THAT(refusal([](Json& j) { j["facts"][0]["evidence"][0]["quote"][1] = 99999999999ull; }),
             Contains("facts[0].evidence[0].quote"));
}

TEST_CASE("A span that cuts a character is refused") {
  ArticleRecord record = sample_record();
  const size_t accent = record.text.find("à");
  record.sentences = {{0, accent + 1}, {accent + 2, record.text.size()}};
  CHECK_THROWS_WITH(validate(record), Catch::Contains("cuts a character"));
}

TEST_CASE("What is no record at all is refused with a message, whatever it is") {
  for (const std::string& line :
       {std::string(""), std::string("null"), std::string("[]"), std::string("{"), std::string("{\"a\":1}"),
        std::string(1'000'000, '['), std::string("\xff\xfe"), std::string("{\"format\":1e999}"),
        std::string("\"\\ud800\"")}) {
    try {
      record_from_json(line);
      FAIL("accepted " + line.substr(0, 20));
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::Input);
    }
  }
}

TEST_CASE("Any truncation of a record is refused") {
  const std::string line = to_json(sample_record());
  for (size_t size = 0; size < line.size(); size += 7)
    CHECK_THROWS_AS(record_from_json(std::string_view(line).substr(0, size)), Error);
}
