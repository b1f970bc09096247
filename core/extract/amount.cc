#include "core/extract/amount.h"

#include <cstdlib>

#include "core/base/utf8.h"

namespace trama::extract {
std::vector<Amount> find_amounts(const text::Sentence& sentence) {
  std::vector<Amount> out;
  for (uint32_t i = 0; i < sentence.tokens.size(); ++i) {
    const auto& t = sentence.tokens[i];
    if (t.kind != text::TokenKind::Number && !t.has("num")) continue;
    Amount a;
    a.tokens = {i, i + 1};
    std::string digits = t.surface;
    for (char& c : digits)
      if (c == ',') c = '.';
    a.value = std::atof(digits.c_str());
    if (i > 0 && (sentence.tokens[i - 1].surface == "$" || sentence.tokens[i - 1].surface == "€" ||
                  sentence.tokens[i - 1].surface == "£")) {
      a.money = true;
      a.tokens.begin = i - 1;
    }
    for (uint32_t j = i + 1; j < sentence.tokens.size() && j < i + 6; ++j) {
      const std::string s = to_lower(sentence.tokens[j].surface);
      if (s == "%" || s == "percent" || s == "cento" || s == "cent") {
        a.percent = true;
        a.tokens.end = j + 1;
        break;
      }
      const std::string l(sentence.tokens[j].lemma());
      if (l == "dollaro" || l == "euro" || l == "dollar" || l == "yuan" || s == "dollari") {
        a.money = true;
        a.tokens.end = j + 1;
        break;
      }
      if (sentence.tokens[j].kind == text::TokenKind::Punctuation) break;
    }
    out.push_back(a);
  }
  return out;
}
}  // namespace trama::extract
