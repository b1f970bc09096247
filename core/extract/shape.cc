#include "core/extract/shape.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

bool lists(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool any_reading_has(const text::Token& token, std::string_view tag) {
  return std::any_of(token.readings.begin(), token.readings.end(),
                     [&](const text::Reading& r) { return r.has(tag); });
}

void append(std::vector<Filler>& to, std::vector<Filler> from) {
  for (Filler& filler : from)
    if (std::find(to.begin(), to.end(), filler) == to.end()) to.push_back(std::move(filler));
}

bool within(const TokenRange& inner, const TokenRange& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

// How many noun groups before a name may hold its possessor.
constexpr uint32_t kPossessedReach = 2;

// Below this a holding is an investment rather than ownership, unless the text says control.
constexpr double kMinorityPercent = 30;

bool is_amount(const Amount& amount, const std::string& type) {
  if (type == "Money") return amount.money;
  return amount.percent && (type == "Percent" || amount.value < kMinorityPercent);
}

}  // namespace

bool token_is(const text::Token& token, const std::string& word, bool* chosen) {
  if (chosen) *chosen = true;
  if (token.kind == text::TokenKind::Punctuation) return false;
  if (to_lower(token.surface) == word) return true;
  for (size_t i = 0; i < token.readings.size(); ++i) {
    if (to_lower(token.readings[i].lemma) != word) continue;
    if (chosen) *chosen = i == 0;
    return true;
  }
  return false;
}

bool Shapes::fits(uint32_t mention, const std::vector<std::string>& types, Filler& out) const {
  const Mention& m = view_.mentions.mentions[mention];
  out = {m.entity, mention, m.via, m.tokens};
  if (lists(types, view_.mentions.entities[m.entity].type)) return true;
  if (m.other_reading == kNone || !lists(types, view_.mentions.entities[m.other_reading].type)) return false;
  out.entity = m.other_reading;
  return true;
}

bool Shapes::is_nation_word(TokenRange tokens) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return view_.mentions.mentions[id].tokens.end == tokens.end && is_demonym(id);
  });
}

bool Shapes::is_demonym(uint32_t mention) const {
  const Mention& m = view_.mentions.mentions[mention];
  if (m.via != Via::Name || m.tokens.size() == 0 || view_.mentions.entities[m.entity].type != "Place")
    return false;
  const text::Token& token = view_.sentence.tokens[m.tokens.begin];
  const bool small = !token.surface.empty() && to_lower(token.surface) == token.surface;
  return small || any_reading_has(token, "adj");
}

std::vector<Filler> Shapes::denoted(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> resolved, named, heads, people;
  const GroupHead head = head_of(group);
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.size() == 0 || m.tokens.begin >= noun.tokens.end || m.tokens.begin < noun.tokens.begin)
      continue;
    Filler filler;
    if (m.via == Via::Possessive || !fits(id, types, filler)) continue;
    // "Microsoft-backed OpenAI" is no Microsoft.
    const ByteSpan last = view_.sentence.tokens[m.tokens.end - 1].span;
    if (m.via == Via::Name && last.end > m.span.end + 1) continue;
    const bool holds_head = m.tokens.contains(noun.head);
    if (m.via != Via::Name) {
      if (holds_head) resolved.push_back(filler);
      continue;
    }
    // "la cinese Wingtech" is Wingtech, not China; "i cinesi" may be China.
    if (is_demonym(id)) {
      if (holds_head && head != GroupHead::DemonymBeforeName) people.push_back(filler);
      continue;
    }
    // "un ex Amd" is a person.
    if (firm(filler) && m.tokens.begin > noun.tokens.begin && is_cue("former", m.tokens.begin - 1)) continue;
    if (holds_head || head != GroupHead::CommonNoun) {
      (holds_head ? heads : named).push_back(filler);
      continue;
    }
    const std::string& type = view_.mentions.entities[filler.entity].type;
    const bool thing = type != "Company" && type != "Organization" && type != "Person" && type != "Place";
    if (m.tokens.begin < noun.head) {
      // "the K900 chip" is the K900; "the Norda chip" is no Norda.
      if (thing && in_class(group, "classifier")) named.push_back(filler);
    } else if ((type != "Company" && type != "Organization") || in_class(group, "naming")) {
      // "le azioni Nvidia" are no Nvidia: a firm or body is named only by a noun of its kind.
      named.push_back(filler);
    }
  }
  // "former Intel president Renee James" is Renee James; Intel only where no other type fits.
  if (!heads.empty()) return heads;
  if (!named.empty()) return named;
  if (!resolved.empty()) return resolved;
  // "i cinesi": China, unless they were resolved to a firm.
  if (!people.empty()) return people;
  return denoted_through(group, types);
}

Shapes::GroupHead Shapes::head_of(uint32_t group) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  bool demonym = false, other_name = false;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.via != Via::Name || m.tokens.size() == 0 || m.tokens.begin >= noun.tokens.end ||
        m.tokens.begin < noun.tokens.begin)
      continue;
    if (is_demonym(id)) {
      demonym = demonym || m.tokens.contains(noun.head);
    } else if (m.tokens.contains(noun.head)) {
      return GroupHead::Name;
    } else {
      other_name = true;
    }
  }
  if (demonym) return other_name ? GroupHead::DemonymBeforeName : GroupHead::Demonym;
  const text::Token& head = view_.sentence.tokens[noun.head];
  const bool common = head.kind == text::TokenKind::Word && !head.has("np") && !head.unknown;
  return common ? GroupHead::CommonNoun : GroupHead::Name;
}

// A noun without a name of its own that is said of one: "Ampere, the designer started by X"; or a demonym
// that stands for what it is attached to: "gli olandesi di Nxp".
std::vector<Filler> Shapes::denoted_through(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  const NounFrame& frame = view_.analysis.nouns[group];
  const bool demonym = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return view_.mentions.mentions[id].tokens.contains(noun.head) && is_demonym(id);
  });
  if (demonym && !frame.attachments.empty()) {
    const uint32_t attached = frame.attachments.front().candidates.front().front();
    return attached == group + 1 ? names_in(attached, types) : std::vector<Filler>();
  }
  if (demonym) return {};
  // "tecniche di apprendimento per rinforzo" are that technique, "the whole of ZT" is ZT.
  const bool whole =
      in_class(group, "whole") || view_.sentence.tokens[noun.head].kind == text::TokenKind::Number;
  if ((whole || in_class(group, "holding")) && (noun.possessive || noun.possessor != UINT32_MAX)) {
    std::vector<Filler> found = possessors(group, types);
    if (!found.empty()) return found;
  }
  // "tools such as A and B"
  for (const Argument& attachment : frame.attachments) {
    if (!is_instance_cue(attachment.place)) continue;
    std::vector<Filler> found;
    for (const uint32_t example : attachment.candidates.front()) append(found, denoted(example, types));
    if (!found.empty()) return found;
  }
  if ((whole || in_class(group, "kind")) && !frame.attachments.empty()) {
    const uint32_t attached = frame.attachments.front().candidates.front().front();
    // A possessor may stand between: "512 of Google's TPU chips".
    std::vector<Filler> found = attached <= group + 2 ? denoted(attached, types) : std::vector<Filler>();
    if (!whole) {
      std::erase_if(found, [&](const Filler& f) {
        const std::string& type = view_.mentions.entities[f.entity].type;
        return type == "Company" || type == "Organization" || type == "Person" || type == "Place";
      });
    }
    if (!found.empty()) return found;
  }
  if (frame.described.empty() || !noun.preposition.empty()) return {};
  return names_in(frame.described.front(), types);
}

bool Shapes::firm(const Filler& filler) const {
  const std::string& type = view_.mentions.entities[filler.entity].type;
  return type == "Company" || type == "Organization";
}

bool Shapes::is_cue(std::string_view kind, uint32_t token) const {
  for (const std::vector<std::string>& cue : view_.rules.cues(view_.language, kind))
    if (cue.size() == 1 && token_is(view_.sentence.tokens[token], cue.front())) return true;
  return false;
}

bool Shapes::is_instance_cue(const std::string& preposition) const {
  const auto& cues = view_.rules.cues(view_.language, "instance");
  return std::any_of(cues.begin(), cues.end(), [&](const std::vector<std::string>& cue) {
    std::string joined;
    for (const std::string& word : cue) joined += (joined.empty() ? "" : " ") + word;
    return joined == preposition;
  });
}

bool Shapes::in_class(uint32_t group, std::string_view word_class) const {
  const text::Token& head = view_.sentence.tokens[view_.analysis.chunks.nouns[group].head];
  return view_.rules.in_class(view_.language, word_class, to_lower(head.lemma()));
}

const TriggerHit* Shapes::role_in(const Anchor& anchor, const Slot& slot, const Relation& relation) const {
  for (const uint32_t group : groups_in(anchor, slot.place)) {
    const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
    for (const TriggerHit& hit : view_.triggers) {
      const Rule& rule = view_.rules.rules()[hit.match.rule];
      const bool inside = tokens.begin <= hit.tokens.begin && hit.tokens.end <= tokens.end;
      if (inside && rule.kind == RuleKind::Role &&
          view_.rules.schema().relations[rule.relation].name == relation.name && !blocked(rule, group))
        return &hit;
    }
  }
  return nullptr;
}

// "head of research" is a role of another relation.
bool Shapes::blocked(const Rule& rule, uint32_t group) const {
  Anchor anchor;
  anchor.group = group;
  return !rule.unless.empty() && near(anchor, rule.unless);
}

// The names that are a group's head.
std::vector<Filler> Shapes::names_in(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && m.tokens.contains(noun.head) && !is_demonym(id) && fits(id, types, filler))
      found.push_back(filler);
  }
  return found;
}

std::vector<Filler> Shapes::first_fitting(const std::vector<Argument>& arguments, const std::string& place,
                                          const std::vector<std::string>& types) const {
  for (const Argument& argument : arguments) {
    if (argument.place != place) continue;
    for (const std::vector<uint32_t>& groups : argument.candidates) {
      std::vector<Filler> found;
      for (const uint32_t group : groups) append(found, denoted(group, types));
      if (!found.empty()) {
        append(found, enclosing_places(found));
        return found;
      }
    }
  }
  return {};
}

// "Livingston, Scotland": the place behind the comma holds the one before it.
std::vector<Filler> Shapes::enclosing_places(const std::vector<Filler>& found) const {
  const Filler& last = found.back();
  if (view_.mentions.entities[last.entity].type != "Place" || last.via != Via::Name) return {};
  const auto& tokens = view_.sentence.tokens;
  if (last.tokens.end >= tokens.size() || tokens[last.tokens.end].surface != ",") return {};
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && m.tokens.size() > 0 && m.tokens.begin == last.tokens.end + 1 &&
        !is_demonym(id) && fits(id, {"Place"}, filler))
      return {filler};
  }
  return {};
}

std::vector<Filler> Shapes::fill(const Anchor& anchor, const Slot& slot,
                                 const std::vector<std::string>& types) const {
  const std::vector<std::string>& wanted = slot.types.empty() ? types : slot.types;
  if (slot.place == "topic") {
    // "Her co-founder" belongs with her, "the firm's boss" to the firm.
    if (anchor.group != kNoIndex) {
      const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
      if (noun.possessive || noun.possessor != UINT32_MAX) return {};
    }
    const uint32_t topic = view_.index < view_.mentions.topic_of_sentence.size()
                               ? view_.mentions.topic_of_sentence[view_.index]
                               : kNone;
    if (topic == kNone || !lists(wanted, view_.mentions.entities[topic].type)) return {};
    return {{topic, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}};
  }
  if (anchor.mention != kNone) return fill_name(anchor, slot.place, wanted);
  if (anchor.group != kNoIndex) return fill_noun(anchor, slot.place, wanted);
  return fill_verb(anchor, slot.place, wanted);
}

std::vector<Filler> Shapes::fill_verb(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  std::vector<Filler> found = first_fitting(clause.arguments, place, types);
  if (!found.empty()) return found;
  if (place == "subj") {
    // An inherited subject may itself be a dropped one: look along the governors.
    uint32_t at = anchor.clause;
    for (int depth = 0; depth < 4 && at != kNoIndex; ++depth) {
      const Clause& c = view_.analysis.clauses[at];
      const TokenRange verb = view_.analysis.chunks.verbs[c.verb].tokens;
      for (const uint32_t id : view_.mention_ids) {
        const Mention& m = view_.mentions.mentions[id];
        Filler filler;
        if (m.via == Via::Dropped && verb.contains(m.tokens.begin) && fits(id, types, filler))
          return {filler};
      }
      if (!c.subject_inherited) break;
      uint32_t before = kNoIndex;
      if (c.governor != kNoIndex)
        before = c.governor;
      else if (at > 0)
        before = at - 1;
      at = before;
    }
  }
  if (place == "obj") {
    // "acquired its rival": the object may be owned by nobody named; a clitic may stand for it.
    const TokenRange verb = view_.analysis.chunks.verbs[clause.verb].tokens;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      const bool clitic = m.via == Via::Pronoun && m.tokens.size() > 0 && m.tokens.begin + 1 >= verb.begin &&
                          m.tokens.end <= verb.end && view_.analysis.group_at(m.tokens.begin) == kNoIndex;
      if (clitic && fits(id, types, filler)) return {filler};
    }
  }
  return {};
}

std::vector<Filler> Shapes::possessors(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  if (noun.possessor != UINT32_MAX) return denoted(noun.possessor, types);
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Possessive && within(m.tokens, noun.tokens) && fits(id, types, filler)) return {filler};
  }
  // "whose chief executive", "il cui presidente": the noun before the pronoun.
  const uint32_t first = noun.tokens.begin;
  const auto relative = [&](uint32_t token) {
    const text::Token& t = view_.sentence.tokens[token];
    return (any_reading_has(t, "rel") && any_reading_has(t, "aa")) || to_lower(t.surface) == "whose";
  };
  const bool inside = first < view_.sentence.tokens.size() && relative(first);
  const bool before = first > 0 && relative(first - 1);
  if ((inside || before) && group > 0) return denoted(group - 1, types);
  return {};
}

std::vector<Filler> Shapes::demonyms(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.tokens.size() == 0 || !within(m.tokens, noun.tokens)) continue;
    if (is_demonym(id) && fits(id, types, filler)) found.push_back(filler);
  }
  return found;
}

// "Nvidia boss Jensen Huang": the name before the noun at `token`.
std::vector<Filler> Shapes::names_before(uint32_t group, uint32_t token,
                                         const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via != Via::Name || m.tokens.size() == 0 || !within(m.tokens, noun.tokens) || is_demonym(id))
      continue;
    if (m.tokens.end <= token && fits(id, types, filler)) found = {filler};
  }
  return found;
}

// The names that a noun is said of: inside its group, by apposition, by copula.
std::vector<Filler> Shapes::borne_names(const Anchor& anchor, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    const bool after = m.via == Via::Name && m.tokens.size() > 0 && m.tokens.begin >= anchor.trigger.end &&
                       m.tokens.begin < noun.tokens.end;
    if (after && !is_demonym(id) && fits(id, types, filler)) found.push_back(filler);
  }
  if (!found.empty()) {
    // "joint administrators A and B": a plural is said of all.
    if (view_.sentence.tokens[anchor.trigger.end - 1].has("pl"))
      for (const uint32_t group : frame.coordinated) append(found, names_in(group, types));
    return found;
  }
  const bool plural = view_.sentence.tokens[anchor.trigger.end - 1].has("pl");
  for (const uint32_t group : frame.described) {
    append(found, denoted(group, types));
    if (found.empty()) continue;
    // "A e B, creatori di C": a plural is said of all.
    for (uint32_t other = 0; plural && other < group; ++other) {
      const auto& list = view_.analysis.nouns[other].coordinated;
      if (std::find(list.begin(), list.end(), group) != list.end()) append(found, denoted(other, types));
    }
    return found;
  }
  // A name in the last attached group: "il ceo di Nvidia Jensen Huang".
  for (const Argument& attachment : frame.attachments)
    for (const auto& groups : attachment.candidates)
      for (const uint32_t group : groups) {
        const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
        bool first = true;
        for (const uint32_t id : view_.mention_ids) {
          const Mention& m = view_.mentions.mentions[id];
          if (m.via != Via::Name || m.tokens.size() == 0 || !within(m.tokens, tokens)) continue;
          Filler filler;
          if (!first && fits(id, types, filler)) return {filler};
          first = false;
        }
      }
  // The noun itself, where it was resolved: "la startup cinese".
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Nominal && m.tokens.contains(noun.head) && fits(id, types, filler)) return {filler};
  }
  return {};
}

std::vector<Filler> Shapes::fill_noun(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  if (place == "self") return borne_names(anchor, types);
  if (place == "poss") return possessors(anchor.group, types);
  if (place == "demonym") return demonyms(anchor.group, types);
  if (place == "pre") {
    std::vector<Filler> before = names_before(anchor.group, anchor.trigger.begin, types);
    if (!before.empty()) return before;
    if (anchor.group > 0) {
      const NounGroup& left = view_.analysis.chunks.nouns[anchor.group - 1];
      if (left.tokens.end == anchor.trigger.begin && left.preposition.empty())
        return names_in(anchor.group - 1, types);
    }
    // "il ceo Nvidia Jensen Huang"
    const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      if (m.via == Via::Name && m.tokens.begin == anchor.trigger.end && m.tokens.end <= noun.tokens.end &&
          !is_demonym(id) && fits(id, types, filler))
        return {filler};
    }
    return {};
  }
  if (place == "subj") {
    if (anchor.support == kNoIndex) return {};
    return fill_verb({anchor.trigger, anchor.support, kNoIndex, kNone, kNoIndex}, "subj", types);
  }
  std::vector<Filler> found = first_fitting(frame.attachments, place, types);
  if (!found.empty()) return found;
  if (!frame.coordinated.empty() && view_.sentence.tokens[anchor.trigger.end - 1].has("pl"))
    found = first_fitting(view_.analysis.nouns[frame.coordinated.back()].attachments, place, types);
  if (!found.empty()) return found;
  // What stands between the noun and the preposition ("the purchase last year of X") belongs to the clause.
  if (anchor.support != kNoIndex && place != "obj" && place != "comp") {
    found = first_fitting(view_.analysis.clauses[anchor.support].arguments, place, types);
    std::erase_if(found, [&](const Filler& f) { return f.tokens.begin < anchor.trigger.end; });
  }
  return found;
}

std::vector<Filler> Shapes::fill_name(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  if (place == "self") {
    Filler filler;
    if (fits(anchor.mention, types, filler)) return {filler};
    return {};
  }
  if (anchor.group == kNoIndex) return {};
  const Mention& self = view_.mentions.mentions[anchor.mention];
  const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
  if (place == "poss") {
    std::vector<Filler> found = possessors(anchor.group, types);
    // "con il suo sistema operativo Windows", "the firm's chatbot, Lumo": the noun before the name is
    // possessed.
    for (uint32_t group = anchor.group; found.empty() && group > 0 && anchor.group - group < kPossessedReach;
         --group) {
      const NounGroup& before = view_.analysis.chunks.nouns[group - 1];
      const uint32_t from = before.tokens.end, to = view_.analysis.chunks.nouns[group].tokens.begin;
      const auto& verbs = view_.analysis.chunks.verbs;
      const bool verb = std::any_of(verbs.begin(), verbs.end(),
                                    [&](const VerbGroup& v) { return from <= v.head && v.head < to; });
      if (verb || from + 2 < to || head_of(group - 1) != GroupHead::CommonNoun) break;
      found = possessors(group - 1, types);
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
    return {};
  }
  if (place == "demonym") {
    std::vector<Filler> found = demonyms(anchor.group, types);
    if (!found.empty()) return found;
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
  if (next >= groups.size() || groups[next].preposition != place) return {};
  return first_fitting(view_.analysis.nouns[anchor.group].attachments, place, types);
}

std::vector<uint32_t> Shapes::groups_in(const Anchor& anchor, const std::string& place) const {
  std::vector<uint32_t> groups;
  const auto collect = [&](const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments)
      if (argument.place == place || (place == "any" && argument.place != "subj"))
        for (const auto& candidate : argument.candidates)
          groups.insert(groups.end(), candidate.begin(), candidate.end());
  };
  if (anchor.group != kNoIndex) collect(view_.analysis.nouns[anchor.group].attachments);
  if (anchor.clause != kNoIndex) collect(view_.analysis.clauses[anchor.clause].arguments);
  return groups;
}

bool Shapes::has(const Anchor& anchor, const Slot& slot, const Relation& relation) const {
  if (!fill(anchor, slot, slot.types).empty()) return true;
  const std::vector<uint32_t> groups = groups_in(anchor, slot.place);
  if (slot.types.empty()) return !groups.empty();
  // "sales chief"
  if (slot.place == "any" && anchor.group != kNoIndex) {
    const TokenRange own = view_.analysis.chunks.nouns[anchor.group].tokens;
    for (uint32_t token = own.begin; token < own.end; ++token)
      for (const std::string& type : slot.types)
        if (!anchor.trigger.contains(token) &&
            view_.rules.in_class(view_.language, type, to_lower(view_.sentence.tokens[token].lemma())))
          return true;
  }
  for (const uint32_t group : groups) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    const std::string lemma = to_lower(view_.sentence.tokens[noun.head].lemma());
    for (const std::string& type : slot.types) {
      if (type == "Money" || type == "Percent" || type == "Minority") {
        for (const Amount& amount : view_.amounts)
          if (is_amount(amount, type) && amount.tokens.begin < noun.tokens.end &&
              noun.tokens.begin < amount.tokens.end)
            return true;
      } else if (type == "Role") {
        if (role_in(anchor, slot, relation) != nullptr) return true;
      } else if (lemma == type || view_.rules.in_class(view_.language, type, lemma)) {
        return true;
      }
    }
  }
  return false;
}

bool Shapes::near(const Anchor& anchor, const std::vector<std::string>& lemmas) const {
  const auto holds = [&](const TokenRange& tokens) {
    for (uint32_t token = tokens.begin; token < tokens.end && token < view_.sentence.tokens.size(); ++token) {
      if (anchor.trigger.contains(token)) continue;
      for (const std::string& lemma : lemmas)
        if (token_is(view_.sentence.tokens[token], lemma)) return true;
    }
    return false;
  };
  if (anchor.group != kNoIndex) {
    if (holds(view_.analysis.chunks.nouns[anchor.group].tokens)) return true;
    for (const Argument& attachment : view_.analysis.nouns[anchor.group].attachments)
      for (const auto& groups : attachment.candidates)
        for (const uint32_t group : groups)
          if (holds(view_.analysis.chunks.nouns[group].tokens)) return true;
  }
  if (anchor.clause != kNoIndex) {
    if (const Argument* object = view_.analysis.clauses[anchor.clause].argument("obj"))
      for (const auto& groups : object->candidates)
        for (const uint32_t group : groups)
          if (holds(view_.analysis.chunks.nouns[group].tokens)) return true;
  }
  return false;
}

}  // namespace trama::extract
