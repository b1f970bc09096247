// Triggers: the words of a sentence that rules are filed under.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/extract/group_repair.h"
#include "core/extract/rule.h"
#include "core/extract/shape.h"

namespace trama::extract {

// The words under which a token's rules may be filed: those of surface and all lemmas, lower case.
std::vector<std::string> keys_of(const text::Token& token);

// The end of the expression whose first word is the verb at `head`: its words in order, skipping a few small
// ones; nothing where they do not stand there.
std::optional<uint32_t> match_expression(const text::Sentence& sentence, uint32_t head,
                                         const std::vector<std::string>& words);

// The lemma of a verb's reflexive, as the cue `reflexive_ending` of the language makes it: "rifornirsi" of
// "rifornire"; empty where it makes none.
std::string reflexive_of(const RuleSet& rules, std::string_view language, const std::string& lemma);

// All noun and role triggers by position; ones inside a longer one are left out. Verb triggers need verb
// groups and are found by match_relations.
std::vector<TriggerHit> find_noun_triggers(const text::Sentence& sentence, const RuleSet& rules,
                                           const std::string& language);

// Those that are one noun each whatever the tagger thought: of several words, in no group at all, or taken
// for a verb right after what only stands before nouns.
std::vector<FixedNoun> fixed_nouns(const std::vector<TriggerHit>& hits, const text::Sentence& sentence,
                                   const Chunks& chunks, const RuleSet& rules);

}  // namespace trama::extract
