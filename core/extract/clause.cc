#include "core/extract/clause.h"

#include <algorithm>
#include <optional>

#include "core/base/utf8.h"
#include "core/extract/clause_subject.h"
#include "core/extract/noun_links.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

class Analyser : private ClauseSubjectFinder {
 public:
  Analyser(const text::Sentence& sentence, SentenceAnalysis& out, const ClauseCues& cues,
           const std::vector<TokenRange>& common, const std::vector<TokenRange>& names)
      : ClauseSubjectFinder(sentence, out, cues),
        sentence_(sentence),
        out_(out),
        chunks_(out.chunks),
        cues_(cues),
        common_(common),
        names_(names) {}

  void run() {
    out_.nouns.resize(chunks_.nouns.size());
    attach_nouns();
    for (size_t i = 0; i < items().size(); ++i)
      if (items()[i].kind == ItemKind::Verb) make_clause(i);
    resolve_clefts();
    link_nouns(*this, sentence_, cues_, common_, names_, out_);
  }

 private:
  // --- nouns ---

  void attach_nouns() {
    for (size_t i = 0; i < items().size(); ++i) {
      if (!is(i, ItemKind::Noun)) continue;
      NounFrame& frame = out_.nouns[items()[i].index];
      size_t end = i;
      frame.coordinated = coordinated(i, end);
      frame.coordinated.erase(frame.coordinated.begin());
      auto next = right_of(i);
      while (next && is(*next, ItemKind::Noun) && !noun(*next).preposition.empty()) {
        size_t last = *next;
        if (!is_possessor(items()[*next].index))
          add(frame.attachments, noun(*next).preposition, coordinated(*next, last));
        next = right_of(*next);
      }
    }
  }

  static void add(std::vector<Argument>& arguments, const std::string& place, Groups groups) {
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

  // --- clauses ---

  bool has_object_clitic(const VerbGroup& v) const {
    const auto is_clitic = [&](uint32_t token) {
      const text::Token& t = sentence_.tokens[token];
      return t.has("p3") && t.has("prn") && (t.has("pro") || t.has("enc")) && !t.has("ref");
    };
    if (v.tokens.begin > 0 && is_clitic(v.tokens.begin - 1)) return true;
    for (uint32_t token = v.tokens.begin; token < v.tokens.end; ++token)
      if (token != v.head && is_clitic(token)) return true;
    return false;
  }

  void make_clause(size_t item) {
    const VerbGroup& v = verb(item);
    Subject subject = find_subject(item);
    Clause clause;
    clause.verb = items()[item].index;
    clause.link = subject.link;
    clause.governor = subject.governor;
    clause.marker = subject.marker;
    if (clause.governor != kNoIndex)
      clause.deed = deed_of(chunks_.verbs[out_.clauses[clause.governor].verb], item, clause.marker);
    clause.subject_inherited = subject.inherited;
    clause.of_person = subject.of_person;
    const size_t first = std::min(subject.first_item, item);
    const size_t last = collect_right(item, clause);
    collect_left_prepositions(first, item, clause);
    clause.tokens = {items()[first].tokens.begin, items()[last].tokens.end};
    if (subject.link == ClauseLink::Relative) add_relative_oblique(subject, clause);
    place_subject(item, v, subject, clause);
    out_.clauses.push_back(std::move(clause));
  }

  // Arguments to the right, up to the next verb or divider. Returns the last item taken.
  size_t collect_right(size_t item, Clause& clause) {
    const VerbGroup& v = verb(item);
    bool object_found = false, comma = false;
    bool aside = false;  // nothing but prepositional groups since the comma
    size_t last = item;
    std::optional<size_t> next = right_of(item);
    while (next) {
      const size_t at = *next;
      if (is(at, ItemKind::Noun)) {
        if (is_possessor(items()[at].index) || (noun(at).preposition.empty() && says_when(at))) {
          next = right_of(at);
          continue;
        }
        // "the rule grew after the department hired": what the preposition opens is a clause.
        if (contains(cues_.clausal, noun(at).preposition) && opens_clause(at)) break;
        // "arriva X, già in Infineon": said of X, and past.
        if (comma && after_former(at)) break;
        aside = aside && !noun(at).preposition.empty();
        size_t end = at;
        if (const std::string particle = particle_before(at); !particle.empty())
          add(clause.arguments, particle, coordinated(at, end));
        if (!noun(at).preposition.empty()) {
          add(clause.arguments, noun(at).preposition, coordinated(at, end));
          if (!object_found && follows_particle(at, v)) {
            object_found = true;
            add(clause.arguments, "obj", coordinated(at, end));
          }
        } else {
          if (comma && (object_found || !v.copula || opens_clause(at))) break;
          add(clause.arguments, object_found || v.copula ? "comp" : "obj", coordinated(at, end));
          object_found = true;
        }
        last = end;
        // What hangs on the members of a list is looked at too.
        next = right_of(at);
        while (next && *next <= end) {
          if (is(*next, ItemKind::Noun) && !noun(*next).preposition.empty()) {
            size_t inner = *next;
            add(clause.arguments, noun(*next).preposition, coordinated(*next, inner));
          }
          next = right_of(*next);
        }
        continue;
      }
      if (!is(at, ItemKind::Comma)) break;
      // "to found, with X, Y": behind an aside the clause goes on, unless it is reduced and behind its noun.
      const bool reduced = v.mood == Mood::Participle && left_of(item).has_value();
      comma = !(comma && aside && !object_found && !reduced);
      aside = comma;
      last = at;
      next = right_of(at);
      if (next && is(*next, ItemKind::Noun) && noun(*next).preposition.empty() && object_found) break;
    }
    while (last > item && is(last, ItemKind::Comma)) --last;
    return last;
  }

  bool after_former(size_t item) const {
    return item > 0 && is(item - 1, ItemKind::Other) &&
           contains(cues_.former, sentence_.tokens[items()[item - 1].tokens.begin].lower);
  }

  // "snapped up X": between verb and noun stands nothing but a particle.
  bool follows_particle(size_t item, const VerbGroup& v) const {
    return v.tokens.end + 1 == noun(item).tokens.begin && contains(cues_.particle, noun(item).preposition);
  }

  // "trained on H800": what the tagger took for a particle of the verb may be the noun's preposition.
  std::string particle_before(size_t item) const {
    if (item == 0 || !is(item - 1, ItemKind::Other) || !noun(item).preposition.empty()) return "";
    for (const text::Reading& reading : sentence_.tokens[items()[item - 1].tokens.begin].readings)
      if (reading.has("pr")) return reading.lemma;
    return "";
  }

  // "A Torino X ha ...", "Con Y, X ha ...": prepositional groups between the clause's start and its verb.
  void collect_left_prepositions(size_t first, size_t item, Clause& clause) {
    // "Alba, founded by A, has": what hangs on a verb between is that one's.
    bool inside = false;
    for (size_t at = first; at < item; ++at) {
      inside = inside || is(at, ItemKind::Verb);
      if (!is(at, ItemKind::Noun) || noun(at).preposition.empty()) continue;
      if (inside && comma_between(at, item)) continue;
      size_t last = at;
      add(clause.arguments, noun(at).preposition, coordinated(at, last));
    }
    // Fronted ones, before the subject.
    if (is(first, ItemKind::Subordinator) || is(first, ItemKind::Relative)) return;
    std::vector<std::pair<std::string, Groups>> fronted;
    for (size_t at = first; at > 0;) {
      --at;
      if (is(at, ItemKind::Other) || is(at, ItemKind::Comma)) continue;
      if (is(at, ItemKind::Noun) && second_of_among(at)) at = *left_of(*left_of(at));
      if (is(at, ItemKind::Strong) || is(at, ItemKind::Conjunction)) break;
      // They hang on something else: "the answer to X, it said".
      if (!is(at, ItemKind::Noun) || noun(at).preposition.empty()) return;
      size_t last = at;
      fronted.emplace_back(noun(at).preposition, coordinated(at, last));
      for (auto& [place, groups] : fronted) add(clause.arguments, place, std::move(groups));
    }
  }

  bool comma_between(size_t from, size_t to) const {
    for (size_t at = from + 1; at < to; ++at)
      if (is(at, ItemKind::Comma)) return true;
    return false;
  }

  // Puts the surface subject where it belongs in the active voice.
  void place_subject(size_t item, const VerbGroup& v, const Subject& subject, Clause& clause) {
    const bool passive =
        v.voice == Voice::Passive || (v.mood == Mood::Participle && v.voice != Voice::Active);
    std::vector<Groups> agents;
    if (passive) {
      for (const Argument& argument : clause.arguments)
        if (contains(cues_.agent, argument.place))
          agents.insert(agents.end(), argument.candidates.begin(), argument.candidates.end());
    }
    const Argument* after = clause.argument("obj");
    if (!passive && subject.candidates.empty() && after != nullptr && is_finite(v)) {
      // No subject before the verb: it is that of the clause it completes ("ha detto che venderà"), or
      // follows
      // ("lo stampa Tsmc", "ne detiene il 30 per cento Exor"). Ends that coincide are dropped later.
      std::vector<Groups> candidates = shared_subject(subject, v);
      const Argument* predicate = clause.argument("comp");
      // "lo ha comprato anche X", "ha comprato Y anche X"
      const bool focused = predicate != nullptr && names_focused(predicate->candidates.front().front());
      if (focused) candidates.clear();
      if (focused || (predicate != nullptr && is_amount(after->candidates.front().front())))
        candidates.insert(candidates.end(), predicate->candidates.begin(), predicate->candidates.end());
      candidates.insert(candidates.end(), after->candidates.begin(), after->candidates.end());
      for (const Groups& groups : candidates) add(clause.arguments, "subj", groups);
      return;
    }
    if (!passive && after == nullptr && is_finite(v) && made_by(v, clause)) return;
    if (v.copula && subject.candidates.empty() && is_finite(v)) {
      // "A capo di X c'è Y"
      if (const Argument* predicate = clause.argument("comp")) {
        const std::vector<Groups> candidates = predicate->candidates;
        for (const Groups& groups : candidates) add(clause.arguments, "subj", groups);
        return;
      }
    }
    if (!passive && has_object_clitic(v) && after != nullptr && !subject.candidates.empty() &&
        !subject.inherited && subject.link == ClauseLink::Main && fronted_object(subject, item)) {
      // "Renegade lo stampa Tsmc": the object comes first and the clitic repeats it.
      Argument& object = *std::find_if(clause.arguments.begin(), clause.arguments.end(),
                                       [](const Argument& a) { return a.place == "obj"; });
      const std::vector<Groups> behind = object.candidates;
      object.candidates = subject.candidates;
      for (const Groups& groups : behind) add(clause.arguments, "subj", groups);
      return;
    }
    // "was named professor", "was awarded 458m": behind a passive stands a predicate or a second object.
    if (passive && is_finite(v)) {
      if (const auto behind = std::find_if(clause.arguments.begin(), clause.arguments.end(),
                                           [](const Argument& a) { return a.place == "obj"; });
          behind != clause.arguments.end()) {
        const std::vector<Groups> candidates = behind->candidates;
        behind->candidates = subject.candidates;
        if (behind->candidates.empty()) clause.arguments.erase(behind);
        for (const Groups& groups : candidates) add(clause.arguments, "comp", groups);
        for (const Groups& groups : candidates) add(clause.arguments, "obj", groups);
      }
    }
    // "Chiusa l'acquisizione, X guarda avanti": what follows is what was done, the main clause says by whom.
    const bool absolute = v.mood == Mood::Participle && after != nullptr && agents.empty() &&
                          subject.link == ClauseLink::Participle && subject.governor == kNoIndex &&
                          !left_of(item).has_value();
    for (const Groups& groups : subject.candidates)
      add(clause.arguments, passive && !absolute ? "obj" : "subj", groups);
    for (const Groups& groups : agents) add(clause.arguments, "subj", groups);
    if (subject.link == ClauseLink::Relative) add_relative_object(passive, subject, clause);
    if (!passive) share_relative_object(subject, clause);
    add_contact_object(item, passive, clause);
  }

  // A name right behind an adverb, with a name before that: "anche X".
  bool names_focused(uint32_t group) const {
    const size_t item = item_of_noun(group);
    return item > 1 && is(item - 1, ItemKind::Other) && is(item - 2, ItemKind::Noun) &&
           sentence_.tokens[items()[item - 1].tokens.begin].has("adv") && holds_name(chunks_.nouns[group]) &&
           holds_name(noun(item - 2));
  }

  // The subject of the clause that a clause with "che" and without subject completes, where it agrees.
  std::vector<Groups> shared_subject(const Subject& subject, const VerbGroup& v) const {
    if (subject.link != ClauseLink::Complement || subject.governor == kNoIndex) return {};
    const Clause& governor = out_.clauses[subject.governor];
    const VerbGroup& from = chunks_.verbs[governor.verb];
    const bool agree =
        from.number == Number::Unknown || v.number == Number::Unknown || from.number == v.number;
    const Argument* found = governor.argument("subj");
    if (!agree || found == nullptr || from.voice == Voice::Passive) return {};
    return found->candidates;
  }

  // "a processor that X designs and has made by Y": who is behind "by" does it.
  bool made_by(const VerbGroup& v, Clause& clause) const {
    const uint32_t next = v.tokens.end;
    if (!contains(cues_.causative, sentence_.tokens[v.tokens.begin].lemma())) return false;
    if (v.tense != Tense::Past || v.tokens.size() < 2 || next >= sentence_.tokens.size()) return false;
    if (!contains(cues_.agent, sentence_.tokens[next].lemma())) return false;
    const Argument* agent = clause.argument(sentence_.tokens[next].lemma());
    if (agent == nullptr) return false;
    const std::vector<Groups> candidates = agent->candidates;
    for (const Groups& groups : candidates) add(clause.arguments, "subj", groups);
    if (clause.governor != kNoIndex || out_.clauses.empty()) return true;
    if (const Argument* object = out_.clauses.back().argument("obj")) {
      const std::vector<Groups> shared = object->candidates;
      for (const Groups& groups : shared) add(clause.arguments, "obj", groups);
    }
    return true;
  }

  // "the firm the group acquired last year": two nouns side by side, the first is the object.
  void add_contact_object(size_t item, bool passive, Clause& clause) const {
    if (passive || chunks_.verbs[clause.verb].copula || item < 2 || !bare_noun(item - 1) ||
        !bare_noun(item - 2))
      return;
    const uint32_t first = items()[item - 2].index, second = items()[item - 1].index;
    if (!chunks_.nouns[first].definite || !chunks_.nouns[second].definite) return;
    Argument contact{"obj", {{first}}};
    for (Argument& argument : clause.arguments) {
      if (argument.place != "obj") continue;
      argument.candidates.insert(argument.candidates.begin(), Groups{first});
      return;
    }
    clause.arguments.push_back(std::move(contact));
  }

  bool fronted_object(const Subject& subject, size_t item) const {
    const size_t at = item_of_noun(subject.candidates.front().front());
    bool amount = false;  // "il giro, 30 milioni di euro, lo"
    for (size_t between = at + 1; between < item; ++between) {
      const ItemKind kind = items()[between].kind;
      if (kind == ItemKind::Noun)
        amount = is_amount(items()[between].index) || (amount && !noun(between).preposition.empty());
      if (kind != ItemKind::Other && kind != ItemKind::Comma && !(kind == ItemKind::Noun && amount))
        return false;
    }
    return true;
  }

  // "il supercalcolatore sul quale è stato addestrato X": the antecedent stands in the place of its pronoun.
  void add_relative_oblique(const Subject& subject, Clause& clause) const {
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
  void add_relative_object(bool passive, const Subject& subject, Clause& clause) {
    if (passive || clause.argument("obj") != nullptr || !is(subject.first_item, ItemKind::Relative) ||
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
  std::string stranded_preposition(const VerbGroup& v) const {
    const uint32_t at = v.tokens.end;
    if (at >= sentence_.tokens.size() || out_.group_at(at + 1) != kNoIndex) return "";
    for (const text::Reading& reading : sentence_.tokens[at].readings)
      if (reading.has("pr")) return reading.lemma;
    return "";
  }

  // "the chip, which X designs and Y makes": a second subject has the object of the relative clause before
  // it.
  void share_relative_object(const Subject& subject, Clause& clause) const {
    if (out_.clauses.empty() || clause.argument("obj") != nullptr || chunks_.verbs[clause.verb].copula)
      return;
    const Clause& before = out_.clauses.back();
    const auto joint = left_of(subject.first_item);
    if (before.link != ClauseLink::Relative || !joint || !is(*joint, ItemKind::Conjunction) ||
        left_of(*joint) != item_of_verb(before.verb))
      return;
    if (const Argument* object = before.argument("obj")) {
      const std::vector<Groups> shared = object->candidates;
      for (const Groups& groups : shared) add(clause.arguments, "obj", groups);
    }
  }

  // "A guidare X è Y": Y is the subject of the infinitive, also where something stands between ("sarebbero
  // stati, stando alle indiscrezioni, A e B").
  void resolve_clefts() {
    for (size_t i = 0; i + 1 < out_.clauses.size(); ++i) {
      Clause& clause = out_.clauses[i];
      if (clause.argument("subj") != nullptr) continue;
      if (!is_finite(chunks_.verbs[clause.verb])) take_next_subject(i);
      if (chunks_.verbs[clause.verb].mood != Mood::Infinitive) continue;
      size_t next = i + 1;
      while (next + 1 < out_.clauses.size() &&
             chunks_.verbs[out_.clauses[next].verb].mood == Mood::Infinitive)
        ++next;
      const Clause& copula = out_.clauses[next];
      if (!chunks_.verbs[copula.verb].copula) continue;
      clause.governor = static_cast<uint32_t>(next);
      for (size_t at = item_of_verb(copula.verb) + 1; at < items().size() && !is(at, ItemKind::Strong);
           ++at) {
        if (!bare_noun(at)) continue;
        size_t last = at;
        add(clause.arguments, "subj", coordinated(at, last));
        break;
      }
    }
  }

  // "Having bought X, Y is growing", "Dopo aver comprato X, Y cresce": the subject is that of the clause
  // behind the comma.
  void take_next_subject(size_t index) {
    if (chunks_.verbs[out_.clauses[index].verb].mood == Mood::Participle) return;
    if (left_of(item_of_verb(out_.clauses[index].verb))) return;
    const Clause& next = out_.clauses[index + 1];
    if (!is_finite(chunks_.verbs[next.verb])) return;
    const Argument* subject = next.argument("subj");
    if (subject == nullptr) return;
    const size_t at = item_of_noun(subject->candidates.front().front());
    const auto comma = left_of(at);
    if (!comma || !is(*comma, ItemKind::Comma)) return;
    const std::vector<Groups> candidates = subject->candidates;
    for (const Groups& groups : candidates) add(out_.clauses[index].arguments, "subj", groups);
  }

  size_t item_of_verb(uint32_t verb) const {
    for (size_t i = 0; i < items().size(); ++i)
      if (is(i, ItemKind::Verb) && items()[i].index == verb) return i;
    return items().size();
  }

  const text::Sentence& sentence_;
  SentenceAnalysis& out_;
  const Chunks& chunks_;
  const ClauseCues& cues_;
  const std::vector<TokenRange>& common_;
  const std::vector<TokenRange>& names_;
};

}  // namespace

const char* name_of(ClauseLink link) {
  switch (link) {
    case ClauseLink::Main:
      return "main";
    case ClauseLink::Coordinated:
      return "coordinated";
    case ClauseLink::Relative:
      return "relative";
    case ClauseLink::Complement:
      return "complement";
    case ClauseLink::Adverbial:
      return "adverbial";
    case ClauseLink::Infinitive:
      return "infinitive";
    case ClauseLink::Gerund:
      return "gerund";
    case ClauseLink::Participle:
      return "participle";
  }
  return "main";
}

const Argument* Clause::argument(std::string_view place) const {
  const auto found =
      std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.place == place; });
  return found == arguments.end() ? nullptr : &*found;
}

uint32_t SentenceAnalysis::group_at(uint32_t token) const {
  for (uint32_t i = 0; i < chunks.nouns.size(); ++i)
    if (chunks.nouns[i].tokens.contains(token)) return i;
  return kNoIndex;
}

uint32_t SentenceAnalysis::clause_at(uint32_t token) const {
  uint32_t best = kNoIndex;
  for (uint32_t i = 0; i < clauses.size(); ++i) {
    if (chunks.verbs[clauses[i].verb].tokens.contains(token)) return i;
    if (!clauses[i].tokens.contains(token)) continue;
    if (best == kNoIndex || clauses[i].tokens.size() < clauses[best].tokens.size()) best = i;
  }
  return best;
}

SentenceAnalysis analyse_clauses(const text::Sentence& sentence, Chunks chunks, const ClauseCues& cues,
                                 const std::vector<TokenRange>& common,
                                 const std::vector<TokenRange>& names) {
  SentenceAnalysis out;
  out.chunks = std::move(chunks);
  Analyser(sentence, out, cues, common, names).run();
  return out;
}

}  // namespace trama::extract
