#include "core/text/number.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/utf8.h"
#include "core/knowledge/table.h"

namespace trama::text {
namespace {

const std::map<std::string_view, NumberClass>& classes() {
  static const std::map<std::string_view, NumberClass> table{{"cardinal", NumberClass::Cardinal},
                                                             {"article", NumberClass::Article},
                                                             {"multiplier", NumberClass::Multiplier},
                                                             {"collective", NumberClass::Collective},
                                                             {"fraction", NumberClass::Fraction},
                                                             {"denominator", NumberClass::Denominator},
                                                             {"and", NumberClass::And},
                                                             {"of", NumberClass::Of},
                                                             {"point", NumberClass::Point},
                                                             {"negative", NumberClass::Negative},
                                                             {"over", NumberClass::Over},
                                                             {"one_in", NumberClass::OneIn},
                                                             {"percent", NumberClass::Percent}};
  return table;
}

// May `addend` follow `value` in one number, as 21 follows 300 and 5 follows 20, but not 10 follow 20?
bool fits_behind(double value, double addend) {
  if (value == 0) return true;
  if (addend == 0 || !std::isfinite(addend)) return false;
  double magnitude = 1;
  while (magnitude <= addend) magnitude *= 10;
  return std::fmod(value, magnitude) == 0;
}

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

// Grammar of numbers over lexemes; each function returns how far it read.
class NumberReader {
 public:
  explicit NumberReader(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  std::optional<NumberMatch> read(size_t begin) const {
    size_t at = begin;
    double sign = 1;
    if (is(at, NumberClass::Negative)) {
      sign = -1;
      ++at;
    } else if (is_minus(at) && is_cardinal(at + 1)) {
      if (at > 0 && !lexemes_[at].space_before && lexemes_[at - 1].kind != Lexeme::Kind::Mark)
        return std::nullopt;
      // "5 - 3": a minus between two numbers with blanks around it is a dash
      if (at > 0 && lexemes_[at + 1].space_before && is_cardinal(at - 1)) return std::nullopt;
      sign = -1;
      ++at;
    }
    std::optional<NumberMatch> match = read_unsigned(at);
    if (!match) return std::nullopt;
    if (sign < 0 && match->bare_article) return std::nullopt;
    match->value *= sign;
    return match;
  }

 private:
  struct Cardinal {
    size_t end = 0;
    double value = 0;
    double scale = 1;  // of the last multiplier where nothing follows it, else 1
    bool article = false;
    bool decimals = false;
  };

  bool is(size_t i, NumberClass wanted) const {
    return i < lexemes_.size() && lexemes_[i].entry.number_class == wanted;
  }
  bool is_cardinal(size_t i) const { return is(i, NumberClass::Cardinal); }
  bool is_digits(size_t i) const { return i < lexemes_.size() && lexemes_[i].kind == Lexeme::Kind::Digits; }
  bool is_mark(size_t i, std::string_view mark) const {
    return i < lexemes_.size() && lexemes_[i].kind == Lexeme::Kind::Mark && lexemes_[i].is(mark);
  }
  bool is_minus(size_t i) const { return is_mark(i, "-") || is_mark(i, "−"); }
  double value(size_t i) const { return lexemes_[i].entry.value; }

  // A hyphen inside a number of words: "twenty-one", "five - eighths".
  size_t skip_hyphen(size_t i) const { return is_minus(i) && !is_digits(i + 1) ? i + 1 : i; }

  std::optional<Cardinal> read_cardinal(size_t begin) const {
    double total = 0, current = 0, last = 0;
    bool any = false, multiplied = false, article = false, digits = false, in_digits = false;
    double scale = 1, last_factor = 1, lowest_scale = 0;
    size_t at = begin, end = begin;
    while (at < lexemes_.size()) {
      size_t next = at;
      bool joined = false;
      if (any) {
        next = skip_hyphen(next);
        if (next == at && is(next, NumberClass::And)) {
          // "three hundred and one"; after units "and" opens a fraction
          ++next;
          joined = true;
        }
      }
      if (is_cardinal(next)) {
        const bool literal = is_digits(next);
        const double addend = value(next);
        if (any) {
          if (!fits_behind(current, addend)) break;
          if (!fits_behind(total, addend) && total != 0) break;
          if ((literal || digits) && !multiplied) break;
          if (joined && !multiplied) break;
          // "5,4 milioni e una perdita"
          if (joined && in_digits && last_factor >= 1000 && !literal && addend < 1000) break;
          if (literal && !joined && scale == 1 && current != 0) break;
          // "3 hundred and 2 hundred" are two numbers, "two hundred and two thousand" is one; "five billion
          // and three quarters" ends in a fraction of the billion.
          const size_t behind = skip_hyphen(next + 1);
          // and so is "6 million and 200 thousand"
          const bool smaller =
              last_factor >= 1e6 && value(behind) >= 1000 && addend * value(behind) < last_factor;
          if (joined && is(behind, NumberClass::Multiplier) && value(behind) <= last_factor && !smaller)
            break;
          if (joined && last_factor >= 1000 && read_fraction(next)) break;
        }
        current += addend;
        last = addend;
        digits = literal;
        in_digits = in_digits || literal;
        any = true;
        article = false;
        multiplied = false;
        scale = 1;
        at = end = next + 1;
      } else if (!any && is(next, NumberClass::Article)) {
        any = article = true;
        current = last = 1;
        at = end = next + 1;
      } else if (is(next, NumberClass::Multiplier) && (any || starts_bare(next)) && !joined) {
        const double factor = value(next);
        last_factor = factor;
        if (factor < 1000) {
          if (multiplied) break;
          current = (current == 0 ? 1 : current) * factor;
        } else {
          if (total != 0 && factor >= lowest_scale) {
            // "4 mila miliardi"
            if (current != 0 || !multiplied || factor < 1e6) break;
            total *= factor;
          } else {
            total += (current == 0 ? 1 : current) * factor;
          }
          current = 0;
          lowest_scale = factor;
        }
        any = true;
        article = false;
        multiplied = true;
        scale = factor >= 1000 ? factor : 1;
        at = end = next + 1;
      } else if (any && is(next, NumberClass::Collective) && !joined) {
        current += last * value(next) - last;
        article = false;
        end = next + 1;
        break;
      } else {
        break;
      }
    }
    if (!any) return std::nullopt;
    return Cardinal{end, total + current, scale, article, false};
  }

  // "hundred thousand dollars", "a" left out
  bool starts_bare(size_t i) const {
    return value(i) < 1000 && is(i + 1, NumberClass::Multiplier) && value(i + 1) >= 1000;
  }

  // "a half", "three quarters", "un quinto", "mezzo", "3/4"; the numerator's article or number included.
  std::optional<NumberMatch> read_fraction(size_t begin) const {
    if (is(begin, NumberClass::Fraction)) return NumberMatch{begin + 1, 1 / value(begin), false, true};
    size_t at = begin;
    double numerator = 1;
    if (is(at, NumberClass::Article)) {
      ++at;
    } else if (const auto cardinal = read_cardinal(at)) {
      numerator = cardinal->value;
      at = cardinal->end;
    } else {
      return std::nullopt;
    }
    at = skip_hyphen(at);
    if (is(at, NumberClass::Denominator) || (is(at, NumberClass::Fraction) && at > begin))
      return NumberMatch{at + 1, numerator / value(at), false, true};
    // "one twenty-fifth", "one one hundred fifth": the denominator's tens stand before it
    if (numerator != 0 && is_cardinal(at) && !is_digits(at) && numerator < 100) {
      if (const auto tens = read_cardinal(at)) {
        const size_t behind = skip_hyphen(tens->end);
        if (is(behind, NumberClass::Denominator) && fits_behind(tens->value, value(behind)))
          return NumberMatch{behind + 1, numerator / (tens->value + value(behind)), false, true};
      }
    }
    return std::nullopt;
  }

  // A multiplier behind a value that is complete but for it: "half a million", "five and a half million".
  void multiply_behind(NumberMatch& match) const {
    size_t at = match.end;
    if (is(at, NumberClass::Of)) ++at;
    if (is(at, NumberClass::Article)) ++at;
    if (is(at, NumberClass::Multiplier) || is(at, NumberClass::Collective)) {
      match.value *= value(at);
      match.end = at + 1;
    }
  }

  std::optional<NumberMatch> read_unsigned(size_t begin) const {
    // "one twenty-fifth" before "one"
    if (auto fraction = read_fraction(begin)) {
      // "one hundred thirty-fifths" is a hundred by thirty-fifths, which nobody writes; "thirty fifths" are
      // six.
      multiply_behind(*fraction);
      return fraction;
    }
    const auto cardinal = read_cardinal(begin);
    if (!cardinal) return std::nullopt;
    NumberMatch match{cardinal->end, cardinal->value, cardinal->article, false};
    // "a dozen million", "una sessantina di milioni"
    if (is(match.end - 1, NumberClass::Collective)) {
      multiply_behind(match);
      return match;
    }

    // suffix apart: "2.33 k"
    if (is_digits(match.end - 1) && match.end < lexemes_.size() &&
        lexemes_[match.end].kind == Lexeme::Kind::Word &&
        lexemes_[match.end].entry.number_class == NumberClass::Suffix) {
      match.value *= value(match.end);
      ++match.end;
      return match;
    }
    if (cardinal->article) return match;
    if (auto behind = read_behind(match, cardinal->scale)) return behind;
    return match;
  }

  // What may complete a cardinal: fractions, decimals in words, "over", "in".
  std::optional<NumberMatch> read_behind(const NumberMatch& match, double scale) const {
    size_t at = match.end;
    const auto slash = [&](size_t i) {
      return is_mark(i, "/") && !lexemes_[i].space_before && is_digits(i + 1) &&
             !lexemes_[i + 1].space_before;
    };
    if (is_digits(match.end - 1) && slash(at) && !slash(at + 2) && value(at + 1) != 0)
      return NumberMatch{at + 2, match.value / value(at + 1), false, true};
    const bool joined = is(at, NumberClass::And);
    const size_t next = joined ? at + 1 : at;
    // "1 4/5", "-1 e 4/5"
    if (is_digits(match.end - 1) && is_digits(next) && slash(next + 1) && value(next + 2) != 0)
      return NumberMatch{next + 3, match.value + value(next) / value(next + 2), false, true};
    if (joined) {
      if (const auto fraction = read_fraction(next)) {
        NumberMatch out{fraction->end, match.value + fraction->value * scale, false, true};
        if (is(out.end, NumberClass::Multiplier)) {
          const double factor = value(out.end);
          out.value = scale > factor ? match.value + fraction->value * factor
                                     : (match.value + fraction->value) * factor;
          ++out.end;
        }
        return out;
      }
    }
    if (is(at, NumberClass::Point) && is_cardinal(at + 1) && !is_digits(at + 1) && value(at + 1) < 1000) {
      std::string digits;
      size_t end = at + 1;
      while (is_cardinal(end) && !is_digits(end) && value(end) < 1000) {
        digits += std::to_string(static_cast<int64_t>(value(end)));
        ++end;
      }
      return NumberMatch{end, match.value + std::strtod(("0." + digits).c_str(), nullptr), false, true};
    }
    if (is(at, NumberClass::Over) || is(at, NumberClass::OneIn)) {
      const auto whole = read_cardinal(at + 1);
      // "100 million over five years" is no fraction.
      const bool proportion =
          (is(at, NumberClass::Over) && match.value < 1e6) ||
          (whole && match.value < whole->value && match.value <= 10 && whole->value < 1900);
      if (whole && !whole->article && whole->value != 0 && proportion)
        return NumberMatch{whole->end, match.value / whole->value, false, true};
    }
    return std::nullopt;
  }

  const std::vector<Lexeme>& lexemes_;
};

}  // namespace

NumberWords::NumberWords(std::string_view table, std::string_view name) {
  for (const knowledge::Row& row : knowledge::read_table(table)) {
    const std::string word(row.at(0));
    const std::string_view kind = row.at(1);
    if (word == "decimal" || word == "group") {
      if (kind.size() != 1) throw knowledge::table_error(name, row, "expected one mark");
      (word == "decimal" ? decimal_ : group_) = kind.front();
      continue;
    }
    if (row.fields.size() != 3) throw knowledge::table_error(name, row, "expected word, class and value");
    const double value = std::strtod(std::string(row.at(2)).c_str(), nullptr);
    if (kind == "inner") {
      inner_[word] = value;
    } else if (kind == "inner_multiplier") {
      inner_multipliers_[word] = value;
    } else if (kind == "denominator_ending") {
      denominator_endings_.push_back(word);
    } else if (kind == "prefix") {
      prefixes_.insert(word);
    } else if (kind == "suffix") {
      suffixes_[word] = value;
      words_.try_emplace(word, Entry{NumberClass::Suffix, value});
    } else {
      const auto found = classes().find(kind);
      if (found == classes().end()) throw knowledge::table_error(name, row, "there is no such class");
      (word.find(' ') == std::string::npos ? words_ : phrases_)[word] = {found->second, value};
      if (found->second == NumberClass::Cardinal) inner_.try_emplace(word, value);
      if (found->second == NumberClass::Multiplier) suffixes_.try_emplace(word, value);
    }
  }
}

bool NumberWords::is_suffix(std::string_view lower, double& factor) const {
  const auto found = suffixes_.find(std::string(lower));
  if (found == suffixes_.end()) return false;
  factor = found->second;
  return true;
}

NumberWords::Entry NumberWords::classify(std::string_view lower) const {
  const auto found = words_.find(std::string(lower));
  if (found != words_.end()) return found->second;
  if (inner_multipliers_.empty() || lower.size() < 5) return {};
  if (const auto value = compound(lower)) return {NumberClass::Cardinal, *value};
  for (const std::string& ending : denominator_endings_) {
    if (!lower.ends_with(ending)) continue;
    const std::string stem(lower.substr(0, lower.size() - ending.size()));
    for (const char* vowel : {"", "o", "e", "i", "a"})
      if (const auto value = compound(stem + vowel)) return {NumberClass::Denominator, *value};
  }
  return {};
}

// Reads the parts from left to right, longest first; each must fit behind what stands before it.
std::optional<double> NumberWords::compound(std::string_view word) const {
  struct Search {
    const NumberWords& words;

    std::optional<double> run(std::string_view rest, double total, double current) const {
      if (rest.empty()) return total + current;
      for (size_t length = rest.size(); length >= 2; --length) {
        const std::string part(rest.substr(0, length));
        const auto multiplier = words.inner_multipliers_.find(part);
        if (multiplier != words.inner_multipliers_.end() && current > 0 && current < multiplier->second) {
          const double factor = multiplier->second;
          const auto value = factor < 1000 ? run(rest.substr(length), total, current * factor)
                                           : run(rest.substr(length), total + current * factor, 0);
          if (value) return value;
        }
        const auto addend = words.inner_.find(part);
        if (addend != words.inner_.end() && addend->second > 0 && fits_behind(current, addend->second) &&
            (current != 0 || fits_behind(total, addend->second))) {
          if (const auto value = run(rest.substr(length), total, current + addend->second)) return value;
        }
      }
      return std::nullopt;
    }
  };
  if (word.size() < 2) return std::nullopt;
  return Search{*this}.run(word, 0, 0);
}

std::vector<Lexeme> lex_numbers(std::string_view text, const NumberWords& words) {
  return NumberLexer(text, words).run();
}

std::optional<NumberMatch> read_number(const std::vector<Lexeme>& lexemes, size_t begin) {
  return NumberReader(lexemes).read(begin);
}

}  // namespace trama::text
