// Ends that no sentence names, settled over the whole article: what is said in so many words rules out what
// is only implied.
#pragma once

#include "core/extract/extractor.h"

namespace trama::extract {

// Who has a post at a firm that a pronoun or the like stands for is about as famous as the firm: an unknown
// person rather belongs to an unknown firm that the text is on than to one of the gazetteer's, a known one
// the other way round. Then looks again at every match with an end that was filled by the topic. Who is said
// to have a post at one firm has it at no other; a firm has one chief executive at a time; who is said to
// invest, or is named like a fund, is not who is invested in. The next firm that the text may be on takes the
// place of one that is ruled out; where there is none the match goes. So does one whose end is a firm that
// the paragraph has lost sight of: not named there, where others are.
void settle_implied_ends(ArticleWork& work, const RuleSet& rules);

}  // namespace trama::extract
