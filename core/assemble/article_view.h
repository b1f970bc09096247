// What the graph knows from one article.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/assemble/lookup.h"

namespace trama::assemble {

struct ArticleView {
  ArticleMetadata article;
  std::vector<Fact> facts;              // with this article's evidence alone, in the order of the text
  std::vector<EntityMatch> entities;    // that it names, by type, then key
  std::vector<std::string> gaps;        // its sentences that promised a fact and gave none, in order
  std::vector<std::string> unanalysed;  // its sentences that the analyser failed on, in order
};

// The id of the article that is meant: by id, else by the end of its path ("asml.txt", "asml"), else by title
// (folded). Nothing where none or several are meant.
std::optional<std::string> find_article(const GraphReader& graph, std::string_view text);

// Throws Error of kind EntityNotFound where there is no article of this id.
ArticleView view_article(const GraphReader& graph, const std::string& id);

}  // namespace trama::assemble
