// What a reader sees as one character: a code point with all that is drawn onto it or joined to it.
#pragma once

#include <cstddef>
#include <string_view>

namespace trama {

struct Glyph {
  size_t end = 0;    // byte offset after it
  size_t width = 0;  // columns that a terminal uses
};

// The glyph that begins at byte `at` of valid UTF-8; at < text.size(). Marks belong to what they stand on,
// and emoji that are joined (family), coloured (skin), paired (flags) or asked for (U+FE0F) are one of two
// columns, as in terminals that draw them so. Unicode's grapheme clusters (UAX 29) are coarser in Indic
// scripts, whose columns are those of their code points here.
Glyph next_glyph(std::string_view text, size_t at);

}  // namespace trama
