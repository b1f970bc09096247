// From what was found in an article to its record: entities with their forms, facts with their evidence,
// gaps.
#pragma once

#include "core/extract/extractor.h"
#include "core/record/article_record.h"

namespace trama::extract {

// All but the fingerprint.
ArticleRecord build_record(const ArticleWork& work, const RuleSet& rules);

}  // namespace trama::extract
