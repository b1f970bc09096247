// Whose shares rise or fall: their owner where the sentence names one, else the firm at hand.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"

namespace trama::extract {

namespace {

// How many tokens before the word of a change its shares may stand.
constexpr uint32_t kStockReach = 14;

}  // namespace

uint32_t SubjectFinder::stock_before(uint32_t begin, uint32_t first) const {
  for (uint32_t i = begin; i > first && begin - i < kStockReach; --i) {
    const text::Token& word = token(i - 1);
    if (lexicon_.is("stock", to_lower(word.surface)) ||
        std::any_of(word.readings.begin(), word.readings.end(), [&](const text::Reading& reading) {
          return lexicon_.is("stock", to_lower(reading.lemma));
        }))
      return i - 1;
  }
  return kNoIndex;
}

// "Piazza Affari ha applaudito: +6,2%"; right behind its name the change is the exchange's own.
bool SubjectFinder::exchange_before(const Amount& amount) const {
  for (uint32_t i = amount.tokens.begin; i > 1 && amount.tokens.begin - i < kStockReach; --i) {
    const std::string word = to_lower(token(i - 1).surface);
    const bool named =
        lexicon_.is("exchange", word) || lexicon_.is("exchange", to_lower(token(i - 2).surface) + " " + word);
    if (named) return i + 2 < amount.tokens.begin;
  }
  return false;
}

std::optional<Filler> SubjectFinder::of_bare_stock(const Amount& amount) const {
  if (stock_before(amount.tokens.begin) == kNoIndex && !exchange_before(amount)) return std::nullopt;
  uint32_t topic = context_.lead;
  if (topic == kNone) topic = view_.mentions.topic_of_sentence.at(view_.index);
  if (topic == kNone || view_.mentions.entities[topic].type != "Company")
    topic = context_.protagonist.value_or(kNone);
  if (topic == kNone) return std::nullopt;
  return Filler{topic, kNone, Via::Topic, {amount.tokens.begin, amount.tokens.begin}};
}

// "Shares in Alba fell 3%, while Brera gained 5%": the verb has a subject of its own behind the shares.
bool SubjectFinder::has_subject_behind(const Anchor& anchor, uint32_t stock) const {
  if (anchor.clause == kNoIndex) return false;
  const Argument* subject = view_.analysis.clauses[anchor.clause].argument("subj");
  const auto& nouns = view_.analysis.chunks.nouns;
  return subject != nullptr && std::ranges::all_of(subject->candidates, [&](const auto& groups) {
           const TokenRange first = nouns[groups.front()].tokens;
           const std::string& preposition = nouns[groups.front()].preposition;
           return (preposition.empty() || preposition == view_.analysis.clauses[anchor.clause].marker) &&
                  first.begin > stock + 1 && first.end <= anchor.trigger.begin;
         });
}

// "Alba shares had gained 4%", "il titolo Alba", "its stock rose": whose the shares before the trigger are,
// however the analyser took the words. Shares of nobody are of the firm at hand.
std::optional<Filler> SubjectFinder::stock_owner(const MeasureRule& rule, const Anchor& anchor) const {
  const uint32_t stock = stock_before(anchor.trigger.begin);
  if (stock == kNoIndex || search_.border_between(stock, anchor.trigger.begin)) return std::nullopt;
  if (has_subject_behind(anchor, stock)) return std::nullopt;
  std::optional<Filler> before, behind;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    const auto firm = m.tokens.size() == 0 ? std::nullopt : search_.fitting(id, rule.types);
    if (!firm) continue;
    uint32_t end = m.tokens.end;
    while (end < stock && token(end).joined) ++end;
    if (end == stock) before = firm;
    uint32_t begin = m.tokens.begin;
    while (begin > stock + 1 && (token(begin - 1).has("pr") || token(begin - 1).has("det"))) --begin;
    if (begin == stock + 1 && !behind) behind = firm;
  }
  if (behind) return behind;
  return before;
}

// "Alba ha perso 600 milioni: il titolo ha ceduto il 17%": shares of nobody behind a colon are those of the
// firm before it.
std::optional<Filler> SubjectFinder::firm_before_colon(const MeasureRule& rule, const Anchor& anchor) const {
  const uint32_t stock = stock_before(anchor.trigger.begin);
  if (stock == kNoIndex) return std::nullopt;
  uint32_t colon = stock;
  while (colon > 0 && token(colon).surface != ":") --colon;
  // Nothing but an article and what else says of the shares stands between.
  if (colon == 0 || stock > colon + 3) return std::nullopt;
  // "Norda bought Velt: shares rose" tells nobody whose.
  std::set<uint32_t> firms;
  for (const uint32_t id : view_.mention_ids)
    if (const Mention& m = view_.mentions.mentions[id];
        m.tokens.end <= colon && view_.mentions.entities[m.entity].type == "Company")
      firms.insert(m.entity);
  return firms.size() == 1 ? search_.nearest(rule.types, {colon, colon + 1}, Reach::Unbound) : std::nullopt;
}

}  // namespace trama::extract
