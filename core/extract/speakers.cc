#include "core/extract/speakers.h"

#include <algorithm>

namespace trama::extract {
namespace {

// How many tokens a post and its firm may stand away from a name: "Ada Bell, the chief executive of Velt".
constexpr uint32_t kReach = 8;
// How many tokens stand between a name and the verb of its relative clause: ", who now".
constexpr uint32_t kRelative = 3;

bool ends_sentence(const text::Token& token) { return token.surface == ";" || token.surface == ":"; }

}  // namespace

Speakers::Speakers(const DiscourseState& state, const Topics& topics) : d_(state), topics_(topics) {
  for (uint32_t m = 0; m < d_.named; ++m)
    if (d_.type(d_.out.mentions[m].entity) == "Person") learn(d_.out.mentions[m]);
}

// The firm that is named with a person's post; a post without owner is of what the text is on. What is
// quoted beside the name speaks of others.
void Speakers::learn(const Mention& person) {
  const auto& list = d_.tokens(person.sentence);
  uint32_t begin = person.tokens.begin, end = person.tokens.end;
  const bool quoted = d_.article.in_quotes(person.sentence, begin);
  const auto borders = [&](uint32_t token) {
    return ends_sentence(list[token]) || d_.article.in_quotes(person.sentence, token) != quoted;
  };
  while (begin > 0 && person.tokens.begin - begin < kReach && !borders(begin - 1)) --begin;
  while (end < list.size() && end - person.tokens.end < kReach && !borders(end)) ++end;
  const auto within = [&](const Mention& other) {
    return begin <= other.tokens.begin && other.tokens.end <= end && other.entity != person.entity;
  };
  const auto before = [&](const Mention& other) { return other.tokens.begin < person.tokens.begin; };
  // Another person's post is not this one's.
  for (const uint32_t m : d_.by_sentence[person.sentence]) {
    const Mention& other = d_.out.mentions[m];
    if (!within(other) || d_.type(other.entity) != "Person") continue;
    (before(other) ? begin : end) = before(other) ? other.tokens.end : other.tokens.begin;
  }
  uint32_t firm = kNone, distance = kReach;
  for (const uint32_t m : d_.by_sentence[person.sentence]) {
    const Mention& other = d_.out.mentions[m];
    if (!within(other) || d_.type(other.entity) != "Company") continue;
    const uint32_t gap =
        before(other) ? person.tokens.begin - other.tokens.end : other.tokens.begin - person.tokens.end;
    if (gap >= distance) continue;
    firm = other.entity;
    distance = gap;
  }
  const uint32_t headed = headed_by(person, end);
  if (headed != kNone) firm = headed;
  bool post = headed != kNone, owned = false;
  for (uint32_t i = begin; i < end; ++i) {
    post = post || d_.words.at(WordKind::Role, list, i, end).tokens.size() > 0;
    const auto& described = d_.words.types(WordKind::Describes, list[i].lemma());
    owned = owned || list[i].has("pos") || std::ranges::find(described, "Company") != described.end();
  }
  if (!post) return;
  // "Its general counsel, X", "X, founder of the start-up": of whom the text is on just there.
  if (firm == kNone && !owned) unowned_.emplace(person.entity, person.sentence);
  if (firm == kNone) return;
  auto [known, fresh] = firms_.emplace(person.entity, firm);
  if (!fresh && known->second != firm) known->second = kNone;
}

// "X, who runs Velt": the firm right behind a verb of heads and founders that is said of the person.
uint32_t Speakers::headed_by(const Mention& person, uint32_t end) const {
  for (const VerbGroup& verb : d_.article.chunks[person.sentence].verbs) {
    const uint32_t from = person.tokens.end, to = verb.tokens.begin;
    if (to < from || to > from + kRelative || verb.tokens.end >= end) continue;
    if (verb.voice == Voice::Passive || verb.negated || !d_.words.is(WordKind::Heads, verb.lemma)) continue;
    for (const uint32_t m : d_.by_sentence[person.sentence]) {
      const Mention& firm = d_.out.mentions[m];
      const bool object = firm.tokens.begin >= verb.tokens.end && firm.tokens.begin <= verb.tokens.end + 1;
      if (object && d_.type(firm.entity) == "Company") return firm.entity;
    }
  }
  return kNone;
}

uint32_t Speakers::only_person(uint32_t s) const {
  uint32_t found = kNone;
  for (const uint32_t m : d_.by_sentence[s]) {
    const Mention& mention = d_.out.mentions[m];
    if (d_.type(mention.entity) != "Person" || d_.article.in_quotes(s, mention.tokens.begin)) continue;
    if (found != kNone && found != mention.entity) return kNone;
    found = mention.entity;
  }
  return found;
}

// Who is named outside of the quotation: in its sentence, else before it in the paragraph, or right after it
// where the quotation goes on.
uint32_t Speakers::speaker(uint32_t s) const {
  if (const uint32_t here = only_person(s); here != kNone) return here;
  const uint32_t next = s + 1;
  const bool goes_on = d_.article.in_quotes(s, static_cast<uint32_t>(d_.tokens(s).size()));
  if (goes_on && next < d_.article.sentences() && d_.paragraph(next) == d_.paragraph(s))
    return only_person(next);
  for (uint32_t back = s; back > 0 && d_.paragraph(back - 1) == d_.paragraph(s); --back)
    if (const uint32_t before = only_person(back - 1); before != kNone) return before;
  return kNone;
}

uint32_t Speakers::firm(uint32_t s, uint32_t token) const {
  if (!d_.article.in_quotes(s, token)) return kNone;
  const uint32_t who = speaker(s);
  if (const auto known = firms_.find(who); known != firms_.end()) return known->second;
  const auto post = unowned_.find(who);
  if (post == unowned_.end() || post->second > s) return kNone;
  return topics_.heaviest(post->second, {.types = {"Company"}}, true);
}

}  // namespace trama::extract
