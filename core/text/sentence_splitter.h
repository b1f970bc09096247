// Where sentences end.
#pragma once

#include <string_view>
#include <vector>

#include "core/text/language.h"

namespace trama::text {

// A half-open range of token indices.
struct SentenceRange {
  size_t begin = 0, end = 0;
};

// Cuts the tokens of one paragraph into sentences that together hold all of them. A sentence ends at . ! ? …
// with the quotes and brackets that close behind it, where what follows may start another: not after an
// abbreviation, an initial or a list number, not before a small letter. It also ends before an article with a
// capital behind at most `kLongestSubhead` tokens without a mark, as between a subhead and its text where a
// page's borders are lost. One that exceeds `kLongestSentence` bytes is cut at its last semicolon, comma or
// token before that, since analysis costs more than its length.
std::vector<SentenceRange> split_sentences(std::string_view text, const std::vector<ShapeToken>& tokens,
                                           const LanguageProfile& language);

inline constexpr size_t kLongestSentence = 2'000;

// Tokens of a subhead that has lost its border to the text below; longer ones are rare on pages.
inline constexpr size_t kLongestSubhead = 10;

}  // namespace trama::text
