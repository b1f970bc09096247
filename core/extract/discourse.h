// Expressions that stand for a name: definite descriptions, demonstratives, pronouns, possessives, Italian's
// dropped subjects; and the topic of each sentence.
#pragma once

#include <vector>

#include "core/extract/lexicon.h"
#include "core/extract/mention.h"
#include "core/extract/name_finder.h"
#include "core/extract/name_resolution.h"

namespace trama::extract {

// Adds to `mentions`, which holds the names (in the order of `names`, those without a thing left out), what
// stands for them, and sets the topics. Precision first: where two antecedents fit about as well, none is
// taken. Afterwards the mentions are ascending by (sentence, tokens).
void resolve_expressions(const ArticleView& article, const std::vector<NameMention>& names,
                         const ResolvedNames& resolved, Mentions& mentions);

}  // namespace trama::extract
