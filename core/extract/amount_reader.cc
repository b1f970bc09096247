#include "core/extract/amount_reader.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How far a word may stand from the amount that it explains, in tokens with the surcharges below.
constexpr int kReach = 12;
constexpr int kOtherReach = 3;       // of words that only keep an amount from another measure
constexpr int kClauseSurcharge = 3;  // another clause's verb between them
constexpr int kBorderSurcharge = 6;  // a semicolon, colon or bracket
constexpr int kCommaSurcharge = 1;
constexpr int kCoordinatorSurcharge = 4;
constexpr int kAmountSurcharge = 3;  // another amount of the kind
constexpr int kPredicateCost = 2;    // the word is the subject of what is said of the amount
constexpr int kArgumentBonus = 4;    // the word is a verb, the amount an argument of it
constexpr int kAttachedBonus = 4;    // the word is a noun, the amount hangs on it
constexpr int kNamingBonus = 8;      // the word is a noun that says what the money is
constexpr int kPhraseBonus = 4;      // the word is a phrase of nouns
constexpr int kPurposeBonus = 6;     // the word is a verb that says what the amount is for
constexpr int kContextBonus = 1;     // the rule asks for further words, and they are there

}  // namespace

int distance(const SentenceView& view, TokenRange a, TokenRange b) {
  const uint32_t begin = std::min(a.end, b.end), end = std::max(a.begin, b.begin);
  int cost = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const std::string& mark = view.sentence.tokens[i].surface;
    if (!view.sentence.tokens[i].joined) ++cost;
    if (view.sentence.tokens[i].has("cnjcoo")) cost += kCoordinatorSurcharge;
    if (is_word(view.sentence.tokens[i])) continue;
    if (mark == ",") cost += kCommaSurcharge;
    if (mark == ";" || mark == ":" || mark == "(" || mark == ")") cost += kBorderSurcharge;
  }
  for (const VerbGroup& verb : view.analysis.chunks.verbs)
    if (begin <= verb.head && verb.head < end) cost += kClauseSurcharge;
  for (const Amount& other : view.amounts)
    if (begin <= other.tokens.begin && other.tokens.end <= end) cost += kAmountSurcharge;
  return cost;
}

// What an amount can measure; nothing for years, ordinals and the like.
std::optional<AmountKind> AmountReader::kind_of(const Amount& amount) const {
  if (names_currency(amount)) return AmountKind::Money;
  if (amount.percent) return AmountKind::Percent;
  if (amount.written.fraction && amount.value < 1) return AmountKind::Percent;
  // Nobody leaves the currency out of thousands.
  if (numbers_name(amount)) return std::nullopt;
  if (!amount.written.multiplied || amount.value < 1e6) return AmountKind::Count;
  return counts_things(amount) ? AmountKind::Count : AmountKind::Money;
}

// What may explain the amount, the likeliest first.
std::vector<AmountReading> AmountReader::candidates_of(const Amount& amount, AmountKind kind) const {
  std::vector<AmountReading> candidates;
  for (const AmountReading& trigger : triggers_) {
    if (trigger.rule->kind != kind) continue;
    const bool counts = kind == AmountKind::Count;
    // "sold €57 million worth" is not worth so much
    if (trigger.trigger.begin == amount.tokens.end && trigger.rule->measure == "valuation" &&
        lexicon_.is("value", to_lower(token(trigger.trigger.begin).surface)))
      continue;
    if (trigger.rule->measure == "budget" && is_misread(*trigger.rule, trigger.trigger)) continue;
    if (trigger.rule->measure == "valuation" && values_deal(trigger.trigger)) continue;
    if (!counts && amount.tokens.begin < trigger.trigger.end && trigger.trigger.begin < amount.tokens.end)
      continue;
    if (counts && !counted(amount, trigger.trigger)) continue;
    AmountReading candidate = trigger;
    candidate.cost = distance(view_, trigger.trigger, amount.tokens);
    const bool noun = view_.analysis.group_at(trigger.trigger.begin) != kNoIndex;
    const bool taken = noun && has_own_amount(trigger.trigger, amount);
    const bool hangs =
        (noun && !taken && hangs_on(trigger.trigger, amount)) || opens(trigger.trigger, amount);
    if (noun && !counts && !hangs && (trigger.rule->attached || taken)) continue;
    // "built for $7m", but not "built it and raised $7m"
    if (!noun && trigger.rule->attached && trigger.rule->measure == "training_cost" &&
        (amount.tokens.begin < trigger.trigger.end || !governs(trigger.trigger, amount) ||
         !is_spent_on(amount)))
      continue;
    if (!noun && !counts && serves_next(trigger.trigger, amount)) continue;
    if (!noun && !counts && has_other_object(*trigger.rule, trigger.trigger, amount)) continue;
    if (says_of(trigger.trigger, amount)) candidate.cost = std::min(candidate.cost, kPredicateCost);
    if (says_of_what(trigger, amount))
      candidate.cost = -kNamingBonus;
    else if (is_purpose(trigger.trigger, amount))
      candidate.cost = -kPurposeBonus;
    else if (governs(trigger.trigger, amount))
      candidate.cost = std::min(candidate.cost, kPredicateCost) - kArgumentBonus;
    else if (hangs)
      candidate.cost -= kAttachedBonus;
    else if (noun && !counts && trigger.trigger.begin >= amount.tokens.end &&
             marks_between(amount.tokens.end, trigger.trigger.begin))
      candidate.cost += kBorderSurcharge;
    candidate.cost += trigger.cost;
    if (!trigger.rule->context.empty()) candidate.cost -= kContextBonus;
    if (noun && trigger.rule->trigger.size() > 1) candidate.cost -= kPhraseBonus;
    if (candidate.cost <= (candidate.rule->measure == kOtherMeasure ? kOtherReach : kReach))
      candidates.push_back(candidate);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const AmountReading& a, const AmountReading& b) {
    const bool a_other = a.rule->measure == kOtherMeasure, b_other = b.rule->measure == kOtherMeasure;
    return a.cost != b.cost ? a.cost < b.cost : a_other < b_other;
  });
  return candidates;
}

// "owes its banks $3bn", "helped a fund": a noun where the rule's word is a verb, or the other way round.
// Rules of nouns begin with the place of their owner.
bool AmountReader::is_misread(const MeasureRule& rule, TokenRange trigger) const {
  if (rule.attached || trigger.size() > 1 || trigger.begin == 0) return false;
  if (!rule.subject.empty() && rule.subject.front().place == "poss")
    return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                       [&](const VerbGroup& verb) { return verb.head == trigger.begin; });
  const text::Token& before = token(trigger.begin - 1);
  return token(trigger.begin).has("n") && view_.analysis.group_at(trigger.begin) != kNoIndex &&
         (before.has("det") || before.has("adj"));
}

// "a deal worth $3bn", "in a transaction valued at $150m": the money is the price of what the deal is about.
bool AmountReader::values_deal(TokenRange trigger) const {
  const uint32_t next = trigger.end;  // "The deal values Alba at $2bn" is another matter
  if (next >= size() || !(opens_amount(next) || token(next).has("pr") || token(next).has("preadv")))
    return false;
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& noun) {
    return noun.trigger.end == trigger.begin &&
           std::any_of(noun.rule->subject.begin(), noun.rule->subject.end(),
                       [](const Slot& slot) { return slot.place == "deal"; });
  });
}

// Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
// vecchi modelli H800").
bool AmountReader::counted(const Amount& amount, TokenRange noun) const {
  if (noun.begin + 1 == amount.tokens.end) return true;  // "trillion-parameter"
  uint32_t begin = amount.tokens.end;
  if (begin < size() && token(begin).surface == "-") return noun.begin == begin + 1;  // "8-billion-parameter"
  if (begin < size() && token(begin).has("cnjcoo"))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == begin + 1) begin = other.tokens.end;
  if (noun.begin < begin || noun.begin > begin + 4) return false;
  for (uint32_t i = begin; i < noun.begin; ++i) {
    const text::Token& between = token(i);
    if (!is_word(between) || between.has("vblex") || between.has("cnjcoo")) return false;
    if (between.has("det") && !between.joined) return false;  // "100 miles down the Thruway"
    if (between.has("pr") && i > begin) return false;
  }
  return true;
}

bool AmountReader::counts_chips(uint32_t at) const {
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    return trigger.rule->measure == "chips_used" && trigger.trigger.contains(at);
  });
}

bool AmountReader::has_sign(const Amount& amount) const {
  const uint32_t begin = amount.tokens.begin;
  if (amount.written.value < 0) return true;
  if (begin == 0) return false;
  if (is_plus(begin - 1)) return true;
  return token(begin - 1).surface == "+" && !token(begin).space_before;
}

// "salita al 51%", "rose to 5%" is what was reached, not by how much.
bool AmountReader::is_level(const Amount& amount) const {
  if (has_sign(amount)) return false;
  uint32_t before = amount.tokens.begin;
  while (before > 0 && token(before - 1).joined) --before;
  if (before == 0) return false;
  return token(before - 1).has("pr") && lexicon_.is("level", std::string(token(before - 1).lemma()));
}

bool AmountReader::is_limited(TokenRange trigger) const {
  const uint32_t group = view_.analysis.group_at(trigger.begin);
  if (group == kNoIndex) return false;
  return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(), [&](const Clause& clause) {
    const Argument* object = clause.argument("obj");
    return object != nullptr && object->candidates.front().front() == group &&
           lexicon_.is("limit", view_.analysis.chunks.verbs[clause.verb].lemma);
  });
}

// "un quinto del suo valore"
bool AmountReader::of_value(const Amount& amount) const {
  for (uint32_t i = amount.tokens.end; i < std::min(size(), amount.tokens.end + 6); ++i)
    if (lexicon_.is("value", to_lower(token(i).lemma()))) return true;
  return false;
}

// Does the group denote a firm, or its shares?
bool AmountReader::names_firm(uint32_t index) const {
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  const text::Token& head = token(group.head);
  if (head.kind == text::TokenKind::Name || !head.has("n")) return true;
  const std::string lemma = to_lower(head.lemma());
  // "finished the session 2% in the red" and "ha terminato le contrattazioni in ribasso" change no session
  if (lexicon_.is("share", lemma) || lexicon_.is("exchange", lemma) || lexicon_.is("fall", lemma) ||
      lexicon_.is("rise", lemma) || view_.rules.in_class(view_.language, "naming", lemma))
    return true;
  const bool measured = std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& trigger) {
    return trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(group.head);
  });
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    // "Maglia nera Tecnalia"
    const bool apposed = !measured && m.tokens.begin > group.head && m.tokens.end == group.tokens.end &&
                         view_.mentions.entities[m.entity].type == "Company";
    return apposed || m.tokens.contains(group.head);
  });
}

// "shed 10% of its staff", "calo del 12% dei ricavi", "12% more capacity", "rosso del 5% per i conti": what
// the percentage is a part of, or who is hit where no verb is there, follows it.
bool AmountReader::is_part_of_other(TokenRange trigger, const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  if (next >= size()) return false;
  const bool verbless = view_.analysis.clause_at(trigger.begin) == kNoIndex;
  const auto links = [&](uint32_t at) {
    const std::string lemma(token(at).lemma());
    return token(at).has("pr") && (lexicon_.is("of", lemma) || (verbless && lexicon_.is("loose", lemma)));
  };
  // "il 12% in più di capacità"
  if (next + 1 < size() && token(next).has("pr") && lexicon_.is("more", token(next + 1).lower)) ++next;
  const bool more = lexicon_.is("more", token(next).lower);
  if (more) ++next;
  if (next >= size()) return false;
  if (links(next))
    ++next;
  else if (!more)
    return false;
  while (next < size() && token(next).joined) ++next;
  const uint32_t whole = next < size() ? view_.analysis.group_at(next) : kNoIndex;
  const uint32_t own = view_.analysis.group_at(trigger.begin);
  if (whole == kNoIndex || whole == own) return false;
  // "ha ceduto il 3% di Alba": what falls by so much of a firm is no firm.
  const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[whole].head).lemma());
  const bool part =
      own == kNoIndex && !verbless && !lexicon_.is("share", lemma) && !lexicon_.is("exchange", lemma);
  return part || !names_firm(whole);
}

// "The crowd cheered Alba, up 11 per cent": said of the name right before, whatever that hangs on, but for
// what is another noun's: "orders at Alba, up 7 per cent".
bool AmountReader::follows_firm(TokenRange trigger) const {
  if (trigger.begin < 2 || token(trigger.begin - 1).surface != ",") return false;
  const auto firm = std::find_if(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && m.tokens.end + 1 == trigger.begin && m.via == Via::Name &&
           view_.mentions.entities[m.entity].type == "Company";
  });
  if (firm == view_.mention_ids.end()) return false;
  uint32_t before = view_.mentions.mentions[*firm].tokens.begin;
  while (before > 0 && (token(before - 1).joined || token(before - 1).has("det"))) --before;
  if (before < 2 || !token(before - 1).has("pr")) return true;
  const std::string preposition(token(before - 1).lemma());
  const text::Token& head = token(before - 2);
  if (!head.has("n") || lexicon_.is("share", to_lower(head.lemma()))) return true;
  const bool measured = std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& other) {
    return other.rule->kind == AmountKind::Money && other.trigger.contains(before - 2);
  });
  return !measured && !lexicon_.is("owner", preposition) && !lexicon_.is("level", preposition);
}

// "a 28% jump in revenue", "gli ordini sono in calo del 17%": the change of something else than a firm or its
// shares.
bool AmountReader::changes_other(TokenRange trigger, const Amount& amount) const {
  if (follows_firm(trigger)) return false;
  if (is_part_of_other(trigger, amount)) return true;
  const uint32_t own = view_.analysis.group_at(trigger.begin), object = group_of(amount);
  if (own != kNoIndex) {
    for (const Argument& argument : view_.analysis.nouns[own].attachments)
      for (const uint32_t group : argument.candidates.front())
        if (group != object && (argument.place == "in" || lexicon_.is("owner", argument.place)))
          return !names_firm(group);
    for (const AmountReading& other : triggers_)
      if (other.rule->kind == AmountKind::Money && other.rule->measure != "market_value_lost" &&
          view_.analysis.group_at(other.trigger.begin) == own && !other.trigger.contains(trigger.begin) &&
          !lexicon_.is("share", other.rule->trigger.front()))
        return true;
  }
  uint32_t clause = view_.analysis.clause_at(trigger.begin);
  if (clause == kNoIndex) return false;
  // "sending its shares up 9%"
  const Argument* between = view_.analysis.clauses[clause].argument("obj");
  if (between != nullptr) {
    const uint32_t group = between->candidates.front().front();
    const uint32_t verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].head;
    const NounGroup& changed = view_.analysis.chunks.nouns[group];
    if (verb < changed.tokens.begin && changed.tokens.end <= trigger.begin && group != object)
      return !names_firm(group);
  }
  const Argument* subject = view_.analysis.clauses[clause].argument("subj");
  if (subject == nullptr) return false;
  const auto& alternatives = subject->candidates;
  return std::none_of(alternatives.begin(), alternatives.end(), [&](const std::vector<uint32_t>& groups) {
    return groups.front() == object || groups.front() == own || names_firm(groups.front());
  });
}

bool AmountReader::is_kind_told(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next + 1 >= size() || !lexicon_.is("kind", std::string(token(next).lemma()))) return false;
  return token(next + 1).has("n") || token(next + 1).has("adj");
}

// The token before an amount, its article and what qualifies it left out.
std::string AmountReader::preposition_of(const Amount& amount) const {
  const uint32_t group = group_of(amount);
  if (group != kNoIndex && !view_.analysis.chunks.nouns[group].preposition.empty())
    return view_.analysis.chunks.nouns[group].preposition;
  uint32_t before = amount.tokens.begin;
  while (before > 0 && (token(before - 1).joined || token(before - 1).has("det") ||
                        token(before - 1).has("adv") || token(before - 1).has("preadv")))
    --before;
  return before == 0 ? "" : to_lower(token(before - 1).lemma());
}

bool AmountReader::is_difference(const Amount& amount) const {
  if (!lexicon_.is("difference", preposition_of(amount))) return false;
  uint32_t last = kNoIndex;
  for (const VerbGroup& verb : view_.analysis.chunks.verbs)
    if (verb.head < amount.tokens.begin) last = verb.head;
  if (last == kNoIndex || distance(view_, {last, last + 1}, amount.tokens) > 4) return false;
  const std::string lemma(token(last).lemma());
  return lexicon_.is("fall", lemma) || lexicon_.is("rise", lemma);
}

bool AmountReader::is_comparison(TokenRange trigger, const Amount& amount) const {
  const uint32_t group = view_.analysis.group_at(trigger.begin);
  if (group == kNoIndex || trigger.begin > amount.tokens.begin) return false;
  return compared_before(view_.analysis.chunks.nouns[group].tokens.begin);
}

bool AmountReader::compared_before(uint32_t begin) const {
  for (uint32_t before = begin; before > 0 && begin - before < 3;) {
    const text::Token& word = token(--before);
    if (lexicon_.is("compared", to_lower(word.surface))) return true;
    if (!word.joined && !word.has("det") && !word.has("adv") && !word.has("pr")) return false;
  }
  return false;
}

bool AmountReader::is_surely_money(const Amount& amount) const {
  if (names_currency(amount)) return true;
  const uint32_t next = amount.tokens.end;
  return next >= size() || !is_word(token(next)) || token(next).has("pr") || token(next).has("cnjcoo");
}

bool AmountReader::is_points(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next >= size() || amount.percent || amount.written.multiplied || names_currency(amount)) return false;
  return std::abs(amount.value) < 100 && lexicon_.is("point", to_lower(token(next).lemma()));
}

// "the Corvid 800 transceiver", "Corvid-9B": a number without unit that a name ends in.
bool AmountReader::numbers_name(const Amount& amount) const {
  const uint32_t begin = amount.tokens.begin;
  const bool inside = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.via == Via::Name && m.tokens.begin <= begin && amount.tokens.end <= m.tokens.end;
  });
  if (inside && !names_currency(amount) && !amount.percent) return true;
  return begin > 0 && amount.tokens.size() == 1 && token(begin - 1).kind == text::TokenKind::Name &&
         !names_currency(amount) && !amount.percent && !amount.written.multiplied;
}

bool AmountReader::has_context(const std::string& measure) const {
  for (const MeasureRule& rule : lexicon_.rules())
    if (rule.measure == measure) return sentence_has(rule.context);
  return false;
}

bool AmountReader::mentions(const std::string& kind) const {
  return std::any_of(
      view_.sentence.tokens.begin(), view_.sentence.tokens.end(), [&](const text::Token& word) {
        return std::any_of(word.readings.begin(), word.readings.end(), [&](const text::Reading& reading) {
          return lexicon_.is(kind, to_lower(reading.lemma));
        });
      });
}

bool AmountReader::verb_between(uint32_t begin, uint32_t end) const {
  return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) { return begin <= verb.head && verb.head < end; });
}

bool AmountReader::marks_between(uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; i < end; ++i)
    if (!is_word(token(i)) && token(i).surface != "%") return true;
  return false;
}

// "671 miliardi di parametri", "3 million users": a noun that no rule of money knows.
bool AmountReader::counts_things(const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  // "8 billion and 70 billion parameters"
  if (next < size() && (token(next).has("cnjcoo") || token(next).surface == ","))
    for (const Amount& other : view_.amounts)
      if (other.tokens.begin == next + 1)
        return !names_currency(other) && !other.percent && other.written.multiplied && counts_things(other);
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Count && counted(amount, trigger.trigger)) return true;
  // "400 milioni dell'autunno" are no autumns.
  if (next + 1 < size() && token(next).has("pr") && token(next + 1).joined && token(next + 1).has("det"))
    return false;
  bool preposition = false;
  while (next < size() && (token(next).has("pr") || token(next).joined)) {
    preposition = true;
    ++next;
  }
  if (next >= size() || !is_word(token(next))) return false;
  // "9 million pesos" are of no currency known here.
  if (lexicon_.is("shared", token(next).lower)) return true;
  if (!preposition && token(next).kind == text::TokenKind::Name) return true;
  if (!preposition && !token(next).has("n")) return false;
  if (!token(next).has("n") && !token(next).unknown) return false;
  if (token(next).kind == text::TokenKind::Name) return false;
  for (const AmountReading& trigger : triggers_)
    if (trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(next)) return false;
  return preposition ? token(amount.tokens.end).lemma().size() <= 2 : true;
}

// Does the verb itself say what an amount measures?
bool AmountReader::is_trigger(const VerbGroup& verb) const {
  bool money = false, worth = lexicon_.is("costing", verb.lemma);
  for (const AmountReading& trigger : triggers_) {
    if (trigger.rule->kind != AmountKind::Money || !trigger.trigger.contains(verb.head)) continue;
    money = true;
    // "L'operazione vale 300 milioni": it says of its subject what a copula would.
    worth = worth || (trigger.rule->measure == "valuation" && trigger.rule->subject.front().place == "subj");
  }
  return money && !worth;
}

bool AmountReader::is_percent(uint32_t group) const {
  const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
  return std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
    return amount.percent && tokens.contains(amount.tokens.begin);
  });
}

// "runs €4bn and sold her shares", "ha messo le mani su Alba per 215 milioni": the verb has an object that is
// no money, and the amount is another verb's, or what that object cost.
bool AmountReader::has_other_object(const MeasureRule& rule, TokenRange trigger, const Amount& amount) const {
  const uint32_t group = group_of(amount);
  const Clause* own = nullptr;
  const Clause* other = nullptr;
  for (const Clause& clause : view_.analysis.clauses) {
    const uint32_t head = view_.analysis.chunks.verbs[clause.verb].head;
    const Argument* object = clause.argument("obj");
    if (trigger.contains(head))
      own = &clause;
    else if (object != nullptr && object->candidates.front().front() == group && head < amount.tokens.begin)
      other = &clause;
  }
  const Argument* object = own == nullptr ? nullptr : own->argument("obj");
  if (object == nullptr || group == kNoIndex || object->candidates.front().front() == group) return false;
  const NounGroup& named = view_.analysis.chunks.nouns[object->candidates.front().front()];
  const bool money = std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& reading) {
    return reading.rule->kind == AmountKind::Money && reading.trigger.contains(named.head);
  });
  if (money) return false;
  const VerbGroup& verb = view_.analysis.chunks.verbs[own->verb];
  const uint32_t head = verb.head;
  if (verb.mood == Mood::Infinitive || verb.mood == Mood::Gerund) return false;
  if (other != nullptr && amount.tokens.end <= head && named.tokens.begin > head) return true;
  const bool spends =
      rule.measure == "budget" && !rule.subject.empty() && rule.subject.front().place == "subj";
  return spends && named.tokens.begin > head && lexicon_.is("loose", preposition_of(amount));
}

// What the clause says the amount of: its object where that is something else, as in "raised its spending to
// $2bn", else its subject.
const Argument* AmountReader::said_of(const Clause& clause, uint32_t amount) const {
  const Argument* object = clause.argument("obj");
  // "Revenue climbed 61% to $742m" speaks of the revenue.
  if (object != nullptr && !is_percent(object->candidates.front().front())) {
    const uint32_t group = object->candidates.front().front();
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    const bool behind = view_.analysis.chunks.nouns[group].head > verb.head;
    if (group != amount && (behind || verb.voice == Voice::Passive)) return object;
  }
  return clause.argument("subj");
}

// "il fatturato 2025 è raddoppiato": the noun that a year stands behind.
uint32_t AmountReader::dated(uint32_t group) const {
  const TokenRange year = view_.analysis.chunks.nouns[group].tokens;
  const bool is_date = std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
    return amount.tokens == year && is_year(amount);
  });
  return is_date && group > 0 && view_.analysis.chunks.nouns[group - 1].tokens.end == year.begin ? group - 1
                                                                                                 : group;
}

// "Le spese del fondo ammonterebbero a un miliardo": the trigger is the subject's noun, the amount an
// argument.
bool AmountReader::says_of(TokenRange trigger, const Amount& amount) const {
  const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(amount);
  if (noun == kNoIndex || object == kNoIndex || noun == object) return false;
  // "è salito a 14 milioni, il rosso si è ridotto"
  if (amount.tokens.end <= trigger.begin && marks_between(amount.tokens.end, trigger.begin)) return false;
  for (const Clause& clause : view_.analysis.clauses) {
    const Argument* subject = said_of(clause, object);
    if (subject == nullptr ? !opens_clause(noun, clause) : dated(subject->candidates.front().front()) != noun)
      continue;
    if (is_trigger(view_.analysis.chunks.verbs[clause.verb])) continue;
    for (const Argument& argument : clause.arguments)
      for (const auto& groups : argument.candidates)
        if (argument.place != "subj" && std::find(groups.begin(), groups.end(), object) != groups.end())
          return true;
  }
  return false;
}

// "Il fatturato di Alba, però, si è fermato a 31 milioni": the noun that an insertion parts from its verb.
bool AmountReader::opens_clause(uint32_t noun, const Clause& clause) const {
  const NounGroup& group = view_.analysis.chunks.nouns[noun];
  const uint32_t head = view_.analysis.chunks.verbs[clause.verb].head;
  return group.preposition.empty() && group.tokens.end <= head &&
         view_.analysis.nouns[noun].clause == kNoIndex &&
         !verb_between(group.tokens.end, view_.analysis.chunks.verbs[clause.verb].tokens.begin);
}

// A currency's sign stands outside of the group.
uint32_t AmountReader::group_of(const Amount& amount) const {
  for (uint32_t i = amount.tokens.begin; i < amount.tokens.end; ++i)
    if (const uint32_t group = view_.analysis.group_at(i); group != kNoIndex) return group;
  return kNoIndex;
}

// Is the group an argument of the clause, other than its subject?
bool AmountReader::in_clause(const Clause& clause, uint32_t group) const {
  for (const Argument& argument : clause.arguments)
    for (const auto& groups : argument.candidates)
      if (argument.place != "subj" && std::find(groups.begin(), groups.end(), group) != groups.end())
        return true;
  return false;
}

bool AmountReader::governs(TokenRange trigger, const Amount& amount) const {
  const uint32_t object = group_of(amount);
  for (const Clause& clause : view_.analysis.clauses) {
    const uint32_t head = view_.analysis.chunks.verbs[clause.verb].head;
    if (!trigger.contains(head)) continue;
    if (object != kNoIndex && in_clause(clause, object)) return true;
    // "ha comprato Alba, produttore di moduli con sede a Bari, per 84 milioni"
    if (head < amount.tokens.begin && lexicon_.is("loose", preposition_of(amount)) &&
        !verb_between(head + 1, amount.tokens.begin))
      return true;
  }
  return false;
}

// "ha messo sul tavolo 32 miliardi per acquistare Wiz", "spent $5m on training it"
bool AmountReader::is_purpose(TokenRange trigger, const Amount& amount) const {
  if (trigger.begin < amount.tokens.end || trigger.begin > amount.tokens.end + 2) return false;
  if (!has_reading(token(amount.tokens.end), "pr")) return false;
  return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(), [&](const Clause& clause) {
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    return trigger.contains(verb.head) && (verb.mood == Mood::Infinitive || verb.mood == Mood::Gerund);
  });
}

// "on sales of $34m": the word has an amount of its own, and is nobody else's but of those in one list with
// that.
bool AmountReader::has_own_amount(TokenRange trigger, const Amount& amount) const {
  if (trigger.end >= size()) return false;
  const Amount* own = nullptr;
  // "at a valuation touching half a billion"
  const bool modified = std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                                    [&](const VerbGroup& verb) {
                                      return verb.tokens == TokenRange{trigger.end, trigger.end + 1} &&
                                             (verb.mood == Mood::Gerund || verb.mood == Mood::Participle);
                                    }) ||
                        token(trigger.end).has("ger");
  if (!modified && !token(trigger.end).has("pr")) return false;
  for (const Amount& other : view_.amounts)
    if (own == nullptr && other.tokens.begin > trigger.end && other.tokens.begin <= trigger.end + 3 &&
        (kind_of(other) == kind_of(amount) || is_bare(other)) &&
        !verb_between(trigger.end + (modified ? 1 : 0), other.tokens.begin))
      own = &other;
  if (own == nullptr || own->tokens == amount.tokens) return false;
  const uint32_t next = own->tokens.end;
  return next >= size() || !(token(next).has("cnjcoo") || token(next).surface == ",");
}

// "sales of thirty-four": millions, where others of the sentence are
bool AmountReader::is_bare(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  return !amount.written.multiplied && !amount.percent && !names_currency(amount) && !is_year(amount) &&
         (next >= size() || !is_word(token(next)));
}

bool AmountReader::attached(uint32_t owner, uint32_t group) const {
  for (const Argument& argument : view_.analysis.nouns[owner].attachments)
    for (const auto& groups : argument.candidates)
      if (std::find(groups.begin(), groups.end(), group) != groups.end()) return true;
  return false;
}

// "il fondo Silver Lake": a firm, no fund of so much.
bool AmountReader::is_named(uint32_t index) const {
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  if (!view_.rules.in_class(view_.language, "naming", to_lower(token(group.head).lemma()))) return false;
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const TokenRange name = view_.mentions.mentions[id].tokens;
    return name.begin > group.head && name.end <= group.tokens.end;
  });
}

// "ricavi: 5 milioni", "the last round, about $30m, was led", "l'investimento, pari a 5 milioni, ": one mark
// before the amount, and another behind it.
bool AmountReader::apposed(uint32_t end, const Amount& amount) const {
  static const std::set<std::string_view> kMarks = {",", ":", "(", "–", "—", "-"};
  if (end >= amount.tokens.begin || amount.tokens.begin > end + 4 || !kMarks.contains(token(end).surface))
    return false;
  for (uint32_t i = end + 1; i < amount.tokens.begin; ++i) {
    const bool small = token(i).has("det") || token(i).has("adv") || token(i).has("preadv") ||
                       token(i).joined || lexicon_.is("restating", token(i).lower) ||
                       lexicon_.is("level", std::string(token(i).lemma()));
    if (is_word(token(i)) && !small) return false;
  }
  return amount.tokens.end >= size() || !is_word(token(amount.tokens.end));
}

// "invested $2bn in sales staff": of money that goes out, the noun behind it says what for.
bool AmountReader::is_spent(const Amount& amount) const {
  const uint32_t clause = view_.analysis.clause_at(amount.tokens.begin);
  if (clause == kNoIndex) return false;
  const std::string& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].lemma;
  return lexicon_.is("spend", verb) || lexicon_.is("invest", verb) || lexicon_.is("promise", verb);
}

// "took $13bn in annual sales", "2 miliardi di ricavi": whatever else the verb, the noun behind the money
// names what it is.
bool AmountReader::says_of_what(const AmountReading& trigger, const Amount& amount) const {
  const std::string& measure = trigger.rule->measure;
  if ((measure != "revenue" && measure != "profit") || is_spent(amount)) return false;
  const uint32_t preposition = amount.tokens.end;
  if (trigger.trigger.begin <= preposition || trigger.trigger.begin > preposition + 3 ||
      !token(preposition).has("pr") || !lexicon_.is("kind", std::string(token(preposition).lemma())) ||
      !token(trigger.trigger.begin).has("n"))
    return false;
  for (uint32_t i = preposition + 1; i < trigger.trigger.begin; ++i)
    if (!token(i).has("adj") && !token(i).has("n")) return false;
  // "in profit sharing", "in sales and marketing"
  const uint32_t next = trigger.trigger.end;
  if (next >= size()) return true;
  if (token(next).has("cnjcoo")) return next + 1 >= size() || !token(next + 1).has("n");
  return !token(next).has("n") && !token(next).has("ger");
}

// "9 milioni in un giorno, gruppo stimato 60": the word stands behind a mark and right before its own amount.
bool AmountReader::serves_next(TokenRange trigger, const Amount& amount) const {
  return amount.tokens.end <= trigger.begin && marks_between(amount.tokens.end, trigger.begin) &&
         opens_amount(trigger.end);
}

// "vendite per 18": a noun by its form that the analyser took for something else.
bool AmountReader::opens(TokenRange trigger, const Amount& amount) const {
  const bool verb = std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                                [&](const VerbGroup& group) { return trigger.contains(group.head); });
  if (verb || trigger.end >= amount.tokens.begin || view_.analysis.group_at(trigger.begin) != kNoIndex)
    return false;
  uint32_t next = trigger.end;
  if (!token(next).has("pr")) return false;
  while (next < amount.tokens.begin && (token(next).has("pr") || token(next).joined)) ++next;
  return next == amount.tokens.begin && has_reading(token(trigger.begin), "n");
}

// "for $7m", "con 7 milioni": what something is got for or done with.
bool AmountReader::is_spent_on(const Amount& amount) const {
  const std::string preposition = preposition_of(amount);
  return lexicon_.is("exchanged", preposition) || lexicon_.is("with", preposition);
}

// "sold its plant for $2bn", "wrote $700m off its plant": money for what is there, not for building it.
bool AmountReader::is_disposed_of(uint32_t noun) const {
  const uint32_t index = view_.analysis.nouns[noun].clause;
  if (index == kNoIndex) return false;
  const Clause& clause = view_.analysis.clauses[index];
  if (!lexicon_.is("disposal", view_.analysis.chunks.verbs[clause.verb].lemma)) return false;
  const Argument* subject = clause.argument("subj");
  return subject == nullptr || subject->candidates.front().front() != noun;
}

// "a $2bn plant", "un piano da 2 miliardi", "2 miliardi di investimenti", "raised its spending to $2bn"
bool AmountReader::hangs_on(TokenRange trigger, const Amount& amount) const {
  const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(amount);
  if (noun == kNoIndex || is_named(noun) || is_disposed_of(noun)) return false;
  // Signs of currencies cut a group in two.
  const uint32_t between_begin = std::min(trigger.end, amount.tokens.end),
                 between_end = std::max(trigger.begin, amount.tokens.begin);
  const bool open = !verb_between(between_begin, between_end) && !marks_between(between_begin, between_end);
  // "cinque fabbriche e venti miliardi"
  const bool listed = between_begin < between_end && token(between_end - 1).has("cnjcoo");
  if (open && between_end <= between_begin + 2 && !listed) return true;
  if (apposed(view_.analysis.chunks.nouns[noun].tokens.end, amount)) return true;
  if (object == kNoIndex) return false;
  if (amount.tokens.end <= trigger.begin && !open) return noun == object;
  if (noun == object || (open && (attached(noun, object) || attached(object, noun)))) return true;
  // "un nuovo round, 45 milioni di euro"
  const std::vector<uint32_t>& apposed = view_.analysis.nouns[object].described;
  if (object == noun + 1 && std::find(apposed.begin(), apposed.end(), noun) != apposed.end()) return true;
  for (const Clause& clause : view_.analysis.clauses) {
    if (is_trigger(view_.analysis.chunks.verbs[clause.verb]) || !in_clause(clause, object)) continue;
    // "cinque fabbriche e venti miliardi": of two in one list neither is said of the other.
    if (const Argument* argument = said_of(clause, object); argument != nullptr)
      for (const auto& groups : argument->candidates)
        if (std::find(groups.begin(), groups.end(), noun) != groups.end() &&
            std::find(groups.begin(), groups.end(), object) == groups.end())
          return true;
  }
  return false;
}

}  // namespace trama::extract
