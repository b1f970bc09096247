// What stands around a sentence's verb groups before clauses are read: marks, names, other verbs.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "core/extract/chunk.h"
#include "core/text/document.h"

namespace trama::extract {

// The token's first reading as a verb with one of the tags that the grammar did not remove, or null.
const text::Reading* verb_reading(const text::Token& token, std::initializer_list<std::string_view> tags);

// Its first reading as a verb's third person singular of the present, removed or not; or null.
const text::Reading* third_person(const text::Token& token);

// Follows the chunks as they change. Sentence and chunks must outlive it; `token` is an index into the
// sentence.
class ChunkView {
 public:
  ChunkView(const text::Sentence& sentence, const Chunks& chunks)
      : tokens_(sentence.tokens), chunks_(chunks) {}

  // Does the token end a clause: a mark, a conjunction, a relative?
  bool divides(uint32_t token) const;
  // Does one between the two?
  bool divided(uint32_t from, uint32_t to) const;

  // A relative or interrogative.
  bool relative(uint32_t token) const;

  // Is there a verb between the last divider and the token?
  bool verb_before(uint32_t token) const;

  // Does the comma before the token close a relative clause whose antecedent has no verb yet, and none after?
  bool closes_relative(uint32_t token) const;

  bool comma_before(uint32_t token) const;

  // A comma, or a dash with a blank on both sides.
  bool aside_mark(uint32_t token) const;

  // "X, it turned out, supplies Y": has the clause that `token` goes on with a subject before its first
  // comma, and no verb but those between the commas?
  bool closes_aside(uint32_t token) const;

  bool is_name(uint32_t token) const;

  // A finite verb's head is in [begin, end).
  bool finite_between(uint32_t begin, uint32_t end) const;

 private:
  const std::vector<text::Token>& tokens_;
  const Chunks& chunks_;
};

}  // namespace trama::extract
