// What the letters and readings of a word tell, by ASCII capitals, small letters and digits; and lists of
// words.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/document.h"

namespace trama::extract {

inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_digit(std::string_view word);

// Nothing but ASCII capitals, one at least.
bool all_capital_letters(std::string_view word);

// No small letter, and two letters or more: "SK", "GPT-4", "ÉDF".
bool all_capitals(std::string_view word);

// A capital right after a small letter: OpenAI, SoftBank.
bool has_inner_capital(std::string_view word);

// H800, MI300X, GB200: one to four capitals, two to four digits, at most two capitals.
bool is_part_number(std::string_view word);

// "H800" of "H800s": without the plural mark behind a capital or digit.
std::string_view without_plural_mark(std::string_view word);

// "KRT-20", "DeepSeek-V3": letters, a hyphen, and digits behind at most two letters.
bool is_article_number(std::string_view word);

// "14B", "1.5b": how many parameters a model has.
bool is_model_size(std::string_view word);

// "FY26", "CY2025"
bool is_fiscal_year(std::string_view word);

// "$", "€", "£", "¥"
bool is_currency_sign(const text::Token& token);

// Quotation marks of all sorts.
bool is_quote(const text::Token& token);

// A known word of the language that is no name: has a reading that is not a proper noun.
bool is_ordinary_word(const text::Token& token);

// Whether any reading of the token has the tag.
bool has_reading(const text::Token& token, std::string_view tag);
// A number of four digits of the last century or this one: "2021".
bool is_year(const text::Token& token);

// "both": a conjunction's word that also stands alone for the two it joins, "A and B both buy".
bool is_floating_pair(const text::Token& token);

// With blanks between them.
std::string join_words(const std::vector<std::string>& words);

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace trama::extract
