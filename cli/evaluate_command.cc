#include "cli/evaluate_command.h"

#include <cstdio>

#include "cli/annotated_articles.h"
#include "cli/console.h"
#include "core/base/printable.h"

namespace trama::cli {

namespace {

std::vector<std::string> stage_names() {
  std::vector<std::string> names;
  for (const extract::Stage stage : extract::all_stages()) names.emplace_back(extract::name_of(stage));
  return names;
}

class EvaluateCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_flag("--notes", notes_, "List what was missed and what was wrong");
    app.add_option("--without", without_, "Leave a stage of extraction out")
        ->type_name("STAGE")
        ->check(CLI::IsMember(stage_names()));
    app.add_flag("--stages", stages_, "Score facts without each stage in turn: what each adds");
    app.add_option("gold", gold_, "A file of annotations (json), or a folder of them")->required();
    app.add_option("articles", articles_, "The annotated articles, or folders of them")->required();
  }

  ExitStatus run() override {
    Output out;
    if (stages_) {
      print_stages(out);
    } else {
      extract::Stages without;
      for (const std::string& name : without_) without.insert(*extract::stage_named(name));
      print(score(without), out);
    }
    out.commit();
    return ExitStatus::Done;
  }

 private:
  extract::Evaluation score(const extract::Stages& without) const {
    const ExtractionResources resources({}, without);
    return evaluate_records(resources, read_gold(gold_), extract_articles(resources, articles_, without));
  }

  void print(const extract::Evaluation& result, std::ostream& out) const {
    char line[160];
    out << "precision  recall     F1    hit  wrong  missed\n";
    for (const auto& [name, tally] : result.rows) {
      std::snprintf(line, sizeof line, "%9.3f  %6.3f  %5.3f  %5zu  %5zu  %6zu  ", tally.precision(),
                    tally.recall(), tally.f1(), tally.hit, tally.wrong, tally.missed);
      out << line << printable(name);
      const auto samples = result.samples.find(name);
      if (samples != result.samples.end()) {
        const extract::Interval interval = extract::bootstrap(samples->second);
        std::snprintf(line, sizeof line, "  (F1 %.2f-%.2f)", interval.low, interval.high);
        out << line;
      }
      out << "\n";
    }
    std::snprintf(line, sizeof line, "certainty F1 %.3f, qualifier accuracy %.3f\n", result.certainty_f1,
                  result.qualifier_accuracy);
    out << line;
    if (!notes_) return;
    for (const std::string& note : result.notes) out << printable(note) << "\n";
  }

  void print_stages(std::ostream& out) const {
    out << "precision  recall     F1  change  quantities F1  without\n";
    const double all = print_stage("nothing", {}, 0, out);
    for (const extract::Stage stage : extract::all_stages())
      print_stage(extract::name_of(stage), {stage}, all, out);
  }

  // Returns the F1 of facts; the change is from `all`, where that is above 0.
  double print_stage(const char* name, const extract::Stages& without, double all, std::ostream& out) const {
    const extract::Evaluation result = score(without);
    const extract::Tally& facts = result.rows.at("triples");
    char line[160], change[16] = "";
    if (all > 0) std::snprintf(change, sizeof change, "%+.3f", facts.f1() - all);
    std::snprintf(line, sizeof line, "%9.3f  %6.3f  %5.3f  %6s  %13.3f  %s\n", facts.precision(),
                  facts.recall(), facts.f1(), change, result.rows.at("quantities").f1(), name);
    out << line;
    return facts.f1();
  }

  bool notes_ = false, stages_ = false;
  std::vector<std::string> without_;
  std::string gold_;
  std::vector<std::string> articles_;
};

}  // namespace

std::unique_ptr<Command> make_evaluate_command() { return std::make_unique<EvaluateCommand>(); }

}  // namespace trama::cli
