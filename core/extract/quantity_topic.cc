// What an amount is said of where no place near its word names it: the shares' owner, the topic; and whether
// the sentence says that it is of something else.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"

namespace trama::extract {

namespace {

// How many tokens before the word of a change its shares may stand.
constexpr uint32_t kStockReach = 14;

}  // namespace

// The last word for shares before a token, or kNoIndex.
uint32_t SubjectFinder::stock_before(uint32_t begin) const {
  for (uint32_t i = begin; i > 0 && begin - i < kStockReach; --i) {
    const text::Token& word = token(i - 1);
    if (lexicon_.is("stock", to_lower(word.surface)) ||
        std::any_of(word.readings.begin(), word.readings.end(), [&](const text::Reading& reading) {
          return lexicon_.is("stock", to_lower(reading.lemma));
        }))
      return i - 1;
  }
  return kNoIndex;
}

std::optional<Filler> SubjectFinder::of_bare_stock(const Amount& amount) const {
  if (stock_before(amount.tokens.begin) == kNoIndex) return std::nullopt;
  uint32_t topic = context_.lead;
  if (topic == kNone) topic = view_.mentions.topic_of_sentence.at(view_.index);
  if (topic == kNone && context_.protagonist) topic = *context_.protagonist;
  if (topic == kNone) return std::nullopt;
  return Filler{topic, kNone, Via::Topic, {amount.tokens.begin, amount.tokens.begin}};
}

// "Alba shares had gained 4%", "il titolo Alba", "its stock rose": whose the shares before the trigger are,
// however the analyser took the words. Shares of nobody are of the firm at hand.
std::optional<Filler> SubjectFinder::stock_owner(const MeasureRule& rule, const Anchor& anchor) const {
  const uint32_t stock = stock_before(anchor.trigger.begin);
  if (stock == kNoIndex || border_between(stock, anchor.trigger.begin)) return std::nullopt;
  std::optional<Filler> before, behind;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    const auto firm = m.tokens.size() == 0 ? std::nullopt : fitting(id, rule.types);
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

std::optional<Filler> SubjectFinder::topic_subject(const MeasureRule& rule, const Anchor& anchor) const {
  if (names_other_firm(anchor)) return std::nullopt;
  uint32_t topic = view_.mentions.topic_of_sentence.at(view_.index);
  if (topic == kNone) topic = context_.lead;
  if (topic != kNone && only_behind(topic, anchor.trigger)) {
    if (!context_.titled || topic == context_.protagonist) return std::nullopt;
    topic = kNone;
  }
  if (context_.protagonist && (topic == kNone || context_.lead == kNone || ownerless(anchor)))
    topic = *context_.protagonist;
  return as_topic(topic, rule, anchor);
}

// What the text is about, where that is another than the clause's subject.
std::optional<Filler> SubjectFinder::other_topic(const MeasureRule& rule, const Anchor& anchor) const {
  const auto topic = topic_subject(rule, anchor);
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  if (!topic || subject == nullptr) return topic;
  const auto named = in_group(subject->candidates.front().front(), rule.types);
  return named && named->entity == topic->entity ? std::nullopt : topic;
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
  if (rule.measure == "budget" && context_.investors.contains(topic))
    topic = context_.protagonist.value_or(kNone);
  if (topic == kNone || (rule.measure == "budget" && context_.investors.contains(topic))) return std::nullopt;
  uint32_t best = topic;
  // The firm's model of the same name, where the measure is rather a model's.
  for (const Mention& m : view_.mentions.mentions)
    if (m.entity == topic && m.other_reading != kNone &&
        rank(m.other_reading, rule.types) < rank(best, rule.types))
      best = m.other_reading;
  if (rank(best, rule.types) == static_cast<std::ptrdiff_t>(rule.types.size())) return std::nullopt;
  return Filler{best, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
}

// "Half-year sales were £91m", "il titolo ha chiuso in ribasso": a noun without owner is of the firm that the
// article is about, where its paragraph speaks of that firm at all.
bool SubjectFinder::ownerless(const Anchor& anchor) const {
  if (!context_.protagonist_here && !context_.titled) return false;
  const auto bare = [&](uint32_t group) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    return noun.possessor == UINT32_MAX && !noun.possessive;
  };
  if (anchor.group != kNoIndex) return bare(anchor.group);
  if (anchor.clause == kNoIndex) return false;
  const Argument* subject = view_.analysis.clauses[anchor.clause].argument("subj");
  if (subject == nullptr) return false;
  const uint32_t group = subject->candidates.front().front();
  return bare(group) &&
         lexicon_.is("share", to_lower(token(view_.analysis.chunks.nouns[group].head).lemma()));
}

// The last fitting name of the paragraph's earlier sentences, for what is no topic: models, products.
std::optional<Filler> SubjectFinder::previous_name(const std::vector<std::string>& types) const {
  if (types.front() == "Company" || view_.index == 0) return std::nullopt;
  for (size_t id = view_.mentions.mentions.size(); id-- > 0;) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.sentence >= view_.index || m.via != Via::Name) continue;
    if (m.sentence + 2 < view_.index) return std::nullopt;
    const auto found = fitting(static_cast<uint32_t>(id), {types.front()});
    if (found) return Filler{found->entity, kNone, Via::Topic, {}};
  }
  return std::nullopt;
}

// "la spesa del laboratorio", "le vendite del settore": an owner that nothing else names.
SubjectFinder::Owner SubjectFinder::unresolved_owner(const Anchor& anchor) const {
  if (anchor.group == kNoIndex) return Owner::None;
  for (const Argument& argument : view_.analysis.nouns[anchor.group].attachments) {
    if (!lexicon_.is("owner", argument.place)) continue;
    const uint32_t group = argument.candidates.front().front();
    if (is_amount(group)) continue;
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
  if (subject == nullptr || clause.subject_inherited ||
      view_.analysis.chunks.verbs[clause.verb].voice == Voice::Passive)
    return false;
  const uint32_t index = subject->candidates.front().front();
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  const text::Token& head = token(group.head);
  if (is_amount(index) || in_group(index, {"Company"})) return false;
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
    if (const auto found = fitting(static_cast<uint32_t>(id), rule.types))
      return Filler{found->entity, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
  }
  return std::nullopt;
}

bool SubjectFinder::foreign_person(const Anchor& anchor) const {
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  return subject != nullptr && in_group(subject->candidates.front().front(), {"Person"});
}

bool SubjectFinder::invests(const MeasureRule& rule, const Anchor& anchor) const {
  if (rule.measure != "budget" || anchor.group == kNoIndex || anchor.support == kNoIndex) return false;
  const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.support].verb];
  return lexicon_.is("invest", verb.lemma);
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

// "has lent it 350 million": what the text is about.
std::optional<Filler> SubjectFinder::object_pronoun(const MeasureRule& rule, const Anchor& anchor) const {
  const bool asks = std::any_of(rule.subject.begin(), rule.subject.end(),
                                [](const Slot& slot) { return slot.place == "obj"; });
  const uint32_t next = anchor.trigger.end;
  if (!asks || anchor.clause == kNoIndex || next >= size() ||
      !lexicon_.is("pronoun", to_lower(token(next).surface)))
    return std::nullopt;
  return topic_subject(rule, anchor);
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
  if (group == kNoIndex || is_amount(group)) return false;
  const NounGroup& owner = view_.analysis.chunks.nouns[group];
  return owner.definite && owner.number == Number::Plural && token(owner.head).has("n") &&
         std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
           return owner.tokens.contains(view_.mentions.mentions[id].tokens.begin);
         });
}

}  // namespace trama::extract
