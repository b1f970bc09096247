// What the graph knows from one article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"

namespace trama::assemble {

struct ArticleView {
  ArticleMetadata article;
  std::vector<ArticleMetadata> others;  // articles with the same text, by id
  std::vector<Fact> facts;              // with this article's evidence alone, in the order of the text
  std::vector<EntityMatch> entities;    // that it names, by type, then key
  std::vector<std::string> gaps;        // its sentences that promised a fact and gave none, in order
  std::vector<std::string> unanalysed;  // its sentences that the analyser failed on, in order
};

// The ids of the articles that may be meant: by id, else by the end of their path ("asml.txt", "asml"), else
// by title (folded).
std::vector<std::string> find_articles(const GraphReader& graph, std::string_view text);

// Throws Error of kind EntityNotFound where there is no article of this id.
ArticleView view_article(const GraphReader& graph, const std::string& id);

}  // namespace trama::assemble
