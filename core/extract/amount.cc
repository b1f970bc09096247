#include "core/extract/amount.h"

namespace trama::extract {

std::vector<Amount> find_amounts(const text::Sentence& sentence, const text::AmountFinder& finder) {
  // The sentence as the view had it, and where its tokens lie there.
  std::string line;
  std::vector<ByteSpan> places;
  for (const text::Token& token : sentence.tokens) {
    if (token.joined) {
      places.push_back(places.back());
      continue;
    }
    if (token.space_before && !line.empty()) line += ' ';
    places.push_back({line.size(), line.size() + token.surface.size()});
    line += token.surface;
  }
  std::vector<Amount> amounts;
  for (const text::Amount& written : finder.find(line)) {
    if (written.bare_article) continue;
    Amount amount;
    amount.written = written;
    amount.money = written.kind == text::Amount::Kind::Money ||
                   (written.multiplied && written.kind == text::Amount::Kind::Number);
    amount.percent = written.kind == text::Amount::Kind::Percent;
    amount.value = written.value;
    uint32_t token = 0;
    while (token < places.size() && places[token].end <= written.span.begin) ++token;
    amount.tokens.begin = token;
    while (token < places.size() && places[token].begin < written.span.end) ++token;
    amount.tokens.end = token;
    if (amount.tokens.size() > 0) amounts.push_back(std::move(amount));
  }
  return amounts;
}

}  // namespace trama::extract
