#include "core/query/parser.h"

#include <antlr4-runtime.h>

#include "TramaLexer.h"
#include "TramaParser.h"
#include "core/base/utf8.h"
#include "core/query/ast_builder.h"
#include "core/query/folded_stream.h"
#include "core/query/syntax_error.h"

namespace trama::query {

Statement parse(std::string_view text, size_t max_bytes, size_t max_nesting) {
  if (max_bytes > 0 && text.size() > max_bytes) {
    throw Error(ErrorKind::Limit, "the query is longer than " + std::to_string(max_bytes) + " bytes")
        .hint("raise the text limit, or pass data as parameters");
  }
  if (const auto invalid = find_invalid_utf8(text)) {
    throw Error(ErrorKind::Syntax, "InvalidUnicodeCharacter", "the query is not valid UTF-8")
        .at({*invalid, *invalid + 1});
  }
  const TextMap map(text);
  FoldedStream input(text);
  grammar::TramaLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  tokens.fill();
  check_tokens(tokens.getTokens(), text, map, max_nesting);
  grammar::TramaParser parser(&tokens);
  parser.removeErrorListeners();
  SyntaxErrorListener listener(map);
  parser.addErrorListener(&listener);
  return AstBuilder(text, map).statement(parser.statement());
}

}  // namespace trama::query
