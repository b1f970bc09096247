// Mends verb groups before clauses are read, where the shape of the sentence knows better than the tagger.
#pragma once

#include "core/extract/clause.h"
#include "core/text/document.h"

namespace trama::extract {

// Verbs that were taken for nouns ("guida il comitato", "supplies the chips"), nouns that were taken for
// verbs, past tenses that were taken for participles ("named X chief executive") and the other way round.
void repair_verbs(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues);

}  // namespace trama::extract
