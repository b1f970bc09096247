// Whether what the text is on may stand in a rule's `topic` slot: not where the sentence itself says whose a
// thing is.
#pragma once

#include <vector>

#include "core/extract/rule.h"
#include "core/extract/shape.h"

namespace trama::extract {

// `slots` are the alternatives among which the topic is one, `other` what fills the rule's other end.
bool topic_is_meant(const SentenceView& view, const Rule& rule, const Anchor& anchor,
                    const std::vector<Slot>& slots, const std::vector<Filler>& other);

}  // namespace trama::extract
