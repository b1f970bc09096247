// What each rule did on annotated articles, and the counts that confidence rests on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/extract/evaluate.h"
#include "core/extract/extractor.h"

namespace trama::extract {

struct RuleRecord {
  size_t right = 0, wrong = 0;
  size_t shared = 0;               // of the right ones, those that another rule found too
  std::set<std::string> right_in;  // articles

  bool single_article() const { return right > 0 && right_in.size() == 1; }
};

struct RuleReport {
  std::map<std::string, RuleRecord> rules;  // those that found something, by name with trigger
  size_t triggers = 0;                      // of all relation rules
  size_t silent = 0;                        // of them without a hit
  std::map<std::string, std::pair<size_t, size_t>> shapes;  // right and wrong, by confidence.h's shapes
};

// `records` are of the articles that `evaluation` scored, in any order.
RuleReport report_rules(const std::vector<ArticleRecord>& records, const Evaluation& evaluation,
                        const RuleSet& rules);

// Lines for people, and one JSON object.
std::string to_text(const RuleReport& report);
std::string to_json(const RuleReport& report);
// The content of confidence.tsv.
std::string confidence_table(const RuleReport& report);

}  // namespace trama::extract
