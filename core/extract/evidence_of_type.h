// Evidence for the type of a name, from its form and from the words around each occurrence.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/extract/name_finder.h"

namespace trama::extract {

// By type, additive; about 1 is a hint, 4 settles it.
using TypeScores = std::map<std::string, double, std::less<>>;

// What the form of the name says: gazetteer, suffixes, shapes, given names.
void add_form_evidence(const ArticleView& article, const NameMention& mention, TypeScores& scores);

// What the words beside this occurrence say: posts and nouns in apposition, prepositions, verbs, possession.
// `mentions` are those of the article and `index` the occurrence's.
void add_context_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                          uint32_t index, TypeScores& scores);

// The other names of the list that an occurrence stands in, "A, B and C", as indices.
std::vector<uint32_t> list_members(const ArticleView& article, const std::vector<NameMention>& mentions,
                                   uint32_t index);

}  // namespace trama::extract
