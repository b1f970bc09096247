// Why extraction said what it said: every stage of every sentence, as text for people and as JSON for
// programs; and why it did not say something.
#pragma once

#include <string>
#include <string_view>

#include "core/extract/extractor.h"

namespace trama::extract {

// Sentence by sentence: tokens with readings, groups, mentions, clauses, rules that were tried, facts. Where
// `with_tokens` is false the tokens are left out. The work must have been made with `keep_trials`.
std::string explain_text(const ArticleWork& work, const RuleSet& rules, bool with_tokens);

// The same as one JSON object.
std::string explain_json(const ArticleWork& work, const RuleSet& rules);

// Where a fact got lost: an end that is no mention, a type that does not fit, no sentence with both ends, no
// trigger, a slot that stayed empty; or that it was found. Names are matched as they fold, by any form.
// Throws Error of kind Argument for an unknown relation.
std::string why_not(const ArticleWork& work, const RuleSet& rules, std::string_view subject,
                    std::string_view relation, std::string_view object);

}  // namespace trama::extract
