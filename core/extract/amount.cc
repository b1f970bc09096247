#include "core/extract/amount.h"

#include "core/extract/sentence_line.h"

namespace trama::extract {

std::vector<Amount> find_amounts(const text::Sentence& sentence, const text::AmountFinder& finder) {
  const SentenceLine line(sentence);
  std::vector<Amount> amounts;
  for (const text::Amount& written : finder.find(line.text())) {
    if (written.bare_article) continue;
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
