#include "core/extract/amount_change.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

bool AmountChange::has_sign(const Amount& amount) const {
  const uint32_t begin = amount.tokens.begin;
  if (amount.written.value < 0) return true;
  if (begin == 0) return false;
  if (is_plus(begin - 1)) return true;
  return token(begin - 1).surface == "+" && !token(begin).space_before;
}

// "salita al 51%", "rose to 5%" is what was reached, not by how much.
bool AmountChange::is_level(const Amount& amount) const {
  if (has_sign(amount)) return false;
  uint32_t before = amount.tokens.begin;
  while (before > 0 && token(before - 1).joined) --before;
  if (before == 0) return false;
  return token(before - 1).has("pr") && lexicon_.is("level", std::string(token(before - 1).lemma()));
}

bool AmountChange::is_limited(TokenRange trigger) const {
  const uint32_t group = view_.analysis.group_at(trigger.begin);
  if (group == kNoIndex) return false;
  return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(), [&](const Clause& clause) {
    const Argument* object = clause.argument("obj");
    return object != nullptr && object->candidates.front().front() == group &&
           lexicon_.is("limit", view_.analysis.chunks.verbs[clause.verb].lemma);
  });
}

// "un quinto del suo valore"
bool AmountChange::of_value(const Amount& amount) const {
  for (uint32_t i = amount.tokens.end; i < std::min(size(), amount.tokens.end + 6); ++i)
    if (lexicon_.is("value", to_lower(token(i).lemma()))) return true;
  return false;
}

// "the share price", "il prezzo delle azioni"
bool AmountChange::prices_shares(uint32_t index) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  const auto is_stock = [&](uint32_t at) { return lexicon_.is("stock", to_lower(token(at).lemma())); };
  if (!lexicon_.is("price", to_lower(token(nouns[index].head).lemma()))) return false;
  for (uint32_t i = nouns[index].tokens.begin; i < nouns[index].head; ++i)
    if (is_stock(i)) return true;
  for (const Argument& argument : view_.analysis.nouns[index].attachments)
    if (lexicon_.is("of", argument.place) && is_stock(nouns[argument.candidates.front().front()].head))
      return true;
  return false;
}

// Does the group denote a firm, or its shares?
bool AmountChange::names_firm(uint32_t index) const {
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  const text::Token& head = token(group.head);
  // "in orders", which the tagger may take for a verb
  if (head.kind == text::TokenKind::Name || !has_reading(head, "n")) return true;
  const std::string lemma = to_lower(head.lemma());
  // "finished the session 2% in the red" and "ha terminato le contrattazioni in ribasso" change no session
  if (lexicon_.is("share", lemma) || lexicon_.is("exchange", lemma) || lexicon_.is("fall", lemma) ||
      lexicon_.is("rise", lemma) || view_.rules.in_class(view_.language, "naming", lemma) ||
      prices_shares(index))
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

// "in a day", "in the quarter"
bool AmountChange::is_time(uint32_t begin) const {
  uint32_t at = begin;
  while (at < size() && (token(at).joined || token(at).has("det"))) ++at;
  const uint32_t group = at < size() ? view_.analysis.group_at(at) : kNoIndex;
  if (group == kNoIndex) return true;
  const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[group].head).lemma());
  return view_.rules.is_cue(view_.language, "time", lemma);
}

// "shed 10% of its staff", "calo del 12% dei ricavi", "12% more capacity", "rosso del 5% per i conti": what
// the percentage is a part of, or who is hit where no verb is there, follows it.
bool AmountChange::is_part_of_other(TokenRange trigger, const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  if (next >= size()) return false;
  const bool verbless = view_.analysis.clause_at(trigger.begin) == kNoIndex;
  const uint32_t own = view_.analysis.group_at(trigger.begin);
  const auto links = [&](uint32_t at) {
    const std::string lemma(token(at).lemma());
    // "a drop of 13% in orders"
    const bool within = own != kNoIndex && trigger.end <= amount.tokens.begin &&
                        lexicon_.is("within", lemma) && !is_time(at + 1);
    return token(at).has("pr") &&
           (lexicon_.is("of", lemma) || within || (verbless && lexicon_.is("loose", lemma)));
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
  if (whole == kNoIndex || whole == own) return false;
  // "ha ceduto il 3% di Alba": what falls by so much of a firm is no firm.
  const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[whole].head).lemma());
  const bool part =
      own == kNoIndex && !verbless && !lexicon_.is("share", lemma) && !lexicon_.is("exchange", lemma);
  return part || !names_firm(whole);
}

// "The crowd cheered Alba, up 11 per cent": said of the name right before, whatever that hangs on, but for
// what is another noun's: "orders at Alba, up 7 per cent".
bool AmountChange::follows_firm(TokenRange trigger) const {
  uint32_t comma = trigger.begin;
  // "Alba, in calo del 5%"
  if (comma > 2 && token(comma - 1).has("pr") && token(comma - 2).surface == ",") --comma;
  if (comma < 2 || token(comma - 1).surface != ",") return false;
  const auto firm = std::find_if(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && m.tokens.end + 1 == comma && m.via == Via::Name &&
           view_.mentions.entities[m.entity].type == "Company";
  });
  if (firm == view_.mention_ids.end()) return false;
  uint32_t before = view_.mentions.mentions[*firm].tokens.begin;
  while (before > 0 && (token(before - 1).joined || token(before - 1).has("det"))) --before;
  if (before < 2 || !token(before - 1).has("pr")) return true;
  const std::string preposition(token(before - 1).lemma());
  // "Chipmakers such as Alba, up 7 per cent, ..."
  const bool example = view_.rules.is_cue(view_.language, "instance", preposition);
  if (!example && opens_with_other(before - 1, trigger)) return false;
  const text::Token& head = token(before - 2);
  if (!head.has("n") || lexicon_.is("share", to_lower(head.lemma()))) return true;
  const bool measured = std::any_of(triggers_.begin(), triggers_.end(), [&](const AmountReading& other) {
    return other.rule->kind == AmountKind::Money && other.trigger.contains(before - 2);
  });
  return !measured && !lexicon_.is("owner", preposition) && !lexicon_.is("level", preposition);
}

// "Fares charged by Alba, up 7 per cent, ...", "Lo stipendio medio in Alba, più 7%, ...": what changes stands
// before the `preposition`, and the verb that is said of it behind the change.
bool AmountChange::opens_with_other(uint32_t preposition, TokenRange change) const {
  const auto& verbs = view_.analysis.chunks.verbs;
  bool other = false;
  for (uint32_t i = preposition; i-- > 0;) {
    const text::Token& word = token(i);
    if (word.kind == text::TokenKind::Punctuation) break;
    if (std::ranges::any_of(verbs, [&](const VerbGroup& v) { return v.tokens.contains(i) && is_finite(v); }))
      return false;
    const std::string lemma = to_lower(word.lemma());
    if (lexicon_.is("share", lemma) || lexicon_.is("exchange", lemma)) return false;
    // "Gains for Alba, up 7 per cent, lifted the market": the change itself.
    if (lexicon_.is("rise", lemma) || lexicon_.is("fall", lemma)) return false;
    other = other || has_reading(word, "n") || has_reading(word, "ger");
  }
  return other && std::ranges::any_of(verbs, [&](const VerbGroup& verb) {
           return verb.tokens.begin > change.end && is_finite(verb);
         });
}

// "a 28% jump in revenue", "gli ordini sono in calo del 17%": the change of something else than a firm or its
// shares.
bool AmountChange::changes_other(TokenRange trigger, const Amount& amount) const {
  if (follows_firm(trigger)) return false;
  if (is_part_of_other(trigger, amount)) return true;
  const uint32_t own = view_.analysis.group_at(trigger.begin), object = group_of(view_, amount);
  if (own != kNoIndex) {
    for (const Argument& argument : view_.analysis.nouns[own].attachments)
      for (const uint32_t group : argument.candidates.front())
        if (group != object &&
            (lexicon_.is("within", argument.place) || lexicon_.is("owner", argument.place)))
          return !names_firm(group);
    for (const AmountReading& other : triggers_)
      if (other.rule->kind == AmountKind::Money && !other.rule->marks.loss &&
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

bool AmountChange::is_difference(const Amount& amount) const {
  if (!lexicon_.is("difference", preposition_of(view_, amount))) return false;
  uint32_t last = kNoIndex;
  for (const VerbGroup& verb : view_.analysis.chunks.verbs)
    if (verb.head < amount.tokens.begin) last = verb.head;
  if (last == kNoIndex || distance(view_, {last, last + 1}, amount.tokens) > 4) return false;
  const std::string lemma(token(last).lemma());
  return lexicon_.is("fall", lemma) || lexicon_.is("rise", lemma);
}

bool AmountChange::is_comparison(TokenRange trigger, const Amount& amount) const {
  const uint32_t group = view_.analysis.group_at(trigger.begin);
  if (group == kNoIndex || trigger.begin > amount.tokens.begin) return false;
  return compared_before(view_.analysis.chunks.nouns[group].tokens.begin);
}

bool AmountChange::compared_before(uint32_t begin) const {
  for (uint32_t before = begin; before > 0 && begin - before < 3;) {
    const text::Token& word = token(--before);
    if (lexicon_.is("compared", to_lower(word.surface))) return true;
    if (!word.joined && !word.has("det") && !word.has("adv") && !word.has("pr")) return false;
  }
  return false;
}

}  // namespace trama::extract
