// What nouns are said of: appositions, copulas, "as" phrases, roles that share owner and bearer.
#pragma once

#include "core/extract/clause.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

// Fills NounFrame::described, ::clause and ::place of `analysis`, whose clauses and attachments are complete.
void link_nouns(const SentenceItems& items, const text::Sentence& sentence, const ClauseCues& cues,
                const std::vector<TokenRange>& common, const std::vector<TokenRange>& names,
                SentenceAnalysis& analysis);

}  // namespace trama::extract
