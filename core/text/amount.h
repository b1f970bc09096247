// Amounts in running text: plain numbers, percentages, money; with their bounds and ranges.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/number.h"

namespace trama::text {

struct Amount {
  enum class Kind : uint8_t { Number, Percent, Money };
  Kind kind = Kind::Number;
  ByteSpan span;                // of the text: number, multiplier and unit, without the qualifier
  double value = 0;             // written out: "600 miliardi di dollari" is 6e11
  std::optional<double> upper;  // of a range, whose lower end is `value`
  std::string currency;         // of money: ISO 4217 code; cents are counted as hundredths
  char qualifier = '=';         // '=', '<', '>', '~'; a range is '~'
  bool multiplied = false;      // ends in "million", "miliardi": money even where no currency is named
  bool fraction = false;        // "un quinto", "3/4"
  bool bare_article = false;    // no more than "un", "a"
};

// A language's grammar of amounts. Immutable; safe to share between threads.
class AmountFinder {
 public:
  // Reads languages/<language>/numbers.tsv and qualifiers.tsv, and currencies.tsv. Throws Error of kind Input
  // where one is malformed.
  AmountFinder(const knowledge::Files& files, const std::string& language);

  // All amounts of `text` (a view's text), ascending and disjoint.
  std::vector<Amount> find(std::string_view text) const;

  const NumberWords& words() const { return words_; }

 private:
  class Scan;
  struct Currency {
    std::string code;
    double factor = 1;
  };
  struct Qualifier {
    char sign = '=';
    bool before = true;
  };
  // Keys are lexemes joined by blanks.
  std::unordered_map<std::string, Currency> currencies_;
  std::unordered_map<std::string, char> before_, after_;
  size_t longest_currency_ = 0, longest_qualifier_ = 0;  // in lexemes
  NumberWords words_;
};

}  // namespace trama::text
