// A sentence as one line of text again, for grammars that read text and not tokens.
#pragma once

#include <string>
#include <vector>

#include "core/extract/chunk.h"
#include "core/text/document.h"

namespace trama::extract {

class SentenceLine {
 public:
  explicit SentenceLine(const text::Sentence& sentence);

  const std::string& text() const { return text_; }
  // The tokens that a span of the text touches.
  TokenRange tokens(ByteSpan span) const;

 private:
  std::string text_;
  std::vector<ByteSpan> places_;  // of the tokens in it
};

}  // namespace trama::extract
