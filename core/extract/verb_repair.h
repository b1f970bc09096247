// Finds the verbs that were taken for nouns, and the nouns that were taken for verbs, before clauses are
// read.
#pragma once

#include "core/extract/clause.h"
#include "core/text/document.h"

namespace trama::extract {

// "guida il comitato", "supplies the chips"; "la firma di", "whose Gemini model competes". Also leaves out
// what is said of a subject that stands before it ("all").
void repair_verbs(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues);

}  // namespace trama::extract
