#include "cli/rules_command.h"

#include <fstream>

#include "cli/annotated_articles.h"
#include "cli/extraction.h"
#include "cli/input.h"
#include "core/base/printable.h"
#include "core/extract/rule_report.h"
#include "core/extract/rule_test.h"

namespace trama::cli {

namespace {

class RulesCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("action", action_,
                   "test: run the examples and counter-examples of all rules, or of these files; report: say "
                   "what each rule found in annotated articles")
        ->required()
        ->check(CLI::IsMember({"test", "report"}));
    app.add_option(
           "file", files_,
           "test: rule files, used besides the built-in ones; report: the annotations (a json file or "
           "a folder), then the articles")
        ->type_name("FILE...");
    app.add_flag("--json", json_, "report: one JSON object");
    app.add_option("--confidence", confidence_, "report: also write the counts that confidence rests on")
        ->type_name("FILE");
  }

  ExitStatus run() override { return action_ == "report" ? report() : test(); }

 private:
  ExitStatus report() const {
    if (files_.size() < 2)
      throw Error(ErrorKind::Argument, "report needs annotations and articles")
          .hint("trama rules report tests/extract/gold tests/extract/gold/articles");
    const ExtractionResources resources;
    const std::vector<ArticleRecord> records =
        extract_articles(resources, {files_.begin() + 1, files_.end()});
    const extract::RuleReport report =
        extract::report_rules(records, evaluate_records(resources, read_gold(files_.front()), records),
                              resources.knowledge().rules());
    Output out;
    out << (json_ ? to_json(report) + "\n" : printable_lines(to_text(report)));
    out.commit();
    if (!confidence_.empty()) {
      std::ofstream file(confidence_, std::ios::binary);
      file << extract::confidence_table(report) << std::flush;
      if (!file) throw Error(ErrorKind::Input, "cannot write " + confidence_);
    }
    return ExitStatus::Done;
  }

  ExitStatus test() const {
    const ExtractionResources resources(files_);
    const extract::RuleTestResult result = extract::test_rules(resources.knowledge(), files_);
    Output out;
    for (const extract::RuleTestFailure& failure : result.failures) {
      out << printable(failure.file) << ":" << line_of(failure, resources.knowledge()) << ": "
          << printable_lines(failure.message) << "\n";
    }
    out << counted(result.examples, "example") << ", " << counted(result.counters, "counter-example") << ", "
        << counted(result.triggers, "trigger") << ": "
        << (result.failures.empty() ? "all hold" : counted(result.failures.size(), "failure")) << "\n";
    out.commit();
    return result.failures.empty() ? ExitStatus::Done : ExitStatus::SomeRefused;
  }

  static size_t line_of(const extract::RuleTestFailure& failure, const extract::Knowledge& knowledge) {
    const knowledge::Files& files = knowledge.files();
    const std::string text =
        files.contains(failure.file) ? std::string(files.file(failure.file)) : read_text(failure.file);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(failure.source.begin, text.size()));
    return 1 + static_cast<size_t>(std::count(text.begin(), end, '\n'));
  }

  std::string action_, confidence_;
  std::vector<std::string> files_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace trama::cli
