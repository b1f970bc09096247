// Whether an amount is no more than what somebody expected of others.
#pragma once

#include "core/extract/measure.h"
#include "core/extract/shape.h"

namespace trama::extract {

// "analysts had expected revenue of $3.3bn", "the $5.4 billion consensus", "the $6bn analysts had forecast",
// "i 280 milioni stimati dal mercato", "estimates of $1.6bn".
bool is_forecast(const SentenceView& view, const MeasureLexicon& lexicon, const Amount& amount);

}  // namespace trama::extract
