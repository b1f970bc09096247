#include "core/extract/word_shape.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/text/tokenizer.h"

namespace trama::extract {

bool has_digit(std::string_view word) { return std::ranges::any_of(word, is_digit); }

bool all_capital_letters(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, is_upper);
}

bool all_capitals(std::string_view word) {
  size_t letters = 0;
  for (size_t i = 0; i < word.size();) {
    char32_t c = decode_code_point(word, i);
    if (c >= 'a' && c <= 'z') return false;
    if ((c >= 'A' && c <= 'Z') || c >= 0xC0) ++letters;
  }
  return letters >= 2 && to_upper(word) == word;
}

bool has_inner_capital(std::string_view word) {
  for (size_t i = 1; i < word.size(); ++i)
    if (is_upper(word[i]) && is_lower(word[i - 1])) return true;
  return false;
}

std::string_view without_plural_mark(std::string_view word) {
  bool marked = word.size() > 2 && word.back() == 's' &&
                (is_upper(word[word.size() - 2]) || is_digit(word[word.size() - 2]));
  return marked ? word.substr(0, word.size() - 1) : word;
}

bool is_part_number(std::string_view word) {
  word = without_plural_mark(word);
  size_t i = 0;
  while (i < word.size() && is_upper(word[i])) ++i;
  size_t letters = i;
  while (i < word.size() && is_digit(word[i])) ++i;
  size_t digits = i - letters;
  while (i < word.size() && is_upper(word[i]) && i - letters - digits < 2) ++i;
  // "booth N0417"
  const bool counted = letters < word.size() && word[letters] == '0';
  return i == word.size() && letters >= 1 && letters <= 4 && digits >= 2 && digits <= 4 && !counted;
}

bool is_article_number(std::string_view word) {
  const size_t hyphen = word.rfind('-');
  if (hyphen == std::string_view::npos || hyphen < 2) return false;
  std::string_view tail = word.substr(hyphen + 1);
  for (int letters = 0; letters < 2 && !tail.empty() && !is_digit(tail.front()); ++letters)
    tail.remove_prefix(1);
  return !tail.empty() && is_digit(tail.front());
}

bool is_model_size(std::string_view word) {
  if (size_t hyphen = word.rfind('-'); hyphen != std::string_view::npos) word.remove_prefix(hyphen + 1);
  if (word.size() < 2 || (word.back() != 'B' && word.back() != 'b')) return false;
  return word.substr(0, word.size() - 1).find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_fiscal_year(std::string_view word) {
  return (word.starts_with("FY") || word.starts_with("CY")) && word.size() >= 4 && word.size() <= 6 &&
         std::ranges::all_of(word.substr(2), is_digit);
}

bool is_currency_sign(const text::Token& token) {
  return token.kind == text::TokenKind::Punctuation && text::is_currency_sign(token.surface);
}

bool is_quote(const text::Token& token) {
  static constexpr std::array<std::string_view, 8> kMarks = {"\"", "“", "”", "«", "»", "'", "‘", "’"};
  return std::ranges::find(kMarks, token.surface) != kMarks.end();
}

bool is_ordinary_word(const text::Token& token) {
  return !token.unknown &&
         std::ranges::any_of(token.readings, [](const text::Reading& reading) { return !reading.has("np"); });
}

bool is_year(const text::Token& token) {
  return token.kind == text::TokenKind::Number && token.surface.size() == 4 &&
         (token.surface.starts_with("19") || token.surface.starts_with("20"));
}

bool has_reading(const text::Token& token, std::string_view tag) {
  return std::ranges::any_of(token.readings, [&](const text::Reading& reading) { return reading.has(tag); });
}

bool is_floating_pair(const text::Token& token) {
  const auto any = [&](std::initializer_list<std::string_view> tags) {
    return std::ranges::any_of(token.readings, [&](const text::Reading& reading) {
      return std::ranges::all_of(tags, [&](std::string_view tag) { return reading.has(tag); });
    });
  };
  return any({"cnjcoo"}) && any({"det", "ind", "pl"}) && any({"prn"});
}

std::string join_words(const std::vector<std::string>& words) {
  std::string phrase;
  for (const std::string& word : words) {
    if (!phrase.empty()) phrase += ' ';
    phrase += word;
  }
  return phrase;
}

}  // namespace trama::extract
