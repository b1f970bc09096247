// The workers of `ingest` and `extract`, and all that the threads of an ingest share, so that ThreadSanitizer
// can look at them (tests/run.sh --threads).
#include "cli/article_pipeline.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include "core/assemble/assembler.h"
#include "core/base/cancellation.h"
#include "core/extract/extractor.h"
#include "core/knowledge/knowledge.h"
#include "core/text/paragraphs.h"
#include "storage/database.h"
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

namespace {

const std::string kExamples = TRAMA_SOURCE_DIR "/examples/articles";

// What `ingest` does: workers extract and ask what is current, this thread commits and publishes, until the
// end of the articles or until `token` is cancelled. How many were committed.
size_t ingest(const extract::Knowledge& knowledge, storage::Database& database,
              const CancellationToken& token, std::atomic<size_t>& committed) {
  const text::Boilerplate boilerplate(knowledge.files());
  text::ArticleReader reader({kExamples}, boilerplate, std::cin);
  assemble::Assembler assembler(database);
  ArticlePipeline pipeline(
      reader, kJobs,
      [&]() -> Extraction {
        return [extractor = std::make_shared<extract::Extractor>(knowledge)](text::Article article) {
          return extractor->extract(std::move(article));
        };
      },
      [&](const text::Article& article) {
        return assembler.is_current(article.metadata, knowledge.fingerprint());
      });
  size_t added = 0;
  while (!token.cancelled()) {
    std::optional<ArticlePipeline::Result> result = pipeline.next();
    if (!result) break;
    if (auto* record = std::get_if<ArticleRecord>(&result->outcome)) {
      added += assembler.add(std::move(*record)) == assemble::Change::Added;
      database.publish();
    }
    ++committed;
  }
  database.refresh_snapshot();
  return added;
}

}  // namespace

TEST_CASE("an ingest with several jobs is read, published and cancelled from other threads") {
  const extract::Knowledge knowledge{knowledge::Files()};
  test::TemporaryFolder folder;
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  const auto database = storage::Database::open(folder / "db", options);

  std::atomic<bool> done = false;
  std::atomic<size_t> committed = 0, looks = 0;
  std::atomic<bool> backwards = false;
  CancellationToken token;
  // One thread reads what the writer has, one what it has published.
  const auto look = [&](storage::Database& at) {
    uint64_t before = 0;
    while (!done) {
      at.refresh();
      const auto graph = at.read();
      if (graph->commit() < before) backwards = true;
      before = graph->commit();
      graph->scan(Table::Record, "", [&](std::string_view, std::string_view) { return !done; });
      ++looks;
    }
  };
  std::thread live([&] { look(*database); });
  std::thread published([&] {
    while (committed == 0) std::this_thread::yield();
    look(*storage::Database::open(folder / "db"));
  });
  std::thread interrupt([&] {
    while (committed < 4) std::this_thread::yield();
    token.cancel();
  });
  const size_t first = ingest(knowledge, *database, token, committed);
  interrupt.join();
  CHECK(first >= 4);
  token.reset();
  const size_t rest = ingest(knowledge, *database, token, committed);
  done = true;
  live.join();
  published.join();
  CHECK(first + rest == 10);
  CHECK(looks > 0);
  CHECK_FALSE(backwards);
  CHECK(database->check().faults == std::vector<std::string>());
}
