// How sure, how current and whose a fact is: negation and its scope, conditional, future, modals, intentions,
// questions, conditions, sources and quotations. The words are data (`cue` statements of
// core/knowledge/cues.rules):
//
//   negation        denies its clause or noun          denial        a verb that denies what depends on it
//   without         denies the infinitive it governs
//   intention       a verb whose infinitive is not (yet) a fact
//   plan            an intention whose amount is planned, and stated as such
//   source          a preposition that names a source  saying        a verb whose subject is the source
//   disclosure      one of those by which an agent makes known what it does: "says it has bought X" is stated
//   seeming         a verb of impersonal hearsay       hearsay       an adverb or phrase of hearsay
//   doubt           an adverb of doubt                 condition     a conjunction of condition
//   conditional     what the conditional mood says: "reported" or "speculated"
//   stopping        a verb whose object did not come about    single_deed   the nouns of which it says so
//   ceased          an adverb by which what the clause or noun says is over: "no longer"
//   ceased_with_not an adverb that says so of a negated verb: "non guida più"
//   than            what makes a comparison of it: "non produce più di cento chip"
//   former, planned words before a post                 staying       a verb whose future changes nothing
//   open_quote, close_quote
#pragma once

#include <string>
#include <vector>

#include "core/extract/attribution.h"
#include "core/extract/relation.h"

namespace trama::extract {

struct Modality {
  Certainty certainty = Certainty::Stated;
  bool negated = false;
  Status status = Status::Current;
  std::string speaker;  // as the text names the source; empty where nobody is
};

Modality judge(const SentenceView& view, const Speech& speech, const RelationMatch& match);

// The same for a statement that no rule makes: what `clause` (kNoIndex: none) says at `trigger`.
Modality judge_statement(const SentenceView& view, const Speech& speech, uint32_t clause, TokenRange trigger);

}  // namespace trama::extract
