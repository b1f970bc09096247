// Slots around a name that is its own trigger.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/fillers.h"
#include "core/extract/sentence_items.h"
#include "core/extract/shape.h"

namespace trama::extract {

namespace {

// How many noun groups before a name may hold its possessor.
constexpr uint32_t kPossessedReach = 2;

// How many noun groups after a name may hold its apposition.
constexpr uint32_t kDescribedReach = 2;

// How many tokens may stand between a name and the name of its known seat.
constexpr uint32_t kSeatReach = 3;

bool lists_group(const std::vector<uint32_t>& groups, uint32_t group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

}  // namespace

// "barred sales of the H20 to China" as the name of a measure: who bars, and the names in what it bars.
std::vector<Filler> Shapes::fill_told(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const Mention& self = view_.mentions.mentions[anchor.mention];
  if (!self.clause) return {};
  if (place == "agent") {
    for (uint32_t clause = 0; clause < view_.analysis.clauses.size(); ++clause) {
      const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb];
      if (verb.head != self.tokens.begin && verb.tokens.end != self.tokens.begin) continue;
      // "ordered carriers to stop buying": who orders.
      const uint32_t governor = view_.analysis.clauses[clause].governor;
      const bool ordered =
          governor != kNoIndex && (verb.mood == Mood::Infinitive || verb.mood == Mood::Gerund);
      return fill_verb({self.tokens, ordered ? governor : clause, kNoIndex, kNone, kNoIndex}, "subj", types);
    }
    return {};
  }
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    const bool inside =
        id != anchor.mention && m.via == Via::Name && m.tokens.size() > 0 && within(m.tokens, self.tokens);
    if (inside && !is_demonym(id) && fits(id, types, filler)) found.push_back(filler);
  }
  return found;
}

// Who makes the thing, as everybody knows, where the sentence names or describes him: the usual maker first.
std::vector<Filler> Shapes::known_maker(const Anchor& anchor, const std::vector<std::string>& types) const {
  const auto& entities = view_.mentions.entities;
  for (const std::string& maker : entities[view_.mentions.mentions[anchor.mention].entity].makers) {
    std::vector<Filler> found;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      const std::string& key = entities[m.entity].gazetteer_key;
      const bool told = m.via == Via::Name || m.via == Via::Nominal;
      Filler filler;
      if (told && m.tokens.size() > 0 && key.substr(key.find('/') + 1) == maker && fits(id, types, filler))
        found.push_back(filler);
    }
    if (!found.empty()) return {std::ranges::min(found, {}, &Filler::via)};
  }
  return {};
}

// Where it has its seat, as everybody knows, where the place's name stands a few words from its own.
std::vector<Filler> Shapes::known_seat(const Anchor& anchor, const std::vector<std::string>& types) const {
  const Mention& self = view_.mentions.mentions[anchor.mention];
  const auto& entities = view_.mentions.entities;
  const std::vector<std::string>& seats = entities[self.entity].seats;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via != Via::Name || m.demonym || !fits(id, types, filler) ||
        std::ranges::find(seats, entities[m.entity].gazetteer_key) == seats.end())
      continue;
    const bool before = m.tokens.end <= self.tokens.begin;
    if (!before && self.tokens.end > m.tokens.begin) continue;
    const TokenRange between =
        before ? TokenRange{m.tokens.end, self.tokens.begin} : TokenRange{self.tokens.end, m.tokens.begin};
    if (between.size() <= kSeatReach && !is_about_another(m, self) && !verb_in(between)) return {filler};
  }
  return {};
}

// "the Hsinchu company" beside another's name: the place describes whom the words stand for, known or not.
bool Shapes::is_about_another(const Mention& place, const Mention& self) const {
  const uint32_t group = view_.analysis.group_at(place.tokens.begin);
  if (group == kNoIndex || head_of(group) != GroupHead::CommonNoun) return false;
  const TokenRange words = view_.analysis.chunks.nouns[group].tokens;
  return !words.contains(self.tokens.begin) && std::ranges::none_of(view_.mention_ids, [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.via == Via::Nominal && m.entity == self.entity && within(place.tokens, m.tokens);
  });
}

bool Shapes::verb_in(TokenRange tokens) const {
  return std::ranges::any_of(view_.analysis.chunks.verbs,
                             [&](const VerbGroup& verb) { return tokens.contains(verb.head); });
}

std::vector<Filler> Shapes::fill_name(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  if (place == "self") {
    Filler filler;
    if (fits(anchor.mention, types, filler)) return {filler};
    return {};
  }
  if (place == "contents" || place == "agent") return fill_told(anchor, place, types);
  if (place == "maker") return known_maker(anchor, types);
  if (place == "seat") return known_seat(anchor, types);
  if (anchor.group == kNoIndex) return {};
  const Mention& self = view_.mentions.mentions[anchor.mention];
  const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
  if (place == "poss") {
    std::vector<Filler> found = possessors(anchor.group, types);
    // "Germany's X and Y", "Norda's K900 and K950"
    if (const uint32_t partner = listed_before(anchor, types); found.empty() && partner != kNoIndex)
      found = possessors(partner, types);
    // "con il suo sistema operativo Windows", "the firm's chatbot, Lumo": the noun before the name is
    // possessed.
    for (uint32_t group = anchor.group; found.empty() && group > 0 && anchor.group - group < kPossessedReach;
         --group) {
      // "its models on the H100": a phrase of its own is not possessed.
      if (!view_.analysis.chunks.nouns[group].preposition.empty()) break;
      const NounGroup& before = view_.analysis.chunks.nouns[group - 1];
      const uint32_t from = before.tokens.end, to = view_.analysis.chunks.nouns[group].tokens.begin;
      const auto& verbs = view_.analysis.chunks.verbs;
      const bool verb = std::any_of(verbs.begin(), verbs.end(),
                                    [&](const VerbGroup& v) { return from <= v.head && v.head < to; });
      if (verb || from + 2 < to || head_of(group - 1) != GroupHead::CommonNoun) break;
      // "more than their ancestors, X argued": one name is no apposition of several things.
      if (before.number == Number::Plural && view_.analysis.nouns[anchor.group].coordinated.empty()) break;
      // "Sweden's plan, Velt": a country owns firms only.
      if (types == std::vector<std::string>{"Place"} && !in_class(group - 1, "naming")) break;
      found = possessors(group - 1, types);
      // "its rival's model, Velora": of the rival, whoever that is.
      if (before.possessor != kNoIndex) break;
    }
    return found;
  }
  if (place == "pre") {
    // "i chip Nvidia H20", "Nvidia H20": the name right before.
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      const bool adjacent = m.via == Via::Name && m.tokens.size() > 0 && m.tokens.end <= self.tokens.begin &&
                            within(m.tokens, noun.tokens);
      if (adjacent && !is_demonym(id) && fits(id, types, filler)) return {filler};
      // A name that holds its maker's: "Nvidia H20" as one mention.
      const bool nested = m.via == Via::Name && id != anchor.mention && m.tokens.size() > 0 &&
                          within(m.tokens, self.tokens) && m.tokens.begin == self.tokens.begin;
      if (nested && fits(id, types, filler) && view_.mentions.entities[filler.entity].type != "Place")
        return {filler};
    }
    // "Norda K900 and K950"
    if (const uint32_t partner = listed_before(anchor, types); partner != kNoIndex) {
      std::vector<Filler> before = names_before(partner, view_.analysis.chunks.nouns[partner].head, types);
      if (!before.empty()) return before;
    }
    return described_places(anchor, place, types);
  }
  if (place == "demonym") {
    std::vector<Filler> found = demonyms(anchor.group, types);
    if (!found.empty()) return found;
    found = described_places(anchor, place, types);
    if (!found.empty()) return found;
    // "le danesi X e Y"
    if (anchor.group > 0 && view_.analysis.nouns[anchor.group - 1].coordinated == std::vector{anchor.group}) {
      const NounGroup& list = view_.analysis.chunks.nouns[anchor.group - 1];
      if (view_.sentence.tokens[list.tokens.begin].has("pl")) return demonyms(anchor.group - 1, types);
    }
    // "gli olandesi di X"
    if (noun.preposition.empty() || anchor.group == 0 || !self.tokens.contains(noun.head)) return {};
    const NounGroup& before = view_.analysis.chunks.nouns[anchor.group - 1];
    const bool adjacent = before.tokens.end + 2 >= noun.tokens.begin;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      if (adjacent && m.tokens.contains(before.head) && is_demonym(id) && before.number == Number::Plural &&
          fits(id, types, filler))
        return {filler};
    }
    return {};
  }
  // "Grok su 100 schede di Nvidia": only what follows at once belongs to a name.
  if (head_of(anchor.group) == GroupHead::CommonNoun && noun.tokens.end != self.tokens.end) return {};
  const uint32_t next = anchor.group + 1;
  const auto& groups = view_.analysis.chunks.nouns;
  if (next < groups.size() && groups[next].preposition == place)
    return first_fitting(view_.analysis.nouns[anchor.group].attachments, place, types);
  return described_attachments(anchor, place, types);
}

// The group right before that of a name, where the two alone are a list of things of one type and the second
// has no owner of its own; or kNoIndex.
uint32_t Shapes::listed_before(const Anchor& anchor, const std::vector<std::string>& types) const {
  if (anchor.group == kNoIndex || anchor.group == 0) return kNoIndex;
  const uint32_t before = anchor.group - 1;
  if (view_.analysis.nouns[before].coordinated != std::vector<uint32_t>{anchor.group}) return kNoIndex;
  const auto& entities = view_.mentions.entities;
  const std::string& type = entities[view_.mentions.mentions[anchor.mention].entity].type;
  const bool place = types == std::vector<std::string>{"Place"};
  const bool thing = type == "Chip" || type == "Model" || type == "Product";
  return (place || thing) && !names_in(before, {type}).empty() ? before : kNoIndex;
}

// "X, an unlisted toolmaker from Wuxi": the phrase right behind the name's apposition says where it is.
// People come from where their posts do not say: "Ada Bell, mayor of London".
std::vector<Filler> Shapes::described_attachments(const Anchor& anchor, const std::string& place,
                                                  const std::vector<std::string>& types) const {
  const auto& groups = view_.analysis.chunks.nouns;
  const uint32_t apposed = anchor.group + 1, attached = anchor.group + 2;
  if (types != std::vector<std::string>{"Place"} || attached >= groups.size()) return {};
  const bool person =
      view_.mentions.entities[view_.mentions.mentions[anchor.mention].entity].type == "Person";
  const bool owns_next = attached + 1 < groups.size() && groups[attached + 1].possessor == attached;
  if ((person && is_link(place)) || owns_next || groups[attached].preposition != place ||
      !groups[apposed].preposition.empty() ||
      !lists_group(view_.analysis.nouns[apposed].described, anchor.group) ||
      head_of(apposed) != GroupHead::CommonNoun)
    return {};
  return names_in(attached, types);
}

// "X, a Beijing toolmaker", "X, produttore tedesco di viti": what an apposition of the name says in that
// place.
std::vector<Filler> Shapes::described_places(const Anchor& anchor, const std::string& place,
                                             const std::vector<std::string>& types) const {
  const auto& frames = view_.analysis.nouns;
  for (uint32_t group = anchor.group + 1; group < frames.size() && group <= anchor.group + kDescribedReach;
       ++group) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    // "X, la quotata padovana", but no "gli americani di X, i giapponesi di Y".
    const GroupHead head = head_of(group);
    const bool nation = place == "demonym" && head == GroupHead::Demonym && noun.number == Number::Singular;
    if (!(head == GroupHead::CommonNoun || nation) || !lists_group(frames[group].described, anchor.group))
      continue;
    if (noun.is_owned() || !noun.preposition.empty()) continue;
    // "both Chinese favourites" are liked there.
    if (view_.rules.in_class(view_.language, "darling", to_lower(view_.sentence.tokens[noun.head].lemma())))
      continue;
    std::vector<Filler> found =
        place == "pre" ? names_before(group, noun.head, types) : demonyms(group, types);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace trama::extract
