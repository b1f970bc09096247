// The words of a sentence that may say what its amounts measure.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/amount_reader.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr uint32_t kChipReach = 8;  // from "hours" to the name of the chip: "hours on 512 of Alba's H100s"
constexpr int kPartSurcharge = 4;   // the word is a part of a longer phrase that says so too

}  // namespace

uint32_t AmountReader::phrase_end(uint32_t begin, const std::vector<std::string>& words) const {
  for (const std::string& word : words) {
    // "perdita operativa" is of lemmas "perdita operativo"; contractions add an article in between, and
    // "GPU-hours" a hyphen
    if (begin > 0 && begin < size() && (token(begin).joined || token(begin).surface == "-") &&
        !token_is(token(begin), word))
      ++begin;
    if (begin >= size() || !token_is(token(begin), word)) return 0;
    ++begin;
  }
  return begin;
}

bool AmountReader::sentence_has(const std::vector<std::vector<std::string>>& phrases) const {
  for (uint32_t i = 0; i < size(); ++i)
    for (const auto& phrase : phrases)
      if (const uint32_t end = phrase_end(i, phrase);
          end != 0 && (!names_.contains(i) || is_whole_name({i, end})))
        return true;
  return false;
}

// "Wall Street", "Francoforte": all of a name, and no word of one.
bool AmountReader::is_whole_name(TokenRange tokens) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(),
                     [&](uint32_t id) { return view_.mentions.mentions[id].tokens == tokens; });
}

// "It cost $9m", "Il conto è di 9 milioni"; not "The dinner cost $9m".
bool AmountReader::goes_on(TokenRange trigger) const {
  if (const uint32_t noun = view_.analysis.group_at(trigger.begin); noun != kNoIndex)
    return trigger.begin <= view_.analysis.chunks.nouns[noun].tokens.begin + 1 &&
           view_.analysis.nouns[noun].attachments.empty();
  const uint32_t clause = view_.analysis.clause_at(trigger.begin);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (subject == nullptr) return true;
  return has_reading(token(view_.analysis.chunks.nouns[subject->candidates.front().front()].head), "prn");
}

bool AmountReader::allows(const MeasureRule& rule, TokenRange trigger) const {
  const bool told_before = trained_ && rule.marks.outlay && goes_on(trigger);
  // "Alba's shares fell 9%. Brera had a loss of 11%."
  const bool in_turn =
      traded_ && rule.marks.in_turn && rule.sign < 0 && view_.analysis.group_at(trigger.begin) != kNoIndex;
  return (rule.context.empty() || told_before || in_turn || sentence_has(rule.context)) &&
         (rule.without.empty() || !sentence_has(rule.without));
}

void AmountReader::find_triggers() {
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.via == Via::Name && view_.mentions.entities[m.entity].type != "Chip" &&
        view_.mentions.entities[m.entity].type != "Policy")
      for (uint32_t i = m.tokens.begin; i < m.tokens.end; ++i)
        if (has_reading(token(i), "np") || m.tokens.size() > 1) names_.insert(i);
  }
  for (uint32_t i = 0; i < size(); ++i) {
    if (!is_word(token(i)) || is_auxiliary(i) || names_.contains(i) || is_unit(i)) continue;
    std::vector<std::string> lemmas;
    // "è entrata" is no "entrata"
    if (!heads_compound(i) || token(i).readings.empty()) lemmas.push_back(to_lower(token(i).surface));
    for (const text::Reading& reading : token(i).readings) {
      // "la quota" is of no verb, "the stock rose 13%" of one
      if (token(i).has("n") && !reading.has("n") && !(opens_amount(view_, i + 1) && !follows_preposition(i)))
        continue;
      // "dai 31 milioni" gives nothing
      if (token(i).has("pr") && reading.has("vblex")) continue;
      // "sarebbe entrata" is no noun
      if (reading.has("n") && heads_compound(i)) continue;
      std::string lemma = to_lower(reading.lemma);
      if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end()) lemmas.push_back(std::move(lemma));
    }
    // "for $4bn including debt"
    const bool aside = i > 0 && lexicon_.is("aside", token(i - 1).lower);
    if (lexicon_.is("hour", to_lower(token(i).lemma()))) add_chip_hours(i);
    // "a trillion-parameter model"
    if (const size_t hyphen = token(i).surface.rfind('-'); hyphen != std::string::npos)
      add_counted_part(to_lower(token(i).surface).substr(hyphen + 1), i);
    for (std::string lemma : lemmas) {
      std::erase(lemma, '#');
      for (const size_t index : lexicon_.triggered_by_phrase(lemma)) {
        const MeasureRule& rule = lexicon_.rules()[index];
        if (allows(rule, {i, i + 1})) triggers_.push_back({&rule, {i, i + 1}, 0});
      }
      for (const size_t index : lexicon_.triggered_by(lemma)) {
        const MeasureRule& rule = lexicon_.rules()[index];
        const uint32_t end = phrase_end(i, rule.trigger);
        if (aside && rule.measure == kOtherMeasure) continue;
        if (end != 0 && allows(rule, {i, end})) triggers_.push_back({&rule, {i, end}, 0});
      }
    }
  }
  weigh_parts_of_phrases();
}

// "set you back" is rather no "back".
void AmountReader::weigh_parts_of_phrases() {
  for (AmountReading& part : triggers_)
    for (const AmountReading& phrase : triggers_)
      if (phrase.rule->kind == part.rule->kind && phrase.trigger.size() > part.trigger.size() &&
          phrase.trigger.begin <= part.trigger.begin && part.trigger.end <= phrase.trigger.end)
        part.cost = kPartSurcharge;
}

// "ricavi a quota 543 milioni"
bool AmountReader::follows_preposition(uint32_t i) const { return i > 0 && token(i - 1).has("pr"); }

// The last word of a verb in several: "sarebbe entrata", "has lost".
bool AmountReader::heads_compound(uint32_t i) const {
  return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) { return verb.head == i && verb.tokens.begin < i; });
}

// "90,000 hours on H200s", "4 milioni di ore di H200"
void AmountReader::add_chip_hours(uint32_t i) {
  const bool of_chips = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.begin < i + 2 || m.tokens.begin > i + kChipReach ||
        view_.mentions.entities[m.entity].type != "Chip")
      return false;
    return token(i + 1).has("pr") && !marks_between(view_, i, m.tokens.begin) &&
           !verb_between(view_, i, m.tokens.begin);
  });
  if (!of_chips) return;
  for (const MeasureRule& rule : lexicon_.rules())
    if (rule.marks.hours) {
      triggers_.push_back({&rule, {i, i + 1}, 0});
      return;
    }
}

void AmountReader::add_counted_part(const std::string& word, uint32_t i) {
  for (const size_t index : lexicon_.triggered_by(word)) {
    const MeasureRule& rule = lexicon_.rules()[index];
    if (rule.kind == AmountKind::Count && rule.trigger.size() == 1 && rule.context.empty())
      triggers_.push_back({&rule, {i, i + 1}, 0});
  }
}

// "2 trillion won": the word is the amount's currency.
bool AmountReader::is_unit(uint32_t i) const {
  return std::ranges::any_of(view_.amounts, [i](const Amount& amount) {
    return names_currency(amount) && amount.tokens.contains(i);
  });
}

bool AmountReader::is_auxiliary(uint32_t i) const {
  for (const VerbGroup& verb : view_.analysis.chunks.verbs)
    if (verb.tokens.contains(i)) return verb.head != i;
  return false;
}

}  // namespace trama::extract
