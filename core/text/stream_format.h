// The Apertium stream format: ^surface/lemma<tag><tag>+lemma<tag>/…$ between blanks.
// Source: https://wiki.apertium.org/wiki/Apertium_stream_format
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/document.h"

namespace trama::text {

// One analysis of a surface: one part, or several where the analyser joins them by '+' ("della" = di + il).
using JoinedReading = std::vector<Reading>;

struct LexicalUnit {
  std::string surface;
  std::vector<JoinedReading> readings;  // empty where the analyser does not know the surface
};

// Appends `text` with a backslash before each reserved character.
void append_escaped(std::string& out, std::string_view text);

// The lexical units of one reply, in order; what lies between them is dropped. Throws Error of kind External
// where the reply is not in the stream format.
std::vector<LexicalUnit> parse_stream(std::string_view reply);

// Appends ^surface/readings$, the first `most` readings; a surface without any is starred as unknown.
void append_unit(std::string& out, const LexicalUnit& unit, size_t most = SIZE_MAX);

}  // namespace trama::text
