#include "cli/extract_command.h"

#include <iostream>
#include <thread>

#include "cli/article_pipeline.h"
#include "cli/console.h"
#include "cli/extraction.h"
#include "cli/extraction_profile.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/refusals.h"
#include "core/assemble/schema.h"
#include "core/base/printable.h"
#include "core/extract/explain.h"

namespace trama::cli {

namespace {

class ExtractCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("-j,--jobs", jobs_, "Articles analysed at a time; by default one a core")
        ->type_name("N")
        ->check(CLI::Range(1, 256));
    app.add_flag("--records", records_, "Print whole article records, which `trama ingest --records` takes");
    app.add_flag(
        "--profile", profile_,
        "Say on standard error, after the facts, where CPU time went: Apertium's programs and Trama's "
        "stages, tokens a second, memory");
    app.add_flag("--explain", explain_, "Print tokens, mentions, clauses and which rule fired on what")
        ->excludes("--profile");
    app.add_flag("--no-tokens", no_tokens_, "With --explain: leave the tokens out");
    app.add_option("--why-not", why_not_, "Say where this fact got lost: SUBJECT RELATION OBJECT")
        ->expected(3)
        ->type_name("NAME")
        ->excludes("--profile");
    app.add_option("--rules", rules_, "Use the rules of this file too")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_option("-o,--output", output_, "The file to write; - is standard output")->type_name("FILE");
    app.add_option("path", paths_,
                   "Articles (txt, md, html, jsonl) and folders of them; - is jsonl on standard input")
        ->type_name("PATH")
        ->required();
  }

  ExitStatus run() override {
    ExtractionProfile profile(profile_);
    read_articles(profile);
    if (profile_) progress_.say(profile.text());
    if (refusals_.count() > 0) progress_.say(counted(refusals_.count(), "input") + " refused");
    if (interrupt_token().cancelled()) return ExitStatus::Interrupted;
    return refusals_.status();
  }

 private:
  void read_articles(ExtractionProfile& profile) {
    StageTimer timer(profile.add_thread(), "knowledge");
    const ExtractionResources resources(rules_);
    text::ArticleReader reader(paths_, resources.boilerplate(), std::cin);
    Output out(output_);
    if (explain_ || !why_not_.empty())
      explain(resources, reader, out);
    else
      extract(resources, reader, profile, timer, out);
    out.commit();
    timer.turn_to("knowledge");  // which is freed now
  }

  void extract(const ExtractionResources& resources, text::ArticleReader& reader, ExtractionProfile& profile,
               StageTimer& timer, std::ostream& out) {
    timer.turn_to("facts written");
    ArticlePipeline pipeline(
        reader, jobs_, [&] { return resources.make_extraction({}, profile.add_thread()); }, {},
        profile.add_thread());
    uint64_t done = 0;
    while (!interrupt_token().cancelled()) {
      const std::optional<ArticlePipeline::Result> result = pipeline.next();
      if (!result) return;
      if (const Error* error = std::get_if<Error>(&result->outcome)) {
        refusals_.add(result->name, *error);
      } else {
        const ArticleRecord& record = std::get<ArticleRecord>(result->outcome);
        refusals_.add_undated(result->name, result->unread_date);
        refusals_.add_unanalysed(result->name, record.unanalysed.size(), record.sentences.size());
        out << (records_ ? to_json(record) : to_annotation_json(record)) << "\n";
      }
      ++done;
      progress_.update(done, pipeline.files_done() >= done ? pipeline.files() : 0);
    }
  }

  void explain(const ExtractionResources& resources, text::ArticleReader& reader, std::ostream& out) {
    const extract::Knowledge& knowledge = resources.knowledge();
    extract::Extractor extractor(knowledge);
    while (std::optional<text::ArticleReader::Item> item = reader.next()) {
      if (interrupt_token().cancelled()) return;
      try {
        if (const Error* error = std::get_if<Error>(&item->article)) throw *error;
        const extract::ArticleWork work =
            extractor.analyse(std::move(std::get<text::Article>(item->article)), true);
        out << printable(item->name) << "\n";
        if (why_not_.empty()) {
          out << extract::explain_text(work, knowledge.rules(), !no_tokens_);
        } else {
          out << extract::why_not(work, knowledge.rules(), why_not_[0], assemble::relation_name(why_not_[1]),
                                  why_not_[2]);
        }
        out << "\n";
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::Input && error.kind() != ErrorKind::External) throw;
        refusals_.add(item->name, error);
      }
    }
  }

  size_t jobs_ = std::max(1U, std::thread::hardware_concurrency());
  bool records_ = false, profile_ = false, explain_ = false, no_tokens_ = false;
  std::vector<std::string> why_not_, rules_, paths_;
  std::string output_ = "-";
  Progress progress_{"article"};
  Refusals refusals_{progress_};
};

}  // namespace

std::unique_ptr<Command> make_extract_command() { return std::make_unique<ExtractCommand>(); }

}  // namespace trama::cli
