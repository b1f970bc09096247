#include "core/query/syntax_error.h"

#include <algorithm>

#include "TramaLexer.h"
#include "TramaParser.h"
#include "core/base/utf8.h"
#include "core/query/foreseen.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

using grammar::TramaLexer;

constexpr const char* kUnexpected = "UnexpectedSyntax";

bool is_keyword(size_t type) { return type >= TramaLexer::ADD && type <= TramaLexer::YIELD; }

// A name that nothing announces, and that is no misspelt keyword.
std::string misplaced_name(antlr4::Parser& parser, const antlr4::Token* offending,
                           const antlr4::misc::IntervalSet& expected) {
  if (offending->getType() != TramaLexer::IDENTIFIER || !expected.contains(antlr4::Token::EOF)) return "";
  const size_t index = offending->getTokenIndex();
  if (index > 0 && parser.getTokenStream()->get(index - 1)->getType() == TramaLexer::IDENTIFIER)
    return "a name with a space is written in backquotes";
  return "a clause begins with a keyword, such as RETURN, a new name with AS";
}

// The keyword as written in the grammar: 'MATCH' without the quotes, a sign with them.
std::string token_name(const antlr4::dfa::Vocabulary& vocabulary, size_t type) {
  if (type == antlr4::Token::EOF) return "the end of the query";
  if (type == TramaLexer::IDENTIFIER || type == TramaLexer::QUOTED_NAME) return "a name";
  if (type == TramaLexer::INTEGER || type == TramaLexer::FLOAT) return "a number";
  if (type == TramaLexer::STRING) return "a string";
  std::string name = vocabulary.getLiteralName(type);
  if (is_keyword(type) && name.size() > 2) return name.substr(1, name.size() - 2);
  return name;
}

// What could stand here, shortened: after an operand nearly every operator could, and a list of forty helps
// nobody.
std::string expectation(const antlr4::misc::IntervalSet& expected,
                        const antlr4::dfa::Vocabulary& vocabulary) {
  const auto has = [&](size_t type) { return expected.contains(type); };
  std::vector<std::string> names;
  const bool expression = has(TramaLexer::CASE) && has(TramaLexer::STRING);
  if (expression) {
    names.push_back("an expression");
  } else if (has(TramaLexer::IDENTIFIER)) {
    names.push_back("a name");
  }
  for (const ssize_t element : expected.toList()) {
    const size_t type = static_cast<size_t>(element);
    if (type == TramaLexer::INVALID_NUMBER || type == TramaLexer::IDENTIFIER ||
        type == TramaLexer::QUOTED_NAME) {
      continue;
    }
    // All keywords may be names, and the signs of expressions follow every operand.
    if (has(TramaLexer::IDENTIFIER) && is_keyword(type)) continue;
    if (expression) continue;
    const std::string name = token_name(vocabulary, type);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.empty() || names.size() > 8) return "";
  std::string text = "expected ";
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string near_keywords(const antlr4::Token* token, const antlr4::misc::IntervalSet& expected,
                          const antlr4::dfa::Vocabulary& vocabulary) {
  std::vector<std::string> keywords;
  for (size_t type = TramaLexer::ADD; type <= TramaLexer::YIELD; ++type) {
    if (expected.contains(type)) keywords.push_back(token_name(vocabulary, type));
  }
  return did_you_mean(near_names(token->getText(), keywords));
}

}  // namespace

TextMap::TextMap(std::string_view text) : size_(text.size()) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) offsets_ = code_point_offsets(text);
}

size_t TextMap::byte(size_t code_point) const {
  if (offsets_.empty()) return std::min(code_point, size_);
  return offsets_[std::min(code_point, offsets_.size() - 1)];
}

ByteSpan TextMap::span(const antlr4::Token* first, const antlr4::Token* last) const {
  if (first->getType() == antlr4::Token::EOF) return {size_, size_};
  const size_t begin = byte(first->getStartIndex());
  if (last == nullptr || last->getType() == antlr4::Token::EOF) return {begin, size_};
  return {begin, std::max(begin, byte(last->getStopIndex() + 1))};
}

void SyntaxErrorListener::syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* offending, size_t,
                                      size_t, const std::string& message, std::exception_ptr) {
  auto* parser = dynamic_cast<antlr4::Parser*>(recognizer);
  if (parser == nullptr || offending == nullptr) throw Error(ErrorKind::Syntax, kUnexpected, message);
  const auto& vocabulary = parser->getVocabulary();
  const auto expected = parser->getExpectedTokens();
  const bool at_end = offending->getType() == antlr4::Token::EOF;
  std::string what = at_end ? "the query ends too early" : "unexpected '" + offending->getText() + "'";
  const std::string instead = expectation(expected, vocabulary);
  if (!instead.empty()) what += "; " + instead;
  Error error(ErrorKind::Syntax, kUnexpected, what);
  error.at(map_.span(offending, offending));
  std::string hint = foreseen_mistake(*parser, offending, expected);
  if (hint.empty() && !at_end) hint = near_keywords(offending, expected, vocabulary);
  // A misspelt keyword is often read as a name, and the error is then reported one token later.
  for (size_t back = 0; hint.empty() && back <= 1 && back <= offending->getTokenIndex(); ++back) {
    const antlr4::Token* before = parser->getTokenStream()->get(offending->getTokenIndex() - back);
    if (before->getType() == TramaLexer::IDENTIFIER) {
      hint =
          did_you_mean(near_names(before->getText(), {"MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "CREATE",
                                                      "MERGE", "DELETE", "ORDER BY", "LIMIT", "OPTIONAL"}));
    }
  }
  if (hint.empty()) hint = misplaced_name(*parser, offending, expected);
  if (!hint.empty()) error.hint(hint);
  throw error;
}

void check_tokens(const std::vector<antlr4::Token*>& tokens, std::string_view text, const TextMap& map,
                  size_t max_nesting) {
  size_t depth = 0, prefixes = 0;
  bool behind_name = false;
  for (const antlr4::Token* token : tokens) {
    const size_t type = token->getType();
    const ByteSpan span = map.span(token, token);
    const std::string_view sign = text.substr(span.begin, span.size());
    if (type == TramaLexer::UNCLOSED_STRING) {
      Error error(ErrorKind::Syntax, kUnexpected,
                  sign == "/*" ? "this comment is not closed" : "this quote is not closed");
      error.at({span.begin, text.size()});
      // 'it's' closes at its apostrophe, which leaves the last quote alone.
      if (behind_name && sign != "/*") error.hint(kQuoteInString);
      throw error;
    }
    behind_name = type == TramaLexer::IDENTIFIER;
    if (type == TramaLexer::UNKNOWN && static_cast<unsigned char>(sign[0]) >= 0x80) {
      Error error(ErrorKind::Syntax, "InvalidUnicodeCharacter",
                  "the character '" + std::string(sign) + "' has no meaning here");
      error.at(span);
      if (sign == "—" || sign == "–" || sign == "−" || sign == "‐") error.hint("a minus is written '-'");
      if (sign == "’" || sign == "‘" || sign == "“" || sign == "”") error.hint("quotes are written ' or \"");
      throw error;
    }
    const bool opens = sign == "(" || sign == "[" || sign == "{" || type == TramaLexer::CASE;
    const bool closes = sign == ")" || sign == "]" || sign == "}" || type == TramaLexer::END;
    // A run of signs or NOTs nests as deeply as brackets do.
    prefixes = sign == "-" || sign == "+" || type == TramaLexer::NOT ? prefixes + 1 : 0;
    if (opens) ++depth;
    if (closes && depth > 0) --depth;
    if (max_nesting > 0 && (depth > max_nesting || prefixes > max_nesting)) {
      throw Error(ErrorKind::Limit, "the query nests deeper than " + std::to_string(max_nesting) + " levels")
          .at(span)
          .hint("raise the nesting limit, or pass deep values as parameters");
    }
  }
}

}  // namespace trama::query
