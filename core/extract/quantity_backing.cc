// Money that somebody puts into the firm at hand, which the sentence names by a pronoun, by a word for its
// capital or not at all; and what that says of the firm's worth.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// "ci ha messo 6 milioni", "put in €5m", "ha messo 6 milioni nel capitale", "I primi 90 milioni li ha messi
// Alba": into something that is told elsewhere.
bool SubjectFinder::is_put_elsewhere(const Anchor& anchor, const Amount& amount) const {
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  const TokenRange verb = view_.analysis.chunks.verbs[clause.verb].tokens;
  const std::string& lemma = view_.analysis.chunks.verbs[clause.verb].lemma;
  const bool puts = lexicon_.is("put", lemma.substr(0, lemma.find(' ')));
  bool resumed = false;  // the amount, by a clitic
  for (uint32_t i = verb.begin > 0 ? verb.begin - 1 : 0; i < verb.end; ++i) {
    if (lexicon_.is("there", token(i).lower)) return true;
    resumed = resumed || (lexicon_.is("clitic", token(i).lower) && amount.tokens.end <= i);
  }
  const Argument* subject = clause.argument("subj");
  if (!puts) return false;
  if (resumed && subject != nullptr) {
    const uint32_t giver = subject->candidates.front().front();
    if (view_.analysis.chunks.nouns[giver].tokens.begin >= verb.end && !search_.is_amount(giver)) return true;
  }
  return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](const Argument& argument) {
    const uint32_t group = argument.candidates.front().front();
    return lexicon_.is("given", argument.place) &&
           lexicon_.is("equity", to_lower(token(view_.analysis.chunks.nouns[group].head).lemma())) &&
           !has_owner(group);
  });
}

std::optional<Filler> SubjectFinder::put_there(const MeasureRule& rule, const Anchor& anchor,
                                               const Amount& amount) const {
  if (!rule.marks.given || anchor.clause == kNoIndex || !active(anchor) || !is_put_elsewhere(anchor, amount))
    return std::nullopt;
  if (const auto firm = other_topic(rule, anchor); firm && !gives(firm->entity, anchor)) return firm;
  return firm_not_named(rule, anchor);
}

// The firm is the subject of the clause, or named right before its verb.
bool SubjectFinder::gives(uint32_t firm, const Anchor& anchor) const {
  return std::ranges::any_of(shapes_.fill(anchor, {"subj", {}}, {"Company"}),
                             [&](const Filler& giver) { return giver.entity == firm; }) ||
         std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
           const Mention& m = view_.mentions.mentions[id];
           return m.entity == firm && m.via == Via::Name && m.tokens.begin < anchor.trigger.begin;
         });
}

// The firm that the text is on, other than one that gives it itself; where the sentence, its paragraph and
// the article are on different ones, nobody says which.
std::optional<Filler> SubjectFinder::firm_not_named(const MeasureRule& rule, const Anchor& anchor) const {
  uint32_t found = kNone;
  for (const uint32_t firm : {view_.mentions.topic_of_sentence.at(view_.index),
                              view_.mentions.background_of_sentence.at(view_.index), context_.lead,
                              context_.protagonist.value_or(kNone)}) {
    if (firm == kNone || view_.mentions.entities[firm].type != "Company" || gives(firm, anchor)) continue;
    if (found != kNone && firm != found) return std::nullopt;
    found = firm;
  }
  return found == kNone ? std::nullopt : as_topic(found, rule, anchor);
}

// "a round that valued the group at $1.8bn": it says of its object what that is worth.
bool SubjectFinder::values_object(const MeasureRule& rule, const Anchor& anchor) const {
  if (!rule.marks.worth || anchor.clause == kNoIndex || !active(anchor)) return false;
  const Argument* object = view_.analysis.clauses[anchor.clause].argument("obj");
  return object != nullptr && !search_.is_amount(object->candidates.front().front());
}

// The clause's object is a firm that the text goes on about, or its shares.
bool SubjectFinder::object_is_firm(const Anchor& anchor) const {
  const uint32_t group = view_.analysis.clauses[anchor.clause].argument("obj")->candidates.front().front();
  const NounGroup& object = view_.analysis.chunks.nouns[group];
  const text::Token& head = token(object.head);
  const std::string lemma = to_lower(head.lemma());
  if (!head.has("n")) return true;
  // "would value a rival at $2bn"
  return object.definite &&
         (view_.rules.in_class(view_.language, "naming", lemma) || lexicon_.is("share", lemma));
}

// "Alba put $9m into Brera, valuing it at $1bn", "at a valuation of $1bn": the worth of the firm that gets
// the money, not of the one that pays.
std::optional<Filler> SubjectFinder::backed_firm(const MeasureRule& rule, const Anchor& anchor) const {
  const TokenRange backed = context_.backed_tokens;
  if (!rule.marks.worth || context_.backed_sentence != view_.index || backed.end > anchor.trigger.begin)
    return std::nullopt;
  const Filler firm{context_.backed, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
  if (anchor.clause == kNoIndex) {
    const bool terms = anchor.group != kNoIndex &&
                       !view_.analysis.chunks.nouns[anchor.group].preposition.empty() &&
                       !has_owner(anchor.group) && !verb_between(view_, backed.end, anchor.trigger.begin);
    return terms ? std::optional(firm) : std::nullopt;
  }
  if (rule.subject.front().place != "obj" || !active(anchor)) return std::nullopt;
  const Argument* object = view_.analysis.clauses[anchor.clause].argument("obj");
  if (object == nullptr) return firm;
  if (is_reflexive(anchor)) return std::nullopt;  // "valuing itself at $4bn"
  const uint32_t group = object->candidates.front().front();
  if (search_.is_amount(group)) return firm;
  const auto named = search_.in_group(group, rule.types);
  const bool other = (named && named->via == Via::Name) || !object_is_firm(anchor);
  return other ? std::nullopt : std::optional(firm);
}

// "has lent it 350 million": what the text is about.
std::optional<Filler> SubjectFinder::object_pronoun(const MeasureRule& rule, const Anchor& anchor) const {
  const bool asks = std::any_of(rule.subject.begin(), rule.subject.end(), [&](const Slot& slot) {
    return slot.place == "obj" || lexicon_.is("receiver", slot.place);
  });
  if (!asks || anchor.clause == kNoIndex) return std::nullopt;
  const uint32_t next = anchor.trigger.end;
  bool found = next < size() && lexicon_.is("pronoun", to_lower(token(next).surface));
  // "che la pagò 3,6 miliardi"
  const TokenRange verb = view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.clause].verb].tokens;
  for (uint32_t i = verb.begin > 0 ? verb.begin - 1 : 0; i < verb.end; ++i)
    found = found || (lexicon_.is("clitic", to_lower(token(i).surface)) && has_reading(token(i), "prn"));
  if (!found) return std::nullopt;
  const auto topic = other_topic(rule, anchor);
  // "Alba le ha dato 6 milioni": not to Alba, whatever the analyser takes for the subject
  if (topic && rule.marks.given && named_before(topic->entity, verb.begin))
    return firm_not_named(rule, anchor);
  return topic;
}

}  // namespace trama::extract
