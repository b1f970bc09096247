#include "core/extract/amount_link.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/utf8.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr uint32_t kQualifierReach = 4;  // words of size between "for" and an amount

}  // namespace

// "owes its banks $3bn", "helped a fund": a noun where the rule's word is a verb, or the other way round.
// Rules of nouns begin with the place of their owner.
bool AmountLink::is_misread(const MeasureRule& rule, TokenRange trigger) const {
  if (rule.attached || trigger.size() > 1 || trigger.begin == 0) return false;
  if (!rule.subject.empty() && rule.subject.front().place == "poss")
    return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                       [&](const VerbGroup& verb) { return verb.head == trigger.begin; });
  const text::Token& before = token(trigger.begin - 1);
  return token(trigger.begin).has("n") && view_.analysis.group_at(trigger.begin) != kNoIndex &&
         (before.has("det") || before.has("adj"));
}

// "a deal worth $3bn", "in a transaction valued at $150m": the money is the price of what the deal is about.
bool AmountLink::values_deal(TokenRange trigger) const {
  const uint32_t next = trigger.end;  // "The deal values Alba at $2bn" is another matter
  if (next >= size() || !(opens_amount(view_, next) || token(next).has("pr") || token(next).has("preadv")))
    return false;
  return std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& noun) {
    const bool beside = noun.trigger.end == trigger.begin ||
                        (noun.trigger.end + 1 == trigger.begin && token(noun.trigger.end).surface == ",");
    // "The purchase of Alba, valued at $9m, ..."
    if (noun.rule->marks.paid && trigger.begin > 1 && token(trigger.begin - 1).surface == "," &&
        noun.trigger.end < trigger.begin && !verb_between(view_, noun.trigger.end, trigger.begin) &&
        !marks_between(view_, noun.trigger.end, trigger.begin - 1) &&
        has_reading(token(noun.trigger.begin), "n"))
      return true;
    return beside && std::any_of(noun.rule->subject.begin(), noun.rule->subject.end(),
                                 [](const Slot& slot) { return slot.place == "deal"; });
  });
}

// Does the verb itself say what an amount measures?
bool AmountLink::is_trigger(const VerbGroup& verb) const {
  bool money = false, worth = lexicon_.is("costing", verb.lemma);
  for (const AmountReading& trigger : triggers_) {
    if (trigger.rule->kind != AmountKind::Money || !trigger.trigger.contains(verb.head)) continue;
    money = true;
    // "L'operazione vale 300 milioni": it says of its subject what a copula would.
    worth = worth || (trigger.rule->marks.worth && trigger.rule->subject.front().place == "subj");
  }
  return money && !worth;
}

bool AmountLink::is_percent(uint32_t group) const {
  const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
  return std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
    return amount.percent && tokens.contains(amount.tokens.begin);
  });
}

// "runs €4bn and sold her shares", "ha messo le mani su Alba per 215 milioni": the verb has an object that is
// no money, and the amount is another verb's, or what that object cost.
bool AmountLink::has_other_object(const MeasureRule& rule, TokenRange trigger, const Amount& amount) const {
  const uint32_t group = group_of(view_, amount);
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
  const bool spends = rule.marks.given && !rule.subject.empty() && rule.subject.front().place == "subj";
  return spends && named.tokens.begin > head && lexicon_.is("loose", preposition_of(view_, amount));
}

// What the clause says the amount of: its object where that is something else, as in "raised its spending to
// $2bn", else its subject.
const Argument* AmountLink::said_of(const Clause& clause, uint32_t amount) const {
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
uint32_t AmountLink::dated(uint32_t group) const {
  const TokenRange year = view_.analysis.chunks.nouns[group].tokens;
  const bool is_date = std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
    return amount.tokens == year && is_year(amount);
  });
  return is_date && group > 0 && view_.analysis.chunks.nouns[group - 1].tokens.end == year.begin ? group - 1
                                                                                                 : group;
}

// "Le spese del fondo ammonterebbero a un miliardo": the trigger is the subject's noun, the amount an
// argument.
bool AmountLink::says_of(TokenRange trigger, const Amount& amount) const {
  const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(view_, amount);
  if (noun == kNoIndex || object == kNoIndex || noun == object) return false;
  // "è salito a 14 milioni, il rosso si è ridotto"
  if (amount.tokens.end <= trigger.begin && marks_between(view_, amount.tokens.end, trigger.begin))
    return false;
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
bool AmountLink::opens_clause(uint32_t noun, const Clause& clause) const {
  const NounGroup& group = view_.analysis.chunks.nouns[noun];
  const uint32_t head = view_.analysis.chunks.verbs[clause.verb].head;
  return group.preposition.empty() && group.tokens.end <= head &&
         view_.analysis.nouns[noun].clause == kNoIndex &&
         !verb_between(view_, group.tokens.end, view_.analysis.chunks.verbs[clause.verb].tokens.begin);
}

// Is the group an argument of the clause, other than its subject?
bool AmountLink::in_clause(const Clause& clause, uint32_t group) const {
  for (const Argument& argument : clause.arguments)
    for (const auto& groups : argument.candidates)
      if (argument.place != "subj" && std::find(groups.begin(), groups.end(), group) != groups.end())
        return true;
  return false;
}

bool AmountLink::is_told_beside(const AmountReading& trigger, const Amount& amount) const {
  uint32_t end = trigger.trigger.end;
  while (end < amount.tokens.begin && (token(end).joined || token(end).has("pr"))) ++end;
  return trigger.rule->marks.shares && end == amount.tokens.begin && trigger.trigger.begin > 0 &&
         token(trigger.trigger.begin - 1).surface == "," &&
         std::ranges::none_of(view_.analysis.chunks.verbs,
                              [&](const VerbGroup& verb) { return trigger.trigger.contains(verb.head); });
}

bool AmountLink::governs(TokenRange trigger, const Amount& amount) const {
  const uint32_t object = group_of(view_, amount);
  for (const Clause& clause : view_.analysis.clauses) {
    const uint32_t head = view_.analysis.chunks.verbs[clause.verb].head;
    if (!trigger.contains(head)) continue;
    if (object != kNoIndex && in_clause(clause, object)) return true;
    // "ha comprato Alba, produttore di moduli con sede a Bari, per 84 milioni"
    if (head < amount.tokens.begin && lexicon_.is("loose", preposition_of(view_, amount)) &&
        !verb_between(view_, head + 1, amount.tokens.begin))
      return true;
  }
  return false;
}

bool AmountLink::is_direct(TokenRange trigger, const Amount& amount) const {
  const uint32_t object = group_of(view_, amount);
  for (const Clause& clause : view_.analysis.clauses) {
    if (!trigger.contains(view_.analysis.chunks.verbs[clause.verb].head)) continue;
    // "a $52m seed from Alba"
    if (amount.tokens.end == trigger.begin && has_reading(token(trigger.begin), "n")) return true;
    for (const Argument& argument : clause.arguments)
      for (const auto& groups : argument.candidates)
        if ((argument.place == "subj" || argument.place == "obj" || argument.place == "comp") &&
            std::find(groups.begin(), groups.end(), object) != groups.end())
          return true;
    return false;
  }
  return true;
}

// "ha messo sul tavolo 32 miliardi per acquistare Wiz", "spent $5m on training it"
bool AmountLink::is_purpose(TokenRange trigger, const Amount& amount) const {
  if (trigger.begin < amount.tokens.end || trigger.begin > amount.tokens.end + 2) return false;
  if (!has_reading(token(amount.tokens.end), "pr")) return false;
  return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(), [&](const Clause& clause) {
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    return trigger.contains(verb.head) && (verb.mood == Mood::Infinitive || verb.mood == Mood::Gerund);
  });
}

bool AmountLink::attached(uint32_t owner, uint32_t group) const {
  for (const Argument& argument : view_.analysis.nouns[owner].attachments)
    for (const auto& groups : argument.candidates)
      if (std::find(groups.begin(), groups.end(), group) != groups.end()) return true;
  return false;
}

// "il fondo Silver Lake": a firm, no fund of so much.
bool AmountLink::is_named(uint32_t index) const {
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  if (!view_.rules.in_class(view_.language, "naming", to_lower(token(group.head).lemma()))) return false;
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const TokenRange name = view_.mentions.mentions[id].tokens;
    return name.begin > group.head && name.end <= group.tokens.end;
  });
}

// "ricavi: 5 milioni", "the last round, about $30m, was led", "l'investimento, pari a 5 milioni, ": one mark
// before the amount, and another behind it.
bool AmountLink::apposed(uint32_t end, const Amount& amount) const {
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
bool AmountLink::is_spent(const Amount& amount) const {
  const uint32_t clause = view_.analysis.clause_at(amount.tokens.begin);
  if (clause == kNoIndex) return false;
  const std::string& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].lemma;
  return lexicon_.is("spend", verb) || lexicon_.is("invest", verb) || lexicon_.is("promise", verb);
}

// "took $13bn in annual sales", "2 miliardi di ricavi": whatever else the verb, the noun behind the money
// names what it is.
bool AmountLink::says_of_what(const AmountReading& trigger, const Amount& amount) const {
  if (!trigger.rule->marks.result || is_spent(amount)) return false;
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
bool AmountLink::serves_next(TokenRange trigger, const Amount& amount) const {
  return amount.tokens.end <= trigger.begin && marks_between(view_, amount.tokens.end, trigger.begin) &&
         opens_amount(view_, trigger.end);
}

// "vendite per 18": a noun by its form that the analyser took for something else.
bool AmountLink::opens(TokenRange trigger, const Amount& amount) const {
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
bool AmountLink::is_spent_on(const Amount& amount) const {
  const std::string preposition = preposition_of(view_, amount);
  if (lexicon_.is("exchanged", preposition) || lexicon_.is("with", preposition)) return true;
  // "for under $6m", "for less than $6m"
  for (uint32_t i = amount.tokens.begin; i > 0 && amount.tokens.begin - i < kQualifierReach; --i) {
    const text::Token& word = token(i - 1);
    if (lexicon_.is("exchanged", word.lower)) return true;
    if (!word.has("pr") && !word.has("adv") && !word.has("preadv") && !word.has("adj") &&
        !word.has("cnjsub") && !word.has("det"))
      return false;
  }
  return false;
}

// "sold its plant for $2bn", "wrote $700m off its plant": money for what is there, not for building it.
bool AmountLink::is_disposed_of(uint32_t noun) const {
  const uint32_t index = view_.analysis.nouns[noun].clause;
  if (index == kNoIndex) return false;
  const Clause& clause = view_.analysis.clauses[index];
  if (!lexicon_.is("disposal", view_.analysis.chunks.verbs[clause.verb].lemma)) return false;
  const Argument* subject = clause.argument("subj");
  return subject == nullptr || subject->candidates.front().front() != noun;
}

// "a $2bn plant", "un piano da 2 miliardi", "2 miliardi di investimenti", "raised its spending to $2bn"
bool AmountLink::hangs_on(TokenRange trigger, const Amount& amount) const {
  const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(view_, amount);
  if (noun == kNoIndex || is_named(noun) || is_disposed_of(noun)) return false;
  // Signs of currencies cut a group in two.
  const uint32_t between_begin = std::min(trigger.end, amount.tokens.end),
                 between_end = std::max(trigger.begin, amount.tokens.begin);
  const bool open =
      !verb_between(view_, between_begin, between_end) && !marks_between(view_, between_begin, between_end);
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
