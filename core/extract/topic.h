// What each sentence is about: the firm that a post without owner belongs to ("the chief executive, X,
// said").
#pragma once

#include "core/extract/discourse_state.h"

namespace trama::extract {

// Sets Mentions::topic_of_sentence and background_of_sentence; kNone where two firms would serve about as
// well. Call after the walk: descriptions and pronouns show as well as names what the text goes on about.
void find_topics(DiscourseState& state);

}  // namespace trama::extract
