// Quantity facts in one sentence: what an amount measures, and of what.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/extract/certainty.h"
#include "core/extract/measure.h"
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

// A fact of the text: who makes what.
struct MadeThing {
  uint32_t thing = 0, maker = 0;  // entities
  uint32_t paragraph = 0;
};

// What the sentences before leave to the next. Sentences are to be matched in the article's order.
struct QuantityContext {
  std::string currency;              // of the last amount that had one: what one without is in
  uint32_t currency_paragraph = 0;   // the last one that names a currency
  bool home_currency_named = false;  // the article names that of its language
  uint32_t paragraph = kNone;
  bool percents = false;        // this paragraph has a percentage: bare numbers may be further ones
  uint32_t lead = kNone;        // entity: the first firm of this paragraph that no preposition governs
  uint32_t lead_model = kNone;  // likewise a model, of the last paragraph that has one
  bool model_here = false;      // that is this paragraph
  uint32_t training = kNone;    // the last sentence of this paragraph that speaks of training
  uint32_t bought =
      kNone;  // entity: the firm that this sentence or the last one with such a fact says is bought
  uint32_t bought_sentence = kNone;
  bool purchase_told = false;                              // by a word of buying, not of having
  uint32_t buyer = kNone;                                  // entity: of that purchase
  std::set<uint32_t> priced;                               // entities: firms whose price has been told
  uint32_t last_firm = kNone;                              // entity: of the last quantity
  uint32_t last_sentence = kNone, last_paragraph = kNone;  // where that stands
  std::map<uint32_t, std::string> currencies;              // of the last amount of each entity that named one
  std::vector<MadeThing> made;                             // in reading order
  std::map<uint32_t, uint32_t> firm_of;                    // person to the firm that he leads or works for
  std::set<uint32_t> investors;         // entities: firms that put money into others so far
  std::optional<uint32_t> protagonist;  // entity: the firm that the article is about, or kNone
  bool titled = false;                  // the title names it
  bool protagonist_here = false;        // it is mentioned in this paragraph
};

// `matches` are the sentence's relation facts.
std::vector<QuantityMatch> match_quantities(const SentenceView& view, const Speech& speech,
                                            const std::vector<RelationMatch>& matches,
                                            const MeasureLexicon& lexicon, QuantityContext& context);

}  // namespace trama::extract
