// Amounts in a sentence as rules ask for them: where they stand, and whether they are money or a percentage.
#pragma once

#include <vector>

#include "core/extract/shape.h"
#include "core/text/amount.h"

namespace trama::extract {

std::vector<Amount> find_amounts(const text::Document& document, const text::Sentence& sentence,
                                 const text::AmountFinder& finder);

}  // namespace trama::extract
