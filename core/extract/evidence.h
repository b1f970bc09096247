// The quotation that a fact is shown with.
#pragma once

#include "core/record/article_record.h"
#include "core/text/document.h"

namespace trama::extract {

inline constexpr size_t kShortestQuote = 15;  // code points
inline constexpr size_t kLongestQuote = 200;

// A slice of the article text around what `needed` covers: the whole sentence where it is short enough, else
// the stretch between clause borders that holds it, else the one around `trigger`. Between 15 and 200 code
// points wherever the article is that long.
ByteSpan choose_quote(const text::Document& document, uint32_t sentence, ByteSpan trigger, ByteSpan needed);

}  // namespace trama::extract
