// The lexer's input.
#pragma once

#include <string>
#include <string_view>

#include <antlr4-runtime.h>

namespace trama::query {

// Folds ASCII letters to capitals for the lexer, so that keywords match in any case.
class FoldedStream : public antlr4::ANTLRInputStream {
 public:
  explicit FoldedStream(std::string_view text) : antlr4::ANTLRInputStream(std::string(text)) {}
  size_t LA(ssize_t i) override {
    const size_t c = antlr4::ANTLRInputStream::LA(i);
    return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
  }
};

}  // namespace trama::query
