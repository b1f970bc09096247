// Facts on the annotated articles of this folder: floors, citations, and the same figures as the referee's.
#include "core/extract/evaluate.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/base/utf8.h"
#include "tests/extract/extraction.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::extract;

namespace {

const std::filesystem::path kGold = TRAMA_SOURCE_DIR "/tests/extract/gold";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            const std::string& extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

const std::vector<ArticleRecord>& records() {
  static const std::vector<ArticleRecord> all = [] {
    std::vector<ArticleRecord> out;
    const text::Boilerplate boilerplate(test_knowledge().files());
    for (const auto& path : files_in(kGold / "articles", ".txt"))
      out.push_back(test_extractor().extract(
          text::parse_article(read_file(path), text::ArticleFormat::Text, path.string(), boilerplate)));
    return out;
  }();
  return all;
}

std::vector<std::string> gold() {
  std::vector<std::string> out;
  for (const auto& path : files_in(kGold, ".json")) out.push_back(read_file(path));
  return out;
}

std::vector<std::string> predictions() {
  std::vector<std::string> out;
  for (const ArticleRecord& record : records()) out.push_back(to_annotation_json(record));
  return out;
}

std::vector<std::string> symmetric_relations() {
  std::vector<std::string> names;
  for (const Relation& relation : test_knowledge().schema().relations)
    if (relation.symmetric) names.push_back(relation.name);
  return names;
}

}  // namespace

TEST_CASE("Facts of our own annotated articles stay above their floors") {
  const Evaluation evaluation = evaluate(gold(), predictions(), symmetric_relations());
  const Tally& triples = evaluation.rows.at("triples");
  CHECK(triples.precision() >= 0.80);
  CHECK(triples.f1() >= 0.60);
  CHECK(evaluation.rows.at("entities").f1() >= 0.85);
}

TEST_CASE("Quotations are verbatim slices of 15 to 200 characters and hold both ends of direct facts") {
  for (const ArticleRecord& record : records()) {
    for (const LocalFact& fact : record.facts) {
      for (const Evidence& evidence : fact.evidence) {
        const std::string quote = record.text.substr(evidence.quote.begin, evidence.quote.size());
        const size_t length = code_point_count(quote);
        INFO(record.article.id << ": " << quote);
        CHECK(length >= 15);
        CHECK(length <= 200);
        if (evidence.direct) {
          CHECK(evidence.quote.contains(evidence.subject.span));
          CHECK(evidence.quote.contains(evidence.object.span));
        }
        for (const EvidenceEnd* end : {&evidence.subject, &evidence.object})
          if (end->via != Via::Name) CHECK(!end->antecedent.empty());
      }
    }
    CHECK_NOTHROW(validate(record));
  }
}

TEST_CASE("Two runs give the same bytes") {
  const std::string text = read_file(kGold / "articles" / "i1.txt");
  Extractor other(test_knowledge());
  CHECK(to_json(test_extractor().extract(test_article(text, "it"))) ==
        to_json(other.extract(test_article(text, "it"))));
}

TEST_CASE("The figures are those of the annotation referee") {
  const std::string referee = TRAMA_SOURCE_DIR "/../shared/corpus/score.py";
  if (!std::filesystem::exists(referee)) {
    WARN("skipped: " << referee << " is absent");
    return;
  }
  const test::TemporaryFolder folder;
  const std::string predicted = folder / "predicted.jsonl";
  {
    std::ofstream file(predicted);
    for (const std::string& line : predictions()) file << line << '\n';
  }
  const std::string command =
      "python3 " + referee + " " + kGold.string() + " " + predicted + " --by-article --json";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  REQUIRE(pclose(pipe) == 0);
  const nlohmann::json expected = nlohmann::json::parse(output);
  const Evaluation evaluation = evaluate(gold(), predictions(), symmetric_relations());
  for (const auto& [kind, row] : expected.items()) {
    if (!row.is_object() || !row.contains("hit")) continue;
    INFO(kind);
    REQUIRE(evaluation.rows.contains(kind));
    const Tally& tally = evaluation.rows.at(kind);
    CHECK(tally.hit == row["hit"].get<size_t>());
    CHECK(tally.wrong == row["wrong"].get<size_t>());
    CHECK(tally.missed == row["missed"].get<size_t>());
    CHECK(tally.f1() == Approx(row["f1"].get<double>()).margin(0.0001));
  }
  CHECK(evaluation.certainty_f1 ==
        Approx(expected["certainty, macro F1 on found triples"].get<double>()).margin(0.0001));
  CHECK(evaluation.qualifier_accuracy ==
        Approx(expected["qualifier right on found quantities"].get<double>()).margin(0.0001));
}
