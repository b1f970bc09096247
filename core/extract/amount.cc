#include "core/extract/amount.h"

#include "core/extract/sentence_line.h"

namespace trama::extract {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "Tanit-3", "HY-880": the number of a name, and no amount.
bool numbers_word(const std::string& text, const text::Amount& amount) {
  const size_t begin = amount.span.begin;
  if (amount.kind != text::Amount::Kind::Number || amount.multiplied || begin == 0) return false;
  return is_letter(text[begin - 1]) || (begin > 1 && text[begin - 1] == '-' && is_letter(text[begin - 2]));
}

}  // namespace

std::vector<Amount> find_amounts(const text::Sentence& sentence, const text::AmountFinder& finder) {
  const SentenceLine line(sentence);
  std::vector<Amount> amounts;
  for (const text::Amount& written : finder.find(line.text())) {
    if (written.bare_article || numbers_word(line.text(), written)) continue;
    Amount amount;
    amount.written = written;
    amount.money = written.kind == text::Amount::Kind::Money ||
                   (written.multiplied && written.kind == text::Amount::Kind::Number);
    amount.percent = written.kind == text::Amount::Kind::Percent;
    amount.value = written.value;
    amount.tokens = line.tokens(written.span);
    if (amount.tokens.size() > 0) amounts.push_back(std::move(amount));
  }
  return amounts;
}

}  // namespace trama::extract
