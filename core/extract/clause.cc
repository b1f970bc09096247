#include "core/extract/clause.h"

#include <algorithm>
#include <optional>

#include "core/base/utf8.h"
#include "core/extract/clause_roles.h"
#include "core/extract/noun_links.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

class Analyser : private ClauseRoles {
 public:
  Analyser(const text::Sentence& sentence, SentenceAnalysis& out, const ClauseCues& cues,
           const std::vector<TokenRange>& common, const std::vector<TokenRange>& names)
      : ClauseRoles(sentence, out, cues), analysis_(out), common_(common), names_(names) {}

  void run() {
    analysis_.nouns.resize(chunks_.nouns.size());
    attach_nouns();
    for (size_t i = 0; i < items().size(); ++i)
      if (items()[i].kind == ItemKind::Verb) make_clause(i);
    resolve_clefts();
    link_nouns(*this, sentence_, cues_, common_, names_, analysis_);
  }

 private:
  void attach_nouns() {
    for (size_t i = 0; i < items().size(); ++i) {
      if (!is(i, ItemKind::Noun)) continue;
      NounFrame& frame = analysis_.nouns[items()[i].index];
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
    analysis_.clauses.push_back(std::move(clause));
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
          if (!hangs_on_occasion(at)) add(clause.arguments, noun(at).preposition, coordinated(at, end));
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
    // "Alba, founded by A, has": what hangs on a verb between is that one's. Without a subject before the
    // verb what is whose stays the verb's too: "Nel capitale di X figurano Y e Z".
    bool inside = false;
    for (size_t at = first; at < item; ++at) {
      inside = inside || is(at, ItemKind::Verb);
      if (!is(at, ItemKind::Noun) || noun(at).preposition.empty()) continue;
      if ((inside && comma_between(at, item)) || (!links(at) && hangs_on_noun(at)) || hangs_on_participle(at))
        continue;
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
      Groups groups = coordinated(at, last);
      if (!hangs_on_noun(at)) fronted.emplace_back(noun(at).preposition, std::move(groups));
      for (auto& [place, added] : fronted) add(clause.arguments, place, std::move(added));
    }
  }

  // "Con la firma a Roma è nata X", "dopo l'ingresso in X": what follows the common noun of a phrase hangs on
  // that, unless the noun says when.
  bool hangs_on_noun(size_t item) const {
    const auto left = left_of(item);
    if (!left || !is(*left, ItemKind::Noun) || noun(*left).preposition.empty()) return false;
    if ((links(item) && links(*left)) || is_amount(items()[item].index)) return false;
    const text::Token& head = sentence_.tokens[noun(*left).head];
    return !is_name(noun(*left).tokens.end - 1) && !head.has("prn") && !is_amount(items()[*left].index) &&
           !says_when(*left);
  }

  bool links(size_t item) const { return contains(cues_.link, noun(item).preposition); }

  // "nata dopo un viaggio a Roma"
  bool hangs_on_occasion(size_t item) const {
    const auto left = left_of(item);
    return left && is(*left, ItemKind::Noun) && contains(cues_.occasion, noun(*left).preposition) &&
           hangs_on_noun(item);
  }

  // "Dal progetto presentato a Roma è nata X"
  bool hangs_on_participle(size_t item) const {
    const auto left = left_of(item);
    return left && is(*left, ItemKind::Verb) && verb(*left).mood == Mood::Participle;
  }

  bool comma_between(size_t from, size_t to) const {
    for (size_t at = from + 1; at < to; ++at)
      if (is(at, ItemKind::Comma)) return true;
    return false;
  }

  // "A guidare X è Y": Y is the subject of the infinitive, also where something stands between ("sarebbero
  // stati, stando alle indiscrezioni, A e B").
  void resolve_clefts() {
    for (size_t i = 0; i + 1 < out_.clauses.size(); ++i) {
      Clause& clause = analysis_.clauses[i];
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
    add_all(analysis_.clauses[index].arguments, "subj", subject->candidates);
  }

  SentenceAnalysis& analysis_;  // what is being made; `out_` shows the same to the rest of the walk
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
