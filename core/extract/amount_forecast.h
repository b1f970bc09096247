// Whether an amount is no more than what somebody expected, of others or of his own business.
#pragma once

#include "core/extract/measure.h"
#include "core/extract/quantity.h"
#include "core/extract/shape.h"

namespace trama::extract {

// "analysts had expected revenue of $3.3bn", "the $5.4 billion consensus", "the $6bn analysts had forecast",
// "i 280 milioni stimati dal mercato", "estimates of $1.6bn".
bool is_forecast(const SentenceView& view, const MeasureLexicon& lexicon, const Amount& amount);

// "expects revenue of $3bn", "punta a un utile di 3 milioni", "raised its revenue forecast to $3bn": what a
// firm says that its business will bring. The match's clause and modality are known.
bool is_outlook(const SentenceView& view, const MeasureLexicon& lexicon, const QuantityMatch& match);

}  // namespace trama::extract
