#include "core/extract/clause_borders.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

uint32_t ClauseBorders::clause_of_item(size_t item) const {
  for (uint32_t i = 0; i < out_.clauses.size(); ++i)
    if (out_.clauses[i].verb == items()[item].index) return i;
  return kNoIndex;
}

// "whose founders": the determiner is a relative pronoun as well.
bool ClauseBorders::opens_relative(const NounGroup& group) const {
  const text::Token& first = sentence_.tokens[group.tokens.begin];
  return first.has("det") && contains(cues_.owning, first.lower);
}

std::optional<size_t> ClauseBorders::relative_start(size_t item) const {
  bool joined = joined_left(item);
  while (item > 0) {
    --item;
    if (is(item, ItemKind::Relative)) return item;
    if (is(item, ItemKind::Noun) && opens_relative(noun(item))) return item;
    // "which owns X and runs Y": a verb right behind a conjunction goes with the one before.
    if (joined && is(item, ItemKind::Verb) && is_finite(verb(item))) {
      joined = joined_left(item);
      continue;
    }
    if (is(item, ItemKind::Verb) || is(item, ItemKind::Strong) || is(item, ItemKind::Subordinator))
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<size_t> ClauseBorders::interrupting_clause(size_t item, bool comma) const {
  size_t at = item;
  bool joined = false;
  do {
    const auto left = left_of(at);
    if (!left) return std::nullopt;
    joined = is(at, ItemKind::Conjunction);
    at = *left;
  } while (is(at, ItemKind::Noun) || is(at, ItemKind::Conjunction));
  // "which X designs and Y makes": right behind a verb's conjunction the noun has a verb of its own.
  if (!is(at, ItemKind::Verb) || joined) return std::nullopt;
  // "X, writes Y, has": said in passing.
  if (const auto left = left_of(at); comma && is_finite(verb(at)) && left && is(*left, ItemKind::Comma))
    return *left;
  if (is_finite(verb(at))) return relative_start(at);
  if (comma && (verb(at).mood == Mood::Participle || verb(at).mood == Mood::Gerund)) {
    const auto left = left_of(at);
    if (left && is(*left, ItemKind::Comma)) return *left;
  }
  return std::nullopt;
}

std::optional<size_t> ClauseBorders::opening_of_aside(size_t item, bool before_verb) const {
  const auto mark = [&](size_t at) -> const std::string& {
    return sentence_.tokens[items()[at].tokens.begin].surface;
  };
  const bool bracket = mark(item) == ")";
  if (!bracket && !(before_verb && (mark(item) == "–" || mark(item) == "—"))) return std::nullopt;
  const std::string& opening = bracket ? std::string("(") : mark(item);
  // "(NYSE: HXL)"
  for (size_t at = item; at > 0 && (bracket || !is(at - 1, ItemKind::Strong)); --at) {
    if (!is(at - 1, ItemKind::Comma) || mark(at - 1) != opening) continue;
    const auto before = left_of(at - 1);
    return before && is(*before, ItemKind::Noun) ? std::optional(at - 1) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<size_t> ClauseBorders::coordinated_verb(size_t item) const {
  const auto mark = left_of(item);
  if (!mark || !is(*mark, ItemKind::Comma)) return std::nullopt;
  const auto before = previous_verb(*mark);
  if (!before || !is_finite(verb(*before)) || relative_start(*before)) return std::nullopt;
  const uint32_t clause = clause_of_item(*before);
  if (clause == kNoIndex || out_.clauses[clause].link == ClauseLink::Adverbial) return std::nullopt;
  // A list is closed by a conjunction and a verb.
  size_t at = item;
  while (at < items().size() && !is(at, ItemKind::Conjunction) && !is(at, ItemKind::Strong)) ++at;
  const auto closing = is(at, ItemKind::Conjunction) ? right_of(at) : std::nullopt;
  if (!closing || !is(*closing, ItemKind::Verb)) return std::nullopt;
  const VerbGroup &first = verb(*before), &second = verb(item);
  const bool same = first.tense == second.tense && first.mood == second.mood && first.voice == second.voice &&
                    !disagrees(first.number, second.number);
  const text::Token& head = sentence_.tokens[second.head];
  const bool bare = second.tokens.size() == 1 && has_reading(head, "inf") && first.tokens.size() > 1;
  return same || bare ? before : std::nullopt;
}

std::optional<size_t> ClauseBorders::coordinated_relative(size_t subordinator) const {
  if (!is(subordinator, ItemKind::Subordinator)) return std::nullopt;
  if (!has_reading(sentence_.tokens[items()[subordinator].tokens.begin], "rel")) return std::nullopt;
  const auto conjunction = left_of(subordinator);
  if (!conjunction || !is(*conjunction, ItemKind::Conjunction)) return std::nullopt;
  const auto before = previous_verb(*conjunction);
  return before ? relative_start(*before) : std::nullopt;
}

bool ClauseBorders::concedes(size_t item) const {
  if (!is(item, ItemKind::Subordinator)) return false;
  const auto left = left_of(item);
  const auto before = left && is(*left, ItemKind::Comma) ? left_of(*left) : std::nullopt;
  return before && is(*before, ItemKind::Noun) &&
         contains(cues_.concession, sentence_.tokens[items()[item].tokens.begin].lower);
}

bool ClauseBorders::says_when(size_t item) const {
  const text::Token& head = sentence_.tokens[noun(item).head];
  return contains(cues_.time, to_lower(head.lemma())) && !is_capitalised_within(noun(item));
}

// "The Financial Times" says nothing about time; "Monday" does.
bool ClauseBorders::is_capitalised_within(const NounGroup& group) const {
  return group.head > group.tokens.begin + 1 && is_capitalised(sentence_.tokens[group.head]) &&
         is_capitalised(sentence_.tokens[group.head - 1]);
}

bool ClauseBorders::second_of_among(size_t item) const {
  const auto left = left_of(item);
  if (!left || !is(*left, ItemKind::Conjunction)) return false;
  const auto first = left_of(*left);
  return first && is(*first, ItemKind::Noun) && contains(cues_.among, noun(*first).preposition);
}

std::optional<size_t> ClauseBorders::governed_list(size_t item, const VerbGroup& ruled, bool comma) const {
  const auto named = [&](size_t at) { return is(at, ItemKind::Noun) && holds_name(noun(at)); };
  if (!named(item) || !joined_left(item)) return std::nullopt;
  const bool singular = ruled.number == Number::Singular;
  if (!comma && !singular) return std::nullopt;
  auto first = left_of(*left_of(item));
  // Before a plural "the head of X, Y and Z" may be three.
  while (singular && first && named(*first) && bare_noun(*first)) {
    const auto mark = left_of(*first);
    first = mark && is(*mark, ItemKind::Comma) ? left_of(*mark) : std::nullopt;
  }
  if (!first || !named(*first) || bare_noun(*first)) return std::nullopt;
  auto governor = left_of(*first);
  while (governor && is(*governor, ItemKind::Noun) && !bare_noun(*governor)) governor = left_of(*governor);
  if (!governor) return std::nullopt;
  const bool reduced = is(*governor, ItemKind::Verb) && verb(*governor).mood == Mood::Participle;
  const bool common = is(*governor, ItemKind::Noun) && !holds_name(noun(*governor));
  return reduced || common ? first : std::nullopt;
}

bool ClauseBorders::joins_prepositions(size_t conjunction) const {
  const auto left = left_of(conjunction), right = right_of(conjunction);
  return left && right && is(*left, ItemKind::Noun) && is(*right, ItemKind::Noun) &&
         noun(*left).preposition == noun(*right).preposition;
}

bool ClauseBorders::is_amount(uint32_t group) const {
  const text::Token& head = sentence_.tokens[chunks_.nouns[group].head];
  return head.kind == text::TokenKind::Number || head.has("num") || contains(cues_.amount, head.lemma());
}

bool ClauseBorders::joined_left(size_t item) const {
  const auto left = left_of(item);
  return left && is(*left, ItemKind::Conjunction);
}

bool ClauseBorders::inverted_aside(size_t item) const {
  const auto left = left_of(item), right = right_of(item);
  if (!left || !is(*left, ItemKind::Comma) || !right || !bare_noun(*right)) return false;
  auto end = right_of(*right);
  while (end && is(*end, ItemKind::Noun) && !noun(*end).preposition.empty()) end = right_of(*end);
  if (!end || !is(*end, ItemKind::Comma) || !left_of(*left)) return false;
  const auto resumed = right_of(*end);
  return resumed && is(*resumed, ItemKind::Verb) && is_finite(verb(*resumed));
}

// Whether a plural common noun stands before two names or more.
bool ClauseBorders::names_follow(size_t item, const Groups& names) const {
  const NounGroup& whole = noun(item);
  if (whole.number != Number::Plural || is_name(whole.head) || names.size() < 2) return false;
  return std::all_of(names.begin(), names.end(),
                     [&](uint32_t g) { return is_name(chunks_.nouns[g].tokens.end - 1); });
}

bool ClauseBorders::closes_clause(size_t member, const VerbGroup& ruled) const {
  auto left = left_of(member);
  while (left && is(*left, ItemKind::Noun)) left = left_of(*left);
  if (!left || !is(*left, ItemKind::Verb) || !is_finite(verb(*left))) return false;
  if (ruled.number == Number::Singular || is_amount(items()[member].index)) return true;
  // "said A and B have bought C", "when it left A and B were shaken"
  return ruled.number != Number::Plural && !contains(cues_.bare_complement, to_lower(verb(*left).lemma));
}

Groups ClauseBorders::coordinated_left(size_t& first, const VerbGroup& ruled) const {
  Groups groups{items()[first].index};
  auto left = left_of(first);
  if (left && is(*left, ItemKind::Conjunction)) {
    auto member = left_of(*left);
    while (member && is(*member, ItemKind::Noun) && !bare_noun(*member)) member = left_of(*member);
    if (member && bare_noun(*member) && closes_clause(*member, ruled)) return groups;
    while (member && bare_noun(*member)) {
      groups.insert(groups.begin(), items()[*member].index);
      first = *member;
      const auto comma = left_of(*member);
      if (!comma || !is(*comma, ItemKind::Comma)) break;
      member = left_of(*comma);
      if (member && is(*member, ItemKind::Noun) && !bare_noun(*member)) break;
      // "The founders, A and B": the plural is said of the two.
      if (member && is(*member, ItemKind::Noun) && names_follow(*member, groups)) break;
    }
  }
  return groups;
}

std::string ClauseBorders::relative_place(size_t relative) const {
  for (size_t at = relative; at > 0 && is(at - 1, ItemKind::Other); --at) {
    const text::Token& token = sentence_.tokens[items()[at - 1].tokens.begin];
    if (token.has("pr")) return token.readings.front().lemma;
    if (!token.has("det")) break;
  }
  const text::Token& pronoun = sentence_.tokens[items()[relative].tokens.begin];
  const auto place = [&](const std::vector<std::string>& pronouns, const std::vector<std::string>& places) {
    const bool listed = contains(pronouns, pronoun.lower) || contains(pronouns, pronoun.lemma());
    return listed && !places.empty() ? places.front() : std::string();
  };
  const std::string locative = place(cues_.locative_relative, cues_.locative);
  return locative.empty() ? place(cues_.dative_relative, cues_.dative) : locative;
}

}  // namespace trama::extract
