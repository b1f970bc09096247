// Syntax errors in words that help: what stands there, what was expected, and foreseen mistakes by name.
#pragma once

#include <string_view>
#include <vector>

#include <antlr4-runtime.h>

#include "core/base/error.h"

namespace trama::query {

// Maps ANTLR's code-point offsets to bytes of the text.
class TextMap {
 public:
  explicit TextMap(std::string_view text);
  size_t byte(size_t code_point) const;
  // From the first byte of `first` to behind the last byte of `last`.
  ByteSpan span(const antlr4::Token* first, const antlr4::Token* last) const;

 private:
  size_t size_;
  std::vector<size_t> offsets_;  // empty where the text is ASCII
};

// Throws on the first report, so that nothing is parsed after an error.
class SyntaxErrorListener : public antlr4::BaseErrorListener {
 public:
  explicit SyntaxErrorListener(const TextMap& map) : map_(map) {}
  void syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending, size_t line, size_t column,
                   const std::string& message, std::exception_ptr error) override;

 private:
  const TextMap& map_;
};

// Refuses what the grammar must not see: brackets and prefix operators nested deeper than `max_nesting`, and
// characters and unclosed quotes that no token matches.
void check_tokens(const std::vector<antlr4::Token*>& tokens, std::string_view text, const TextMap& map,
                  size_t max_nesting);

}  // namespace trama::query
