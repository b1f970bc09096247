// Rules are to be general: their examples, and the sentences of our own tests, share no run of six words with
// annotated articles.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/utf8.h"
#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

constexpr size_t kRun = 6;

// Runs of kRun words, folded, with single blanks.
std::set<std::string> runs_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream folded(fold_name(text));
  for (std::string word; folded >> word;) words.push_back(word);
  std::set<std::string> runs;
  for (size_t i = 0; i + kRun <= words.size(); ++i) {
    std::string run;
    for (size_t k = 0; k < kRun; ++k) run += words[i + k] + " ";
    runs.insert(std::move(run));
  }
  return runs;
}

// Of all text files of the folders.
std::set<std::string> runs_in(const std::vector<std::filesystem::path>& folders) {
  std::set<std::string> runs;
  for (const auto& folder : folders) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".txt") continue;
      std::ifstream file(entry.path());
      std::ostringstream content;
      content << file.rdbuf();
      runs.merge(runs_of(content.str()));
    }
  }
  return runs;
}

void check_examples(const std::set<std::string>& runs) {
  REQUIRE(runs.size() > 1000);
  for (const RuleExample& example : test_knowledge().rules().examples())
    for (const std::string& run : runs_of(example.text))
      if (runs.contains(run))
        FAIL_CHECK(example.file << ": \"" << run << "\" stands in an annotated article");
}

}  // namespace

TEST_CASE("No rule's example is taken from our own annotated articles") {
  check_examples(runs_in({TRAMA_SOURCE_DIR "/tests/extract/gold/articles"}));
}

TEST_CASE("No rule's example is taken from the shared corpus") {
  const std::filesystem::path corpus = TRAMA_SOURCE_DIR "/../shared/corpus";
  if (!std::filesystem::exists(corpus)) {
    WARN("skipped: " << corpus << " is absent");
    return;
  }
  check_examples(runs_in({corpus / "articles", corpus / "articles-dev"}));
}
