#include "core/extract/occurrence.h"

namespace trama::extract {

void add_context_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                          uint32_t index, TypeScores& scores) {
  for (const auto add : {add_group_evidence, add_complement_evidence, add_apposition_evidence,
                         add_naming_evidence, add_thing_evidence, add_clause_evidence, add_taken_up_evidence})
    add(article, mentions, index, scores);
}

}  // namespace trama::extract
