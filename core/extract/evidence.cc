#include "core/extract/evidence.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

bool is_border(const text::Token& token) {
  if (token.kind != text::TokenKind::Punctuation) return false;
  static constexpr std::string_view kBorders[] = {",", ";", ":", "–", "—", "(",
                                                  ")", "«", "»", "“", "”", "\""};
  return std::find(std::begin(kBorders), std::end(kBorders), token.surface) != std::end(kBorders);
}

class QuoteChooser {
 public:
  QuoteChooser(const text::Document& document, uint32_t sentence)
      : document_(document), index_(sentence), sentence_(document.sentences[sentence]) {
    ByteSpan segment{sentence_.span.begin, sentence_.span.begin};
    for (const text::Token& token : sentence_.tokens) {
      if (!is_border(token) || token.span.begin < segment.begin) continue;
      segment.end = token.span.begin;
      add_segment(segment);
      segment = {token.span.end, token.span.end};
    }
    segment.end = sentence_.span.end;
    add_segment(segment);
  }

  ByteSpan choose(ByteSpan trigger, ByteSpan needed) const {
    const size_t length = measure(sentence_.span);
    if (length < kShortestQuote) return lengthened(sentence_.span);
    if (length <= kLongestQuote) return sentence_.span;
    ByteSpan quote = grown(needed);
    if (quote.empty()) quote = grown(trigger);
    if (quote.empty()) quote = cut_around(measure(needed) <= kLongestQuote ? needed : trigger);
    return measure(quote) < kShortestQuote ? lengthened(quote) : quote;
  }

 private:
  size_t measure(ByteSpan span) const {
    return code_point_count(std::string_view(document_.text).substr(span.begin, span.size()));
  }

  ByteSpan trimmed(ByteSpan span) const {
    const auto blank = [&](size_t at) {
      return std::string_view(" \t\r\n").find(document_.text[at]) != std::string_view::npos;
    };
    while (span.begin < span.end && blank(span.begin)) ++span.begin;
    while (span.end > span.begin && blank(span.end - 1)) --span.end;
    return span;
  }

  void add_segment(ByteSpan segment) {
    segment = trimmed(segment);
    if (!segment.empty()) segments_.push_back(segment);
  }

  // The segments that hold `core`, and as many around them as fit; empty where they do not fit.
  ByteSpan grown(ByteSpan core) const {
    size_t first = segments_.size(), last = 0;
    for (size_t i = 0; i < segments_.size(); ++i) {
      if (!segments_[i].overlaps(core) && !(core.empty() && segments_[i].contains(core))) continue;
      first = std::min(first, i);
      last = i;
    }
    if (first == segments_.size()) return {};
    ByteSpan quote{std::min(segments_[first].begin, core.begin), std::max(segments_[last].end, core.end)};
    if (measure(quote) > kLongestQuote) return {};
    for (bool changed = true; changed;) {
      changed = false;
      if (last + 1 < segments_.size() && measure({quote.begin, segments_[last + 1].end}) <= kLongestQuote) {
        quote.end = segments_[++last].end;
        changed = true;
      }
      if (first > 0 && measure({segments_[first - 1].begin, quote.end}) <= kLongestQuote) {
        quote.begin = segments_[--first].begin;
        changed = true;
      }
    }
    return quote;
  }

  // A clause longer than a quotation may be: the words around the core.
  ByteSpan cut_around(ByteSpan core) const {
    ByteSpan quote = core;
    for (bool changed = true; changed;) {
      changed = false;
      for (const text::Token& token : sentence_.tokens) {
        if (token.span.empty()) continue;
        const ByteSpan wider{std::min(quote.begin, token.span.begin), std::max(quote.end, token.span.end)};
        const bool adjacent = token.span.end <= quote.begin ? measure({token.span.end, quote.begin}) <= 1
                                                            : token.span.begin >= quote.end &&
                                                                  measure({quote.end, token.span.begin}) <= 1;
        if (!adjacent || measure(wider) > kLongestQuote) continue;
        quote = wider;
        changed = true;
      }
    }
    return quote;
  }

  // A quotation too short to be one takes in the sentences after it, then those before it.
  ByteSpan lengthened(ByteSpan quote) const {
    for (size_t i = index_ + 1; i < document_.sentences.size() && measure(quote) < kShortestQuote; ++i)
      quote.end = std::max(quote.end, document_.sentences[i].span.end);
    for (size_t i = index_; i > 0 && measure(quote) < kShortestQuote; --i)
      quote.begin = std::min(quote.begin, document_.sentences[i - 1].span.begin);
    if (measure(quote) <= kLongestQuote) return quote;
    // Only as much of the neighbour as is needed.
    std::string_view text = std::string_view(document_.text).substr(quote.begin, quote.size());
    const std::vector<size_t> offsets = code_point_offsets(text);
    const bool grew_left = quote.begin < sentence_.span.begin;
    if (grew_left)
      quote.begin += offsets[offsets.size() - 1 - kLongestQuote];
    else
      quote.end = quote.begin + offsets[kLongestQuote];
    return trimmed(quote);
  }

  const text::Document& document_;
  uint32_t index_;
  const text::Sentence& sentence_;
  std::vector<ByteSpan> segments_;  // between borders
};

}  // namespace

ByteSpan choose_quote(const text::Document& document, uint32_t sentence, ByteSpan trigger, ByteSpan needed) {
  return QuoteChooser(document, sentence).choose(trigger, needed);
}

}  // namespace trama::extract
