// The lexer's input.
#pragma once

#include <string>
#include <string_view>

#include <antlr4-runtime.h>

namespace trama::query {

// Folds ASCII letters to capitals for the lexer, so that keywords match in any case.
class FoldedStream : public antlr4::ANTLRInputStream {
 public:
  explicit FoldedStream(std::string_view text) : antlr4::ANTLRInputStream(with_blank_mark(text)) {}
  size_t LA(ssize_t i) override {
    const size_t c = antlr4::ANTLRInputStream::LA(i);
    return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
  }

 private:
  // ANTLR drops a byte order mark, and places would then be off by one code point.
  static std::string with_blank_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? " " + std::string(text.substr(kMark.size())) : std::string(text);
  }
};

}  // namespace trama::query
