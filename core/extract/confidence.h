// How sure a fact is: how often facts of its shape were right in annotated articles. Most rules have few
// trials, so these are pooled by shape (the kind of rule, and how the less certain of both ends is expressed)
// and pulled towards a Beta prior.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/knowledge/knowledge.h"
#include "core/record/article_record.h"

namespace trama::extract {

struct Confidence {
  uint32_t permille = 0;
  uint32_t trials = 0;
};
// Below these an estimate is mostly the prior's.
inline constexpr uint32_t kFewTrials = 10;
// "confidence 812", and where they are few, "from 4 trials".
std::string describe(const Confidence& confidence);

// "verb, nominal"; `kind` as name_of(RuleKind) has it, or "quantity".
std::string shape_of(std::string_view kind, Via subject, Via object);
std::string shape_of(std::string_view kind, std::string_view subject_via, std::string_view object_via);
// The kind in a rule's name: "OWNS/it/verb/rilevare".
std::string kind_of_rule(std::string_view rule_name, bool quantity);

// confidence.tsv: a line "prior", right and wrong; then shapes, with how many were right and wrong.
// Immutable; safe to share between threads.
class ConfidenceTable {
 public:
  // Throws Error of kind Input where the file is malformed.
  explicit ConfidenceTable(const knowledge::Files& files);

  Confidence of(const std::string& shape) const;

 private:
  struct Counts {
    uint32_t right = 0, wrong = 0;
  };
  Counts prior_;
  std::map<std::string, Counts, std::less<>> shapes_;
};

}  // namespace trama::extract
