// What the sentences of an article before one say of its quantities: currencies, firms at hand, purchases.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/extract/certainty.h"
#include "core/extract/measure.h"
#include "core/extract/mention_search.h"
#include "core/extract/relation.h"
#include "core/extract/shape.h"

namespace trama::extract {

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
  std::map<uint32_t, std::pair<uint32_t, uint32_t>>
      named;                    // by firm or model: sentence and token that name it first here
  bool percents = false;        // this paragraph has a percentage: bare numbers may be further ones
  uint32_t lead = kNone;        // entity: the first firm of this paragraph that no preposition governs
  uint32_t lead_model = kNone;  // likewise a model, of the last paragraph that has one
  bool model_here = false;      // that is this paragraph
  uint32_t traded = kNone;      // the last sentence of this paragraph that tells a change of shares
  uint32_t training = kNone;    // the last sentence of this paragraph that speaks of training
  uint32_t bought =
      kNone;  // entity: the firm that this sentence or the last one with such a fact says is bought
  uint32_t bought_sentence = kNone;
  bool purchase_told = false;        // by a word of buying, not of having
  uint32_t buyer = kNone;            // entity: of that purchase
  uint32_t backed = kNone;           // entity: the firm that a sentence says is invested in
  uint32_t backed_sentence = kNone;  // the last one with such a fact
  TokenRange backed_tokens;          // where it names the firm
  std::set<uint32_t> priced;         // entities: firms whose price has been told
  uint32_t last_firm = kNone;        // entity: of the last quantity
  uint32_t last_sentence = kNone, last_paragraph = kNone;  // where that stands
  std::map<uint32_t, std::string> currencies;              // of the last amount of each entity that named one
  std::vector<MadeThing> made;                             // in reading order
  std::map<uint32_t, uint32_t> firm_of;                    // person to the firm that he leads or works for
  std::set<uint32_t> investors;         // entities: firms that put money into others so far
  std::optional<uint32_t> protagonist;  // entity: the firm that the article is about, or kNone
  bool titled = false;                  // the title names it
  bool protagonist_here = false;        // it is mentioned in this paragraph
};

// Each takes a sentence and is to be called with an article's in order; `context` becomes what the next one
// has.

// The sentence's relation facts: who has bought, funded, made or led what.
void follow_facts(const SentenceView& view, const Speech& speech, const std::vector<RelationMatch>& matches,
                  const MeasureLexicon& lexicon, QuantityContext& context);

// The sentence opens, in its paragraph or in a new one.
void follow_paragraph(const SentenceView& view, const MentionSearch& search, const MeasureLexicon& lexicon,
                      QuantityContext& context);

// An amount names its currency.
void follow_currency(const SentenceView& view, const std::string& currency, const MeasureLexicon& lexicon,
                     QuantityContext& context);

// The sentence just before, in this paragraph, or this one, tells a change of shares.
bool traded_before(const SentenceView& view, const QuantityContext& context);

// The sentence just before, in this paragraph, speaks of training: what "it" cost is that.
bool trained_before(const SentenceView& view, const QuantityContext& context);

}  // namespace trama::extract
