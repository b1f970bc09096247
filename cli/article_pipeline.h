// Articles in, records out: several workers read, analyse and extract; results come in the inputs' order.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "cli/ordered_queue.h"
#include "core/base/cpu_profile.h"
#include "core/record/article_record.h"
#include "core/text/reader.h"

namespace trama::cli {

// One worker's extraction: a pure function of the article. Called from one thread. Throws Error.
using Extraction = std::function<ArticleRecord(text::Article)>;

class ArticlePipeline {
 public:
  struct Unchanged {};
  using Outcome = std::variant<ArticleRecord, Unchanged, Error>;
  struct Result {
    std::string name;  // of the input, for messages
    Outcome outcome;
    std::string unread_date;  // of an article that was analysed
  };

  // `make_extraction` is called once in each worker, `unchanged` (may be empty) under a lock before an
  // article is analysed. Both, `reader`, and `profile` where reading is to be measured, must outlive this
  // object. `jobs` at least 1.
  ArticlePipeline(text::ArticleReader& reader, size_t jobs, std::function<Extraction()> make_extraction,
                  std::function<bool(const text::Article&)> unchanged, CpuProfile* profile = nullptr);
  // Lets the workers finish what they are at, and drops it.
  ~ArticlePipeline();
  ArticlePipeline(const ArticlePipeline&) = delete;
  ArticlePipeline& operator=(const ArticlePipeline&) = delete;

  // In the order of the inputs; nothing at the end.
  std::optional<Result> next() { return results_.take(); }
  size_t files() const { return files_; }
  size_t files_done() const { return files_done_.load(std::memory_order_relaxed); }

 private:
  struct Input {
    uint64_t number;
    Result result;                         // decided already, or
    std::optional<text::Article> article;  // to be extracted
  };
  std::optional<Input> draw();
  void work();

  text::ArticleReader& reader_;
  std::function<Extraction()> make_extraction_;
  std::function<bool(const text::Article&)> unchanged_;
  CpuProfile* const profile_;
  std::mutex reading_;  // guards reader_, profile_ and drawn_
  uint64_t drawn_ = 0;
  size_t files_;
  std::atomic<size_t> files_done_{0};
  OrderedQueue<Result> results_;
  std::vector<std::thread> workers_;
};

}  // namespace trama::cli
