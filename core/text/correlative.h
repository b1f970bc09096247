// Conjunctions in two parts, "sia A sia B", whose first part the analyser reads as a verb.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/text/document.h"

namespace trama::text {

// A language's pairs, in lower case.
struct Correlatives {
  std::unordered_map<std::string, std::unordered_set<std::string>> seconds;  // by the first word
  std::unordered_set<std::string> not_behind;  // words before a verb: in "non sia" it is one
};

// Reads a pair's first word as an adverb and its second as a conjunction, where both stand before phrases of
// one kind and neither in a clause of its own: "vende sia a Rossi sia a Neri", but not "chiede che sia
// Rossi".
void settle_correlatives(const Correlatives& pairs, std::vector<Token>& tokens);

}  // namespace trama::text
