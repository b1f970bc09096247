// The little of a sentence's syntax that resolution needs: subjects and clause borders, from groups alone.
#pragma once

#include <cstdint>

#include "core/extract/lexicon.h"

namespace trama::extract {

// A finite verb: indicative, conditional or subjunctive.
bool is_main(const VerbGroup& verb);

// The first noun group without preposition before the first finite verb that does not say when; null where
// there is none.
const NounGroup* subject_group(const ArticleView& article, uint32_t sentence);

// Whether a clause border lies between two tokens of a sentence: then expressions on both sides may denote
// one thing.
bool clause_border_between(const ArticleView& article, uint32_t sentence, uint32_t from, uint32_t to);

// Whether the group is the subject of a finite verb of its own, after another one that follows `from`: "Ada
// Bell, the head of Alba, said the company would …".
bool opens_clause(const ArticleView& article, uint32_t sentence, uint32_t from, const NounGroup& group);

// Whether any reading of the token is a verb's.
bool may_be_verb(const ArticleView& article, uint32_t sentence, uint32_t token);

}  // namespace trama::extract
