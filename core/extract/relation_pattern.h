// Relations that a token pattern tells: what the shapes cannot say, written as a sequence over tokens
// (pattern.h).
#pragma once

#include <vector>

#include "core/extract/relation.h"
#include "core/extract/shape.h"

namespace trama::extract {

// What the pattern rules of the language find in the sentence. Appends to `found`; `trials` may be null.
void match_patterns(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& found,
                    std::vector<RuleTrial>* trials);

}  // namespace trama::extract
