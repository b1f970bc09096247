#include "core/extract/amount.h"

namespace trama::extract {

std::vector<Amount> find_amounts(const text::Document& document, const text::Sentence& sentence,
                                 const text::AmountFinder& finder) {
  std::vector<Amount> amounts;
  const std::string_view slice =
      std::string_view(document.text).substr(sentence.span.begin, sentence.span.size());
  for (const text::Amount& found : finder.find(slice)) {
    const ByteSpan span{found.span.begin + sentence.span.begin, found.span.end + sentence.span.begin};
    Amount amount;
    bool any = false;
    for (uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      if (!sentence.tokens[i].span.overlaps(span)) continue;
      if (!any) amount.tokens.begin = i;
      any = true;
      amount.tokens.end = i + 1;
    }
    if (!any) continue;
    amount.money = found.kind == text::Amount::Kind::Money || found.multiplied;
    amount.percent = found.kind == text::Amount::Kind::Percent;
    amount.value = found.value;
    amounts.push_back(amount);
  }
  return amounts;
}

}  // namespace trama::extract
