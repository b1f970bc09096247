// The coarse parts of speech that chunking distinguishes, read off the analyser's tags.
#pragma once

#include <cstdint>
#include <string_view>

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

// The first reading with the tag, removed or not, or null.
const text::Reading* reading_with(const text::Token& token, std::string_view tag);
// Is there one that the grammar did not remove?
bool has_open_reading(const text::Token& token, std::string_view tag);
bool is_verbal(const text::Reading& reading);
// Of a token that stands for a noun, the reading as one even where the tagger took it for a verb
// ("engineers"), else the chosen one; null where there is none.
const text::Reading* noun_reading(const text::Token& token);
bool is_plural(const text::Token& noun);
// The reading as a verb of its own in the present or past, or null.
const text::Reading* finite_verb(const text::Token& token);

}  // namespace trama::extract
