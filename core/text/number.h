// Numbers as digits and words: "1.234,5", "3 million and a half", "un quinto", "quarantatremila", "10k".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/error.h"

namespace trama::text {

// What a word is in a number; the classes of languages/<code>/numbers.tsv.
enum class NumberClass : uint8_t {
  None,
  Cardinal,     // "thirteen", "novanta": a value that may follow a larger one
  Article,      // "a", "un": one, where a multiplier, collective or fraction follows
  Multiplier,   // "hundred", "milioni"
  Collective,   // "dozen": multiplies what it directly follows
  Suffix,       // "k", "bn": multiplies the digits before it
  Fraction,     // "half", "mezzo": needs no numerator
  Denominator,  // "fifths", "quinto"
  And,
  Of,
  Point,
  Negative,
  Over,   // "one over three"
  OneIn,  // "one in twenty", "uno su tre"
  Percent,
};

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A language's words of numbers. Languages that write compounds in one word ("duecentoquaranta") list the
// parts as inner, inner_multiplier, denominator_ending and dropped_vowel (of a part before such an ending:
// "vent(i)esimo").
class NumberWords {
 public:
  NumberWords() = default;
  // Throws Error of kind Input naming the line of `name` that is malformed.
  NumberWords(std::string_view table, std::string_view name);

  struct Entry {
    NumberClass number_class = NumberClass::None;
    double value = 0;
  };
  // Of one word in lower case; compounds are taken apart. Class None where it is no word of a number.
  Entry classify(std::string_view lower) const;

  char decimal() const { return decimal_; }
  char group() const { return group_; }
  // Phrases of two words that are one ("per cent"), with their class.
  const std::unordered_map<std::string, Entry>& phrases() const { return phrases_; }
  bool is_suffix(std::string_view lower, double& factor) const;
  // Written against the digits behind it: "Rmb".
  bool is_prefix(const std::string& lower) const { return prefixes_.count(lower) != 0; }
  // Words of ranges, classes between, from and to: "between 3 and 4", "tra 3 e 4", "from 3 to 4".
  bool is_between(const std::string& lower) const { return between_.count(lower) != 0; }
  bool is_from(const std::string& lower) const { return from_.count(lower) != 0; }
  bool is_to(const std::string& lower) const { return to_.count(lower) != 0; }
  // A word of one letter, which before a currency's sign names no country: "a $300 million suit".
  bool is_letter(const std::string& lower) const { return letters_.count(lower) != 0; }

 private:
  std::optional<double> compound(std::string_view word) const;

  char decimal_ = '.', group_ = ',';
  std::unordered_map<std::string, Entry> words_, phrases_;
  std::unordered_map<std::string, double> suffixes_;
  std::unordered_set<std::string> prefixes_, between_, from_, to_, letters_;
  std::unordered_map<std::string, double> inner_, inner_multipliers_;
  std::vector<std::string> denominator_endings_, dropped_vowels_;
};

// May `addend` follow `value` in one number, as 21 follows 300 and 5 follows 20, but not 10 follow 20?
bool fits_behind(double value, double addend);

// One piece of text for the grammars of numbers, amounts and dates.
struct Lexeme {
  enum class Kind : uint8_t { Digits, Word, Mark };
  Kind kind = Kind::Mark;
  ByteSpan span;
  std::string lower;  // as written, in lower case
  bool space_before = false;
  NumberWords::Entry entry;  // of a word; for digits the value, class Cardinal

  bool is(std::string_view text) const { return lower == text; }
};

// Digits with their separators, runs of letters, single marks. Works on a view's text. Digits that stand
// behind letters ("H800") or before letters that are no suffix ("180ml") belong to a word.
std::vector<Lexeme> lex_numbers(std::string_view text, const NumberWords& words);

struct NumberMatch {
  size_t end = 0;  // the lexeme behind it
  double value = 0;
  bool bare_article = false;  // nothing but "un", "a"
  bool fraction = false;      // "un quinto", "3/4"
};

// The double nearest to the decimal of at most 15 significant digits that `value` stands for: what a product
// of doubles is off by goes ("16.6 billion" is 16600000000).
double to_decimal(double value);

// The longest number that starts at lexeme `begin`, with its sign; nothing where none does.
std::optional<NumberMatch> read_number(const std::vector<Lexeme>& lexemes, size_t begin);

}  // namespace trama::text
