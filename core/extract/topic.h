// What each sentence is about: the firm that a post without owner belongs to ("the chief executive, X,
// said").
#pragma once

#include <cstdint>
#include <vector>

#include "core/extract/discourse_state.h"

namespace trama::extract {

// By sentence; kNone where two firms would serve about as well. Call after the walk: descriptions and
// pronouns show as well as names what the text goes on about.
std::vector<uint32_t> topics(const DiscourseState& state);

}  // namespace trama::extract
