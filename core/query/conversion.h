// Conversions between types that functions, operators and output share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/graph/value.h"

namespace trama::query {

// The shortest decimal text that reads back as the same double, always recognisable as a float: "1.0",
// "1e+20", "NaN", "Infinity".
std::string format_float(double value);

// Nothing where the text is no number; fractions are cut off ("1.7" gives 1), and so is what int64 cannot
// hold refused. Every text of format_float can be read back.
std::optional<int64_t> parse_integer(std::string_view text);
std::optional<double> parse_float(std::string_view text);

// The canonical text of a boolean, number, string or temporal value: what toString() and string concatenation
// give. Nothing for other types.
std::optional<std::string> to_text(const Value& value);

}  // namespace trama::query
