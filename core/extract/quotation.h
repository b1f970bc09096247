// Quotation marks of both languages: «…», “…” and "…".
#pragma once

#include "core/text/document.h"

namespace trama::extract {

// Whether a quotation is open behind the token, given whether one was before it. Straight marks open and
// close by turns; nesting is not told.
bool quotes_open_after(const text::Token& token, bool open);

}  // namespace trama::extract
