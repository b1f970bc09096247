// The workers of `ingest` and `extract`, alone, so that ThreadSanitizer can look at them (tests/run.sh
// --threads).
#include "cli/article_pipeline.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "core/knowledge/knowledge.h"
#include "core/text/paragraphs.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::cli;

namespace {

constexpr size_t kArticles = 120;
constexpr size_t kJobs = 6;

// Every tenth article is empty, which the reader refuses.
class Newsstand {
 public:
  Newsstand() {
    for (size_t i = 0; i < kArticles; ++i)
      std::ofstream(folder_ / file(i))
          << (i % 10 == 9 ? "" : "language: it\n\nTesto " + std::to_string(i) + ".\n");
  }
  text::ArticleReader reader() const { return {{folder_.path()}, boilerplate_, std::cin}; }
  static std::string file(size_t i) { return std::to_string(1000 + i) + ".txt"; }

 private:
  test::TemporaryFolder folder_;
  const text::Boilerplate boilerplate_{knowledge::Files()};
};

// Takes each article a while of its own, so that workers overtake each other, and refuses every seventh.
Extraction slow_extraction() {
  return [random = std::mt19937(7)](text::Article article) mutable {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
    const size_t number = std::stoul(std::filesystem::path(article.metadata.id).stem()) - 1000;
    if (number % 7 == 6) throw Error(ErrorKind::External, "no analyser today");
    return ArticleRecord();
  };
}

}  // namespace

TEST_CASE("several workers' results come in the order of the inputs, refusals among them") {
  const Newsstand newsstand;
  text::ArticleReader reader = newsstand.reader();
  std::atomic<size_t> asked{0};
  ArticlePipeline pipeline(reader, kJobs, slow_extraction,
                           [&](const text::Article&) { return ++asked % 5 == 0; });
  size_t number = 0, refused = 0, unchanged = 0;
  while (const auto result = pipeline.next()) {
    CHECK(std::filesystem::path(result->name).filename() == Newsstand::file(number));
    refused += std::holds_alternative<Error>(result->outcome);
    unchanged += std::holds_alternative<ArticlePipeline::Unchanged>(result->outcome);
    ++number;
    CHECK(pipeline.files_done() <= pipeline.files());
  }
  CHECK(number == kArticles);
  CHECK(asked == kArticles - kArticles / 10);
  CHECK(unchanged == asked / 5);
  CHECK(refused > kArticles / 10);
}

TEST_CASE("a pipeline that is left in the middle stops its workers") {
  const Newsstand newsstand;
  for (size_t taken = 0; taken < 30; taken += 3) {
    text::ArticleReader reader = newsstand.reader();
    std::atomic<size_t> begun{0};
    {
      ArticlePipeline pipeline(reader, kJobs,
                               [&]() -> Extraction {
                                 return [&begun, extract = slow_extraction()](text::Article article) {
                                   ++begun;
                                   return extract(std::move(article));
                                 };
                               },
                               {});
      for (size_t i = 0; i < taken; ++i) REQUIRE(pipeline.next());
    }
    const size_t at_the_end = begun;
    CHECK(at_the_end < kArticles - kArticles / 10);  // so many it would be if all were read
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(begun == at_the_end);
  }
}
