// Our own tokens: what stands in the text by shape alone, before any analysis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/text/document.h"

namespace trama::text {

struct ShapeToken {
  ByteSpan span;  // of the text that was tokenised
  TokenKind kind = TokenKind::Word;
  bool space_before = false;
  bool strong_name = false;  // no common word looks like this: inner capitals, letters with digits, capitals
  bool capitalised = false;  // starts with a capital letter
  bool address = false;      // a URL or an e-mail address
};

struct TokenizerOptions {
  bool elision = false;  // an apostrophe ends a word ("dell'" + "auto"); else it stays inside ("aren't")
  // Words of two or three letters that are no end of a name behind a hyphen: "led".
  std::vector<std::string> compound_ends = {};
};

// `text` is a view's text. Tokens are ascending and disjoint and leave out nothing but blanks.
//
// Words keep inner hyphens between two parts of one case ("italo-francese", "High-Flyer", "GPT-4o"), not
// those of "Beijing-based"; dots of "U.S." and "S.p.A."; "&" of "AT&T". Numbers keep separators between
// digits
// ("1.234,5", "12:30") and a minus that follows a blank; an ISO date is one number; "6.5bn" and "80-core" are
// a number and a word. A run of one and the same mark ("...") is one token.
std::vector<ShapeToken> tokenize(std::string_view text, const TokenizerOptions& options);

// Whether `surface` is one character, and one that Unicode calls a currency symbol: "€", "₹".
bool is_currency_sign(std::string_view surface);

}  // namespace trama::text
