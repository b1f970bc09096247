// Slots around a verb: arguments of its clause, and what is reached from them.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/fillers.h"
#include "core/extract/sentence_items.h"
#include "core/extract/shape.h"

namespace trama::extract {

namespace {

bool says_we(const text::Token& token) {
  return std::ranges::any_of(token.readings, [](const text::Reading& reading) {
    return reading.has("prn") && reading.has("p1") && reading.has("pl");
  });
}

}  // namespace

std::vector<Filler> Shapes::fill_verb(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  std::vector<Filler> found;
  // "L'ha comprata X": the noun behind the verb is its subject, the clitic its object.
  const Argument *subject = clause.argument("subj"), *object = clause.argument("obj");
  if (place == "obj" && subject != nullptr && object != nullptr && subject->candidates == object->candidates)
    found = clitic_objects(clause, types);
  if (!found.empty()) return found;
  const bool passive = view_.analysis.chunks.verbs[clause.verb].voice == Voice::Passive;
  const std::string_view head = passive ? "obj" : "subj";
  if (clause.of_person && place == head) return relative_people(clause, place, types);
  found = first_fitting(clause.arguments, place, types);
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
  if (place == head) {
    found = dropped_subject(anchor.clause, types);
    if (!found.empty()) return found;
  }
  // "ne ha rilevato il 30%"
  if (is_phrase_cue("partitive", place)) {
    found = partitive(anchor.clause, types);
    if (!found.empty()) return found;
  }
  // "acquired its rival": the object may be owned by nobody named; a clitic may stand for it.
  if (place == "obj") return clitic_objects(clause, types);
  return {};
}

// "The owner of X, who bought Y" is no X, but "the wife of Ann, who" and "X, who make chips" may be.
std::vector<Filler> Shapes::relative_people(const Clause& clause, const std::string& place,
                                            const std::vector<std::string>& types) const {
  const Argument* argument = clause.argument(place);
  if (argument == nullptr) return {};
  std::vector<Filler> found = first_fitting({{place, {argument->candidates.front()}}}, place, types);
  if (!found.empty() || argument->candidates.size() == 1) return found;
  Argument others = *argument;
  others.candidates.erase(others.candidates.begin());
  // "Engineers at X, who built Y": what they do, it does.
  if (in_class(argument->candidates.front().front(), "belonging"))
    return first_fitting({others}, place, types);
  return contains(types, "Person") ? first_fitting({others}, place, {"Person"}) : found;
}

// The pronouns at a verb: "lo produce", "l'ha comprata", "guidarla".
std::vector<Filler> Shapes::clitic_objects(const Clause& clause,
                                           const std::vector<std::string>& types) const {
  const TokenRange verb = view_.analysis.chunks.verbs[clause.verb].tokens;
  const Argument *subject = clause.argument("subj"), *object = clause.argument("obj");
  const bool named = object != nullptr && (subject == nullptr || subject->candidates != object->candidates);
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    // "Ci fornisce un alibi": beside an object the first person is to whom something is done.
    if (named && m.tokens.size() > 0 && says_we(view_.sentence.tokens[m.tokens.begin])) continue;
    const bool clitic = m.via == Via::Pronoun && m.tokens.size() > 0 && m.tokens.begin + 1 >= verb.begin &&
                        m.tokens.end <= verb.end && view_.analysis.group_at(m.tokens.begin) == kNoIndex;
    if (clitic && fits(id, types, filler)) return {filler};
  }
  return {};
}

// "Ci dà le macchine X", says who is interviewed: a pronoun of the first person at the verb.
std::vector<Filler> Shapes::own_side(const Anchor& anchor, const std::vector<std::string>& types) const {
  const TokenRange verb = view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.clause].verb].tokens;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.via != Via::Pronoun || m.tokens.begin < verb.begin || m.tokens.begin > verb.end) continue;
    Filler filler;
    if (says_we(view_.sentence.tokens[m.tokens.begin]) &&
        view_.analysis.group_at(m.tokens.begin) == kNoIndex && fits(id, types, filler))
      return {filler};
  }
  return {};
}

// "X led Y's round", "le turbine di Y sono fornite da X", "relies on Y's lasers": whose an argument is.
std::vector<Filler> Shapes::argument_owners(const Anchor& anchor, std::string_view place,
                                            const std::vector<std::string>& types) const {
  const Argument* argument = view_.analysis.clauses[anchor.clause].argument(place);
  if (argument == nullptr) return {};
  for (const std::vector<uint32_t>& groups : argument->candidates) {
    std::vector<Filler> found = possessors(groups.front(), types);
    for (const Argument& attachment : view_.analysis.nouns[groups.front()].attachments)
      if (found.empty() && is_link(attachment.place))
        for (const uint32_t owner : attachment.candidates.front()) append(found, denoted(owner, types));
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

// The clause that says what this one tells of or is for, "X alleges that Y stole Z", "X hired Y to build Z",
// or kNoIndex.
uint32_t Shapes::complement_of(uint32_t clause) const {
  const auto& clauses = view_.analysis.clauses;
  for (uint32_t c = clause + 1; c < clauses.size(); ++c)
    if (clauses[c].governor == clause &&
        (clauses[c].link == ClauseLink::Complement || clauses[c].link == ClauseLink::Infinitive))
      return c;
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

}  // namespace trama::extract
