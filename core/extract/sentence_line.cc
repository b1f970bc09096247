#include "core/extract/sentence_line.h"

namespace trama::extract {

SentenceLine::SentenceLine(const text::Sentence& sentence) {
  for (const text::Token& token : sentence.tokens) {
    if (token.joined) {
      places_.push_back(places_.back());
      continue;
    }
    if (token.space_before && !text_.empty()) text_ += ' ';
    places_.push_back({text_.size(), text_.size() + token.surface.size()});
    text_ += token.surface;
  }
}

TokenRange SentenceLine::tokens(ByteSpan span) const {
  TokenRange range;
  while (range.begin < places_.size() && places_[range.begin].end <= span.begin) ++range.begin;
  range.end = range.begin;
  while (range.end < places_.size() && places_[range.end].begin < span.end) ++range.end;
  return range;
}

}  // namespace trama::extract
