// Whose word a fact is: quotations, sources ("according to X"), hearsay, verbs of saying behind it. The words
// are data, listed in certainty.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/extract/relation.h"

namespace trama::extract {

// Who speaks in a sentence, and where. Quotations run over sentence borders within a paragraph.
struct Speech {
  std::vector<bool> quoted;  // by token
  bool open_at_end = false;
  std::string speaker;  // of the quotation
};

// `previous` is that of the sentence before in the same paragraph, or null.
Speech read_speech(const SentenceView& view, const Speech* previous);

struct Attribution {
  bool reported = false;
  std::string speaker;  // as the text names the source; empty where nobody is
};

// What the sentence around the match says of its source; not what the verbs say that govern its clause.
Attribution attribution_of(const SentenceView& view, const Speech& speech, const RelationMatch& match);

// The clause's subject as it is written; empty where there is none.
std::string subject_text(const SentenceView& view, const Clause& clause);

// Whether the words of a cue of that kind stand at the token and behind it.
bool cue_begins_at(const SentenceView& view, std::string_view kind, uint32_t token);

}  // namespace trama::extract
