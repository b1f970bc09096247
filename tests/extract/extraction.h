// Extraction for tests: the real analyser, the embedded knowledge, started once a program.
#pragma once

#include <string>

#include "core/extract/extractor.h"
#include "core/text/reader.h"

namespace trama::extract {

inline const Knowledge& test_knowledge() {
  static const Knowledge knowledge{knowledge::Files()};
  return knowledge;
}

inline Extractor& test_extractor() {
  static Extractor extractor(test_knowledge());
  return extractor;
}

inline text::Article test_article(const std::string& text, const std::string& language) {
  static const text::Boilerplate boilerplate(test_knowledge().files());
  text::Article article = text::parse_article(text, text::ArticleFormat::Text, "test", boilerplate);
  article.metadata.language = language;
  return article;
}

inline ArticleRecord extract_sentence(const std::string& text, const std::string& language) {
  return test_extractor().extract(test_article(text, language));
}

}  // namespace trama::extract
