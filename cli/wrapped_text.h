// Prose for a terminal: lines broken between words, as the terminal itself would not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama::cli {

// Columns that `text` takes, the escape sequences of colours being none.
size_t visible_width(std::string_view text);

// Breaks lines of more than `width` columns (0: none) at blanks; what follows is indented as the line itself
// and `hanging` columns more. A word that is wider than the line stays whole.
std::string wrapped(std::string_view text, size_t width, size_t hanging = 2);

}  // namespace trama::cli
