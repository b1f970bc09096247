#include "core/extract/clause_roles.h"

#include <algorithm>
#include <utility>

#include "core/extract/word_shape.h"

namespace trama::extract {

void ClauseRoles::add(std::vector<Argument>& arguments, const std::string& place, Groups groups) {
  if (groups.empty()) return;
  for (Argument& argument : arguments) {
    if (argument.place != place) continue;
    if (std::find(argument.candidates.begin(), argument.candidates.end(), groups) ==
        argument.candidates.end())
      argument.candidates.push_back(std::move(groups));
    return;
  }
  arguments.push_back({place, {std::move(groups)}});
}

void ClauseRoles::add_all(std::vector<Argument>& arguments, const std::string& place,
                          std::vector<Groups> candidates) {
  for (Groups& groups : candidates) add(arguments, place, std::move(groups));
}

std::vector<Argument>::iterator ClauseRoles::object_of(Clause& clause) {
  return std::ranges::find(clause.arguments, "obj", &Argument::place);
}

bool ClauseRoles::has_object_clitic(const VerbGroup& v) const {
  const auto is_clitic = [&](uint32_t token) {
    const text::Token& t = sentence_.tokens[token];
    return t.has("p3") && t.has("prn") && (t.has("pro") || t.has("enc")) && !t.has("ref");
  };
  if (v.tokens.begin > 0 && is_clitic(v.tokens.begin - 1)) return true;
  for (uint32_t token = v.tokens.begin; token < v.tokens.end; ++token)
    if (token != v.head && is_clitic(token)) return true;
  return false;
}

void ClauseRoles::place_subject(size_t item, const VerbGroup& v, const Subject& subject,
                                Clause& clause) const {
  const bool passive = v.voice == Voice::Passive || (v.mood == Mood::Participle && v.voice != Voice::Active);
  const bool lacks_subject = subject.candidates.empty() && is_finite(v);
  const bool has_object = clause.argument("obj") != nullptr;
  if (!passive && lacks_subject && has_object) return take_subject_from_behind(v, subject, clause);
  if (!passive && !has_object && is_finite(v) && made_by(v, clause)) return;
  // "A capo di X c'è Y"
  if (const Argument* predicate = clause.argument("comp"); v.copula && lacks_subject && predicate != nullptr)
    return add_all(clause.arguments, "subj", predicate->candidates);
  if (passive) return place_passive_subject(item, v, subject, clause);
  if (has_object_clitic(v) && has_object && !subject.candidates.empty() && !subject.inherited &&
      subject.link == ClauseLink::Main && fronted_object(subject, item)) {
    // "Renegade lo stampa Tsmc": the object comes first and the clitic repeats it.
    std::vector<Groups> behind =
        std::exchange(object_of(clause)->candidates, std::vector<Groups>(subject.candidates));
    return add_all(clause.arguments, "subj", std::move(behind));
  }
  // "Il modello l'abbiamo addestrato noi", "Calandra l'abbiamo addestrata": of the first person no noun is
  // the subject.
  if (v.person == 1 && !has_object && has_object_clitic(v) && names_thing(subject))
    return add_all(clause.arguments, "obj", subject.candidates);
  add_all(clause.arguments, "subj", subject.candidates);
  if (subject.link == ClauseLink::Relative) add_relative_object(subject, clause);
  share_relative_object(subject, clause);
  add_contact_object(item, clause);
}

// Without a subject before the verb it is that of the clause that this one completes ("ha detto che
// venderà"), or follows ("lo stampa Tsmc", "ne detiene il 30 per cento Exor"). Ends that coincide are dropped
// later.
void ClauseRoles::take_subject_from_behind(const VerbGroup& v, const Subject& subject, Clause& clause) const {
  const Argument *object = clause.argument("obj"), *predicate = clause.argument("comp");
  // "lo ha comprato anche X", "ha comprato Y anche X"
  const bool focused = predicate != nullptr && names_focused(predicate->candidates.front().front());
  std::vector<Groups> candidates;
  if (!focused) candidates = shared_subject(subject, v);
  if (focused || (predicate != nullptr && is_amount(object->candidates.front().front())))
    candidates.insert(candidates.end(), predicate->candidates.begin(), predicate->candidates.end());
  candidates.insert(candidates.end(), object->candidates.begin(), object->candidates.end());
  add_all(clause.arguments, "subj", std::move(candidates));
}

// A passive's subject is its object, and its agent the subject.
void ClauseRoles::place_passive_subject(size_t item, const VerbGroup& v, const Subject& subject,
                                        Clause& clause) const {
  std::vector<Groups> agents;
  for (const Argument& argument : clause.arguments)
    if (contains(cues_.agent, argument.place))
      agents.insert(agents.end(), argument.candidates.begin(), argument.candidates.end());
  const auto behind = object_of(clause);
  const bool has_object = behind != clause.arguments.end();
  // "was named professor", "was awarded 458m": behind a passive stands a predicate or a second object.
  if (is_finite(v) && has_object) {
    const std::vector<Groups> candidates = std::exchange(behind->candidates, subject.candidates);
    if (behind->candidates.empty()) clause.arguments.erase(behind);
    add_all(clause.arguments, "comp", candidates);
    add_all(clause.arguments, "obj", candidates);
  }
  // "Chiusa l'acquisizione, X guarda avanti": what follows is what was done, the main clause says by whom.
  const bool absolute = v.mood == Mood::Participle && has_object && agents.empty() &&
                        subject.link == ClauseLink::Participle && subject.governor == kNoIndex &&
                        !left_of(item).has_value();
  add_all(clause.arguments, absolute ? "subj" : "obj", subject.candidates);
  add_all(clause.arguments, "subj", std::move(agents));
}

// A name right behind such an adverb, with a name before that: "anche X".
bool ClauseRoles::names_focused(uint32_t group) const {
  const size_t item = item_of_noun(group);
  return item > 1 && is(item - 1, ItemKind::Other) && is(item - 2, ItemKind::Noun) &&
         contains(cues_.focus, sentence_.tokens[items()[item - 1].tokens.begin].lower) &&
         holds_name(chunks_.nouns[group]) && holds_name(noun(item - 2));
}

// The subject of the clause that a clause with "che" and without subject completes, where it agrees.
std::vector<Groups> ClauseRoles::shared_subject(const Subject& subject, const VerbGroup& v) const {
  if (subject.link != ClauseLink::Complement || subject.governor == kNoIndex) return {};
  const Clause& governor = out_.clauses[subject.governor];
  const VerbGroup& from = chunks_.verbs[governor.verb];
  const bool agree = from.number == Number::Unknown || v.number == Number::Unknown || from.number == v.number;
  const Argument* found = governor.argument("subj");
  if (!agree || found == nullptr || from.voice == Voice::Passive) return {};
  return found->candidates;
}

// "a processor that X designs and has made by Y": who is behind "by" does it.
bool ClauseRoles::made_by(const VerbGroup& v, Clause& clause) const {
  const uint32_t next = v.tokens.end;
  if (!contains(cues_.causative, sentence_.tokens[v.tokens.begin].lemma())) return false;
  if (v.tense != Tense::Past || v.tokens.size() < 2 || next >= sentence_.tokens.size()) return false;
  if (!contains(cues_.agent, sentence_.tokens[next].lemma())) return false;
  const Argument* agent = clause.argument(sentence_.tokens[next].lemma());
  if (agent == nullptr) return false;
  add_all(clause.arguments, "subj", agent->candidates);
  if (clause.governor != kNoIndex || out_.clauses.empty()) return true;
  if (const Argument* object = out_.clauses.back().argument("obj"))
    add_all(clause.arguments, "obj", object->candidates);
  return true;
}

// "the firm the group acquired last year": two nouns side by side, the first is the object.
void ClauseRoles::add_contact_object(size_t item, Clause& clause) const {
  if (chunks_.verbs[clause.verb].copula || item < 2 || !bare_noun(item - 1) || !bare_noun(item - 2)) return;
  const uint32_t first = items()[item - 2].index, second = items()[item - 1].index;
  if (!chunks_.nouns[first].definite || !chunks_.nouns[second].definite) return;
  if (const auto object = object_of(clause); object != clause.arguments.end())
    object->candidates.insert(object->candidates.begin(), Groups{first});
  else
    clause.arguments.push_back({"obj", {{first}}});
}

// Whether a clause's own subject is no pronoun.
bool ClauseRoles::names_thing(const Subject& subject) const {
  return !subject.candidates.empty() && !subject.inherited &&
         !sentence_.tokens[chunks_.nouns[subject.candidates.front().front()].head].has("prn");
}

bool ClauseRoles::fronted_object(const Subject& subject, size_t item) const {
  const size_t at = item_of_noun(subject.candidates.front().front());
  bool amount = false;  // "il giro, 30 milioni di euro, lo"
  for (size_t between = at + 1; between < item; ++between) {
    const ItemKind kind = items()[between].kind;
    if (kind == ItemKind::Noun)
      amount = is_amount(items()[between].index) || (amount && !noun(between).preposition.empty());
    // "I chip di X li stampa Y"
    const bool owner = kind == ItemKind::Noun && contains(cues_.link, noun(between).preposition) &&
                       holds_name(noun(between));
    if (kind != ItemKind::Other && kind != ItemKind::Comma && !(kind == ItemKind::Noun && amount) && !owner)
      return false;
  }
  return true;
}

// "il supercalcolatore sul quale è stato addestrato X": the antecedent stands in the place of its pronoun.
void ClauseRoles::add_relative_oblique(const Subject& subject, Clause& clause) const {
  if (!is(subject.first_item, ItemKind::Relative)) return;
  const std::string place = relative_place(subject.first_item);
  if (place.empty()) return;
  auto before = left_of(subject.first_item);
  bool comma = before && is(*before, ItemKind::Comma);
  if (comma) before = left_of(*before);
  // "X, 14% of which": the amount is a part of what stands before its comma.
  if (before && is(*before, ItemKind::Noun) && !comma && is_amount(items()[*before].index)) {
    before = left_of(*before);
    comma = before && is(*before, ItemKind::Comma);
    if (comma) before = left_of(*before);
  }
  if (!before || !is(*before, ItemKind::Noun)) return;
  for (const Groups& groups : antecedents(*before, comma, Number::Unknown))
    add(clause.arguments, place, groups);
}

// "la società che Nvidia ha comprato": the pronoun is the object where a subject stands after it.
void ClauseRoles::add_relative_object(const Subject& subject, Clause& clause) const {
  if (clause.argument("obj") != nullptr || !is(subject.first_item, ItemKind::Relative) ||
      !relative_place(subject.first_item).empty())
    return;
  auto before = left_of(subject.first_item);
  const bool comma = before && is(*before, ItemKind::Comma);
  if (comma) before = left_of(*before);
  if (!before || !is(*before, ItemKind::Noun)) return;
  for (const Groups& groups : antecedents(*before, comma, Number::Unknown)) {
    const bool is_subject =
        std::find(subject.candidates.begin(), subject.candidates.end(), groups) != subject.candidates.end();
    if (is_subject) continue;
    const std::string stranded = stranded_preposition(chunks_.verbs[clause.verb]);
    if (!stranded.empty()) add(clause.arguments, stranded, groups);
    add(clause.arguments, "obj", groups);
  }
}

// "a firm which X invested in": right behind the verb, and nothing that it governs.
std::string ClauseRoles::stranded_preposition(const VerbGroup& v) const {
  const uint32_t at = v.tokens.end;
  if (at >= sentence_.tokens.size() || out_.group_at(at + 1) != kNoIndex) return "";
  for (const text::Reading& reading : sentence_.tokens[at].readings)
    if (reading.has("pr")) return reading.lemma;
  return "";
}

// "the chip, which X designs and Y makes": a second subject has the object of the relative clause before
// it.
void ClauseRoles::share_relative_object(const Subject& subject, Clause& clause) const {
  if (out_.clauses.empty() || clause.argument("obj") != nullptr || chunks_.verbs[clause.verb].copula) return;
  const Clause& before = out_.clauses.back();
  const auto joint = left_of(subject.first_item);
  if (before.link != ClauseLink::Relative || !joint || !is(*joint, ItemKind::Conjunction) ||
      left_of(*joint) != item_of_verb(before.verb))
    return;
  if (const Argument* object = before.argument("obj")) add_all(clause.arguments, "obj", object->candidates);
}

size_t ClauseRoles::item_of_verb(uint32_t verb) const {
  for (size_t i = 0; i < items().size(); ++i)
    if (is(i, ItemKind::Verb) && items()[i].index == verb) return i;
  return items().size();
}

}  // namespace trama::extract
