// Relations that a compound tells: "X-backed Y", "the X-owned firm Y".
#pragma once

#include <vector>

#include "core/extract/relation.h"
#include "core/extract/shape.h"

namespace trama::extract {

// The participle behind a name's hyphen says of the names behind it what the verb rules of its lemma would,
// with the hyphenated name as the one who does it. Appends to `found`; `trials` may be null.
void match_compounds(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& found,
                     std::vector<RuleTrial>* trials);

}  // namespace trama::extract
