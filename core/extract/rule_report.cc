#include "core/extract/rule_report.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/extract/confidence.h"

namespace trama::extract {

namespace {

// The prior of confidence.tsv, as right and wrong facts: four of five, weighing like five trials.
constexpr const char* kPrior = "prior\t4\t1\n";

class Reporter {
 public:
  explicit Reporter(const Evaluation& evaluation) {
    for (const Verdict& verdict : evaluation.verdicts)
      verdicts_[{verdict.article, verdict.quantity, verdict.index}] = verdict.right;
  }

  void add(const ArticleRecord& record) {
    const std::string article = article_name(record.article.id);
    for (size_t i = 0; i < record.facts.size(); ++i) add(article, false, i, record.facts[i].evidence);
    for (size_t i = 0; i < record.quantities.size(); ++i)
      add(article, true, i, record.quantities[i].evidence);
  }

  RuleReport report;

 private:
  void add(const std::string& article, bool quantity, size_t index, const std::vector<Evidence>& evidence) {
    const auto verdict = verdicts_.find({article, quantity, index});
    if (verdict == verdicts_.end()) return;
    std::map<std::string, std::set<std::string>> shapes_of;  // by rule
    for (const Evidence& piece : evidence)
      shapes_of[piece.rule].insert(
          shape_of(kind_of_rule(piece.rule, quantity), piece.subject.via, piece.object.via));
    for (const auto& [rule, shapes] : shapes_of) {
      RuleRecord& record = report.rules[rule];
      ++(verdict->second ? record.right : record.wrong);
      if (verdict->second) {
        record.right_in.insert(article);
        record.shared += shapes_of.size() > 1;
      }
      for (const std::string& shape : shapes) {
        auto& [right, wrong] = report.shapes[shape];
        ++(verdict->second ? right : wrong);
      }
    }
  }

  std::map<std::tuple<std::string, bool, size_t>, bool> verdicts_;
};

std::string row(const std::string& name, const RuleRecord& record) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%5zu  %5zu  %9.2f  %8zu  %6zu  ", record.right, record.wrong,
                static_cast<double>(record.right) / static_cast<double>(record.right + record.wrong),
                record.right_in.size(), record.shared);
  return numbers + name + "\n";
}

}  // namespace

RuleReport report_rules(const std::vector<ArticleRecord>& records, const Evaluation& evaluation,
                        const RuleSet& rules) {
  Reporter reporter(evaluation);
  for (const ArticleRecord& record : records) reporter.add(record);
  RuleReport report = std::move(reporter.report);
  for (const Rule& rule : rules.rules()) {
    for (const Trigger& trigger : rule.triggers) {
      ++report.triggers;
      report.silent += !report.rules.contains(rule.name + "/" + trigger.text);
    }
    if (!rule.triggers.empty()) continue;
    ++report.triggers;
    report.silent += !report.rules.contains(rule.name);
  }
  return report;
}

std::string to_text(const RuleReport& report) {
  std::string out = "right  wrong  precision  articles  shared  rule\n", single;
  for (const auto& [name, record] : report.rules) {
    out += row(name, record);
    if (record.single_article()) single += "  " + name + "  (" + *record.right_in.begin() + ")\n";
  }
  out += "\nright in one article only:\n" + (single.empty() ? "  none\n" : single);
  return out + "\n" + std::to_string(report.triggers - report.silent) + " of " +
         std::to_string(report.triggers) + " relation rules found something\n";
}

std::string to_json(const RuleReport& report) {
  using Json = nlohmann::ordered_json;
  Json rules = Json::array();
  for (const auto& [name, record] : report.rules)
    rules.push_back({{"rule", name},
                     {"right", record.right},
                     {"wrong", record.wrong},
                     {"shared", record.shared},
                     {"right_in", record.right_in},
                     {"single_article", record.single_article()}});
  Json shapes = Json::object();
  for (const auto& [shape, counts] : report.shapes)
    shapes[shape] = {{"right", counts.first}, {"wrong", counts.second}};
  return Json{{"rules", std::move(rules)},
              {"shapes", std::move(shapes)},
              {"triggers", report.triggers},
              {"silent", report.silent}}
      .dump();
}

std::string confidence_table(const RuleReport& report) {
  std::string out =
      "# How often facts of a shape were right (core/extract/confidence.h): shape, right, wrong. Written by\n"
      "#   trama rules report --confidence core/knowledge/confidence.tsv GOLD ARTICLES\n";
  out += kPrior;
  for (const auto& [shape, counts] : report.shapes)
    out += shape + "\t" + std::to_string(counts.first) + "\t" + std::to_string(counts.second) + "\n";
  return out;
}

}  // namespace trama::extract
