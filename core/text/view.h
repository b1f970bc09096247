// The view of a stretch of article text: the normalised copy that is analysed, with a map back to its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace trama::text {

// NFC, runs of white space (no-break and typographic ones, line breaks) as one blank, typographic
// apostrophes as "'", no soft hyphens, zero-width, direction or control characters, so no NUL. Trimmed.
//
// Analysers are confused by all of these: a double or no-break blank breaks "Stati Uniti" in two, a NUL
// shifts every later reply of the pipeline.
class View {
 public:
  // `source` must be valid UTF-8; `origin` is its offset in the article text. What `hidden` (spans of the
  // article text, ascending) covers is left out as if it were not there.
  View(std::string_view source, size_t origin, const std::vector<ByteSpan>& hidden = {});

  const std::string& text() const { return text_; }

  // The bytes of the article that the half-open range of view bytes came from; `range` must not be empty.
  ByteSpan to_article(ByteSpan range) const {
    return {origin_ + begin_[range.begin], origin_ + end_[range.end - 1]};
  }

 private:
  void append(std::string_view normalized, size_t begin, size_t end);

  std::string text_;
  size_t origin_;
  std::vector<uint32_t> begin_, end_;  // by view byte: the source bytes of the character it belongs to
};

}  // namespace trama::text
