// Where an amount stands in its sentence: how far from a word, behind which preposition.
#pragma once

#include <cmath>
#include <string>

#include "core/extract/shape.h"

namespace trama::extract {

inline constexpr int kBorderSurcharge = 6;  // on a distance: a semicolon, colon or bracket

inline bool names_currency(const Amount& amount) { return amount.written.kind == text::Amount::Kind::Money; }

inline bool is_word(const text::Token& token) { return token.kind != text::TokenKind::Punctuation; }

inline bool is_year(const Amount& amount) {
  return amount.value >= 1900 && amount.value < 2100 && amount.value == std::floor(amount.value);
}

// The tokens between two ranges, with surcharges for what parts them: verbs, marks, coordinators, amounts.
int distance(const SentenceView& view, TokenRange a, TokenRange b);

// Between two tokens, half-open.
bool verb_between(const SentenceView& view, uint32_t begin, uint32_t end);
bool marks_between(const SentenceView& view, uint32_t begin, uint32_t end);

// An amount begins at the token.
bool opens_amount(const SentenceView& view, uint32_t i);

// The noun group that the amount stands in; kNoIndex where there is none.
uint32_t group_of(const SentenceView& view, const Amount& amount);

// The preposition of its group, else the token before it, its article and what qualifies it left out; empty
// where there is none.
std::string preposition_of(const SentenceView& view, const Amount& amount);

}  // namespace trama::extract
