// Facts in plain words: "may come to own", "no longer leads".
#pragma once

#include <string>
#include <string_view>

#include "core/record/article_record.h"

namespace trama {

struct Assertion {
  Certainty certainty = Certainty::Stated;
  bool negated = false;
  Status status = Status::Current;
  bool measure = false;  // of a quantity, so a noun: "budget"
};

// How a relation or measure in capitals ("OWNS", "BUDGET"; no NOT_ or MAYBE_) reads between its two ends.
// Verbs in the third person, and those of the schema that are not, are inflected; any other name of a user's
// own is put beside its doubts: "member of (planned)".
std::string phrase_of(std::string_view relation, const Assertion& assertion);

}  // namespace trama
