// What the tests of this room share: the embedded languages and one running analysis.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/text/reader.h"
#include "core/text/text_analysis.h"

namespace trama::text {

inline const knowledge::Files& knowledge_files() {
  static const knowledge::Files files;
  return files;
}

inline const Languages& languages() {
  static const Languages all(knowledge_files());
  return all;
}

inline const Boilerplate& boilerplate() {
  static const Boilerplate table(knowledge_files());
  return table;
}

inline Article article_of(const std::string& text, const std::string& language,
                          ArticleFormat format = ArticleFormat::Text) {
  Article article = parse_article(text, format, "test", boilerplate());
  article.metadata.language = language;
  return article;
}

// One analysis for all tests: starting the programs costs a tenth of a second.
inline TextAnalysis& analysis() {
  static TextAnalysis instance(languages());
  return instance;
}

inline Document analyse(const std::string& text, const std::string& language) {
  return analysis().analyse(article_of(text, language));
}

inline std::vector<std::string> surfaces(const Sentence& sentence) {
  std::vector<std::string> out;
  for (const Token& token : sentence.tokens)
    if (!token.joined) out.push_back(token.surface);
  return out;
}

inline const Token& token(const Document& document, const std::string& surface) {
  for (const Sentence& sentence : document.sentences)
    for (const Token& candidate : sentence.tokens)
      if (candidate.surface == surface) return candidate;
  FAIL("no token " << surface);
  throw 0;
}

}  // namespace trama::text
