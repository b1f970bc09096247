#include "core/text/number.h"

#include <array>
#include <charconv>
#include <limits>

namespace trama::text {
namespace {

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

  // What has been read of a cardinal.
  struct Reading {
    size_t end;                               // half-open
    double total = 0, current = 0, last = 0;  // whole multiples, what came after them, the last addend
    double scale = 1, last_factor = 1, lowest_scale = 0;
    bool any = false, article = false;
    bool multiplied = false;  // the last lexeme was a multiplier
    bool digits = false;      // the last addend was written in digits; in_digits: one was
    bool in_digits = false;
  };

  // Whether the cardinal at `next`, behind an "and" where `joined`, goes on with what was read.
  bool goes_on(const Reading& read, size_t next, bool joined) const {
    const bool literal = is_digits(next);
    const double addend = value(next);
    if (!fits_behind(read.current, addend)) return false;
    if (!fits_behind(read.total, addend) && read.total != 0) return false;
    if ((literal || read.digits || joined) && !read.multiplied) return false;
    // "5,4 milioni e una perdita"
    if (joined && read.in_digits && read.last_factor >= 1000 && !literal && addend < 1000) return false;
    if (literal && !joined && read.scale == 1 && read.current != 0) return false;
    if (!joined) return true;
    // "3 hundred and 2 hundred" are two numbers, "two hundred and two thousand" is one, and so is "6 million
    // and 200 thousand"; "five billion and three quarters" ends in a fraction of the billion.
    const size_t behind = skip_hyphen(next + 1);
    if (is(behind, NumberClass::Multiplier) && value(behind) <= read.last_factor) {
      const bool smaller =
          read.last_factor >= 1e6 && value(behind) >= 1000 && addend * value(behind) < read.last_factor;
      if (!smaller) return false;
    }
    return read.last_factor < 1000 || !read_fraction(next);
  }

  void add(Reading& read, size_t next) const {
    read.last = value(next);
    read.current += read.last;
    read.digits = is_digits(next);
    read.in_digits = read.in_digits || read.digits;
    read.any = true;
    read.article = false;
    read.multiplied = false;
    read.scale = 1;
  }

  // False where the factor belongs to what comes after.
  static bool multiply(Reading& read, double factor) {
    if (factor < 1000) {
      if (read.multiplied) return false;
      read.current = (read.current == 0 ? 1 : read.current) * factor;
    } else {
      if (read.total != 0 && factor >= read.lowest_scale) {
        // "4 mila miliardi"
        if (read.current != 0 || !read.multiplied || factor < 1e6) return false;
        read.total *= factor;
      } else {
        read.total += (read.current == 0 ? 1 : read.current) * factor;
      }
      read.current = 0;
      read.lowest_scale = factor;
    }
    read.last_factor = factor;
    read.any = true;
    read.article = false;
    read.multiplied = true;
    read.scale = factor >= 1000 ? factor : 1;
    return true;
  }

  std::optional<Cardinal> read_cardinal(size_t begin) const {
    Reading read{begin};
    while (read.end < lexemes_.size()) {
      size_t next = read.any ? skip_hyphen(read.end) : read.end;
      // "three hundred and one"; after units "and" opens a fraction
      const bool joined = read.any && next == read.end && is(next, NumberClass::And);
      if (joined) ++next;
      if (is_cardinal(next)) {
        if (read.any && !goes_on(read, next, joined)) break;
        add(read, next);
      } else if (!read.any && is(next, NumberClass::Article)) {
        read.any = read.article = true;
        read.current = read.last = 1;
      } else if (is(next, NumberClass::Multiplier) && (read.any || starts_bare(next)) && !joined) {
        if (!multiply(read, value(next))) break;
      } else if (read.any && is(next, NumberClass::Collective) && !joined) {
        read.current += read.last * value(next) - read.last;
        read.article = false;
        read.end = next + 1;
        break;
      } else {
        break;
      }
      read.end = next + 1;
    }
    if (!read.any) return std::nullopt;
    return Cardinal{read.end, read.total + read.current, read.scale, read.article, false};
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

double to_decimal(double value) {
  std::array<char, 32> digits;
  const auto written =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::scientific,
                    std::numeric_limits<double>::digits10 - 1);
  double read = value;
  std::from_chars(digits.data(), written.ptr, read);
  return read;
}

std::optional<NumberMatch> read_number(const std::vector<Lexeme>& lexemes, size_t begin) {
  return NumberReader(lexemes).read(begin);
}

}  // namespace trama::text
