#include "cli/article_pipeline.h"

#include <exception>
#include <system_error>

#include "core/base/fail_point.h"
#include "core/base/hash.h"

namespace trama::cli {

namespace {

constexpr uint64_t kAheadPerJob = 4;

// Nothing leaves a thread as an exception.
template <typename Function>
ArticlePipeline::Outcome caught(Function&& function) {
  try {
    return function();
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& error) {
    return Error(ErrorKind::Internal, error.what());
  }
}

}  // namespace

ArticlePipeline::ArticlePipeline(text::ArticleReader& reader, size_t jobs,
                                 std::function<Extraction()> make_extraction,
                                 std::function<bool(const text::Article&)> unchanged, CpuProfile* profile)
    : reader_(reader),
      make_extraction_(std::move(make_extraction)),
      unchanged_(std::move(unchanged)),
      profile_(profile),
      files_(reader.files()),
      results_(jobs * kAheadPerJob) {
  for (size_t i = 0; i < jobs; ++i) {
    try {
      workers_.emplace_back([this] { work(); });
    } catch (const std::system_error& error) {  // no memory or no process left for one more: fewer do
      if (workers_.empty())
        throw Error(ErrorKind::External, std::string("no thread starts: ") + error.what());
      break;
    }
  }
}

ArticlePipeline::~ArticlePipeline() {
  results_.close();
  for (std::thread& worker : workers_) worker.join();
}

std::optional<ArticlePipeline::Input> ArticlePipeline::draw() {
  const std::lock_guard lock(reading_);
  const StageTimer timer(profile_, "articles read");
  std::optional<text::ArticleReader::Item> item = reader_.next();
  files_done_.store(reader_.files_done(), std::memory_order_relaxed);
  if (!item) {
    results_.end(drawn_);
    return std::nullopt;
  }
  Input input{drawn_++, {item->name, Unchanged{}, ""}, std::nullopt};
  if (const Error* error = std::get_if<Error>(&item->article)) {
    input.result.outcome = *error;
    return input;
  }
  text::Article& article = std::get<text::Article>(item->article);
  article.metadata.sha256 = sha256_hex(article.text);
  input.result.outcome = caught([&] {
    if (!unchanged_ || !unchanged_(article)) {
      input.result.unread_date = article.unread_date;
      input.article = std::move(article);
    }
    return Unchanged{};
  });
  return input;
}

void ArticlePipeline::work() {
  Extraction extraction;
  while (std::optional<Input> input = draw()) {
    if (input->article) {
      input->result.outcome = caught([&] {
        if (!extraction) extraction = make_extraction_();
        ArticleRecord record = extraction(std::move(*input->article));
        fail_point("ingest.extracted");
        return record;
      });
    }
    if (!results_.put(input->number, std::move(input->result))) return;
  }
}

}  // namespace trama::cli
