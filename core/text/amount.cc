#include "core/text/amount.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/knowledge/table.h"

namespace trama::text {
namespace {

// The lexemes of a phrase of the data files, joined as keys are.
std::string key_of(const std::vector<Lexeme>& lexemes, size_t begin, size_t end) {
  std::string key;
  for (size_t i = begin; i < end; ++i) {
    if (i > begin) key += ' ';
    key += lexemes[i].lower;
  }
  return key;
}

std::string key_of(std::string_view phrase, const NumberWords& words, size_t& longest) {
  const auto lexemes = lex_numbers(phrase, words);
  longest = std::max(longest, lexemes.size());
  return key_of(lexemes, 0, lexemes.size());
}

constexpr double kMega = 1e6;

}  // namespace

// One pass over one text.
class AmountFinder::Scan {
 public:
  Scan(const AmountFinder& finder, std::string_view text)
      : finder_(finder), lexemes_(lex_numbers(text, finder.words_)) {}

  std::vector<Amount> run() {
    size_t at = 0;
    while (at < lexemes_.size()) {
      if (const auto reversed = percent_of(at)) {
        at = *reversed;
        continue;
      }
      const auto number = read_number(lexemes_, at);
      if (!number) {
        ++at;
        continue;
      }
      at = add(at, *number);
    }
    return std::move(amounts_);
  }

 private:
  struct Unit {
    size_t begin = 0, end = 0;  // lexemes
    Currency currency;
  };

  bool is(size_t i, NumberClass wanted) const {
    return i < lexemes_.size() && lexemes_[i].entry.number_class == wanted;
  }

  const Currency* currency(size_t begin, size_t end) const {
    const auto found = finder_.currencies_.find(key_of(lexemes_, begin, end));
    return found == finder_.currencies_.end() ? nullptr : &found->second;
  }

  // The longest currency that starts at `begin`.
  std::optional<Unit> currency_at(size_t begin) const {
    for (size_t length =
             std::min(finder_.longest_currency_, lexemes_.size() - std::min(begin, lexemes_.size()));
         length > 0; --length)
      if (const Currency* found = currency(begin, begin + length)) return Unit{begin, begin + length, *found};
    return mega_currency(begin);
  }

  // The longest currency that ends at `end` and starts at `from` or later.
  std::optional<Unit> currency_before(size_t end, size_t from) const {
    for (size_t length = std::min(finder_.longest_currency_, end - from); length > 0; --length)
      if (const Currency* found = currency(end - length, end)) return Unit{end - length, end, *found};
    return end > from ? mega_currency(end - 1) : std::nullopt;
  }

  // "MUSD": millions
  std::optional<Unit> mega_currency(size_t i) const {
    if (i >= lexemes_.size() || lexemes_[i].lower.size() != 4 || lexemes_[i].lower.front() != 'm')
      return std::nullopt;
    const auto found = finder_.currencies_.find(lexemes_[i].lower.substr(1));
    if (found == finder_.currencies_.end()) return std::nullopt;
    return Unit{i, i + 1, {found->second.code, found->second.factor * kMega}};
  }

  static bool is_word(const Lexeme& lexeme) { return lexeme.kind == Lexeme::Kind::Word; }

  // "percent of twenty"
  std::optional<size_t> percent_of(size_t at) {
    if (!is(at, NumberClass::Percent) || !is(at + 1, NumberClass::Of)) return std::nullopt;
    const auto number = read_number(lexemes_, at + 2);
    if (!number || number->bare_article || currency_at(number->end)) return std::nullopt;
    Amount amount;
    amount.kind = Amount::Kind::Percent;
    amount.value = number->value;
    push(amount, at, number->end);
    return number->end;
  }

  size_t add(size_t begin, const NumberMatch& number) {
    Amount amount;
    amount.value = number.value;
    amount.multiplied = is(number.end - 1, NumberClass::Multiplier) || ends_in_suffix(number.end - 1);
    amount.fraction = number.fraction;
    amount.bare_article = number.bare_article;
    size_t end = number.end;
    const size_t percent = skip_hyphen(end);
    if (is_percent(percent)) {
      amount.kind = Amount::Kind::Percent;
      return finish(amount, begin, percent + 1);
    }
    // "34 centesimi": to the grammar of numbers a fraction, but it is money
    if (const Currency* cents = number.fraction ? currency(number.end - 1, number.end) : nullptr) {
      amount.kind = Amount::Kind::Money;
      amount.currency = cents->code;
      amount.fraction = false;
      return finish(amount, begin, end);
    }
    if (const auto prefix = currency_before(begin, used_)) {
      // "A$" and "S$" are currencies; "bought a $5" is an article and a dollar, "Alba's $5" another's
      if (!is_other_word(prefix->begin, prefix->end)) {
        amount.kind = Amount::Kind::Money;
        amount.value *= prefix->currency.factor;
        amount.currency = prefix->currency.code;
        return finish(amount, prefix->begin, end);
      }
      const Currency* sign = currency(begin - 1, begin);
      amount.kind = Amount::Kind::Money;
      amount.currency = sign == nullptr ? "USD" : sign->code;
      return finish(amount, begin - 1, end);
    }
    size_t unit = skip_hyphen(end);
    if (is(unit, NumberClass::Of)) ++unit;
    if (auto suffix = currency_at(unit); suffix && !opens_next(*suffix, number.bare_article)) {
      amount.kind = Amount::Kind::Money;
      amount.value *= suffix->currency.factor;
      amount.currency = suffix->currency.code;
      end = suffix->end;
      // "75 USD million"
      if (is(end, NumberClass::Multiplier) && !amount.multiplied) {
        amount.value *= lexemes_[end].entry.value;
        amount.multiplied = true;
        ++end;
      }
      end = add_hundredths(amount, *suffix, end);
      return finish(amount, begin, end);
    }
    return finish(amount, begin, number.end);
  }

  // The letter before a dollar sign is an article or a genitive's.
  bool is_other_word(size_t begin, size_t end) const {
    if (lexemes_[begin].lower.size() != 1 || end != begin + 2) return false;
    if (begin > 0 && !lexemes_[begin].space_before &&
        (lexemes_[begin - 1].is("'") || lexemes_[begin - 1].is("’")))
      return true;
    return finder_.words_.is_letter(lexemes_[begin].lower) && lexemes_[begin + 1].space_before;
  }

  // "a $300 million suit", "1 $10 bill": the currency belongs to the number behind it.
  bool opens_next(const Unit& unit, bool bare_article) const {
    if (unit.end >= lexemes_.size() || lexemes_[unit.end].kind != Lexeme::Kind::Digits) return false;
    return bare_article || (!lexemes_[unit.end].space_before && lexemes_[unit.begin].space_before);
  }

  bool ends_in_suffix(size_t i) const {
    return lexemes_[i].kind == Lexeme::Kind::Digits && !lexemes_[i].lower.empty() &&
           lexemes_[i].lower.back() >= 'a' && lexemes_[i].lower.back() <= 'z';
  }

  bool is_percent(size_t i) const {
    if (i >= lexemes_.size()) return false;
    return lexemes_[i].is("%") || lexemes_[i].is("％") || is(i, NumberClass::Percent);
  }

  size_t skip_hyphen(size_t i) const {
    return i + 1 < lexemes_.size() && lexemes_[i].is("-") && is_word(lexemes_[i + 1]) &&
                   !lexemes_[i].space_before
               ? i + 1
               : i;
  }

  // "3 dollars 50 cents", "13 euro e 45": hundredths behind a whole amount.
  size_t add_hundredths(Amount& amount, const Unit& unit, size_t at) const {
    if (unit.currency.factor != 1 || amount.value != std::floor(amount.value) || amount.multiplied) return at;
    size_t begin = at;
    if (is(begin, NumberClass::And)) ++begin;
    const auto number = read_number(lexemes_, begin);
    // "15 dollari e 15 centesimi", which are hundredths as it stands
    if (number && number->fraction && number->value < 1) {
      const Currency* cents = currency(number->end - 1, number->end);
      if (cents == nullptr) return at;
      amount.value += number->value;
      return number->end;
    }
    if (!number || number->bare_article || number->value <= 0 || number->value >= 100 ||
        number->value != std::floor(number->value))
      return at;
    if (const auto cents = currency_at(number->end)) {
      if (cents->currency.factor >= 1) return at;
      amount.value += number->value / 100;
      return cents->end;
    }
    // Without a unit only where the sentence stops.
    const bool stops =
        number->end == lexemes_.size() || lexemes_[number->end].is(".") || lexemes_[number->end].is(",");
    if (!stops || is_percent(number->end)) return at;
    amount.value += number->value / 100;
    return number->end;
  }

  size_t finish(Amount& amount, size_t begin, size_t end) {
    size_t place = begin;
    if (!merge_range(amount, begin, end)) {
      amount.qualifier = qualifier(place, end);
      // "una sessantina", but a dozen is twelve
      for (size_t i = begin; i < end && amount.qualifier == '='; ++i)
        if (is(i, NumberClass::Collective) && lexemes_[i].entry.value != 12) amount.qualifier = '~';
      push(amount, begin, end);
    }
    used_ = end;
    return end;
  }

  void push(Amount& amount, size_t begin, size_t end) {
    amount.span = {lexemes_[begin].span.begin, lexemes_[end - 1].span.end};
    amount.value = to_decimal(amount.value);
    amounts_.push_back(amount);
    starts_.push_back(begin);
    used_ = end;
  }

  // "60-65%", "tra 60 e 65 milioni", "from 3 to 4": two amounts with one dash or connective between them are
  // a range, whose lower end takes unit and multiplier of the upper.
  bool merge_range(const Amount& amount, size_t begin, size_t end) {
    if (amounts_.empty() || begin == 0) return false;
    Amount& lower = amounts_.back();
    if (lower.upper || used_ + 1 != begin || lower.bare_article) return false;
    const Lexeme& between = lexemes_[used_];
    const size_t start = starts_.back();
    const NumberWords& words = finder_.words_;
    const bool dash = between.is("-") || between.is("–");
    const bool spoken =
        start > 0 && ((is(used_, NumberClass::And) && words.is_between(lexemes_[start - 1].lower)) ||
                      (words.is_to(between.lower) && words.is_from(lexemes_[start - 1].lower)));
    if (!dash && !spoken) return false;
    Amount range = amount;
    double low = lower.value;
    if (lower.kind == Amount::Kind::Number && !lower.multiplied && amount.multiplied) {
      double factor = 1;
      while (factor * 1000 <= amount.value) factor *= 1000;
      low *= factor;
    }
    if (lower.kind != Amount::Kind::Number && lower.kind != amount.kind) return false;
    if (low >= amount.value) return false;
    if (dash && amount.kind == Amount::Kind::Number && !amount.multiplied) return false;
    range.value = low;
    range.upper = amount.value;
    range.qualifier = '~';
    range.span = {lower.span.begin, lexemes_[end - 1].span.end};
    lower = range;
    return true;
  }

  char qualifier(size_t begin, size_t end) const {
    // An article may stand between: "oltre il 16%".
    for (size_t skipped = 0; skipped <= 1 && skipped < begin; ++skipped) {
      const size_t stop = begin - skipped;
      if (skipped == 1 && (!is_word(lexemes_[stop]) || lexemes_[stop].lower.size() > 3)) break;
      for (size_t length = std::min(finder_.longest_qualifier_, stop); length > 0; --length) {
        const auto found = finder_.before_.find(key_of(lexemes_, stop - length, stop));
        if (found != finder_.before_.end()) return found->second;
      }
    }
    for (size_t length = std::min(finder_.longest_qualifier_, lexemes_.size() - end); length > 0; --length) {
      const auto found = finder_.after_.find(key_of(lexemes_, end, end + length));
      if (found != finder_.after_.end()) return found->second;
    }
    return '=';
  }

  const AmountFinder& finder_;
  std::vector<Lexeme> lexemes_;
  std::vector<Amount> amounts_;
  std::vector<size_t> starts_;  // first lexeme of each amount
  size_t used_ = 0;             // lexemes before it belong to amounts already found
};

AmountFinder::AmountFinder(const knowledge::Files& files, const std::string& language) {
  const std::string folder = "languages/" + language + "/";
  words_ = NumberWords(files.file(folder + "numbers.tsv"), folder + "numbers.tsv");
  for (const knowledge::Row& row :
       knowledge::read_table(files.file("currencies.tsv"), "currencies.tsv", {"code", "factor", "forms"})) {
    const Currency currency{std::string(row.at(0)), std::strtod(std::string(row.at(1)).c_str(), nullptr)};
    if (currency.factor <= 0) throw row.error("a factor is a number above 0");
    for (const std::string_view form : row.list(2))
      currencies_.try_emplace(key_of(form, words_, longest_currency_), currency);
  }
  const std::string qualifiers = folder + "qualifiers.tsv";
  for (const knowledge::Row& row :
       knowledge::read_table(files.file(qualifiers), qualifiers, {"words", "sign", "place"})) {
    if (row.at(1).size() != 1) throw row.error("a sign is one character");
    auto& table = row.at(2) == "before" ? before_ : after_;
    table[key_of(row.at(0), words_, longest_qualifier_)] = row.at(1).front();
  }
}

std::vector<Amount> AmountFinder::find(std::string_view text) const { return Scan(*this, text).run(); }

}  // namespace trama::text
