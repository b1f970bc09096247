#include "core/extract/stages.h"

#include <algorithm>

namespace trama::extract {

namespace {

Stage stage_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::Verb:
      return Stage::Verbs;
    case RuleKind::Noun:
      return Stage::Nouns;
    case RuleKind::Role:
      return Stage::Roles;
    case RuleKind::Name:
      return Stage::Names;
    case RuleKind::Pattern:
      return Stage::Patterns;
  }
  return Stage::Verbs;
}

void keep_first(std::vector<Argument>& arguments) {
  for (Argument& argument : arguments)
    for (auto& groups : argument.candidates) groups.resize(std::min<size_t>(groups.size(), 1));
}

}  // namespace

const char* name_of(Stage stage) {
  switch (stage) {
    case Stage::Coreference:
      return "coreference";
    case Stage::Possessives:
      return "possessives";
    case Stage::Topic:
      return "topic";
    case Stage::Apposition:
      return "apposition";
    case Stage::Coordination:
      return "coordination";
    case Stage::Verbs:
      return "verbs";
    case Stage::Nouns:
      return "nouns";
    case Stage::Roles:
      return "roles";
    case Stage::Names:
      return "names";
    case Stage::Patterns:
      return "patterns";
    case Stage::Gazetteers:
      return "gazetteers";
  }
  return "";
}

const std::vector<Stage>& all_stages() {
  static const std::vector<Stage> all = [] {
    std::vector<Stage> out;
    for (int i = 0; i <= static_cast<int>(Stage::Gazetteers); ++i) out.push_back(static_cast<Stage>(i));
    return out;
  }();
  return all;
}

std::optional<Stage> stage_named(std::string_view name) {
  for (const Stage stage : all_stages())
    if (name == name_of(stage)) return stage;
  return std::nullopt;
}

bool keeps(const Stages& without, Via via) {
  switch (via) {
    case Via::Name:
      return true;
    case Via::Possessive:
      return !without.contains(Stage::Possessives);
    case Via::Topic:
      return !without.contains(Stage::Topic);
    case Via::Nominal:
    case Via::Pronoun:
    case Via::Dropped:
      return !without.contains(Stage::Coreference);
  }
  return true;
}

bool keeps(const Stages& without, RuleKind kind) { return !without.contains(stage_of(kind)); }

void undo(const Stages& without, SentenceAnalysis& analysis) {
  if (without.contains(Stage::Apposition))
    for (NounFrame& noun : analysis.nouns) noun.described.clear();
  if (!without.contains(Stage::Coordination)) return;
  for (Clause& clause : analysis.clauses) keep_first(clause.arguments);
  for (NounFrame& noun : analysis.nouns) {
    keep_first(noun.attachments);
    noun.coordinated.clear();
  }
}

knowledge::Files files_without(knowledge::Files files, const Stages& without) {
  if (without.contains(Stage::Gazetteers)) files.empty_all("gazetteers/");
  return files;
}

}  // namespace trama::extract
