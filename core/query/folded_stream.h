// The lexer's input.
#pragma once

#include <string>
#include <string_view>

#include <antlr4-runtime.h>
#include <unicode/uchar.h>

namespace trama::query {

// Folds ASCII letters to capitals for the lexer, so that keywords match in any case, and other characters to
// one of their class, so that the lexer's tables are small.
class FoldedStream : public antlr4::ANTLRInputStream {
 public:
  explicit FoldedStream(std::string_view text) : antlr4::ANTLRInputStream(with_blank_mark(text)) {}
  size_t LA(ssize_t i) override {
    const size_t c = antlr4::ANTLRInputStream::LA(i);
    if (c < 0x80) return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
    return c == antlr4::IntStream::EOF ? c : representative(c);
  }

 private:
  static size_t representative(size_t c) {
    const auto character = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(character, UCHAR_ID_START) != 0) return 0xAA;
    if (u_charType(character) == U_CONNECTOR_PUNCTUATION) return 0x203F;
    if (u_hasBinaryProperty(character, UCHAR_ID_CONTINUE) != 0) return 0xB7;
    if (u_charType(character) == U_CURRENCY_SYMBOL) return 0xA2;
    if (u_hasBinaryProperty(character, UCHAR_WHITE_SPACE) != 0) return ' ';
    return 0xD7;  // a sign
  }

  // ANTLR drops a byte order mark, and places would then be off by one code point.
  static std::string with_blank_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? " " + std::string(text.substr(kMark.size())) : std::string(text);
  }
};

}  // namespace trama::query
