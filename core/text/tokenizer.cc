#include "core/text/tokenizer.h"

#include <algorithm>

#include <unicode/uchar.h>

#include "core/base/utf8.h"

namespace trama::text {
namespace {

enum class Class : uint8_t { End, Blank, Letter, Capital, Digit, Other };

Class class_of(char32_t c) {
  if (c < 0x80) {
    if (c == ' ') return Class::Blank;
    if (c >= 'a' && c <= 'z') return Class::Letter;
    if (c >= 'A' && c <= 'Z') return Class::Capital;
    if (c >= '0' && c <= '9') return Class::Digit;
    return Class::Other;
  }
  const auto point = static_cast<UChar32>(c);
  if (u_isupper(point)) return Class::Capital;
  // Ordinal marks and superscripts ("3ª", "m²") are letters and digits to Unicode, but end a word to us.
  if (u_isalpha(point) || u_charType(point) == U_NON_SPACING_MARK) return Class::Letter;
  return Class::Other;
}

bool is_letter(Class c) { return c == Class::Letter || c == Class::Capital; }
bool is_alphanumeric(Class c) { return is_letter(c) || c == Class::Digit; }

class Tokenizer {
 public:
  Tokenizer(std::string_view text, const TokenizerOptions& options) : text_(text), options_(options) {}

  std::vector<ShapeToken> run() {
    bool space = true;
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        ++at_;
        space = true;
        continue;
      }
      const size_t begin = at_;
      ShapeToken token = next(space);
      token.span = {begin, at_};
      token.space_before = space;
      tokens_.push_back(token);
      space = false;
    }
    return std::move(tokens_);
  }

 private:
  ShapeToken next(bool space) {
    if (is_address()) return take_address();
    const Class first = class_at(at_);
    if (first == Class::Digit ||
        (is_minus(at_) && class_after_minus() == Class::Digit && minus_may_open(space)))
      return take_number();
    if (is_letter(first)) return take_word();
    if (text_[at_] == '\'') return take_apostrophe();
    return take_mark();
  }

  char byte(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  Class class_at(size_t i) const {
    if (i >= text_.size()) return Class::End;
    size_t position = i;
    return class_of(decode_code_point(text_, position));
  }

  size_t after(size_t i) const {
    size_t position = i;
    decode_code_point(text_, position);
    return position;
  }

  // '-' or U+2212 MINUS SIGN
  bool is_minus(size_t i) const { return byte(i) == '-' || text_.substr(i, 3) == "\xE2\x88\x92"; }
  Class class_after_minus() const { return class_at(after(at_)); }

  bool minus_may_open(bool space) const {
    if (space || tokens_.empty()) return true;
    const char last = text_[at_ - 1];
    return last == '(' || last == '[' || last == '"';
  }

  bool is_address() const {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) return true;
    if (!is_alphanumeric(class_at(at_))) return false;
    size_t i = 0;
    while (i < rest.size() && i < 64 &&
           (is_ascii_alphanumeric(rest[i]) || rest[i] == '.' || rest[i] == '_' || rest[i] == '-' ||
            rest[i] == '+'))
      ++i;
    return i > 0 && i + 1 < rest.size() && rest[i] == '@' && is_ascii_alphanumeric(rest[i + 1]);
  }

  static bool is_ascii_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  ShapeToken take_address() {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != '"' && text_[at_] != '<' &&
           text_[at_] != '>')
      ++at_;
    // Marks that end the sentence or close a bracket are not the address's.
    while (at_ > begin + 1 && std::string_view(".,;:!?)]'").find(text_[at_ - 1]) != std::string_view::npos)
      --at_;
    ShapeToken token;
    token.address = true;
    return token;
  }

  void take_digits() {
    while (byte(at_) >= '0' && byte(at_) <= '9') ++at_;
  }

  // yyyy-mm or yyyy-mm-dd, else 0
  size_t iso_date_length() const {
    const auto digits = [&](size_t from, size_t count) {
      for (size_t i = 0; i < count; ++i)
        if (byte(from + i) < '0' || byte(from + i) > '9') return false;
      return true;
    };
    if (!digits(at_, 4) || byte(at_ + 4) != '-' || !digits(at_ + 5, 2)) return 0;
    size_t length = 7;
    if (byte(at_ + 7) == '-' && digits(at_ + 8, 2)) length = 10;
    return class_at(at_ + length) == Class::Digit ? 0 : length;
  }

  ShapeToken take_number() {
    ShapeToken token;
    token.kind = TokenKind::Number;
    if (is_minus(at_)) at_ = after(at_);
    if (const size_t length = iso_date_length(); length != 0) {
      at_ += length;
      return token;
    }
    const size_t begin = at_;
    take_digits();
    bool separated = false;
    while (std::string_view(".,:/").find(byte(at_)) != std::string_view::npos && at_ < text_.size() &&
           class_at(at_ + 1) == Class::Digit) {
      ++at_;
      take_digits();
      separated = true;
    }
    // "5G", "3D", "4K", "7B": a name, not a number and a unit, which is written small or has two letters.
    if (!separated && class_at(at_) == Class::Capital && !is_alphanumeric(class_at(after(at_))) &&
        at_ - begin <= 2) {
      at_ = after(at_);
      token.kind = TokenKind::Name;
      token.capitalised = token.strong_name = true;
    }
    return token;
  }

  // True where the mark at `i` belongs to the word that began at `begin`.
  bool joins(size_t begin, size_t i) const {
    const Class right = class_at(i + 1);
    switch (byte(i)) {
      case '-':
        return is_alphanumeric(right) && hyphen_joins(begin, i);
      case '.':
        // "U.S.", "S.p.A.", "I.A", "Node.js", "V2.5"
        if (right == Class::Digit) return class_at(i - 1) == Class::Digit;
        if (!is_letter(right)) return false;
        return is_single_letter_before(i) || (right == Class::Letter && is_ascii_alphanumeric(byte(i + 1)));
      case '&':
        return right == Class::Capital && class_before(i) == Class::Capital;
      case '_':
        return is_alphanumeric(right);
      case ':':
        // "NXT:1970i"
        return class_before(i) == Class::Capital && i >= begin + 3 && right == Class::Digit &&
               class_at(i + 2) == Class::Digit && class_at(i + 3) == Class::Digit;
      case '\'':
        if (!is_letter(right)) return false;
        if (is_genitive(i)) return false;
        if (!options_.elision) return true;
        return i == begin + 1 && (byte(begin) == 'O' || byte(begin) == 'D') && right == Class::Capital;
      default:
        return false;
    }
  }

  // ¹ ² ³
  bool is_superscript(size_t i) const {
    return byte(i) == '\xC2' && (byte(i + 1) == '\xB9' || byte(i + 1) == '\xB2' || byte(i + 1) == '\xB3');
  }

  Class class_before(size_t i) const {
    size_t previous = i - 1;
    while (previous > 0 && (static_cast<unsigned char>(text_[previous]) & 0xC0) == 0x80) --previous;
    return class_at(previous);
  }

  bool is_single_letter_before(size_t i) const {
    return i >= 1 && is_letter(class_before(i)) && (i < 2 || !is_alphanumeric(class_at(i - 2)));
  }

  // "Beijing-based", "Arm-based" and "Norda-led" are a name and a word; "GPT-4o", "Jean-Paul" and "all-cash"
  // are one.
  bool hyphen_joins(size_t begin, size_t i) const {
    if (class_at(begin) != Class::Capital) return true;
    size_t end = i + 1;
    bool plain_word = class_at(end) == Class::Letter;
    size_t letters = 0;
    while (is_alphanumeric(class_at(end))) {
      plain_word = plain_word && class_at(end) == Class::Letter;
      end = after(end);
      ++letters;
    }
    const auto& ends = options_.compound_ends;
    const bool listed = std::find(ends.begin(), ends.end(), text_.substr(i + 1, end - i - 1)) != ends.end();
    return !(plain_word && (letters > 3 || listed));
  }

  // "'s" before anything but a letter
  bool is_genitive(size_t i) const {
    return (byte(i + 1) == 's' || byte(i + 1) == 'S') && !is_alphanumeric(class_at(i + 2));
  }

  ShapeToken take_word() {
    const size_t begin = at_;
    ShapeToken token;
    token.capitalised = class_at(at_) == Class::Capital;
    size_t capitals = 0, digits = 0, inner_capitals = 0;
    while (at_ < text_.size()) {
      const Class c = class_at(at_);
      if (is_alphanumeric(c)) {
        digits += c == Class::Digit;
        capitals += c == Class::Capital;
        inner_capitals += c == Class::Capital && at_ > begin && is_letter(class_before(at_));
        at_ = after(at_);
      } else if (joins(begin, at_)) {
        ++at_;
      } else if (token.capitalised && at_ >= begin + 4 && is_superscript(at_)) {
        at_ = after(at_);  // "IRIS²", not "km²"
      } else {
        break;
      }
    }
    if (byte(at_) == '.' && text_.substr(begin, at_ - begin).find('.') != std::string_view::npos &&
        is_single_letter_before(at_))
      ++at_;  // the last point of "U.S."
    else if (options_.elision && byte(at_) == '\'' && is_alphanumeric(class_at(at_ + 1)) && !is_genitive(at_))
      ++at_;  // "dell'auto", "l'80%"
    token.strong_name = inner_capitals > 0 || (digits > 0 && capitals > 0);
    if (token.strong_name) token.kind = TokenKind::Name;
    return token;
  }

  // "'s" is a word of its own, any other apostrophe a mark.
  ShapeToken take_apostrophe() {
    const bool genitive = !tokens_.empty() && tokens_.back().span.end == at_ && is_genitive(at_);
    at_ += genitive ? 2 : 1;
    ShapeToken token;
    token.kind = genitive ? TokenKind::Word : TokenKind::Punctuation;
    return token;
  }

  ShapeToken take_mark() {
    const std::string_view mark = text_.substr(at_, after(at_) - at_);
    while (at_ < text_.size() && text_.substr(at_, mark.size()) == mark) at_ += mark.size();
    ShapeToken token;
    token.kind = TokenKind::Punctuation;
    return token;
  }

  std::string_view text_;
  const TokenizerOptions& options_;
  size_t at_ = 0;
  std::vector<ShapeToken> tokens_;
};

}  // namespace

std::vector<ShapeToken> tokenize(std::string_view text, const TokenizerOptions& options) {
  return Tokenizer(text, options).run();
}

bool is_currency_sign(std::string_view surface) {
  if (surface.empty()) return false;
  size_t end = 0;
  const char32_t character = decode_code_point(surface, end);
  return end == surface.size() && u_charType(static_cast<UChar32>(character)) == U_CURRENCY_SYMBOL;
}

}  // namespace trama::text
