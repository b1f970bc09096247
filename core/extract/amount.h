// Amounts in a sentence, as far as rules ask for them.
#pragma once

#include <vector>

#include "core/extract/shape.h"

namespace trama::extract {

std::vector<Amount> find_amounts(const text::Sentence& sentence);

}  // namespace trama::extract
