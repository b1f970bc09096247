#include "core/extract/sentence_items.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// `last`: nothing but punctuation follows.
ItemKind kind_of_word(const text::Token& token, bool last, const std::vector<Item>& before,
                      const Chunks& chunks, const Joints& joints) {
  if (token.kind == text::TokenKind::Punctuation) {
    const std::string& s = token.surface;
    if (s == "," || s == "(" || s == ")" || s == "–" || s == "—" || s == "-" || s == "[" || s == "]")
      return ItemKind::Comma;
    // A full stop within a sentence belongs to an abbreviation: "Lumenor Inc. posted".
    if (s == ".") return last ? ItemKind::Strong : ItemKind::Other;
    if (s == ";" || s == ":" || s == "…" || s == "!" || s == "?") return ItemKind::Strong;
    if (s == "&") return ItemKind::Conjunction;
    return ItemKind::Other;
  }
  if (token.has("cnjcoo") || contains(joints.additive, token.lower)) return ItemKind::Conjunction;
  // The tagger confuses relative pronoun, question word and conjunction; what stands before decides.
  size_t end = before.size();
  while (end > 0 && before[end - 1].kind == ItemKind::Other) --end;
  const bool after_noun =
      end > 0 && (before[end - 1].kind == ItemKind::Noun || before[end - 1].kind == ItemKind::Comma);
  // "chip sofisticati che ...": what a participle says of a noun leaves the pronoun behind it the noun's.
  const bool after_attribute = end > 1 && before[end - 1].kind == ItemKind::Verb &&
                               chunks.verbs[before[end - 1].index].mood == Mood::Participle &&
                               before[end - 2].kind == ItemKind::Noun && token.has("rel");
  const bool after_preposition = !before.empty() && before.back().kind == ItemKind::Other;
  if (has_reading(token, "rel") || (token.has("itg") && after_noun)) {
    const bool only_relative = !has_reading(token, "cnjsub");
    if (after_noun || after_attribute || (only_relative && after_preposition)) return ItemKind::Relative;
    return ItemKind::Subordinator;
  }
  if (token.has("cnjsub") || token.has("cnjadv")) return ItemKind::Subordinator;
  return ItemKind::Other;
}

}  // namespace

SentenceItems::SentenceItems(const text::Sentence& sentence, const Chunks& chunks, const Joints& joints)
    : sentence_(sentence), chunks_(chunks) {
  size_t noun = 0, verb = 0;
  uint32_t token = 0;
  const uint32_t size = static_cast<uint32_t>(sentence.tokens.size());
  uint32_t closing = size;  // where its last punctuation begins
  while (closing > 0 && sentence.tokens[closing - 1].kind == text::TokenKind::Punctuation) --closing;
  ++closing;
  while (token < size) {
    while (noun < chunks.nouns.size() && chunks.nouns[noun].tokens.begin < token) ++noun;
    while (verb < chunks.verbs.size() && chunks.verbs[verb].tokens.begin < token) ++verb;
    if (noun < chunks.nouns.size() && chunks.nouns[noun].tokens.begin == token &&
        chunks.nouns[noun].tokens.size() > 0) {
      items_.push_back({ItemKind::Noun, static_cast<uint32_t>(noun), chunks.nouns[noun].tokens});
      token = chunks.nouns[noun++].tokens.end;
    } else if (verb < chunks.verbs.size() && chunks.verbs[verb].tokens.begin == token &&
               chunks.verbs[verb].tokens.size() > 0) {
      items_.push_back({ItemKind::Verb, static_cast<uint32_t>(verb), chunks.verbs[verb].tokens});
      token = chunks.verbs[verb++].tokens.end;
    } else {
      const bool governs = noun < chunks.nouns.size() && chunks.nouns[noun].tokens.begin == token + 1 &&
                           chunks.nouns[noun].preposition == sentence.tokens[token].lemma();
      // "A and B both buy"
      const bool floats = verb < chunks.verbs.size() && chunks.verbs[verb].tokens.begin == token + 1 &&
                          !items_.empty() && items_.back().kind == ItemKind::Noun &&
                          is_floating_pair(sentence.tokens[token]);
      const ItemKind kind = governs || floats ? ItemKind::Other
                                              : kind_of_word(sentence.tokens[token], token + 1 >= closing,
                                                             items_, chunks, joints);
      items_.push_back({kind, 0, {token, token + 1}});
      ++token;
    }
  }
  join_sequels(joints.sequel);
  item_of_noun_.assign(chunks.nouns.size(), 0);
  for (size_t i = 0; i < items_.size(); ++i)
    if (items_[i].kind == ItemKind::Noun) item_of_noun_[items_[i].index] = i;
}

// "bought A, then B", "opened a lab, then bought B"; but "Velt, then a startup", "Velt, then owned by A".
void SentenceItems::join_sequels(const std::vector<std::string>& sequel) {
  for (size_t i = 1; i + 1 < items_.size(); ++i) {
    if (!(is(i, ItemKind::Other) || is(i, ItemKind::Subordinator)) || !is(i - 1, ItemKind::Comma)) continue;
    if (!contains(sequel, sentence_.tokens[items_[i].tokens.begin].lower)) continue;
    const bool named = is(i + 1, ItemKind::Noun) && is_name(noun(i + 1).head);
    if (named || (is(i + 1, ItemKind::Verb) && is_finite(verb(i + 1))))
      items_[i].kind = ItemKind::Conjunction;
  }
}

bool SentenceItems::bare_noun(size_t item) const {
  return is(item, ItemKind::Noun) && noun(item).preposition.empty() && !is_possessor(items_[item].index);
}

bool SentenceItems::is_possessor(uint32_t group) const {
  return group + 1 < chunks_.nouns.size() && chunks_.nouns[group + 1].possessor == group;
}

std::optional<size_t> SentenceItems::left_of(size_t item) const {
  while (item > 0)
    if (items_[--item].kind != ItemKind::Other) return item;
  return std::nullopt;
}

std::optional<size_t> SentenceItems::right_of(size_t item) const {
  while (++item < items_.size())
    if (items_[item].kind != ItemKind::Other) return item;
  return std::nullopt;
}

std::optional<size_t> SentenceItems::previous_verb(size_t item) const {
  while (item > 0) {
    --item;
    if (is(item, ItemKind::Verb)) return item;
    if (is(item, ItemKind::Strong)) return std::nullopt;
  }
  return std::nullopt;
}

Groups SentenceItems::chain(size_t item) const {
  Groups groups{items_[item].index};
  while (!noun(item).preposition.empty()) {
    const auto left = left_of(item);
    if (!left || !is(*left, ItemKind::Noun)) break;
    item = *left;
    groups.push_back(items_[item].index);
  }
  return groups;
}

bool SentenceItems::opens_clause(size_t item) const {
  auto next = right_of(item);
  while (next && is(*next, ItemKind::Noun) && !noun(*next).preposition.empty()) next = right_of(*next);
  return next && is(*next, ItemKind::Verb) && is_finite(verb(*next));
}

// "con due soci di studio, A e B": the names behind the comma are those of the noun, no members of its list.
bool SentenceItems::names_complement(size_t item, size_t member) const {
  const NounGroup& first = noun(item);
  if (first.preposition.empty() || is_name(first.head) || !is_name(noun(member).head)) return false;
  return first.number == Number::Plural || first.tokens.size() == 1;
}

bool SentenceItems::is_name(uint32_t token) const {
  const text::Token& t = sentence_.tokens[token];
  return t.kind == text::TokenKind::Name || t.unknown || t.has("np");
}

// "I rivali di X, A e B, crescono": names between commas are those of the plural, no members of its
// complement. "By two engineers from Leeds, A and B": nor are those that are no places.
bool SentenceItems::apposed_list(size_t item, const std::vector<size_t>& members) const {
  const auto whole = left_of(item), closing = right_of(members.back());
  if (noun(item).preposition.empty() || !whole || !is(*whole, ItemKind::Noun) || members.size() < 2)
    return false;
  const NounGroup& plural = noun(*whole);
  const bool set_off = closing && is(*closing, ItemKind::Comma) && plural.definite;
  return (set_off || unlike(item, members)) && plural.number == Number::Plural && !is_name(plural.head) &&
         std::all_of(members.begin(), members.end(), [&](size_t member) {
           const NounGroup& name = noun(member);
           return name.preposition.empty() && (is_name(name.head) || is_name(name.tokens.begin));
         });
}

// Is the name at `item` a place's and none of the members', or are they all people's and it is not?
bool SentenceItems::unlike(size_t item, const std::vector<size_t>& members) const {
  const auto tagged = [&](const char* tag) {
    return [this, tag](size_t member) {
      const TokenRange& tokens = noun(member).tokens;
      return std::any_of(sentence_.tokens.begin() + tokens.begin, sentence_.tokens.begin() + tokens.end,
                         [&](const text::Token& token) { return token.has(tag); });
    };
  };
  return (tagged("top")(item) && std::none_of(members.begin(), members.end(), tagged("top"))) ||
         (!tagged("ant")(item) && std::all_of(members.begin(), members.end(), tagged("ant")));
}

// Does an indefinite word that is no noun's stand behind the conjunction: "e altri", "and others"?
bool SentenceItems::opens_others(size_t conjunction) const {
  return is(conjunction + 1, ItemKind::Other) &&
         sentence_.tokens[items_[conjunction + 1].tokens.begin].has("ind");
}

// The comma that closes the relative clause which the one at `comma` opens, where a conjunction and a name
// follow that is no subject: "A, which makes lamps, and B".
std::optional<size_t> SentenceItems::closed_relative(size_t comma) const {
  const auto pronoun = is(comma, ItemKind::Comma) ? right_of(comma) : std::nullopt;
  if (!pronoun || !is(*pronoun, ItemKind::Relative)) return std::nullopt;
  size_t verbs = 0;
  for (size_t at = *pronoun + 1; at < items_.size(); ++at) {
    if (is(at, ItemKind::Verb) && ++verbs > 1) return std::nullopt;
    if (is(at, ItemKind::Strong) || is(at, ItemKind::Conjunction)) return std::nullopt;
    if (!is(at, ItemKind::Comma)) continue;
    const auto joint = right_of(at);
    const auto member = joint && is(*joint, ItemKind::Conjunction) ? right_of(*joint) : std::nullopt;
    const bool named = member && bare_noun(*member) && holds_name(noun(*member));
    return verbs == 1 && named && !opens_clause(*member) ? std::optional(at) : std::nullopt;
  }
  return std::nullopt;
}

// Whether the comma at `closing` closes the relative clause that holds the item, and a list goes on behind.
bool SentenceItems::in_closed_relative(size_t item, size_t closing) const {
  for (size_t at = item; at > 1; --at) {
    if (is(at, ItemKind::Relative)) {
      const auto comma = left_of(at);
      const auto before = comma ? left_of(*comma) : std::nullopt;
      return before && is(*before, ItemKind::Noun) && closed_relative(*comma) == closing;
    }
    if (is(at, ItemKind::Comma) || is(at, ItemKind::Strong)) return false;
  }
  return false;
}

Groups SentenceItems::coordinated(size_t item, size_t& last) const {
  Groups groups{items_[item].index};
  const std::string& preposition = noun(item).preposition;
  last = item;
  std::vector<size_t> pending;  // after commas: kept only if a conjunction closes the list
  size_t at = item;
  for (;;) {
    auto next = right_of(at);
    bool attached = false;  // prepositional groups between the members
    while (next && is(*next, ItemKind::Noun) && !noun(*next).preposition.empty() &&
           noun(*next).preposition != preposition) {
      attached = true;
      next = right_of(*next);
    }
    // "bought A, which makes lamps, and B"
    if (const auto closing = next && !attached ? closed_relative(*next) : std::nullopt) next = closing;
    if (!next || !(is(*next, ItemKind::Comma) || is(*next, ItemKind::Conjunction))) break;
    bool conjunction = is(*next, ItemKind::Conjunction), set_off = false;
    auto member = right_of(*next);
    if (!conjunction && member && is(*member, ItemKind::Conjunction)) {
      conjunction = set_off = true;
      // "by A, the founder of B, and C": the comma closes what hangs on the apposition.
      if (!pending.empty()) attached = false;
      // "whose chip is made by A, and B": the comma closes what hangs on A.
      const auto behind = right_of(*member);
      if (!preposition.empty() && pending.empty() && behind && bare_noun(*behind)) break;
      if (pending.empty() && in_closed_relative(item, *next)) break;
      member = right_of(*member);
    }
    // "by A and B's C": the second member is C.
    while (member && is(*member, ItemKind::Noun) && is_possessor(items_[*member].index))
      member = right_of(*member);
    // "A, B e altri": the list goes on without names.
    if (conjunction && !pending.empty() && opens_others(*next)) {
      for (const size_t p : pending) groups.push_back(items_[p].index);
      last = pending.back();
      break;
    }
    if (!member || !is(*member, ItemKind::Noun)) break;
    if (!noun(*member).preposition.empty() && noun(*member).preposition != preposition) break;
    // "da A con B e C": C goes with B, unless both members are built alike ("tra il capo di A e il capo di
    // B").
    const bool alike = noun(item).definite && noun(*member).definite;
    if (attached && !preposition.empty() && noun(*member).preposition.empty() && !alike) break;
    if (!conjunction && pending.empty() && names_complement(item, *member)) break;
    // "bought its stock from A and B": a name goes with a name.
    if (attached && pending.empty() && noun(*member).preposition.empty() && is_name(noun(*member).head) &&
        !is_name(noun(item).head)) {
      const auto inner = left_of(*next);
      if (inner && is(*inner, ItemKind::Noun) && is_name(noun(*inner).head)) break;
    }
    pending.push_back(*member);
    at = *member;
    if (!conjunction) continue;
    if (opens_clause(*member) && previous_verb(item)) break;
    // "di un fisico di Cuneo, X, e di Y": where the last member is set off with its preposition, all have
    // theirs.
    if (set_off && !preposition.empty() && !noun(*member).preposition.empty() &&
        std::any_of(pending.begin(), pending.end(), [&](size_t p) { return noun(p).preposition.empty(); }))
      break;
    if (apposed_list(item, pending)) break;
    for (const size_t p : pending) groups.push_back(items_[p].index);
    last = *member;
    pending.clear();
  }
  return groups;
}

}  // namespace trama::extract
