// Literals of numbers and strings. All throw Error (Syntax) with the TCK's detail names; `place` is where the
// literal stands in the statement.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/graph/value.h"

namespace trama::query {

// Decimal, 0x… or 0o…. `negative`: a minus stands before it, so that -9223372036854775808 is a number though
// 9223372036854775808 is none.
Value integer_literal(const std::string& text, bool negative, ByteSpan place);
double float_literal(const std::string& text, ByteSpan place);
// Takes the quotes off and resolves escapes.
std::string string_literal(const std::string& quoted, ByteSpan place);

}  // namespace trama::query
