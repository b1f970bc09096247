// Settles mood, voice and tense of verb groups before clauses are read, where the shape of the sentence knows
// better than the tagger.
#pragma once

#include "core/extract/clause.h"
#include "core/text/document.h"

namespace trama::extract {

// Joins perfects that a phrase has split ("ha per anni rifornito Alba"), gives participles their auxiliary
// from the verb that they are coordinated with, and tells past tenses from participles ("named X chief
// executive"). After repair_verbs.
void settle_verb_forms(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues);

}  // namespace trama::extract
