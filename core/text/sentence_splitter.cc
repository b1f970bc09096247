#include "core/text/sentence_splitter.h"

#include "core/base/utf8.h"

namespace trama::text {
namespace {

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<ShapeToken>& tokens, const LanguageProfile& language)
      : text_(text), tokens_(tokens), language_(language) {}

  std::vector<SentenceRange> run() {
    size_t begin = 0;
    for (size_t i = 0; i < tokens_.size();) {
      if (i > begin && starts_unmarked(begin, i)) {
        add(begin, i);
        begin = i;
      }
      const size_t end = ends_at(begin, i) ? absorb_closing(i + 1) : 0;
      if (end != 0 && (end == tokens_.size() || may_start(i, end))) {
        add(begin, end);
        begin = i = end;
      } else {
        ++i;
      }
    }
    if (begin < tokens_.size()) add(begin, tokens_.size());
    return std::move(sentences_);
  }

 private:
  std::string_view surface(size_t i) const {
    return text_.substr(tokens_[i].span.begin, tokens_[i].span.size());
  }

  bool is_point(size_t i) const { return surface(i).front() == '.'; }

  bool ends_at(size_t begin, size_t i) const {
    const std::string_view mark = surface(i);
    if (tokens_[i].kind != TokenKind::Punctuation) return mark.size() > 1 && mark.back() == '.';  // "U.S."
    if (mark.front() == '!' || mark.front() == '?' || mark == "…" || mark.starts_with("..")) return true;
    if (mark != ".") return false;
    // "3." opens a list item.
    return !(i == begin + 1 && tokens_[begin].kind == TokenKind::Number);
  }

  static bool closes(std::string_view mark) {
    return mark == "»" || mark == "”" || mark == "’" || mark == ")" || mark == "]" || mark == "'" ||
           mark == "\"";
  }

  // Quotes, brackets and note marks ("[1]", "[*3]") behind a final mark.
  size_t absorb_closing(size_t i) const {
    while (i < tokens_.size()) {
      if (tokens_[i].kind == TokenKind::Punctuation && closes(surface(i)) && !tokens_[i].space_before) {
        ++i;
        continue;
      }
      if (surface(i) != "[") break;
      size_t close = i + 1;
      while (close < tokens_.size() && close < i + 4 && surface(close) != "]") ++close;
      if (close >= tokens_.size() || surface(close) != "]") break;
      i = close + 1;
    }
    return i;
  }

  // May a sentence start at `next`, after the final mark at `mark`?
  bool may_start(size_t mark, size_t next) const {
    if (!tokens_[next].space_before && next == mark + 1) return false;
    size_t word = next;  // the first token that is no opening quote, bracket or dash
    while (word + 1 < tokens_.size() && tokens_[word].kind == TokenKind::Punctuation) ++word;
    const ShapeToken& first = tokens_[word];
    if (first.kind == TokenKind::Word && !first.capitalised && !first.address) return false;
    if (mark == 0) return true;

    const bool own_point = tokens_[mark].kind != TokenKind::Punctuation;
    if (!own_point && !is_point(mark)) return true;
    if (!own_point && tokens_[mark].space_before) return true;
    const size_t before = own_point ? mark : mark - 1;
    if (tokens_[before].kind == TokenKind::Number || tokens_[before].kind == TokenKind::Punctuation)
      return true;
    std::string word_before = to_lower(surface(before));
    if (word_before.back() == '.') word_before.pop_back();
    const auto abbreviation = language_.abbreviations.find(word_before);
    if (abbreviation != language_.abbreviations.end())
      return !abbreviation->second && starts_with_common_word(word);
    // "the Ascend 910B.": a letter that sticks to a number is no initial.
    const bool sticks =
        before > 0 && !tokens_[before].space_before && tokens_[before - 1].kind == TokenKind::Number;
    const bool numbers = before > 0 && language_.lettered.contains(to_lower(surface(before - 1)));
    const bool initial =
        code_point_count(word_before) == 1 && tokens_[before].capitalised && !sticks && !numbers;
    if (initial || own_point) return starts_with_common_word(word);
    return true;
  }

  // "Tecniche avanzate Il modello usa …": pages lose the border between a subhead and its text, but for the
  // capital of an article before a small letter. A subhead is short and has no marks: "la serie, scrive
  // il quotidiano Il foglio" goes on.
  bool starts_unmarked(size_t begin, size_t i) const {
    const ShapeToken& word = tokens_[i];
    if (!word.capitalised || word.strong_name || i + 1 >= tokens_.size()) return false;
    if (i - begin > kLongestSubhead) return false;
    for (size_t k = begin; k < i; ++k)
      if (tokens_[k].kind == TokenKind::Punctuation) return false;
    const ShapeToken& before = tokens_[i - 1];
    const ShapeToken& after = tokens_[i + 1];
    // "Weili Dai ha fondato": behind a name it may be one.
    if (before.kind != TokenKind::Word || before.capitalised || before.strong_name) return false;
    if (after.kind != TokenKind::Word || after.capitalised) return false;
    // "la serie La torre"
    if (language_.titled.contains(to_lower(surface(i - 1)))) return false;
    return language_.openers.contains(straight(to_lower(surface(i)))) &&
           !language_.common_words.contains(straight(to_lower(surface(i - 1))));
  }

  // With the apostrophe that the word lists have.
  static std::string straight(std::string word) {
    if (word.ends_with("’")) word.replace(word.size() - std::string_view("’").size(), std::string::npos, "'");
    return word;
  }

  bool starts_with_common_word(size_t i) const {
    if (!tokens_[i].capitalised || tokens_[i].strong_name) return false;
    const std::string word = to_lower(surface(i));
    if (language_.common_words.contains(word)) return true;
    // "by Norda Inc. Analysts doubt it", not a title's "U.S. Analysts Doubt It"
    const bool goes_on = i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::Word &&
                         !tokens_[i + 1].capitalised && !tokens_[i + 1].strong_name;
    return goes_on && language_.opening_nouns.contains(word);
  }

  void add(size_t begin, size_t end) {
    while (tokens_[end - 1].span.end - tokens_[begin].span.begin > kLongestSentence && end - begin > 1) {
      const size_t cut = forced_cut(begin, end);
      sentences_.push_back({begin, cut});
      begin = cut;
    }
    sentences_.push_back({begin, end});
  }

  size_t forced_cut(size_t begin, size_t end) const {
    size_t limit = begin + 1;
    while (limit < end && tokens_[limit].span.end - tokens_[begin].span.begin <= kLongestSentence) ++limit;
    if (limit == end) return end - 1;
    for (const std::string_view mark : {std::string_view(";"), std::string_view(",")})
      for (size_t i = limit; i > begin + (limit - begin) / 2; --i)
        if (surface(i - 1) == mark) return i;
    return limit;
  }

  std::string_view text_;
  const std::vector<ShapeToken>& tokens_;
  const LanguageProfile& language_;
  std::vector<SentenceRange> sentences_;
};

}  // namespace

std::vector<SentenceRange> split_sentences(std::string_view text, const std::vector<ShapeToken>& tokens,
                                           const LanguageProfile& language) {
  return Splitter(text, tokens, language).run();
}

}  // namespace trama::text
