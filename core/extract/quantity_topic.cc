// What an amount is said of where no place near its word names it: what the text is on; and whether the
// sentence says that it is of something else.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// "The round values the company at $1.3bn": what a pronoun or description stands for is what the text is on.
// Where the sentence has none and names no firm, it goes on about that of the amount just before.
std::optional<Filler> SubjectFinder::followed(const MeasureRule& rule, const Anchor& anchor) const {
  bool named = false;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    const auto firm = search_.fitting(id, {"Company"});
    if (!firm) continue;
    if (m.via == Via::Name && (m.tokens.begin < anchor.trigger.begin || !search_.is_bound(m.tokens)))
      named = true;
    const bool stands_in = m.via == Via::Nominal || m.via == Via::Pronoun || m.via == Via::Possessive;
    const bool given = rule.marks.given && context_.investors.contains(firm->entity);
    if (stands_in && !given && !appositive(id)) return as_topic(firm->entity, rule, anchor);
  }
  const bool near = context_.last_sentence + 1 == view_.index || context_.last_sentence == view_.index;
  if (named || !near || context_.last_paragraph != view_.sentence.paragraph || context_.last_firm == kNone)
    return std::nullopt;
  return as_topic(context_.last_firm, rule, anchor);
}

// "Alba, a Dutch firm": says what a name of the sentence is, and takes nothing up.
bool SubjectFinder::appositive(uint32_t id) const {
  const Mention& m = view_.mentions.mentions[id];
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t other) {
    const Mention& name = view_.mentions.mentions[other];
    return name.via == Via::Name && name.entity == m.entity && name.tokens.size() > 0;
  });
}

std::optional<Filler> SubjectFinder::topic_subject(const MeasureRule& rule, const Anchor& anchor) const {
  if (names_other_firm(anchor)) return std::nullopt;
  if (const auto firm = followed(rule, anchor)) return firm;
  uint32_t topic = view_.mentions.topic_of_sentence.at(view_.index);
  // "La Regione ci ha messo 6 milioni": what else the text is on may be what the measure is of.
  const uint32_t behind = view_.mentions.background_of_sentence.at(view_.index);
  if (topic != kNone && behind != kNone && !fits(topic, rule) && fits(behind, rule)) topic = behind;
  const uint32_t protagonist = context_.protagonist.value_or(kNone);
  // Where the text is on several firms alike, only the article's own stands for what nobody names.
  if (topic == kNone && context_.lead == protagonist) topic = protagonist;
  if (topic == kNone || only_behind(topic, anchor.trigger)) return std::nullopt;
  if (protagonist != kNone && (context_.lead == kNone || ownerless(anchor))) topic = protagonist;
  return as_topic(topic, rule, anchor);
}

// What the text is about, where that is another than the clause's subject.
std::optional<Filler> SubjectFinder::other_topic(const MeasureRule& rule, const Anchor& anchor) const {
  const auto topic = topic_subject(rule, anchor);
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (!topic || subject == nullptr) return topic;
  const auto named = search_.in_group(subject->candidates.front().front(), rule.types);
  if (!named || named->entity != topic->entity) return topic;
  const uint32_t protagonist = context_.protagonist.value_or(kNone);
  // "Alba lost half its value, giving it a market value of $3bn"
  if (rule.marks.state &&
      view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].mood == Mood::Gerund)
    return topic;
  return protagonist == named->entity ? std::nullopt : as_topic(protagonist, rule, anchor);
}

// Nothing before `tokens` speaks of the entity in this paragraph.
bool SubjectFinder::only_behind(uint32_t entity, TokenRange tokens) const {
  bool behind = false;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.entity != entity) continue;
    if (m.tokens.begin < tokens.begin) return false;
    behind = true;
  }
  return behind && context_.lead == entity;
}

std::optional<Filler> SubjectFinder::as_topic(uint32_t topic, const MeasureRule& rule,
                                              const Anchor& anchor) const {
  // Who has put money into others is not who gets it.
  if (rule.marks.given && context_.investors.contains(topic)) topic = context_.protagonist.value_or(kNone);
  if (topic == kNone || (rule.marks.given && context_.investors.contains(topic))) return std::nullopt;
  uint32_t best = topic;
  // The firm's model of the same name, where the measure is rather a model's.
  for (const Mention& m : view_.mentions.mentions)
    if (m.entity == topic && m.other_reading != kNone &&
        search_.rank(m.other_reading, rule.types) < search_.rank(best, rule.types))
      best = m.other_reading;
  if (search_.rank(best, rule.types) == static_cast<std::ptrdiff_t>(rule.types.size())) return std::nullopt;
  return Filler{best, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
}

// "Half-year sales were £91m", "il titolo ha chiuso in ribasso": a noun without owner is of the firm that the
// article is about, where its paragraph speaks of that firm at all.
bool SubjectFinder::ownerless(const Anchor& anchor) const {
  if (!context_.protagonist_here && !context_.titled) return false;
  const auto bare = [&](uint32_t group) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    return !noun.is_owned();
  };
  if (anchor.group != kNoIndex) return bare(anchor.group);
  if (anchor.clause == kNoIndex) return false;
  const Argument* subject = view_.analysis.clauses[anchor.clause].argument("subj");
  if (subject == nullptr) return false;
  const uint32_t group = subject->candidates.front().front();
  return bare(group) &&
         lexicon_.is("share", to_lower(token(view_.analysis.chunks.nouns[group].head).lemma()));
}

// "la spesa del laboratorio", "le vendite del settore": an owner that nothing else names.
SubjectFinder::Owner SubjectFinder::unresolved_owner(const Anchor& anchor) const {
  if (anchor.group == kNoIndex) return Owner::None;
  for (const Argument& argument : view_.analysis.nouns[anchor.group].attachments) {
    if (!lexicon_.is("owner", argument.place)) continue;
    const uint32_t group = argument.candidates.front().front();
    if (search_.is_amount(group)) continue;
    const NounGroup& owner = view_.analysis.chunks.nouns[group];
    const std::string lemma = to_lower(token(owner.head).lemma());
    if (lexicon_.is("outsider", lemma)) return Owner::Other;
    if (view_.rules.in_class(view_.language, "naming", lemma))
      return owner.definite ? Owner::Firm : Owner::Other;
  }
  return Owner::None;
}

// The clause has a subject, and nothing is known to be named by it.
bool SubjectFinder::unresolved_subject(const Anchor& anchor) const {
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (subject == nullptr) return false;
  const TokenRange group = view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens;
  return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(),
                      [&](uint32_t id) { return group.contains(view_.mentions.mentions[id].tokens.begin); });
}

// "Francoforte cede lo 0,4%", "il governo ha stanziato": a verb's subject is there, and it is no firm that is
// named otherwise.
bool SubjectFinder::foreign_subject(const Anchor& anchor) const {
  if (anchor.clause == kNoIndex) return false;
  const Argument* subject = view_.analysis.clauses[anchor.clause].argument("subj");
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  // What clause analysis took for the subject may be the amount, the place right before the verb an
  // attribute.
  const uint32_t verb = view_.analysis.chunks.verbs[clause.verb].tokens.begin;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.size() > 0 && m.tokens.end == verb && m.via == Via::Name &&
        (m.tokens.begin == 0 || !search_.preposition_at(m.tokens.begin - 1)) &&
        view_.mentions.entities[m.entity].type == "Place")
      return true;
  }
  if (subject == nullptr || clause.subject_inherited ||
      view_.analysis.chunks.verbs[clause.verb].voice == Voice::Passive)
    return false;
  const uint32_t index = subject->candidates.front().front();
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  const text::Token& head = token(group.head);
  if (search_.is_amount(index) || search_.in_group(index, {"Company"})) return false;
  if (head.kind == text::TokenKind::Name || head.unknown) return true;
  const std::string lemma = to_lower(head.lemma());
  return head.has("n") && !lexicon_.is("share", lemma) &&
         !(group.definite && view_.rules.in_class(view_.language, "naming", lemma));
}

// "Ogni esemplare costa 92 mila euro": of the thing named last.
std::optional<Filler> SubjectFinder::piece_of(const MeasureRule& rule, const Anchor& anchor) const {
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (rule.types.front() == "Company") return std::nullopt;
  uint32_t head =
      anchor.trigger.begin > 0 ? anchor.trigger.begin - 1 : 0;  // the verb may be taken for a noun
  if (subject != nullptr) head = view_.analysis.chunks.nouns[subject->candidates.front().front()].head;
  if (!lexicon_.is("piece", to_lower(token(head).lemma()))) return std::nullopt;
  for (size_t id = view_.mentions.mentions.size(); id-- > 0;) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.sentence > view_.index || (m.sentence == view_.index && m.tokens.begin > head)) continue;
    if (m.sentence + 2 < view_.index) return std::nullopt;
    if (const auto found = search_.fitting(static_cast<uint32_t>(id), rule.types))
      return Filler{found->entity, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
  }
  return std::nullopt;
}

// "bought 80% of it for 340 million", "pay $780m for the remainder": of the firm at hand, whose part the
// object is.
std::optional<Filler> SubjectFinder::firm_of_part(const MeasureRule& rule, const Anchor& anchor) const {
  if (rule.types.front() != "Company" || anchor.clause == kNoIndex) return std::nullopt;
  for (const Argument& argument : view_.analysis.clauses[anchor.clause].arguments) {
    if (argument.place != "obj" && !lexicon_.is("loose", argument.place)) continue;
    for (const auto& groups : argument.candidates) {
      const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[groups.front()].head).lemma());
      const bool percent = std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& part) {
        return part.percent && view_.analysis.chunks.nouns[groups.front()].tokens.contains(part.tokens.begin);
      });
      if (!percent && !view_.rules.in_class(view_.language, "whole", lemma) &&
          !view_.rules.in_class(view_.language, "holding", lemma))
        continue;
      for (const uint32_t firm : {view_.mentions.topic_of_sentence.at(view_.index),
                                  view_.mentions.background_of_sentence.at(view_.index), context_.lead,
                                  context_.protagonist.value_or(kNone)})
        if (firm != kNone && !named_before(firm, anchor.trigger.begin)) return as_topic(firm, rule, anchor);
      return std::nullopt;
    }
  }
  return std::nullopt;
}

// "il costo della norma", "its cost"
bool SubjectFinder::has_owner(uint32_t group) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  if (noun.is_owned()) return true;
  return std::any_of(view_.analysis.nouns[group].attachments.begin(),
                     view_.analysis.nouns[group].attachments.end(), [&](const Argument& argument) {
                       return lexicon_.is("owner", argument.place) &&
                              !search_.is_amount(argument.candidates.front().front());
                     });
}

bool SubjectFinder::named_before(uint32_t entity, uint32_t at) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.entity == entity && m.tokens.begin < at;
  });
}

// "a price of 249 euros", "la scheda consuma il 35% in meno": nobody says of what. The last such thing that
// the clause's firm makes, else the firm that the article is about.
std::optional<Filler> SubjectFinder::thing_at_hand(const MeasureRule& rule, const Anchor& anchor) const {
  if (rule.types.front() == "Company") return std::nullopt;
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  uint32_t maker = context_.protagonist.value_or(kNone);
  if (anchor.group != kNoIndex && has_owner(anchor.group)) return std::nullopt;
  if (subject != nullptr) {
    const uint32_t group = subject->candidates.front().front();
    const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[group].head).lemma());
    if (const auto firm = search_.in_group(group, {"Company"}))
      maker = firm->entity;
    else if (group != anchor.group && !search_.is_amount(group) && !lexicon_.is("good", lemma))
      return std::nullopt;
  }
  const auto last = [&](const auto& fits) -> std::optional<Filler> {
    for (auto made = context_.made.rbegin(); made != context_.made.rend(); ++made)
      if (fits(*made) &&
          search_.rank(made->thing, rule.types) < static_cast<std::ptrdiff_t>(rule.types.size()))
        return Filler{made->thing, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
    return std::nullopt;
  };
  if (const auto own = last([&](const MadeThing& made) { return made.maker == maker; })) return own;
  return last([&](const MadeThing& made) { return made.paragraph == view_.sentence.paragraph; });
}

bool SubjectFinder::active(const Anchor& anchor) const {
  const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause_of(anchor)].verb];
  return verb.voice != Voice::Passive && verb.mood != Mood::Participle;
}

bool SubjectFinder::finite(const Anchor& anchor) const {
  const Mood mood = view_.analysis.chunks.verbs[view_.analysis.clauses[clause_of(anchor)].verb].mood;
  return mood != Mood::Gerund && mood != Mood::Participle && mood != Mood::Infinitive;
}

// "il concorrente cinese": a firm, but not the one that the paragraph is about.
bool SubjectFinder::names_other_firm(const Anchor& anchor) const {
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (subject == nullptr) return false;
  for (const auto& groups : subject->candidates) {
    const NounGroup& group = view_.analysis.chunks.nouns[groups.front()];
    const std::string lemma = to_lower(token(group.head).lemma());
    if (lexicon_.is("outsider", lemma)) return true;
    if (!group.definite && view_.rules.in_class(view_.language, "naming", lemma)) return true;
  }
  return false;
}

// "a model of 70bn parameters": nobody says which.
bool SubjectFinder::of_unnamed(const Amount& amount) const {
  const uint32_t before = group_before(amount);
  if (before == kNoIndex) return false;
  const NounGroup& owner = view_.analysis.chunks.nouns[before];
  if (owner.definite || !token(owner.head).has("n") || owner.number == Number::Plural) return false;
  return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return owner.tokens.contains(view_.mentions.mentions[id].tokens.begin);
  });
}

// "il costo fra 100 milioni degli attuali modelli": of several things that nobody names.
bool SubjectFinder::of_others(const Amount& amount) const {
  const uint32_t next = amount.tokens.end;
  if (next >= size() || !lexicon_.is("owner", std::string(token(next).lemma()))) return false;
  const uint32_t group = view_.analysis.group_at(next + 1);
  if (group == kNoIndex || search_.is_amount(group)) return false;
  const NounGroup& owner = view_.analysis.chunks.nouns[group];
  return owner.definite && owner.number == Number::Plural && token(owner.head).has("n") &&
         std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
           return owner.tokens.contains(view_.mentions.mentions[id].tokens.begin);
         });
}

}  // namespace trama::extract
