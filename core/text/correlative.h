// Conjunctions in two parts, "sia A sia B", whose first part the analyser reads as a verb.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/text/document.h"

namespace trama::text {

// The words that may open the second part, by that of the first; in lower case.
using Correlatives = std::unordered_map<std::string, std::unordered_set<std::string>>;

// Reads a pair's first word as an adverb and its second as a conjunction, where both stand before phrases of
// one kind and neither in a clause of its own: "vende sia a Rossi sia a Neri", but not "chiede che sia
// Rossi".
void settle_correlatives(const Correlatives& pairs, std::vector<Token>& tokens);

}  // namespace trama::text
