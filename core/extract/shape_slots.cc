// Slots: what stands in a place around a verb, a noun or a name.
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

bool lists_group(const std::vector<uint32_t>& groups, uint32_t group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

bool is_amount(const Amount& amount, const std::string& type) {
  if (type == "Money") return amount.money;
  return amount.percent && (type == "Percent" || amount.value < kMinorityPercent);
}

}  // namespace

std::vector<Filler> Shapes::fill(const Anchor& anchor, const Slot& slot,
                                 const std::vector<std::string>& types) const {
  const std::vector<std::string>& wanted = slot.types.empty() ? types : slot.types;
  if (slot.place == "topic") return topic(anchor, view_.mentions.topic_of_sentence, wanted);
  if (slot.place == "background") return topic(anchor, view_.mentions.background_of_sentence, wanted);
  if (anchor.mention != kNone) return fill_name(anchor, slot.place, wanted);
  if (anchor.group != kNoIndex) return fill_noun(anchor, slot.place, wanted);
  if (slot.place == "outer") return outer_subjects(anchor, wanted);
  if (slot.place == "owner") return object_owners(anchor, wanted);
  if (slot.place == "holder") return holders(anchor, wanted);
  if (slot.place == "complement") return complement_subjects(anchor, wanted);
  return fill_verb(anchor, slot.place, wanted);
}

std::vector<Filler> Shapes::topic(const Anchor& anchor, const std::vector<uint32_t>& of_sentence,
                                  const std::vector<std::string>& types) const {
  // "Her co-founder" belongs with her, "the firm's boss" to the firm.
  if (anchor.group != kNoIndex) {
    const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
    if (noun.possessive || noun.possessor != UINT32_MAX) return {};
  }
  const auto fitting = [&](const std::vector<uint32_t>& things) {
    const uint32_t thing = view_.index < things.size() ? things[view_.index] : kNone;
    return thing != kNone && lists(types, view_.mentions.entities[thing].type) ? thing : kNone;
  };
  uint32_t thing = fitting(of_sentence);
  if (thing == kNone && !lists(types, "Company")) thing = fitting(view_.mentions.model_of_sentence);
  if (thing == kNone) return {};
  return {{thing, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}};
}

std::vector<Filler> Shapes::fill_verb(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  std::vector<Filler> found = first_fitting(clause.arguments, place, types);
  if (!found.empty()) return found;
  if (anchor.trigger.size() > 1 && place != "subj") {
    found = fill_expression(anchor, place, types);
    if (!found.empty()) return found;
  }
  // "alla quale fa capo X": the expression's own noun holds the object's place.
  if (place == "subj" && anchor.trigger.size() > 1) {
    found = first_fitting(clause.arguments, "comp", types);
    if (!found.empty()) return found;
  }
  const bool passive = view_.analysis.chunks.verbs[clause.verb].voice == Voice::Passive;
  if (place == (passive ? "obj" : "subj")) {
    found = dropped_subject(anchor.clause, types);
    if (!found.empty()) return found;
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

// "X led Y's round": the possessor of the object.
std::vector<Filler> Shapes::object_owners(const Anchor& anchor, const std::vector<std::string>& types) const {
  const Argument* object = view_.analysis.clauses[anchor.clause].argument("obj");
  if (object == nullptr) return {};
  for (const std::vector<uint32_t>& groups : object->candidates) {
    std::vector<Filler> found = possessors(groups.front(), types);
    if (!found.empty()) return found;
  }
  return {};
}

// "X's models run on Y", "the engineers at X use Y": whose belonging the surface subject is.
std::vector<Filler> Shapes::holders(const Anchor& anchor, const std::vector<std::string>& types) const {
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
  const bool passive = verb.voice == Voice::Passive || verb.mood == Mood::Participle;
  const Argument* subject = clause.argument(passive ? "obj" : "subj");
  if (subject == nullptr) return {};
  for (const std::vector<uint32_t>& groups : subject->candidates) {
    const uint32_t group = groups.front();
    // "The firm's chatbot, Talon, uses X": a named thing uses it itself.
    const bool named = std::ranges::any_of(view_.analysis.nouns[group].described, [&](uint32_t name) {
      return view_.analysis.chunks.nouns[name].tokens.end <= verb.tokens.begin;
    });
    if (named || (!in_class(group, "belonging") && !in_class(group, "goods"))) continue;
    std::vector<Filler> found = possessors(group, types);
    if (found.empty()) found = names_before(group, view_.analysis.chunks.nouns[group].head, types);
    if (!found.empty()) return found;
    for (const Argument& attachment : view_.analysis.nouns[group].attachments)
      if (is_phrase_cue("holding", attachment.place))
        found = denoted(attachment.candidates.front().front(), types);
    if (!found.empty()) return found;
  }
  return {};
}

// The clause that says what this one tells of, "X alleges that Y stole Z", or kNoIndex.
uint32_t Shapes::complement_of(uint32_t clause) const {
  const auto& clauses = view_.analysis.clauses;
  for (uint32_t c = clause + 1; c < clauses.size(); ++c)
    if (clauses[c].link == ClauseLink::Complement && clauses[c].governor == clause) return c;
  return kNoIndex;
}

std::vector<Filler> Shapes::complement_subjects(const Anchor& anchor,
                                                const std::vector<std::string>& types) const {
  const uint32_t told = complement_of(anchor.clause);
  if (told == kNoIndex || view_.analysis.clauses[told].subject_inherited) return {};
  return fill_verb({anchor.trigger, told, kNoIndex, kNone, kNoIndex}, "subj", types);
}

// "X raised money in a round led by Y": the subject of the clause in which the clause's own object stands.
std::vector<Filler> Shapes::outer_subjects(const Anchor& anchor,
                                           const std::vector<std::string>& types) const {
  const Argument* object = view_.analysis.clauses[anchor.clause].argument("obj");
  if (object == nullptr) return {};
  for (const std::vector<uint32_t>& groups : object->candidates) {
    const uint32_t outer = view_.analysis.nouns[groups.front()].clause;
    if (outer == kNoIndex || outer == anchor.clause) continue;
    // "Velt, valued at 6bn in a round led by Y": of a passive it is the object.
    const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[outer].verb];
    const bool passive = verb.voice == Voice::Passive || verb.mood == Mood::Participle;
    return fill_verb({anchor.trigger, outer, kNoIndex, kNone, kNoIndex}, passive ? "obj" : "subj", types);
  }
  return {};
}

// What hangs on the further words of an expression: "snapped up X", "dà filo da torcere a X".
std::vector<Filler> Shapes::fill_expression(const Anchor& anchor, const std::string& place,
                                            const std::vector<std::string>& types) const {
  if (place == "obj") {
    const text::Token& particle = view_.sentence.tokens[anchor.trigger.end - 1];
    std::vector<Filler> found =
        first_fitting(view_.analysis.clauses[anchor.clause].arguments, to_lower(particle.surface), types);
    std::erase_if(found, [&](const Filler& f) { return f.tokens.begin < anchor.trigger.end; });
    if (!found.empty()) return found;
  }
  for (uint32_t c = anchor.clause + 1; c < view_.analysis.clauses.size(); ++c) {
    const Clause& inner = view_.analysis.clauses[c];
    if (!anchor.trigger.contains(view_.analysis.chunks.verbs[inner.verb].head)) break;
    std::vector<Filler> found = first_fitting(inner.arguments, place, types);
    if (!found.empty()) return found;
  }
  return {};
}

// A dropped subject, of the clause itself or of one that it shares its subject with: "È nata nel 2015 ed è
// guidata da X".
std::vector<Filler> Shapes::dropped_subject(uint32_t clause, const std::vector<std::string>& types) const {
  uint32_t at = clause;
  for (int depth = 0; depth < 4 && at != kNoIndex; ++depth) {
    const Clause& c = view_.analysis.clauses[at];
    const VerbGroup& verb = view_.analysis.chunks.verbs[c.verb];
    // "Fondata nel 2015, cresce": the participle before it has the subject of the verb.
    const bool opens = verb.mood == Mood::Participle && verb.tokens.begin == 0;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      if (m.via == Via::Dropped && (opens || verb.tokens.contains(m.tokens.begin)) && fits(id, types, filler))
        return {filler};
    }
    // The agent of a passive is not its subject.
    const bool own = verb.voice != Voice::Passive && c.argument("subj") != nullptr;
    if (!c.subject_inherited && (c.link != ClauseLink::Coordinated || own)) break;
    at = c.governor != kNoIndex ? c.governor : at > 0 ? at - 1 : kNoIndex;
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
  // "che ne è il presidente": the clitic at the copula owns what is said.
  const NounFrame& frame = view_.analysis.nouns[group];
  if (frame.place == "comp" && frame.clause != kNoIndex) {
    const TokenRange verb = view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb].tokens;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      if (m.via == Via::Possessive && m.tokens.begin + 1 >= verb.begin && m.tokens.end <= verb.end &&
          fits(id, types, filler))
        return {filler};
    }
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
    // "the Norwegian government" is named so.
    const bool part_of_name =
        std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t other) {
          const Mention& name = view_.mentions.mentions[other];
          return other != id && name.via == Via::Name && name.tokens.size() > m.tokens.size() &&
                 firm({name.entity, other, name.via, name.tokens}) && within(m.tokens, name.tokens);
        });
    if (!part_of_name && is_demonym(id) && fits(id, types, filler)) found.push_back(filler);
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
  // A description that serves as a name is its own noun: "the ban on exports", "the trade ministry".
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && within(anchor.trigger, m.tokens) && fits(id, types, filler)) return {filler};
  }
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
    if (plural)
      for (const uint32_t other : view_.analysis.nouns[group].coordinated)
        append(found, denoted(other, types));
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
  if (place == "bearer") return bearers(anchor.group, types);
  if (place == "host") return hosts(anchor.group, types);
  if (place == "appointer") return appointers(anchor, types);
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
      // "i concorrenti Alba e Rossi": without another name behind it, it is the one that is spoken of.
      if (m.via == Via::Name && m.tokens.begin == anchor.trigger.end && m.tokens.end < noun.tokens.end &&
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
  // "the head of Velt's chip unit": who works for a part works for the whole.
  for (const Argument& attachment : frame.attachments) {
    const uint32_t part = attachment.candidates.front().front();
    if (attachment.place == place && in_class(part, "unit")) found = possessors(part, types);
    if (!found.empty()) return found;
  }
  if (!frame.coordinated.empty() && view_.sentence.tokens[anchor.trigger.end - 1].has("pl"))
    found = first_fitting(view_.analysis.nouns[frame.coordinated.back()].attachments, place, types);
  if (!found.empty()) return found;
  // "una versione ritoccata di X": a participle stands between the noun and its complement.
  if (is_link(place)) {
    const uint32_t end = view_.analysis.chunks.nouns[anchor.group].tokens.end;
    for (const Clause& clause : view_.analysis.clauses) {
      const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
      const Argument* behind = clause.argument(place);
      if (verb.mood != Mood::Participle || verb.tokens.begin != end || behind == nullptr ||
          clause.argument("subj") != nullptr)
        continue;
      const uint32_t first = behind->candidates.front().front();
      if (view_.analysis.chunks.nouns[first].tokens.begin <= verb.tokens.end + 2)
        found = denoted(first, types);
    }
  }
  if (!found.empty()) return found;
  // "X, che della società è presidente": the complement stands before the copula.
  if (frame.place == "comp" && frame.clause != kNoIndex) {
    const Clause& clause = view_.analysis.clauses[frame.clause];
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    if (verb.copula) found = first_fitting(clause.arguments, place, types);
    std::erase_if(found, [&](const Filler& f) { return f.tokens.end != verb.tokens.begin; });
  }
  if (!found.empty()) return found;
  // What stands between the noun and the preposition ("the purchase last year of X") belongs to the clause.
  if (anchor.support != kNoIndex && place != "obj" && place != "comp") {
    found = first_fitting(view_.analysis.clauses[anchor.support].arguments, place, types);
    std::erase_if(found, [&](const Filler& f) { return f.tokens.begin < anchor.trigger.end; });
  }
  // "The seat of X is in Y": what a copula says of the noun stands in its place too.
  if (found.empty() && frame.clause != kNoIndex && (frame.place == "subj" || frame.place == "comp") &&
      view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb].copula)
    found = first_fitting(view_.analysis.clauses[frame.clause].arguments, place, types);
  // "At Velt, president Ada Bell said": where it is said is where the post is.
  if (found.empty() && frame.clause != kNoIndex && is_phrase_cue("holding", place) && !is_link(place) &&
      lists(types, "Company")) {
    found = first_fitting(view_.analysis.clauses[frame.clause].arguments, place, types);
    std::erase_if(found,
                  [&](const Filler& f) { return f.tokens.begin > 2 || f.tokens.end > anchor.trigger.begin; });
  }
  return found;
}

// What a prepositional phrase is said of: the noun before it ("X, al timone di Y", "con X al timone"), or the
// subject of its clause ("al timone di Y siede X").
std::vector<Filler> Shapes::bearers(uint32_t group, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  if (nouns[group].preposition.empty()) return {};
  if (group > 0 && only_comma_between(group - 1, group)) {
    uint32_t before = group - 1;
    while (before > 0 && is_link(nouns[before].preposition) && only_comma_between(before - 1, before))
      --before;
    std::vector<Filler> found = denoted(before, types);
    if (!found.empty()) return found;
  }
  const NounFrame& frame = view_.analysis.nouns[group];
  if (frame.clause == kNoIndex) return {};
  return first_fitting(view_.analysis.clauses[frame.clause].arguments, "subj", types);
}

// Whether nothing but adverbs and one comma or bracket parts two noun groups.
bool Shapes::only_comma_between(uint32_t left, uint32_t right) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  int marks = 0;
  for (uint32_t token = nouns[left].tokens.end; token < nouns[right].tokens.begin; ++token) {
    const text::Token& t = view_.sentence.tokens[token];
    if (t.surface == "," || t.surface == "(") {
      if (++marks > 1) return false;
    } else if (!t.has("adv") && !t.has("pr") && !t.has("preadv") && !t.has("det")) {
      return false;
    }
  }
  return true;
}

// Prepositions that tie a noun to the one before it.
bool Shapes::is_link(const std::string& preposition) const { return is_phrase_cue("link", preposition); }

// Whom a phrase of company belongs to: "with X as chief executive, Y ...", "Y, with X at the helm".
std::vector<Filler> Shapes::hosts(uint32_t group, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  uint32_t company = group;
  if (!is_phrase_cue("company", nouns[company].preposition)) {
    if (group == 0 || !only_comma_between(group - 1, group)) return {};
    company = group - 1;
    if (!is_phrase_cue("company", nouns[company].preposition)) return {};
  }
  if (company > 0 && only_comma_between(company - 1, company) && nouns[company - 1].preposition.empty()) {
    std::vector<Filler> found = denoted(company - 1, types);
    if (!found.empty()) return found;
  }
  const uint32_t clause = view_.analysis.nouns[company].clause;
  if (clause == kNoIndex) return {};
  return first_fitting(view_.analysis.clauses[clause].arguments, "subj", types);
}

// Who gives the post that a noun names to somebody: "X named Y chief executive".
std::vector<Filler> Shapes::appointers(const Anchor& anchor, const std::vector<std::string>& types) const {
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  if (frame.clause == kNoIndex) return {};
  const Clause& clause = view_.analysis.clauses[frame.clause];
  const bool predicate = frame.place == "comp" || is_phrase_cue("as_role", frame.place);
  if (!predicate || view_.analysis.chunks.verbs[clause.verb].copula || clause.argument("obj") == nullptr)
    return {};
  return fill_verb({anchor.trigger, frame.clause, kNoIndex, kNone, kNoIndex}, "subj", types);
}

// "barred sales of the H20 to China" as the name of a measure: who bars, and the names in what it bars.
std::vector<Filler> Shapes::fill_told(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const Mention& self = view_.mentions.mentions[anchor.mention];
  if (!self.clause) return {};
  if (place == "agent") {
    for (uint32_t clause = 0; clause < view_.analysis.clauses.size(); ++clause)
      if (view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].head == self.tokens.begin)
        return fill_verb({self.tokens, clause, kNoIndex, kNone, kNoIndex}, "subj", types);
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

std::vector<Filler> Shapes::fill_name(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  if (place == "self") {
    Filler filler;
    if (fits(anchor.mention, types, filler)) return {filler};
    return {};
  }
  if (place == "contents" || place == "agent") return fill_told(anchor, place, types);
  if (anchor.group == kNoIndex) return {};
  const Mention& self = view_.mentions.mentions[anchor.mention];
  const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
  if (place == "poss") {
    std::vector<Filler> found = possessors(anchor.group, types);
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
    return described_places(anchor, place, types);
  }
  if (place == "demonym") {
    std::vector<Filler> found = demonyms(anchor.group, types);
    if (!found.empty()) return found;
    found = described_places(anchor, place, types);
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

// "X, a Beijing toolmaker", "X, produttore tedesco di viti": what an apposition of the name says in that
// place.
std::vector<Filler> Shapes::described_places(const Anchor& anchor, const std::string& place,
                                             const std::vector<std::string>& types) const {
  const auto& frames = view_.analysis.nouns;
  for (uint32_t group = anchor.group + 1; group < frames.size() && group <= anchor.group + kDescribedReach;
       ++group) {
    if (!lists_group(frames[group].described, anchor.group) || head_of(group) != GroupHead::CommonNoun)
      continue;
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    if (noun.possessive || noun.possessor != UINT32_MAX || !noun.preposition.empty()) continue;
    std::vector<Filler> found =
        place == "pre" ? names_before(group, noun.head, types) : demonyms(group, types);
    if (!found.empty()) return found;
  }
  return {};
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

// No object but an inverted subject: "è passata a X la Y".
bool Shapes::intransitive(const Clause& clause) const {
  const Argument* object = clause.argument("obj");
  const Argument* subject = clause.argument("subj");
  return object == nullptr || (subject != nullptr && subject->candidates == object->candidates);
}

bool Shapes::has(const Anchor& anchor, const Slot& slot, const Relation& relation) const {
  if (slot.place == "complement" && anchor.clause != kNoIndex) {
    const uint32_t told = complement_of(anchor.clause);
    if (told == kNoIndex) return false;
    const std::string lemma = to_lower(view_.analysis.chunks.verbs[view_.analysis.clauses[told].verb].lemma);
    return std::any_of(slot.types.begin(), slot.types.end(), [&](const std::string& word_class) {
      return view_.rules.in_class(view_.language, word_class, lemma);
    });
  }
  if (slot.place == "intransitive")
    return anchor.clause != kNoIndex && intransitive(view_.analysis.clauses[anchor.clause]);
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
    // Nouns that may be participles are often read as those: "intesa", "commessa".
    std::vector<std::string> lemmas;
    for (const text::Reading& reading : view_.sentence.tokens[noun.head].readings)
      lemmas.push_back(to_lower(reading.lemma));
    if (lemmas.empty()) lemmas.push_back(to_lower(view_.sentence.tokens[noun.head].lemma()));
    for (const std::string& type : slot.types) {
      if (type == "Money" || type == "Percent" || type == "Minority") {
        for (const Amount& amount : view_.amounts)
          if (is_amount(amount, type) && amount.tokens.begin < noun.tokens.end &&
              noun.tokens.begin < amount.tokens.end)
            return true;
      } else if (type == "Role") {
        if (role_in(anchor, slot, relation) != nullptr) return true;
      } else if (!names_firm(noun.head) && std::ranges::any_of(lemmas, [&](const std::string& lemma) {
                   return lemma == type || view_.rules.in_class(view_.language, type, lemma);
                 })) {
        return true;
      }
    }
  }
  return false;
}

bool Shapes::near(const Anchor& anchor, const std::vector<std::string>& lemmas) const {
  const auto holds = [&](const TokenRange& tokens) {
    for (uint32_t token = tokens.begin; token < tokens.end && token < view_.sentence.tokens.size(); ++token) {
      if (anchor.trigger.contains(token) || names_firm(token)) continue;
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
