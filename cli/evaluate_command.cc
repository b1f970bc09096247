#include "cli/evaluate_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <thread>

#include "cli/article_pipeline.h"
#include "cli/extraction.h"
#include "cli/input.h"
#include "core/base/printable.h"
#include "core/extract/evaluate.h"

namespace trama::cli {

namespace {

class EvaluateCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_flag("--notes", notes_, "List what was missed and what was wrong");
    app.add_option("gold", gold_, "A file of annotations (json), or a folder of them")->required();
    app.add_option("articles", articles_, "The annotated articles, or folders of them")->required();
  }

  int run() override {
    const ExtractionResources resources;
    std::vector<std::string> symmetric;
    for (const extract::Relation& relation : resources.knowledge().schema().relations) {
      if (relation.symmetric) symmetric.push_back(relation.name);
    }
    const extract::Evaluation result = extract::evaluate(gold_texts(), extracted(resources), symmetric);
    Output out;
    print(result, out);
    out.commit();
    return kDone;
  }

 private:
  std::vector<std::string> gold_texts() const {
    std::vector<std::string> paths;
    if (std::filesystem::is_directory(gold_)) {
      for (const auto& entry : std::filesystem::directory_iterator(gold_)) {
        if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
      }
      std::sort(paths.begin(), paths.end());
    } else {
      paths.push_back(gold_);
    }
    std::vector<std::string> out;
    for (const std::string& path : paths) out.push_back(read_text(path));
    return out;
  }

  std::vector<std::string> extracted(const ExtractionResources& resources) const {
    text::ArticleReader reader(articles_, resources.boilerplate(), std::cin);
    ArticlePipeline pipeline(reader, std::max(1U, std::thread::hardware_concurrency()),
                             [&] { return resources.make_extraction(); }, {});
    std::vector<std::string> out;
    while (const std::optional<ArticlePipeline::Result> result = pipeline.next()) {
      if (const Error* error = std::get_if<Error>(&result->outcome))
        throw Error(error->kind(), result->name + ": " + error->message()).hint(error->hint());
      out.push_back(to_annotation_json(std::get<ArticleRecord>(result->outcome)));
    }
    return out;
  }

  void print(const extract::Evaluation& result, std::ostream& out) const {
    char line[160];
    out << "precision  recall     F1    hit  wrong  missed\n";
    for (const auto& [name, tally] : result.rows) {
      std::snprintf(line, sizeof line, "%9.3f  %6.3f  %5.3f  %5zu  %5zu  %6zu  ", tally.precision(),
                    tally.recall(), tally.f1(), tally.hit, tally.wrong, tally.missed);
      out << line << printable(name) << "\n";
    }
    std::snprintf(line, sizeof line, "certainty F1 %.3f, qualifier accuracy %.3f\n", result.certainty_f1,
                  result.qualifier_accuracy);
    out << line;
    if (!notes_) return;
    for (const std::string& note : result.notes) out << printable(note) << "\n";
  }

  bool notes_ = false;
  std::string gold_;
  std::vector<std::string> articles_;
};

}  // namespace

std::unique_ptr<Command> make_evaluate_command() { return std::make_unique<EvaluateCommand>(); }

}  // namespace trama::cli
