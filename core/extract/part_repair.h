// Parts of speech of a sentence's tokens, mended where their neighbours know better than the tagger.
#pragma once

#include <string_view>
#include <vector>

#include "core/extract/chunk_profile.h"
#include "core/extract/part_of_speech.h"
#include "core/text/document.h"

namespace trama::extract {

// Parallel to the sentence's tokens.
std::vector<Part> mended_parts(const text::Sentence& sentence, const VerbProfile& profile);

// The first reading with the tag, or null.
const text::Reading* reading_with(const text::Token& token, std::string_view tag);
// Is there one that the grammar did not remove?
bool has_open_reading(const text::Token& token, std::string_view tag);
bool is_verbal(const text::Reading& reading);
// The reading as a verb of its own in the present or past, or null.
const text::Reading* finite_verb(const text::Token& token);

}  // namespace trama::extract
