#include "core/extract/clause_subject.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// The candidates of a relative's or participle's antecedent that ends at `item`: set off by a comma, a
// clause belongs to the head of the phrase rather than to its last noun. The phrase reaches back over "di"
// and "of" first: "la quota in mano al fondo Alba, controllato da X".
std::vector<Groups> ClauseSubjectFinder::antecedents(size_t item, bool after_comma, Number number) const {
  Groups groups = chain(item);
  if (after_comma) {
    const auto outer = std::find_if(groups.begin(), groups.end(), [&](uint32_t g) {
      return !contains(cues_.link, chunks_.nouns[g].preposition);
    });
    const auto end = outer == groups.end() || !is_name(chunks_.nouns[groups.front()].tokens.end - 1)
                         ? groups.end()
                         : outer + 1;
    std::reverse(groups.begin(), end);
    std::reverse(end, groups.end());
  }
  std::stable_partition(groups.begin(), groups.end(),
                        [&](uint32_t g) { return !disagrees(chunks_.nouns[g].number, number); });
  // "an operator in Pavia which": without a comma a clause is said of no name where a noun may be meant.
  const auto named = [&](uint32_t g) {
    const text::Token& head = sentence_.tokens[chunks_.nouns[g].head];
    const text::Token& first = sentence_.tokens[chunks_.nouns[g].tokens.begin];
    const bool counted = first.has("num") || first.kind == text::TokenKind::Number;
    return is_name(chunks_.nouns[g].head) && is_capitalised(head) && !counted;
  };
  if (!after_comma && !std::all_of(groups.begin(), groups.end(), named)) std::erase_if(groups, named);
  std::vector<Groups> candidates;
  for (const uint32_t group : groups) candidates.push_back({group});
  return candidates;
}

void ClauseSubjectFinder::inherit(Subject& subject, uint32_t clause, ClauseLink link) const {
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
  if (const Argument* found = from.argument(passive ? "obj" : "subj")) subject.candidates = found->candidates;
}

// Classifies a clause by what stands left of its first item.
void ClauseSubjectFinder::link_left(Subject& subject, size_t first) const {
  subject.first_item = first;
  const auto left = left_of(first);
  if (!left) return;
  if (is(*left, ItemKind::Subordinator)) {
    subject.marker = std::string(sentence_.tokens[items()[*left].tokens.begin].lemma());
    subject.first_item = *left;
    const auto before = left_of(*left);
    const bool complement =
        before && is(*before, ItemKind::Verb) && sentence_.tokens[items()[*left].tokens.begin].has("cnjsub");
    subject.link = complement || has_reading(sentence_.tokens[items()[*left].tokens.begin], "rel")
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

// Where the clause of the finite verb at `item` begins, if it stands between another's subject and verb: a
// relative, or between commas ("X, si è saputo, ha", "X, two people close to Y said, has").
std::optional<size_t> ClauseSubjectFinder::inserted_clause(size_t item, bool comma_behind) const {
  if (const auto relative = relative_start(item)) return relative;
  if (!comma_behind) return std::nullopt;
  auto left = left_of(item);
  if (left && is(*left, ItemKind::Comma)) return left;
  while (left && is(*left, ItemKind::Noun) && !noun(*left).preposition.empty()) left = left_of(*left);
  if (!left || !bare_noun(*left)) return std::nullopt;
  const auto mark = left_of(*left);
  return mark && is(*mark, ItemKind::Comma) && left_of(*mark) ? mark : std::nullopt;
}

ClauseSubjectFinder::Subject ClauseSubjectFinder::find_subject(size_t item) {
  const VerbGroup& v = verb(item);
  Subject subject;
  subject.first_item = item;
  if (v.mood == Mood::Participle) return participle_subject(item);
  if (!is_finite(v)) return controlled_subject(item);

  if (inverted_aside(item)) return subject;
  if (const auto first = coordinated_verb(item)) {
    inherit(subject, clause_of_item(*first), ClauseLink::Coordinated);
    return subject;
  }
  bool adjacent = true;  // nothing but mere words between `at` and the verb
  bool governed = true;  // nothing but prepositional groups
  bool comma = false;
  std::optional<size_t> unfit;  // a noun that does not agree
  for (size_t at = item; at > 0;) {
    --at;
    switch (items()[at].kind) {
      case ItemKind::Other:
        continue;
      case ItemKind::Comma:
        if (const auto opening = opening_of_aside(at, adjacent)) {
          at = *opening;
          continue;
        }
        comma = true;
        continue;
      case ItemKind::Conjunction:
        // "and got", "and in May got", "and, to general astonishment, got"
        if (adjacent || (governed && !joins_prepositions(at))) {
          const auto governor = previous_verb(at);
          inherit(subject, governor ? clause_of_item(*governor) : kNoIndex, ClauseLink::Coordinated);
          return subject;
        }
        break;
      case ItemKind::Relative:
        return relative_subject(item, at);
      case ItemKind::Noun: {
        // "after AMD hired", "after AMD in May hired": the preposition is a conjunction here.
        if (governed && !comma && contains(cues_.clausal, noun(at).preposition)) {
          Subject clausal = noun_subject(at, v, comma);
          clausal.link = ClauseLink::Adverbial;
          clausal.marker = noun(at).preposition;
          return clausal;
        }
        if (!bare_noun(at) || says_when(at) || second_of_among(at)) break;
        if (const auto list = governed_list(at, v, comma)) {
          at = *list;
          break;
        }
        if (adjacent && comma && (closes_address(at) || names_agent(at))) {
          if (!unfit) unfit = at;
          break;
        }
        if (const auto left = left_of(at); comma && left && concedes(*left)) {
          at = *left;
          break;
        }
        governed = false;
        if (const auto start = interrupting_clause(at, comma)) {
          at = *start;
          break;
        }
        if (disagrees(noun(at).number, v.number) && !joined_left(at) && v.person != 1 && v.person != 2) {
          if (!unfit) unfit = at;
          break;
        }
        return noun_subject(at, v, comma);
      }
      case ItemKind::Verb:
        if (is_finite(verb(at))) {
          const auto inserted = inserted_clause(at, comma);
          if (!inserted) {
            link_left(subject, item);
            if (subject.link == ClauseLink::Complement && subject.marker.empty())
              subject.link = ClauseLink::Main;
            return unfit ? noun_subject(*unfit, v, comma) : subject;
          }
          at = *inserted;
        }
        governed = false;
        break;
      default:
        if (comma && concedes(at)) break;
        if (const auto relative = coordinated_relative(at)) return relative_subject(item, *relative);
        link_left(subject, at + 1);
        return unfit ? noun_subject(*unfit, v, comma) : subject;
    }
    adjacent = false;
  }
  if (unfit) return noun_subject(*unfit, v, comma);
  subject.first_item = 0;
  return subject;
}

ClauseSubjectFinder::Subject ClauseSubjectFinder::noun_subject(size_t at, const VerbGroup& v,
                                                               bool comma_before_verb) {
  Subject subject;
  size_t first = at;
  Groups groups = coordinated_left(first, v);
  subject.candidates.push_back(groups);
  // "X, società di Y, ha": the noun is said of X.
  auto left = left_of(first);
  if (comma_before_verb && left && is(*left, ItemKind::Comma)) {
    auto before = left_of(*left);
    if (before && is(*before, ItemKind::Comma))
      if (const auto opening = opening_of_aside(*before, false)) before = left_of(*opening);
    if (before && is(*before, ItemKind::Noun)) {
      const Groups phrase = chain(*before);
      // "X, of Redmond, Wash., has": what stands before the phrase between commas.
      size_t head = item_of_noun(phrase.back());
      if (const auto outer = left_of(head);
          !noun(head).preposition.empty() && outer && is(*outer, ItemKind::Comma))
        if (const auto named = left_of(*outer); named && bare_noun(*named)) head = *named;
      if (noun(head).preposition.empty()) {
        subject.candidates.insert(subject.candidates.begin(), Groups{items()[head].index});
        first = head;
      }
    }
  }
  link_left(subject, first);
  return subject;
}

// "It was X, not Y, that": the noun which the one at `item` is told apart from, or `item` itself.
std::optional<size_t> ClauseSubjectFinder::told_apart(std::optional<size_t> item) const {
  if (!item || *item < 2 || !bare_noun(*item) || !is(*item - 1, ItemKind::Other) ||
      !contains(cues_.contrasted, sentence_.tokens[items()[*item - 1].tokens.begin].lower))
    return item;
  auto before = left_of(*item);
  if (!before || !(is(*before, ItemKind::Comma) || is(*before, ItemKind::Conjunction))) return item;
  before = left_of(*before);
  if (before && is(*before, ItemKind::Comma)) before = left_of(*before);
  return before && is(*before, ItemKind::Noun) ? before : item;
}

ClauseSubjectFinder::Subject ClauseSubjectFinder::relative_subject(size_t item, size_t relative) {
  Subject subject;
  subject.link = ClauseLink::Relative;
  subject.first_item = relative;
  const text::Token& pronoun = sentence_.tokens[items()[relative].tokens.begin];
  auto before = left_of(relative);
  const bool comma = before && is(*before, ItemKind::Comma);
  if (comma) before = left_of(*before);
  before = told_apart(before);
  // "in cui", "of which": the pronoun is no subject.
  const bool governed = !relative_place(relative).empty();
  if (!before || !is(*before, ItemKind::Noun)) return subject;
  // "Shares in X, 14% of which belong to Y"
  if (governed && !comma && is_amount(items()[*before].index))
    subject.candidates = {{items()[*before].index}};
  if (governed || pronoun.has("aa")) return subject;
  subject.of_person = contains(cues_.personal_relative, pronoun.lower);
  subject.candidates = antecedents(*before, comma, verb(item).number);
  // "A e B, che hanno": a plural verb is said of both.
  size_t first = *before;
  Groups list = coordinated_left(first, verb(item));
  if (list.size() > 1 && verb(item).number == Number::Plural)
    subject.candidates.insert(subject.candidates.begin(), std::move(list));
  return subject;
}

// "X, based in Austin, Texas, has": a name behind one that has a preposition, between commas, says where that
// is.
bool ClauseSubjectFinder::closes_address(size_t item) const {
  const auto mark = left_of(item), closing = right_of(item);
  if (!mark || !is(*mark, ItemKind::Comma) || !closing || !is(*closing, ItemKind::Comma)) return false;
  const auto town = left_of(*mark);
  return town && is(*town, ItemKind::Noun) && !noun(*town).preposition.empty() && is_name(noun(*town).head) &&
         is_name(noun(item).head) && !noun(item).definite;
}

// "X, founded by an engineer, Y, has": a name between commas behind a participle's agent that is none says
// who that is.
bool ClauseSubjectFinder::names_agent(size_t item) const {
  const auto mark = left_of(item), closing = right_of(item);
  if (!mark || !is(*mark, ItemKind::Comma) || !closing || !is(*closing, ItemKind::Comma)) return false;
  auto agent = left_of(*mark);
  if (!agent || !is(*agent, ItemKind::Noun) || is_name(noun(*agent).head) || !is_name(noun(item).head))
    return false;
  while (agent && is(*agent, ItemKind::Noun) && !noun(*agent).preposition.empty()) agent = left_of(*agent);
  return agent && is(*agent, ItemKind::Verb) && verb(*agent).mood == Mood::Participle;
}

// The head of the phrase before the comma that the phrase ending at `item` follows: "X, maker of Y".
std::optional<uint32_t> ClauseSubjectFinder::apposed_to(size_t item) const {
  const size_t head = item_of_noun(chain(item).back());
  const auto comma = left_of(head);
  if (!comma || !is(*comma, ItemKind::Comma)) return std::nullopt;
  const auto before = left_of(*comma);
  if (!before || !is(*before, ItemKind::Noun)) return std::nullopt;
  return chain(*before).back();
}

// A reduced participle belongs to the noun before it: "la startup fondata da", "Alba, rilevata nel 2020".
ClauseSubjectFinder::Subject ClauseSubjectFinder::participle_subject(size_t item) {
  Subject subject;
  subject.link = ClauseLink::Participle;
  subject.first_item = item;
  auto left = left_of(item);
  if (left && is(*left, ItemKind::Conjunction)) {
    const auto governor = previous_verb(*left);
    // "founded by X and run by Y", "is designed by X and made by Y"
    if (governor && (verb(*governor).mood == Mood::Participle || verb(*governor).voice == Voice::Passive)) {
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
    // "the round, 45 million, subscribed by X": the amount is said of the round, and so is the participle.
    if (const size_t head = item_of_noun(chain(*left).back()); comma && is_amount(items()[head].index))
      if (const auto outer = left_of(head); outer && is(*outer, ItemKind::Comma))
        if (const auto named = left_of(*outer); named && is(*named, ItemKind::Noun))
          subject.candidates = antecedents(*named, true, Number::Unknown);
    for (Groups& groups : antecedents(*left, comma, verb(item).number))
      subject.candidates.push_back(std::move(groups));
    if (const auto governor = previous_verb(*left)) subject.governor = clause_of_item(*governor);
    return subject;
  }
  // "Founded in 2015, X ...", "Founded by A and B, two chemists who had met there, X ...": the subject of the
  // clause that follows.
  bool relative = false;
  for (size_t at = item + 1; at < items().size() && !is(at, ItemKind::Strong); ++at) {
    relative = relative || is(at, ItemKind::Relative);
    if (is(at, ItemKind::Verb) && is_finite(verb(at)) && !std::exchange(relative, false)) break;
    if (!is(at, ItemKind::Comma)) continue;
    const auto right = right_of(at);
    if (!right || !bare_noun(*right)) continue;
    if (subject.candidates.empty()) subject.candidates.push_back({items()[*right].index});
    if (opens_clause(*right)) subject.candidates = {{items()[*right].index}};
  }
  return subject;
}

}  // namespace trama::extract
