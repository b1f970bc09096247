// Text to abstract syntax, by the ANTLR grammar in grammar/Trama.g4.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/query/ast.h"

namespace trama::query {

// Throws Error (Syntax, Limit) with a span into `text` and, for foreseen mistakes, a hint. Text size, UTF-8
// and nesting are checked before the generated parser sees anything, since deep nesting would overflow its
// stack. Thread-safe.
Statement parse(std::string_view text, size_t max_bytes, size_t max_nesting);

}  // namespace trama::query
