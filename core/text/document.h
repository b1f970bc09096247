// An article as text analysis leaves it: sentences of tokens with their readings. Extraction reads this and
// nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/record/article_record.h"

namespace trama::text {

// One analysis of a word, as the analyser gives it: lemma and tags in its order, e.g. {"rilevare",
// {"vblex","fti","p3","sg"}}.
struct Reading {
  std::string lemma;
  std::vector<std::string> tags;
  bool chosen = false;  // by the tagger; the others are listed after it: left by the constraint grammar, then
                        // removed by it
  bool removed = false;  // by the constraint grammar

  bool has(std::string_view tag) const;
};

enum class TokenKind : uint8_t {
  Word,         // letters, with apostrophes and inner hyphens
  Number,       // digits with their separators: "16,9", "1.600", "2025-07-25"
  Punctuation,  // one mark, also « » “ ” – € $
  Name,         // a word that by its shape or place is a name: "GPT-4o", "H800", "Weili" and "Dai"
};

// Contractions are two tokens when the analyser joins readings by '+' ("della" = di + il, "acquistarsi" =
// acquistare + si, "it's"): both have the same span and `joined` is set on the second. The English genitive
// is a token of its own span, "'s" or "'", with tag "gen".
//
// A run of capitalised words is as many tokens, each with a reading "np"; the analyser's own multiwords
// ("Stati Uniti", "a causa di") are one.
struct Token {
  ByteSpan span;        // bytes of the article text
  std::string surface;  // normalised (NFC, straight blanks and apostrophes): what was analysed
  std::string lower;    // the surface in lower case
  TokenKind kind = TokenKind::Word;
  bool joined = false;
  bool space_before = true;
  bool unknown = false;           // the analyser does not know the word
  std::vector<Reading> readings;  // the chosen one first; empty for punctuation, numbers and unknown words

  const Reading* chosen() const { return readings.empty() ? nullptr : &readings.front(); }
  std::string_view lemma() const;  // of the chosen reading; the surface in lower case where there is none
  bool has(std::string_view tag) const { return chosen() != nullptr && chosen()->has(tag); }
};

struct Sentence {
  ByteSpan span;
  uint32_t paragraph = 0;
  bool heading = false;  // title, subtitle, section head
  bool analysed = true;  // false: the pipeline failed on it (message in `failure`); tokens then lack readings
  std::string failure;
  std::vector<Token> tokens;
};

struct Document {
  ArticleMetadata metadata;
  std::string text;
  std::vector<Sentence> sentences;  // of the article proper; boilerplate is left out
};

}  // namespace trama::text
