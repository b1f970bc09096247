// The amounts of a sentence, by token.
#pragma once

#include <vector>

#include "core/extract/shape.h"
#include "core/text/amount.h"

namespace trama::extract {

// Ascending and disjoint; those that are no more than an article ("un") are left out.
std::vector<Amount> find_amounts(const text::Sentence& sentence, const text::AmountFinder& finder);

}  // namespace trama::extract
