// The coarse parts of speech that chunking distinguishes, read off the analyser's tags.
#pragma once

#include <cstdint>

#include "core/text/document.h"

namespace trama::extract {

enum class Part : uint8_t {
  Noun,  // common noun, and words that the analyser does not know
  Name,
  Adjective,
  Determiner,  // also predeterminers
  Pronoun,     // stands for a noun group: lui, it, questo
  Clitic,      // bound to a verb: lo, gli, -ne, si
  Relative,    // relative and interrogative pronouns
  Preposition,
  Verb,
  Adverb,
  Coordinator,
  Subordinator,
  Number,
  Genitive,  // English 's
  Comma,
  Mark,   // any other punctuation
  Other,  // interjections and the like
};

// `initial`: the token opens its sentence, so that its capital says nothing. A capitalised word elsewhere
// that the analyser takes for a verb or an adverb is a Name ("in May").
Part part_of_speech(const text::Token& token, bool initial);

bool is_capitalised(const text::Token& token);
bool is_finite(const text::Reading& reading);

}  // namespace trama::extract
