// Tools for the developer of rules: the report by rule, confidence, stages switched off.
#include "core/extract/rule_report.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/extract/confidence.h"
#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

ArticleRecord record_of(const std::string& name, const std::string& text) {
  ArticleRecord record = extract_sentence(text, "en");
  record.article.id = "folder/" + name;
  return record;
}

std::string gold_of(const std::string& name, const std::string& triples) {
  return R"({"article": ")" + name + R"(", "language": "en", "entities": [
    {"id": "g", "type": "Company", "name": "Google", "mentions": ["Google"]},
    {"id": "w", "type": "Company", "name": "Wiz", "mentions": ["Wiz"]}],
    "triples": [)" +
         triples + R"(], "quantities": []})";
}

const char* const kOwns =
    R"({"subject": "g", "relation": "OWNS", "object": "w", "certainty": "stated", "negated": false})";

RuleReport report_of(const std::vector<std::string>& gold, const std::vector<ArticleRecord>& records) {
  std::vector<std::string> predicted;
  for (const ArticleRecord& record : records) predicted.push_back(to_annotation_json(record));
  return report_rules(records, evaluate(gold, predicted, {}), test_knowledge().rules());
}

}  // namespace

TEST_CASE("A rule's hits are right or wrong as the gold has them, by article") {
  const std::string text = "Google has acquired the company Wiz.";
  const std::vector<ArticleRecord> records{record_of("a.txt", text), record_of("b.txt", text)};
  const RuleReport report = report_of({gold_of("a.txt", kOwns), gold_of("b.txt", "")}, records);
  REQUIRE(report.rules.contains("OWNS/en/verb/acquire"));
  const RuleRecord& record = report.rules.at("OWNS/en/verb/acquire");
  CHECK(record.right == 1);
  CHECK(record.wrong == 1);
  CHECK(record.right_in == std::set<std::string>{"a.txt"});
  CHECK(record.single_article());
  CHECK(report.silent < report.triggers);
  CHECK(report.shapes.at("verb, name") == std::pair<size_t, size_t>(1, 1));
  CHECK(to_text(report).find("OWNS/en/verb/acquire  (a.txt)") != std::string::npos);
  CHECK(nlohmann::json::parse(to_json(report)).at("rules").size() == report.rules.size());
}

TEST_CASE("What the gold leaves optional is right, what is only speculated is nothing") {
  std::string optional = kOwns;
  optional.insert(optional.size() - 1, R"(, "optional": true)");
  const RuleReport report = report_of({gold_of("a.txt", optional), gold_of("b.txt", "")},
                                      {record_of("a.txt", "Google has acquired the company Wiz."),
                                       record_of("b.txt", "Google may acquire the company Wiz.")});
  const RuleRecord& record = report.rules.at("OWNS/en/verb/acquire");
  CHECK(record.right == 1);
  CHECK(record.wrong == 0);
}

TEST_CASE("Confidence is the share of right facts of a shape, pulled to the prior where trials are few") {
  const ConfidenceTable& table = test_knowledge().confidence();
  const Confidence verb = table.of("verb, name"), unknown = table.of("verb, no such way");
  CHECK(verb.trials >= kFewTrials);
  CHECK(verb.permille > 800);
  CHECK(unknown.trials == 0);
  CHECK(unknown.permille == 800);
  CHECK(describe(unknown) == "confidence 0.80 from 0 trials");
  CHECK(describe(verb).find("trials") == std::string::npos);
  CHECK(shape_of("verb", Via::Topic, Via::Name) == "verb, topic");
  CHECK(shape_of("verb", "name", "pronoun") == "verb, pronoun");
  CHECK(kind_of_rule("OWNS/it/verb/rilevare", false) == "verb");
  CHECK(kind_of_rule("price/it/pagare", true) == "quantity");
}

TEST_CASE("The table that the report writes is one that extraction reads") {
  const RuleReport report =
      report_of({gold_of("a.txt", kOwns)}, {record_of("a.txt", "Google has acquired the company Wiz.")});
  const std::string table = confidence_table(report);
  CHECK(table.find("prior\t4\t1\n") != std::string::npos);
  CHECK(table.find("verb, name\t1\t0\n") != std::string::npos);
}

TEST_CASE("A stage that is left out takes its facts with it") {
  const std::string text = "Google has acquired the company Wiz. It is based in Israel.";
  const auto relations = [&](const Stages& without) {
    Extractor extractor(test_knowledge(), without);
    std::set<std::string> out;
    for (const LocalFact& fact : extractor.extract(test_article(text, "en")).facts) out.insert(fact.relation);
    return out;
  };
  CHECK(relations({}).contains("OWNS"));
  CHECK_FALSE(relations({Stage::Verbs}).contains("OWNS"));
  for (const Stage stage : all_stages()) CHECK(stage_named(name_of(stage)) == stage);
  CHECK_FALSE(stage_named("no such stage"));
}

TEST_CASE("Intervals hold the score and are the same on every run") {
  const std::vector<Tally> articles{{8, 2, 4}, {5, 0, 5}, {9, 1, 1}};
  Tally sum;
  for (const Tally& tally : articles) sum += tally;
  const Interval interval = bootstrap(articles);
  CHECK(interval.low <= sum.f1());
  CHECK(interval.high >= sum.f1());
  CHECK(bootstrap(articles).low == interval.low);
  CHECK(bootstrap({}).high == 0);
}
