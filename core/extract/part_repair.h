// Parts of speech of a sentence's tokens, mended where their neighbours know better than the tagger.
#pragma once

#include <vector>

#include "core/extract/chunk_profile.h"
#include "core/extract/part_of_speech.h"
#include "core/text/document.h"

namespace trama::extract {

// Parallel to the sentence's tokens.
std::vector<Part> mended_parts(const text::Sentence& sentence, const VerbProfile& profile);

}  // namespace trama::extract
