// Stages of extraction that can be switched off, so that scoring again tells what each adds.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "core/extract/clause.h"
#include "core/extract/mention.h"
#include "core/extract/rule.h"
#include "core/knowledge/knowledge.h"

namespace trama::extract {

enum class Stage : uint8_t {
  Coreference,   // definite descriptions, pronouns, dropped subjects
  Possessives,   // "its", "il suo"
  Topic,         // what a role or a figure belongs to where nobody says so
  Apposition,    // "X, maker of"
  Coordination,  // "X, Y and Z" beyond the first
  Verbs,         // rules of verbs
  Nouns,         // rules of nouns: nominalisations and nouns of relation
  Roles,         // rules of posts
  Names,         // rules of names that stand together
  Patterns,      // token patterns
  Gazetteers     // names known beforehand
};
using Stages = std::set<Stage>;

const char* name_of(Stage stage);
std::optional<Stage> stage_named(std::string_view name);
// In the order of the enumeration.
const std::vector<Stage>& all_stages();

// Whether a mention of that kind is kept without those stages.
bool keeps(const Stages& without, Via via);
// Whether a rule of that kind is kept.
bool keeps(const Stages& without, RuleKind kind);
// Undoes what those stages did to the clauses.
void undo(const Stages& without, SentenceAnalysis& analysis);
// The knowledge files that remain.
knowledge::Files files_without(knowledge::Files files, const Stages& without);

}  // namespace trama::extract
