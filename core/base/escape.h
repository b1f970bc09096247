// Text as notations for data write and bound it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama {

// `text` with a backslash before each backslash and each `delimiter`, and line feed, return and tab written
// as \n, \r and \t.
std::string backslash_escaped(std::string_view text, char delimiter = '\\');

// Whether brackets and braces of `json` nest deeper than `limit`, those inside strings left aside; `json`
// need not be well formed. nlohmann's parser builds nested values without a limit and frees them recursively:
// text from strangers is asked this before it gets there.
bool json_nests_deeper(std::string_view json, size_t limit);

}  // namespace trama
