// Mistakes that many make at the keyboard, or bring from other languages, each answered with a sentence.
#pragma once

#include <string>

#include <antlr4-runtime.h>

namespace trama::query {

inline constexpr const char* kQuoteInString = "a quote inside of a string is written \\' or \\\"";

// A hint for the token at which the parser stumbled; empty where no mistake is known that looks so.
// `expected` is what could have stood there.
std::string foreseen_mistake(antlr4::Parser& parser, const antlr4::Token* offending,
                             const antlr4::misc::IntervalSet& expected);

}  // namespace trama::query
