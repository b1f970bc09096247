#include "core/extract/clause.h"

#include <algorithm>
#include <optional>

#include "core/base/utf8.h"
#include "core/extract/noun_links.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Analyser : private SentenceItems {
 public:
  Analyser(const text::Sentence& sentence, SentenceAnalysis& out, const ClauseCues& cues,
           const std::vector<TokenRange>& common)
      : SentenceItems(sentence, out.chunks),
        sentence_(sentence),
        out_(out),
        chunks_(out.chunks),
        cues_(cues),
        common_(common) {}

  void run() {
    out_.nouns.resize(chunks_.nouns.size());
    attach_nouns();
    for (size_t i = 0; i < items().size(); ++i)
      if (items()[i].kind == ItemKind::Verb) make_clause(i);
    resolve_clefts();
    link_nouns(*this, sentence_, cues_, common_, out_);
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

  struct Subject {
    std::vector<Groups> candidates;
    ClauseLink link = ClauseLink::Main;
    uint32_t governor = kNoIndex;
    std::string marker;
    bool inherited = false;
    size_t first_item = 0;
  };

  uint32_t clause_of_item(size_t item) const {
    for (uint32_t i = 0; i < out_.clauses.size(); ++i)
      if (out_.clauses[i].verb == items()[item].index) return i;
    return kNoIndex;
  }

  static bool disagrees(Number a, Number b) { return a != Number::Unknown && b != Number::Unknown && a != b; }
  static bool disagrees(Gender a, Gender b) { return a != Gender::Unknown && b != Gender::Unknown && a != b; }

  // The candidates of a relative's or participle's antecedent that ends at `item`: set off by a comma, a
  // clause belongs to the head of the phrase rather than to its last noun.
  std::vector<Groups> antecedents(size_t item, bool after_comma, Number number) const {
    Groups groups = chain(item);
    if (after_comma) std::reverse(groups.begin(), groups.end());
    std::stable_partition(groups.begin(), groups.end(),
                          [&](uint32_t g) { return !disagrees(chunks_.nouns[g].number, number); });
    std::vector<Groups> candidates;
    for (const uint32_t group : groups) candidates.push_back({group});
    return candidates;
  }

  void inherit(Subject& subject, uint32_t clause, ClauseLink link) const {
    subject.link = link;
    subject.inherited = true;
    subject.governor = clause;
    if (clause == kNoIndex) return;
    const Clause& from = out_.clauses[clause];
    if (link == ClauseLink::Coordinated) {
      subject.governor = from.governor;
      subject.marker = from.marker;
      if (from.link != ClauseLink::Main) subject.link = from.link;
    }
    const bool passive =
        chunks_.verbs[from.verb].voice == Voice::Passive || chunks_.verbs[from.verb].mood == Mood::Participle;
    if (const Argument* found = from.argument(passive ? "obj" : "subj"))
      subject.candidates = found->candidates;
  }

  // Where the relative clause of the finite verb at `item` begins, or nothing when it is none.
  std::optional<size_t> relative_start(size_t item) const {
    while (item > 0) {
      --item;
      if (is(item, ItemKind::Relative)) return item;
      if (is(item, ItemKind::Verb) || is(item, ItemKind::Strong) || is(item, ItemKind::Subordinator))
        return std::nullopt;
    }
    return std::nullopt;
  }

  // Where a relative or reduced clause begins whose argument is the noun at `item`, if it ends before the
  // verb that looks for its subject: "AMD, which paid 4.9bn in March, is", "the firm that owns it fell".
  std::optional<size_t> interrupting_clause(size_t item, bool comma) const {
    size_t at = item;
    do {
      const auto left = left_of(at);
      if (!left) return std::nullopt;
      at = *left;
    } while (is(at, ItemKind::Noun) || is(at, ItemKind::Conjunction));
    if (!is(at, ItemKind::Verb)) return std::nullopt;
    if (finite(verb(at))) return relative_start(at);
    if (comma && (verb(at).mood == Mood::Participle || verb(at).mood == Mood::Gerund)) {
      const auto left = left_of(at);
      if (left && is(*left, ItemKind::Comma)) return *left;
    }
    return std::nullopt;
  }

  // Classifies a clause by what stands left of its first item.
  void link_left(Subject& subject, size_t first) const {
    subject.first_item = first;
    const auto left = left_of(first);
    if (!left) return;
    if (is(*left, ItemKind::Subordinator)) {
      subject.marker = std::string(sentence_.tokens[items()[*left].tokens.begin].lemma());
      subject.first_item = *left;
      const auto before = left_of(*left);
      const bool complement = before && is(*before, ItemKind::Verb) &&
                              sentence_.tokens[items()[*left].tokens.begin].has("cnjsub");
      subject.link = complement || any_reading_has(sentence_.tokens[items()[*left].tokens.begin], "rel")
                         ? ClauseLink::Complement
                         : ClauseLink::Adverbial;
      if (const auto governor = previous_verb(*left)) subject.governor = clause_of_item(*governor);
    } else if (is(*left, ItemKind::Verb)) {
      subject.link = ClauseLink::Complement;  // "said it bought X"
      subject.governor = clause_of_item(*left);
    } else if (is(*left, ItemKind::Relative)) {
      subject.link = ClauseLink::Relative;
      subject.first_item = *left;
    }
  }

  Subject find_subject(size_t item) {
    const VerbGroup& v = verb(item);
    Subject subject;
    subject.first_item = item;
    if (v.mood == Mood::Participle) return participle_subject(item);
    if (!finite(v)) return controlled_subject(item);

    bool adjacent = true;  // nothing but mere words between `at` and the verb
    bool comma = false;
    std::optional<size_t> unfit;  // a noun that does not agree
    for (size_t at = item; at > 0;) {
      --at;
      switch (items()[at].kind) {
        case ItemKind::Other:
          continue;
        case ItemKind::Comma:
          comma = true;
          continue;
        case ItemKind::Conjunction:
          if (adjacent) {
            const auto governor = previous_verb(at);
            inherit(subject, governor ? clause_of_item(*governor) : kNoIndex, ClauseLink::Coordinated);
            return subject;
          }
          break;
        case ItemKind::Relative:
          return relative_subject(item, at);
        case ItemKind::Noun: {
          // "after AMD hired": the preposition is a conjunction here.
          if (adjacent && contains(cues_.clausal, noun(at).preposition)) {
            Subject clausal = noun_subject(at, comma);
            clausal.link = ClauseLink::Adverbial;
            clausal.marker = noun(at).preposition;
            return clausal;
          }
          if (!bare_noun(at) || says_when(at)) break;
          if (const auto start = interrupting_clause(at, comma)) {
            at = *start;
            break;
          }
          if (disagrees(noun(at).number, v.number) && !joined_left(at) && v.person != 1 && v.person != 2) {
            if (!unfit) unfit = at;
            break;
          }
          return noun_subject(at, comma);
        }
        case ItemKind::Verb:
          if (finite(verb(at))) {
            const auto relative = relative_start(at);
            if (!relative) {
              link_left(subject, item);
              if (subject.link == ClauseLink::Complement && subject.marker.empty())
                subject.link = ClauseLink::Main;
              return unfit ? noun_subject(*unfit, comma) : subject;
            }
            at = *relative;
          }
          break;
        default:
          link_left(subject, at + 1);
          return unfit ? noun_subject(*unfit, comma) : subject;
      }
      adjacent = false;
    }
    if (unfit) return noun_subject(*unfit, comma);
    subject.first_item = 0;
    return subject;
  }

  bool says_when(size_t item) const {
    return contains(cues_.time, to_lower(sentence_.tokens[noun(item).head].lemma()));
  }

  bool joined_left(size_t item) const {
    const auto left = left_of(item);
    return left && is(*left, ItemKind::Conjunction);
  }

  Subject noun_subject(size_t at, bool comma_before_verb) {
    Subject subject;
    Groups groups{items()[at].index};
    size_t first = at;
    // Coordinated subjects, leftwards: "A, B e C".
    auto left = left_of(first);
    if (left && is(*left, ItemKind::Conjunction)) {
      auto member = left_of(*left);
      while (member && is(*member, ItemKind::Noun) && !bare_noun(*member)) member = left_of(*member);
      while (member && bare_noun(*member)) {
        groups.insert(groups.begin(), items()[*member].index);
        first = *member;
        const auto comma = left_of(*member);
        if (!comma || !is(*comma, ItemKind::Comma)) break;
        member = left_of(*comma);
        if (member && is(*member, ItemKind::Noun) && !bare_noun(*member)) break;
      }
    }
    subject.candidates.push_back(groups);
    // "X, società di Y, ha": the noun is said of X.
    left = left_of(first);
    if (comma_before_verb && left && is(*left, ItemKind::Comma)) {
      if (const auto before = left_of(*left); before && is(*before, ItemKind::Noun)) {
        const Groups phrase = chain(*before);
        if (chunks_.nouns[phrase.back()].preposition.empty()) {
          subject.candidates.insert(subject.candidates.begin(), Groups{phrase.back()});
          first = item_of_noun(phrase.back());
        }
      }
    }
    link_left(subject, first);
    return subject;
  }

  Subject relative_subject(size_t item, size_t relative) {
    Subject subject;
    subject.link = ClauseLink::Relative;
    subject.first_item = relative;
    const text::Token& pronoun = sentence_.tokens[items()[relative].tokens.begin];
    auto before = left_of(relative);
    const bool comma = before && is(*before, ItemKind::Comma);
    if (comma) before = left_of(*before);
    // "in cui", "of which": the pronoun is no subject.
    const bool governed = relative > 0 && is(relative - 1, ItemKind::Other) &&
                          sentence_.tokens[items()[relative - 1].tokens.begin].has("pr");
    if (governed || pronoun.has("aa") || !before || !is(*before, ItemKind::Noun)) return subject;
    subject.candidates = antecedents(*before, comma, verb(item).number);
    return subject;
  }

  // The head of the phrase before the comma that the phrase ending at `item` follows: "X, maker of Y".
  std::optional<uint32_t> apposed_to(size_t item) const {
    const size_t head = item_of_noun(chain(item).back());
    const auto comma = left_of(head);
    if (!comma || !is(*comma, ItemKind::Comma)) return std::nullopt;
    const auto before = left_of(*comma);
    if (!before || !is(*before, ItemKind::Noun)) return std::nullopt;
    return chain(*before).back();
  }

  // A reduced participle belongs to the noun before it: "la startup fondata da", "Alba, rilevata nel 2020".
  Subject participle_subject(size_t item) {
    Subject subject;
    subject.link = ClauseLink::Participle;
    subject.first_item = item;
    auto left = left_of(item);
    if (left && is(*left, ItemKind::Conjunction)) {
      const auto governor = previous_verb(*left);
      if (governor && verb(*governor).mood == Mood::Participle) {
        inherit(subject, clause_of_item(*governor), ClauseLink::Coordinated);
        return subject;
      }
      // "OpenAI, sviluppatore di ChatGPT e sostenuta da X": coordinated with an apposition.
      left = left_of(*left);
      if (left && is(*left, ItemKind::Noun)) {
        subject.candidates = antecedents(*left, true, verb(item).number);
        if (const auto apposed = apposed_to(*left))
          subject.candidates.insert(subject.candidates.begin(), Groups{*apposed});
        return subject;
      }
      if (governor) inherit(subject, clause_of_item(*governor), ClauseLink::Coordinated);
      return subject;
    }
    if (left && is(*left, ItemKind::Relative)) return relative_subject(item, *left);
    const bool comma = left && is(*left, ItemKind::Comma);
    if (comma) left = left_of(*left);
    if (left && is(*left, ItemKind::Noun)) {
      subject.candidates = antecedents(*left, comma, verb(item).number);
      if (const auto governor = previous_verb(*left)) subject.governor = clause_of_item(*governor);
      return subject;
    }
    // "Founded in 2015, X ...": the subject of the clause that follows.
    for (size_t at = item + 1; at < items().size() && !is(at, ItemKind::Strong) && !is(at, ItemKind::Verb);
         ++at) {
      if (!is(at, ItemKind::Comma)) continue;
      const auto right = right_of(at);
      if (right && bare_noun(*right)) subject.candidates.push_back({items()[*right].index});
      break;
    }
    return subject;
  }

  // Infinitives and gerunds take the subject of the clause that they hang on, or its object ("asked X to buy
  // Y").
  Subject controlled_subject(size_t item) {
    Subject subject;
    subject.first_item = item;
    const ClauseLink link = verb(item).mood == Mood::Gerund ? ClauseLink::Gerund : ClauseLink::Infinitive;
    const auto left = left_of(item);
    const auto governor = previous_verb(item);
    inherit(subject, governor ? clause_of_item(*governor) : kNoIndex, link);
    if (item > 0 && is(item - 1, ItemKind::Other)) {
      subject.marker = std::string(sentence_.tokens[items()[item - 1].tokens.begin].lemma());
      subject.first_item = item - 1;
    }
    if (left && is(*left, ItemKind::Conjunction) && governor && verb(*governor).mood == verb(item).mood) {
      inherit(subject, clause_of_item(*governor), ClauseLink::Coordinated);
      subject.link = link;
    } else if (left && bare_noun(*left) && governor) {
      subject.candidates.insert(subject.candidates.begin(), Groups{items()[*left].index});
    } else if (!governor && left == std::nullopt) {
      // "Buying X, Y ..." and "A guidare X è Y" are completed by resolve_clefts.
      subject.candidates.clear();
    } else if (left && is(*left, ItemKind::Noun)) {
      for (const uint32_t group : chain(*left)) subject.candidates.push_back({group});
    }
    return subject;
  }

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
    clause.subject_inherited = subject.inherited;
    const size_t first = std::min(subject.first_item, item);
    const size_t last = collect_right(item, clause);
    collect_left_prepositions(first, item, clause);
    clause.tokens = {items()[first].tokens.begin, items()[last].tokens.end};
    place_subject(item, v, subject, clause);
    out_.clauses.push_back(std::move(clause));
  }

  // Arguments to the right, up to the next verb or divider. Returns the last item taken.
  size_t collect_right(size_t item, Clause& clause) {
    const VerbGroup& v = verb(item);
    bool object_found = false, comma = false;
    size_t last = item;
    std::optional<size_t> next = right_of(item);
    while (next) {
      const size_t at = *next;
      if (is(at, ItemKind::Noun)) {
        if (is_possessor(items()[at].index) || (noun(at).preposition.empty() && says_when(at))) {
          next = right_of(at);
          continue;
        }
        size_t end = at;
        if (const std::string particle = particle_before(at); !particle.empty())
          add(clause.arguments, particle, coordinated(at, end));
        if (!noun(at).preposition.empty()) {
          add(clause.arguments, noun(at).preposition, coordinated(at, end));
        } else if (opens_clause(at) && comma) {
          break;
        } else if (!object_found) {
          if (comma && !v.copula) break;
          object_found = true;
          add(clause.arguments, v.copula ? "comp" : "obj", coordinated(at, end));
        } else if (!comma) {
          add(clause.arguments, "comp", coordinated(at, end));
        } else {
          break;
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
      comma = true;
      last = at;
      next = right_of(at);
      if (next && is(*next, ItemKind::Noun) && noun(*next).preposition.empty() && object_found) break;
    }
    while (last > item && is(last, ItemKind::Comma)) --last;
    return last;
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
    for (size_t at = first; at < item; ++at) {
      if (!is(at, ItemKind::Noun) || noun(at).preposition.empty()) continue;
      size_t last = at;
      add(clause.arguments, noun(at).preposition, coordinated(at, last));
    }
    // Fronted ones, before the subject.
    for (size_t at = first; at > 0;) {
      --at;
      if (is(at, ItemKind::Other) || is(at, ItemKind::Comma)) continue;
      if (!is(at, ItemKind::Noun) || noun(at).preposition.empty()) break;
      add(clause.arguments, noun(at).preposition, {items()[at].index});
    }
  }

  // Puts the surface subject where it belongs in the active voice.
  void place_subject(size_t item, const VerbGroup& v, const Subject& subject, Clause& clause) {
    const bool passive = v.voice == Voice::Passive || v.mood == Mood::Participle;
    std::vector<Groups> agents;
    if (passive) {
      for (const Argument& argument : clause.arguments)
        if (contains(cues_.agent, argument.place))
          agents.insert(agents.end(), argument.candidates.begin(), argument.candidates.end());
    }
    const Argument* after = clause.argument("obj");
    if (!passive && subject.candidates.empty() && after != nullptr && finite(v)) {
      // No subject before the verb: what follows may be it ("lo stampa Tsmc"). Ends that coincide are dropped
      // later.
      const std::vector<Groups> candidates = after->candidates;
      for (const Groups& groups : candidates) add(clause.arguments, "subj", groups);
      return;
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
    if (passive && finite(v)) {
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
    for (const Groups& groups : subject.candidates) add(clause.arguments, passive ? "obj" : "subj", groups);
    for (const Groups& groups : agents) add(clause.arguments, "subj", groups);
    // Without an agent the form may be an intransitive past tense ("è entrata", "nata"): the subject is both.
    if (passive && agents.empty())
      for (const Groups& groups : subject.candidates) add(clause.arguments, "subj", groups);
    if (subject.link == ClauseLink::Relative) add_relative_object(passive, subject, clause);
    add_contact_object(item, passive, clause);
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
    for (size_t between = at + 1; between < item; ++between)
      if (items()[between].kind != ItemKind::Other) return false;
    return true;
  }

  // "la società che Nvidia ha comprato": the pronoun is the object where a subject stands after it.
  void add_relative_object(bool passive, const Subject& subject, Clause& clause) {
    if (passive || clause.argument("obj") != nullptr || !is(subject.first_item, ItemKind::Relative)) return;
    auto before = left_of(subject.first_item);
    const bool comma = before && is(*before, ItemKind::Comma);
    if (comma) before = left_of(*before);
    if (!before || !is(*before, ItemKind::Noun)) return;
    for (const Groups& groups : antecedents(*before, comma, Number::Unknown)) {
      const bool is_subject =
          std::find(subject.candidates.begin(), subject.candidates.end(), groups) != subject.candidates.end();
      if (!is_subject) add(clause.arguments, "obj", groups);
    }
  }

  // "A guidare X è Y": Y is the subject of the infinitive, also where something stands between ("sarebbero
  // stati, stando alle indiscrezioni, A e B").
  void resolve_clefts() {
    for (size_t i = 0; i + 1 < out_.clauses.size(); ++i) {
      Clause& clause = out_.clauses[i];
      if (chunks_.verbs[clause.verb].mood != Mood::Infinitive || clause.argument("subj") != nullptr) continue;
      const Clause& copula = out_.clauses[i + 1];
      if (!chunks_.verbs[copula.verb].copula) continue;
      clause.governor = static_cast<uint32_t>(i + 1);
      for (size_t at = item_of_verb(copula.verb) + 1; at < items().size() && !is(at, ItemKind::Strong);
           ++at) {
        if (!bare_noun(at)) continue;
        size_t last = at;
        add(clause.arguments, "subj", coordinated(at, last));
        break;
      }
    }
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
                                 const std::vector<TokenRange>& common) {
  SentenceAnalysis out;
  out.chunks = std::move(chunks);
  Analyser(sentence, out, cues, common).run();
  return out;
}

}  // namespace trama::extract
