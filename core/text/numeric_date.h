// Dates written with slashes, hyphens or dots: "2015-08-12", "3-7-07", "2-Ott".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/date_words.h"

namespace trama::text {

struct NumericDate {
  struct Part {
    int value = 0;
    size_t digits = 0;        // as written; 0 for a name
    bool month_name = false;  // of the month `value`
  };
  std::vector<Part> parts;  // two or three
  std::string separators;   // one behind each part; the last may have none
  size_t end = 0;           // byte offset
};

// The parts of what starts with a digit at the byte `begin`, whatever they are; nothing where there are fewer
// than two or where digits go on before or behind. Works on the text, since the lexer reads decimals.
std::optional<NumericDate> read_numeric_date(std::string_view text, size_t begin, const DateLexicon& lexicon);

}  // namespace trama::text
