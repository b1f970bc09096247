#include "cli/ingest_command.h"

#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "cli/article_pipeline.h"
#include "cli/extraction.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/refusals.h"
#include "core/assemble/assembler.h"
#include "core/base/fail_point.h"
#include "core/base/printable.h"
#include "storage/database.h"

namespace trama::cli {

namespace {

struct Counts {
  uint64_t added = 0, replaced = 0, unchanged = 0;
  uint64_t articles() const { return added + replaced + unchanged; }
};

class IngestCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("-j,--jobs", jobs_, "Articles analysed at a time; by default one a core")
        ->type_name("N")
        ->check(CLI::Range(1, 256));
    app.add_flag("--records", records_,
                 "The inputs are records that `trama extract --records` printed, not articles");
    app.add_option("--rules", rules_, "Use the rules of this file too")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_flag("-q,--quiet", quiet_, "No progress and no summary");
    app.add_option("path", paths_,
                   "Articles (txt, md, html, jsonl) and folders of them; - is jsonl on standard input")
        ->type_name("PATH")
        ->required();
  }

  ExitStatus run() override {
    storage::OpenOptions open;
    open.access = storage::Access::Write;
    const std::unique_ptr<storage::Database> database = storage::Database::open(database_, open);
    const ExtractionResources resources(rules_);
    assemble::Assembler assembler(*database, resources.assembly());
    if (records_) {
      ingest_records(assembler);
    } else {
      ingest_articles(resources, assembler);
    }
    database->refresh_snapshot();
    database->close();
    if (!quiet_) print_summary();
    if (interrupt_token().cancelled()) return ExitStatus::Interrupted;
    return refusals_.status();
  }

 private:
  void ingest_articles(const ExtractionResources& resources, assemble::Assembler& assembler) {
    const std::string fingerprint = resources.fingerprint();
    text::ArticleReader reader(paths_, resources.boilerplate(), std::cin);
    passed_over_ = reader.passed_over();
    // An article that comes twice in one run may differ from what the database will hold by then.
    std::set<std::string> seen;
    const auto unchanged = [&](const text::Article& article) {
      return seen.insert(article.metadata.id).second && assembler.is_current(article.metadata, fingerprint);
    };
    ArticlePipeline pipeline(
        reader, jobs_, [&] { return resources.make_extraction(); }, unchanged);
    while (!interrupt_token().cancelled()) {
      std::optional<ArticlePipeline::Result> result = pipeline.next();
      if (!result) break;
      if (std::holds_alternative<ArticlePipeline::Unchanged>(result->outcome)) {
        ++counts_.unchanged;
      } else if (const Error* error = std::get_if<Error>(&result->outcome)) {
        refusals_.add(result->name, *error);
      } else {
        refusals_.add_undated(result->name, result->unread_date);
        commit(assembler, result->name, std::move(std::get<ArticleRecord>(result->outcome)));
      }
      // Lines of a jsonl file are articles, but only files are known beforehand.
      const bool one_each = pipeline.files_done() >= inputs();
      progress_.update(inputs(), one_each ? pipeline.files() : 0);
    }
  }

  void ingest_records(assemble::Assembler& assembler) {
    for (const std::string& path : paths_) {
      LineReader lines(path);
      while (std::optional<std::string> line = lines.next()) {
        if (interrupt_token().cancelled()) return;
        const std::string name = path + ":" + std::to_string(lines.number());
        try {
          commit(assembler, name, record_from_json(*line));
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::Input) throw;
          refusals_.add(name, error);
        }
        progress_.update(inputs(), 0);
      }
    }
  }

  void commit(assemble::Assembler& assembler, const std::string& name, ArticleRecord record) {
    const size_t unanalysed = record.unanalysed.size(), sentences = record.sentences.size();
    try {
      switch (assembler.add(std::move(record))) {
        case assemble::Change::None:
          ++counts_.unchanged;
          break;
        case assemble::Change::Replaced:
          ++counts_.replaced;
          break;
        default:
          ++counts_.added;
      }
      refusals_.add_unanalysed(name, unanalysed, sentences);
      fail_point("ingest.acknowledged");
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Input) throw;
      refusals_.add(name, error);
    }
  }

  uint64_t inputs() const { return counts_.articles() + refusals_.count(); }

  void print_summary() const {
    const double seconds = progress_.seconds();
    std::string line = counted(counts_.articles(), "article") + ": " + grouped(counts_.added) + " new, " +
                       grouped(counts_.replaced) + " changed, " + grouped(counts_.unchanged) + " unchanged";
    if (refusals_.count() > 0) line += "; " + counted(refusals_.count(), "input") + " refused";
    std::cerr << line << " · " << duration_text(seconds) << std::endl;
    if (!passed_over_.empty()) std::cerr << passed_over_text() << std::endl;
    if (refusals_.may_pass_later() && !records_) {
      std::cerr << "what could not be analysed is tried again when the same command is run again"
                << std::endl;
    }
    if (interrupt_token().cancelled()) {
      std::cerr << "stopped; run the same command again to go on where it stopped" << std::endl;
    }
  }

  // "passed over: 2 .pdf, 1 .docx (articles are txt, md, html or jsonl)"
  std::string passed_over_text() const {
    std::string line;
    size_t kinds = 0;
    for (const auto& [ending, count] : passed_over_) {
      if (++kinds > kKindsNamed) break;
      line += (line.empty() ? "" : ", ") + grouped(count) + " " +
              (ending.empty() ? "without an ending" : printable(ending));
    }
    if (kinds > kKindsNamed) line += ", …";
    return "passed over: " + line + " (articles are txt, md, html or jsonl)";
  }

  static constexpr size_t kKindsNamed = 6;

  std::string database_;
  size_t jobs_ = std::max(1U, std::thread::hardware_concurrency());
  bool records_ = false, quiet_ = false;
  std::vector<std::string> rules_, paths_;
  Counts counts_;
  std::map<std::string, size_t> passed_over_;  // files of folders, by ending
  Progress progress_{"article"};
  Refusals refusals_{progress_};
};

}  // namespace

std::unique_ptr<Command> make_ingest_command() { return std::make_unique<IngestCommand>(); }

}  // namespace trama::cli
