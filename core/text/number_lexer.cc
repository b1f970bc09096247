#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/number.h"

namespace trama::text {
namespace {

// The value of digits with separators, and how many bytes of `text` they take.
struct Literal {
  size_t length = 0;
  double value = 0;
  bool decimals = false;
};

// Digits in groups of three behind `separator`, at least one group: returns the end, or `begin`'s own digits'
// end where there is none.
size_t grouped_end(std::string_view text, size_t digits_end, std::string_view separator) {
  size_t end = digits_end;
  while (text.substr(end).starts_with(separator)) {
    const size_t group = end + separator.size();
    size_t next = group;
    while (next < text.size() && is_digit(text[next])) ++next;
    if (next - group != 3) break;
    end = next;
  }
  return end;
}

double parse_digits(std::string_view text, char decimal) {
  std::string plain;
  for (const char c : text) {
    if (is_digit(c)) plain += c;
    if (c == decimal) plain += '.';
  }
  return std::strtod(plain.c_str(), nullptr);
}

Literal read_literal(std::string_view text, const NumberWords& words) {
  size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  size_t end = digits;
  const std::string group(1, words.group());
  if (digits >= 1 && digits <= 3) {
    for (const std::string& separator : {group, std::string("'"), std::string(" ")}) {
      end = grouped_end(text, digits, separator);
      if (end > digits) break;
    }
    // "12,34,567": groups of two before the last of three
    if (end == digits && words.group() == ',' && digits <= 2) {
      size_t next = digits;
      while (next + 3 < text.size() && text[next] == ',' && is_digit(text[next + 1]) &&
             is_digit(text[next + 2]) && text[next + 3] == ',')
        next += 3;
      const size_t last = grouped_end(text, next, group);
      if (next > digits && last > next) end = last;
    }
  }
  const auto fraction_digits = [&](size_t from) {
    size_t next = from;
    while (next < text.size() && is_digit(text[next])) ++next;
    return next - from;
  };
  if (end < text.size() && text[end] == words.decimal()) {
    const size_t count = fraction_digits(end + 1);
    const bool another = end + 1 + count < text.size() && text[end + 1 + count] == words.decimal() &&
                         fraction_digits(end + 2 + count) > 0;
    if (count > 0 && !another)
      return {end + 1 + count, parse_digits(text.substr(0, end + 1 + count), words.decimal()), true};
  } else if (end == digits && end < text.size() && text[end] == words.group()) {
    // The other language's decimals: "5,00" in English, "6.5" in Italian. Never of three digits.
    const size_t count = fraction_digits(end + 1);
    const bool another = end + 1 + count < text.size() && text[end + 1 + count] == words.group() &&
                         fraction_digits(end + 2 + count) > 0;
    if (count > 0 && count != 3 && !another)
      return {end + 1 + count, parse_digits(text.substr(0, end + 1 + count), words.group()), true};
  }
  return {end, parse_digits(text.substr(0, end), '\0'), false};
}

// Vulgar fractions of one character.
double vulgar_fraction(char32_t c) {
  switch (c) {
    case U'½':
      return 1.0 / 2;
    case U'⅓':
      return 1.0 / 3;
    case U'⅔':
      return 2.0 / 3;
    case U'¼':
      return 1.0 / 4;
    case U'¾':
      return 3.0 / 4;
    case U'⅕':
      return 1.0 / 5;
    case U'⅙':
      return 1.0 / 6;
    case U'⅛':
      return 1.0 / 8;
    case U'⅜':
      return 3.0 / 8;
    case U'⅝':
      return 5.0 / 8;
    case U'⅞':
      return 7.0 / 8;
    default:
      return 0;
  }
}

class NumberLexer {
 public:
  NumberLexer(std::string_view text, const NumberWords& words) : text_(text), words_(words) {}

  std::vector<Lexeme> run() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        ++at_;
        space_ = true;
        continue;
      }
      if (at_ == 0 || text_[at_ - 1] == ' ') {
        if (const size_t end = address_end(at_); end > at_) {
          add(Lexeme::Kind::Mark, at_, end, {});
          continue;
        }
      }
      if (is_digit(text_[at_]) ||
          (text_[at_] == '.' && space_before_point() && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
        digits();
      else
        word_or_mark();
      space_ = false;
    }
    return std::move(lexemes_);
  }

 private:
  bool space_before_point() const { return at_ == 0 || text_[at_ - 1] == ' '; }

  // Addresses of the web hold no numbers.
  size_t address_end(size_t i) const {
    const std::string_view rest = text_.substr(i);
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return i;
    return std::min(text_.find(' ', i), text_.size());
  }

  bool is_letter_at(size_t i) const {
    if (i >= text_.size()) return false;
    const char c = text_[i];
    if (static_cast<unsigned char>(c) < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    size_t position = i;
    const char32_t point = decode_code_point(text_, position);
    // Latin and what else has letters; symbols (€, …, ½, °) and ideographs of units (元) are marks.
    return (point >= 0xC0 && point < 0x2000 && point != 0xD7 && point != 0xF7);
  }

  size_t word_end(size_t i) const {
    while (is_letter_at(i)) {
      size_t position = i;
      decode_code_point(text_, position);
      i = position;
    }
    return i;
  }

  void add(Lexeme::Kind kind, size_t begin, size_t end, NumberWords::Entry entry) {
    lexemes_.push_back({kind, {begin, end}, to_lower(text_.substr(begin, end - begin)), space_, entry});
    at_ = end;
  }

  void digits() {
    const size_t begin = at_;
    if (text_[begin] == '.') {
      size_t end = begin + 1;
      while (end < text_.size() && is_digit(text_[end])) ++end;
      return add(Lexeme::Kind::Digits, begin, end,
                 {NumberClass::Cardinal, parse_digits(text_.substr(begin, end - begin), '.')});
    }
    Literal literal = read_literal(text_.substr(begin), words_);
    size_t end = begin + literal.length;
    end = exponent(end, literal.value);
    // More digits than a number has: a serial number, a hash.
    if (!std::isfinite(literal.value)) return add(Lexeme::Kind::Word, begin, end, {});
    if (is_letter_at(end)) {
      const size_t letters_end = word_end(end);
      const std::string letters = to_lower(text_.substr(end, letters_end - end));
      double factor = 1;
      const bool digit_behind = letters_end < text_.size() && is_digit(text_[letters_end]);
      const bool generation =
          literal.value < 10 && !literal.decimals && text_.substr(end, letters_end - end) == "G";
      if (!digit_behind && !generation && words_.is_suffix(letters, factor))
        return add(Lexeme::Kind::Digits, begin, letters_end, {NumberClass::Cardinal, literal.value * factor});
      if (!digit_behind && may_be_currency_code(letters_end - end))
        return add(Lexeme::Kind::Digits, begin, end, {NumberClass::Cardinal, literal.value});
      return add(Lexeme::Kind::Word, begin, letters_end, {});  // "180ml", "4th", "80b2"
    }
    add(Lexeme::Kind::Digits, begin, end, {NumberClass::Cardinal, literal.value});
  }

  // "100USD"
  static bool may_be_currency_code(size_t letters) { return letters == 3; }

  // "e+14", "^23", "x10^6" behind digits
  size_t exponent(size_t end, double& value) const {
    const std::string_view rest = text_.substr(end);
    size_t skip = 0;
    double base = value;
    bool scientific = false;
    if (rest.starts_with("^")) {
      skip = 1;
    } else if (rest.starts_with("x10^")) {
      skip = 4;
      scientific = true;
    } else if (rest.size() > 1 && (rest[0] == 'e' || rest[0] == 'E') &&
               (is_digit(rest[1]) ||
                (rest.size() > 2 && (rest[1] == '+' || rest[1] == '-') && is_digit(rest[2])))) {
      skip = 1;
      scientific = true;
    } else {
      return end;
    }
    double sign = 1;
    while (skip < rest.size() && (rest[skip] == '+' || rest[skip] == '-'))
      sign = rest[skip++] == '-' ? -sign : sign;
    size_t digits_end = skip;
    while (digits_end < rest.size() && is_digit(rest[digits_end])) ++digits_end;
    if (digits_end == skip || digits_end - skip > 3) return end;
    const double power =
        sign * std::strtod(std::string(rest.substr(skip, digits_end - skip)).c_str(), nullptr);
    value = scientific ? base * std::pow(10, power) : std::pow(base, power);
    return end + digits_end;
  }

  void word_or_mark() {
    const size_t begin = at_;
    if (!is_letter_at(begin)) {
      size_t end = begin;
      const char32_t c = decode_code_point(text_, end);
      const double fraction = vulgar_fraction(c);
      if (fraction != 0) return add(Lexeme::Kind::Digits, begin, end, {NumberClass::Cardinal, fraction});
      return add(Lexeme::Kind::Mark, begin, end, {});
    }
    size_t end = word_end(begin);
    // Letters and digits mixed are one word: "H800", "MI300X".
    bool mixed = false;
    while (end < text_.size() && (is_digit(text_[end]) || (mixed && is_letter_at(end)))) {
      mixed = true;
      ++end;
    }
    if (mixed) {
      const size_t letters_end = word_end(begin);
      if (words_.is_prefix(to_lower(text_.substr(begin, letters_end - begin))))
        return add(Lexeme::Kind::Word, begin, letters_end, {});
      end = word_end(end);
      return add(Lexeme::Kind::Word, begin, end, {});
    }
    const std::string lower = to_lower(text_.substr(begin, end - begin));
    if (end < text_.size() && text_[end] == ' ') {
      const size_t next_end = word_end(end + 1);
      const auto phrase = words_.phrases().find(to_lower(text_.substr(begin, next_end - begin)));
      if (phrase != words_.phrases().end()) return add(Lexeme::Kind::Word, begin, next_end, phrase->second);
    }
    add(Lexeme::Kind::Word, begin, end, words_.classify(lower));
  }

  std::string_view text_;
  const NumberWords& words_;
  size_t at_ = 0;
  bool space_ = true;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

std::vector<Lexeme> lex_numbers(std::string_view text, const NumberWords& words) {
  return NumberLexer(text, words).run();
}

}  // namespace trama::text
