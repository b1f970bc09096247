// Two short articles of our own, explained and as records, against checked files. With TRAMA_APPROVE=1 in the
// environment the files are renewed instead; look at the difference before committing it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/extract/explain.h"
#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

const std::string kFolder = TRAMA_SOURCE_DIR "/tests/extract/golden/";

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

void compare(const std::string& name, const std::string& actual) {
  if (std::getenv("TRAMA_APPROVE") != nullptr) {
    std::ofstream(kFolder + name) << actual;
    return;
  }
  INFO(name << ": TRAMA_APPROVE=1 build/bin/test_golden renews it");
  CHECK(actual == read_file(kFolder + name));
}

// What changes with every edit of the knowledge, and is no matter of this article, left out.
std::string stable(const ArticleRecord& record) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(to_json(record));
  json.erase("fingerprint");
  for (const char* list : {"facts", "quantities"})
    for (auto& fact : json[list])
      for (auto& evidence : fact["evidence"]) evidence.erase("confidence");
  return json.dump(1) + "\n";
}

}  // namespace

TEST_CASE("Two short articles are explained and recorded as their golden files have it") {
  for (const std::string language : {"it", "en"}) {
    const text::Article article = test_article(read_file(kFolder + language + ".txt"), language);
    const ArticleWork work = test_extractor().analyse(article, false);
    std::string explained;
    for (std::istringstream lines(explain_text(work, test_knowledge().rules(), false)); lines;) {
      std::string line;
      if (!std::getline(lines, line)) break;
      const size_t confidence = line.find(", confidence");
      explained += line.substr(0, confidence) + "\n";
    }
    compare(language + ".explained", explained);
    compare(language + ".json", stable(test_extractor().assemble(work)));
  }
}
