// The words of dates: what a phrase of a text is in one, and the numbers of days and years.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/number.h"

namespace trama::text {

// What a word is in a date; the classes of languages/<code>/dates.tsv.
enum class DateClass : uint8_t {
  None,
  Month,    // value 1 to 12
  Weekday,  // 1 to 7 from Monday
  Day,      // "yesterday": days from the reference
  Unit,     // days: 1, 7, 30 (a calendar month), 365 (a calendar year)
  Next,
  Last,
  This,
  Ago,
  FromNow,  // 1 from today, 2 from tomorrow
  In,       // 1 where a span may follow ("in 3 weeks")
  Few,
  Ordinal,
  Of,
  The,
};

struct DateEntry {
  DateClass date_class = DateClass::None;
  int value = 0;
};

// A language's words of dates. Immutable; safe to share between threads.
class DateLexicon {
 public:
  // Reads languages/<language>/dates.tsv and numbers.tsv. Throws Error of kind Input where one is malformed.
  DateLexicon(const knowledge::Files& files, const std::string& language);

  std::vector<Lexeme> lex(std::string_view text) const { return lex_numbers(text, numbers_); }
  // Of words in lower case, joined with blanks; null where they are none of a date.
  const std::vector<DateEntry>* entries(const std::string& words) const;
  // Of the longest phrase, in lexemes.
  size_t longest() const { return longest_; }
  // What ordinals in digits end in: "th".
  const std::vector<std::string>& ordinal_endings() const { return ordinal_endings_; }
  // "4/5" is April 5.
  bool month_first() const { return month_first_; }

 private:
  std::unordered_map<std::string, std::vector<DateEntry>> entries_;
  std::vector<std::string> ordinal_endings_;
  size_t longest_ = 1;
  bool month_first_ = false;
  NumberWords numbers_;
};

// A text in lexemes, with the phrases of dates that start at each. The lexicon must outlive it. Every
// function takes the index of a lexeme, which may be one behind the last.
class DateWords {
 public:
  DateWords(const DateLexicon& lexicon, std::string_view text);

  struct Word {
    size_t end = 0;  // the lexeme behind it
    int value = 0;
  };

  const std::vector<Lexeme>& lexemes() const { return lexemes_; }

  // The longest phrase of that class which starts at `i`.
  std::optional<Word> word(size_t i, DateClass wanted) const;
  // The lexeme behind it, or `i` where there is none.
  size_t skip(size_t i, DateClass optional) const;

  bool is(size_t i, std::string_view mark) const { return i < lexemes_.size() && lexemes_[i].is(mark); }
  size_t skip_mark(size_t i, std::string_view mark) const { return is(i, mark) ? i + 1 : i; }
  bool is_digits(size_t i) const { return i < lexemes_.size() && lexemes_[i].kind == Lexeme::Kind::Digits; }
  // Without separators.
  bool plain_digits(size_t i) const;

  // 1 to 31, as "27", "27th", "twenty second", "primo", "due".
  std::optional<Word> day_number(size_t i) const;
  // "2016", "two thousand and eighteen", "nineteen seventy eight", "duemiladiciotto"
  std::optional<Word> year_number(size_t i) const;

 private:
  struct Phrase {
    size_t end = 0;  // lexeme
    const std::vector<DateEntry>* entries = nullptr;
  };

  const DateLexicon& lexicon_;
  std::vector<Lexeme> lexemes_;
  std::vector<std::vector<Phrase>> phrases_;  // by the lexeme that they start at, the longest last
};

}  // namespace trama::text
