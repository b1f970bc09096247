#include "core/extract/chunk_view.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

const text::Reading* verb_reading(const text::Token& token, std::initializer_list<std::string_view> tags) {
  for (const text::Reading& reading : token.readings) {
    const bool verbal = reading.has("vblex") && !reading.removed;
    if (verbal &&
        std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return reading.has(tag); }))
      return &reading;
  }
  return nullptr;
}

const text::Reading* third_person(const text::Token& token) {
  for (const text::Reading& reading : token.readings)
    if (reading.has("vblex") && reading.has("p3") && reading.has("sg") &&
        (reading.has("pres") || reading.has("pri")))
      return &reading;
  return nullptr;
}

bool ChunkView::divides(uint32_t token) const {
  const text::Token& t = tokens_[token];
  // A full stop within the sentence belongs to an abbreviation.
  const bool mark =
      t.kind == text::TokenKind::Punctuation && (t.surface != "." || token + 1 == tokens_.size());
  return mark || t.has("cnjcoo") || t.has("cnjsub") || t.has("cnjadv") || t.has("rel");
}

bool ChunkView::divided(uint32_t from, uint32_t to) const {
  for (uint32_t token = from + 1; token < to; ++token)
    if (divides(token)) return true;
  return false;
}

bool ChunkView::relative(uint32_t token) const {
  return tokens_[token].has("rel") || tokens_[token].has("itg");
}

bool ChunkView::verb_before(uint32_t token) const {
  uint32_t begin = token;
  while (begin > 0 && !divides(begin - 1)) --begin;
  return std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(),
                     [&](const VerbGroup& v) { return begin <= v.head && v.head < token; });
}

bool ChunkView::closes_relative(uint32_t token) const {
  uint32_t opening = token - 1;
  while (opening > 1 && !(relative(opening) && tokens_[opening - 1].surface == ",")) --opening;
  if (opening <= 1) return false;
  return std::none_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
    return is_finite(v) && (v.head < opening || v.head > token);
  });
}

bool ChunkView::comma_before(uint32_t token) const { return token > 0 && tokens_[token - 1].surface == ","; }

bool ChunkView::aside_mark(uint32_t token) const {
  const std::string& mark = tokens_[token].surface;
  const bool dash = mark == "-" || mark == "–" || mark == "—";
  return mark == "," || (dash && tokens_[token].space_before && token + 1 < tokens_.size() &&
                         tokens_[token + 1].space_before);
}

bool ChunkView::closes_aside(uint32_t token) const {
  const auto strong = [&](uint32_t t) {
    const std::string& mark = tokens_[t].surface;
    return tokens_[t].kind == text::TokenKind::Punctuation && mark != "." && !aside_mark(t);
  };
  uint32_t begin = token;
  while (begin > 0 && !strong(begin - 1)) --begin;
  uint32_t opening = begin;
  while (opening < token && !aside_mark(opening)) ++opening;
  const text::Token& first = tokens_[begin];
  if (opening + 1 >= token || first.has("cnjsub") || first.has("cnjadv") || first.has("rel")) return false;
  const bool subject = std::any_of(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& g) {
    return g.preposition.empty() && begin <= g.tokens.begin && g.tokens.end <= opening;
  });
  uint32_t end = token + 1;
  while (end < tokens_.size() && !divides(end)) ++end;
  return subject && !finite_between(begin, opening) && !finite_between(token + 1, end);
}

bool ChunkView::is_name(uint32_t token) const {
  const text::Token& t = tokens_[token];
  return t.kind == text::TokenKind::Name || t.has("np") || (t.unknown && to_lower(t.surface) != t.surface);
}

bool ChunkView::finite_between(uint32_t begin, uint32_t end) const {
  return std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(),
                     [&](const VerbGroup& v) { return is_finite(v) && begin <= v.head && v.head < end; });
}

}  // namespace trama::extract
