// Quantity facts in one sentence: what an amount measures, and of what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/extract/certainty.h"
#include "core/extract/measure.h"
#include "core/extract/quantity_context.h"
#include "core/extract/relation.h"
#include "core/extract/shape.h"

namespace trama::extract {

struct QuantityMatch {
  std::string measure;
  std::string rule_name;  // "price/it/pagare"
  Filler subject;
  TokenRange amount;
  double value = 0;              // signed: a fall is negative
  std::string unit;              // ISO 4217 code, "percent", "count", "hours"
  char qualifier = '=';          // speaks of the size, not of the sign
  std::optional<uint32_t> chip;  // entity, of chips_used
  TokenRange trigger;
  uint32_t clause = kNoIndex;  // whose mood it has
  Modality modality;
  Confidence confidence;
};

// `matches` are the sentence's relation facts.
std::vector<QuantityMatch> match_quantities(const SentenceView& view, const Speech& speech,
                                            const std::vector<RelationMatch>& matches,
                                            const MeasureLexicon& lexicon, QuantityContext& context);

}  // namespace trama::extract
