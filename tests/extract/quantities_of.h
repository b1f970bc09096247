// The quantities of a text through the whole of extraction, as a line.
#pragma once

#include <catch2/catch.hpp>
#include <sstream>
#include <string>

#include "core/extract/extractor.h"
#include "core/text/reader.h"

namespace trama::extract {

// "Alba stock_change -12 percent; Brera price <5e+06 EUR", in the record's order.
inline std::string quantities(const std::string& text, const std::string& language) {
  static const Knowledge knowledge{knowledge::Files()};
  static const text::Boilerplate boilerplate{knowledge.files()};
  static Extractor extractor(knowledge);
  text::Article article = text::parse_article(text, text::ArticleFormat::Text, "test", boilerplate);
  article.metadata.language = language;
  const ArticleRecord record = extractor.extract(std::move(article));
  std::ostringstream out;
  for (const LocalQuantity& quantity : record.quantities) {
    if (out.tellp() > 0) out << "; ";
    out << record.entities[quantity.subject].name << ' ' << quantity.measure << ' '
        << (quantity.qualifier == "=" ? "" : quantity.qualifier) << quantity.value << ' ' << quantity.unit;
    for (const Evidence& evidence : quantity.evidence) {
      CHECK(record.sentences.at(evidence.sentence).contains(evidence.object.span));
      CHECK(record.text.substr(evidence.object.span.begin, evidence.object.span.size()).size() > 0);
      if (evidence.certainty != Certainty::Stated) out << " (" << name_of(evidence.certainty) << ')';
    }
  }
  return out.str();
}

inline std::string it(const std::string& text) { return quantities(text, "it"); }
inline std::string en(const std::string& text) { return quantities(text, "en"); }

}  // namespace trama::extract
