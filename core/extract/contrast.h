// "Not A but B bought C": which end of a fact a contrast denies, and which it affirms. The words are cues:
// `contrasted` before what is denied, `adversative` before what stands in its place.
#pragma once

#include "core/extract/shape.h"

namespace trama::extract {

enum class Contrast : uint8_t {
  None,
  Denied,   // "non Alba": of a name, whatever its verb says
  Affirmed  // "ma Bora", behind a denied clause or name
};

// `end` is what names an end of a fact in the sentence; empty where nothing does. `trigger` is the word that
// tells the fact.
Contrast contrast_of(const SentenceView& view, TokenRange end, TokenRange trigger);

}  // namespace trama::extract
