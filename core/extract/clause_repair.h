// Mends groups before clauses are read, where the lexicon or the shape of the sentence knows better than the
// tagger.
#pragma once

#include <vector>

#include "core/extract/chunk.h"
#include "core/text/document.h"

namespace trama::extract {

// Each range (disjoint, ascending) becomes one noun, whatever the tagger thought of its words:
// "amministratore delegato", names of several words.
void keep_fixed_nouns(Chunks& chunks, const std::vector<TokenRange>& fixed_nouns);

// Verbs that were taken for nouns ("guida il comitato", "supplies the chips"), past tenses that were taken
// for participles ("named X chief executive") and the other way round.
void repair_verbs(const text::Sentence& sentence, Chunks& chunks);

}  // namespace trama::extract
