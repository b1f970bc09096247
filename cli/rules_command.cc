#include "cli/rules_command.h"

#include "cli/extraction.h"
#include "cli/input.h"
#include "core/base/printable.h"
#include "core/extract/rule_test.h"

namespace trama::cli {

namespace {

class RulesCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("action", action_,
                   "test: run the examples and counter-examples of all rules, or of these files")
        ->required()
        ->check(CLI::IsMember({"test"}));
    app.add_option("file", files_, "Rule files, used besides the built-in ones")->type_name("FILE...");
  }

  int run() override {
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
    return result.failures.empty() ? kDone : kSomeRefused;
  }

 private:
  static size_t line_of(const extract::RuleTestFailure& failure, const extract::Knowledge& knowledge) {
    const knowledge::Files& files = knowledge.files();
    const std::string text =
        files.contains(failure.file) ? std::string(files.file(failure.file)) : read_text(failure.file);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(failure.source.begin, text.size()));
    return 1 + static_cast<size_t>(std::count(text.begin(), end, '\n'));
  }

  std::string action_;
  std::vector<std::string> files_;
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace trama::cli
