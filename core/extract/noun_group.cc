// Reads noun groups off the parts of speech.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/extract/group_reader.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Reading;
using text::Token;

namespace {

// How far behind a name's first word a nickname in quotes may open.
constexpr uint32_t kNicknameReach = 8;

bool is_article(const Token& token) { return token.has("def") || token.has("ind"); }

Number number_of(const Reading* reading) {
  if (reading != nullptr && reading->has("sg")) return Number::Singular;
  if (reading != nullptr && reading->has("pl")) return Number::Plural;
  return Number::Unknown;
}

Gender gender_of(const Token& token) {
  if (token.has("m")) return Gender::Masculine;
  if (token.has("f")) return Gender::Feminine;
  return Gender::Unknown;
}

}  // namespace

// What was found of a group so far, as token indices; of several adjectives or nouns the one that may head
// it.
struct NounGroupReader::Words {
  uint32_t noun = kNoIndex, name = kNoIndex, adjective = kNoIndex, number = kNoIndex, determiner = kNoIndex;
  uint32_t describing = kNoIndex;  // a name that is half of an adjective
  uint32_t participle = kNoIndex;  // before the head: "the acquired firm"
  bool has_head() const { return noun != kNoIndex || name != kNoIndex; }
};

std::optional<NounGroup> NounGroupReader::read(uint32_t begin) const {
  Words words;
  uint32_t end = begin;
  if (parts_[begin] == Part::Pronoun)
    words.noun = end++;
  else
    while (end < size_)
      if (const uint32_t count = taken(end, begin, words); count > 0)
        end += count;
      else
        break;
  if (end == begin) return std::nullopt;
  while (end > begin && is_quote(tokens_[end - 1])) --end;
  const uint32_t head = head_of(words, begin);
  if (head == kNoIndex) return std::nullopt;
  NounGroup group;
  group.head = head;
  group.tokens = {begin, end};
  describe(group, begin, words.determiner != kNoIndex && tokens_[words.determiner].has("dem"));
  return group;
}

// How many tokens at `i` the group takes; 0 where it ends before.
uint32_t NounGroupReader::taken(uint32_t i, uint32_t begin, Words& words) const {
  if (hyphenated(i, begin)) {
    take_hyphen(i, words);
    return 2;
  }
  const bool year = words.number != kNoIndex && is_year(tokens_[words.number]);
  switch (parts_[i]) {
    case Part::Determiner:
      if (words.has_head() || words.number != kNoIndex || words.adjective != kNoIndex) return 0;
      words.determiner = i;
      return 1;
    case Part::Number:
      // "In 2019 Ada Bell founded", "nel 2020 due ricercatori": the year belongs to the preposition alone.
      if (words.has_head() || year) return 0;
      words.number = i;
      return 1;
    case Part::Adjective:
      return takes_adjective(i, words) ? 1 : 0;
    case Part::Noun:
      return takes_noun(i, words) ? 1 : 0;
    case Part::Name:
      if (!words.has_head() && year) return 0;
      if (words.name == kNoIndex || (words.noun != kNoIndex && words.noun > words.name)) words.name = i;
      return 1;
    case Part::Verb:
      return takes_verb(i, begin, words) ? 1 : 0;
    case Part::Adverb: {
      // "a rather small firm", "a wholly owned subsidiary"
      const bool degree = i > begin && parts_[i - 1] == Part::Determiner &&
                          (part(i + 1) == Part::Adjective || participle_before_noun(i + 1));
      return degree ? 1 : 0;
    }
    case Part::Mark:
      return takes_mark(i, begin, words) ? 1 : 0;
    default:
      return 0;
  }
}

void NounGroupReader::take_hyphen(uint32_t i, Words& words) const {
  // "the Arm-based chip": the second half describes, whatever it is, and a name before it too.
  if (words.name != kNoIndex && words.name + 1 == i && words.noun == kNoIndex &&
      !is_capitalised(tokens_[i + 1]))
    words.describing = std::exchange(words.name, kNoIndex);
  // "a wind-powered sailing robot"
  if (words.noun != kNoIndex && words.noun + 1 == i && !grammar_.head_first &&
      reading_with(tokens_[i + 1], "pp") && i + 3 < size_ && reading_with(tokens_[i + 2], "ger") &&
      opens_noun(i + 3))
    words.adjective = std::exchange(words.noun, kNoIndex);
}

// "Intel former president" does not occur, "Nvidia's Taiwanese rival" is two groups, "the Phoenix solar
// start-up" is one.
bool NounGroupReader::takes_adjective(uint32_t i, Words& words) const {
  const bool inside = words.name != kNoIndex && words.determiner != kNoIndex &&
                      is_article(tokens_[words.determiner]) && !grammar_.head_first && noun_follows(i);
  if (words.name != kNoIndex && words.noun == kNoIndex && !inside) return false;
  if (words.noun != kNoIndex && (!grammar_.head_first || words.name != kNoIndex)) return false;
  if (words.noun == kNoIndex) words.adjective = i;
  return true;
}

// In head-first languages a noun after a name opens a new group.
bool NounGroupReader::takes_noun(uint32_t i, Words& words) const {
  if (grammar_.head_first && words.name != kNoIndex) return false;
  if (words.noun == kNoIndex || !grammar_.head_first) words.noun = i;
  return true;
}

bool NounGroupReader::takes_verb(uint32_t i, uint32_t begin, Words& words) const {
  if (modifies(i, begin, words.has_head())) {
    if (!words.has_head() && words.participle == kNoIndex) words.participle = i;
    return true;
  }
  const bool noun = words.has_head() ? noun_after_name(i, begin, words.noun) || object_compound(i, begin)
                                     : mistaken_for_verb(i, begin) || noun_after_compound(i, begin);
  if (noun) words.noun = i;
  return noun;
}

bool NounGroupReader::takes_mark(uint32_t i, uint32_t begin, const Words& words) const {
  const bool amount =
      (words.number != kNoIndex && words.number + 1 == i && words.noun == kNoIndex && percent_of_noun(i)) ||
      (words.determiner != kNoIndex && !words.has_head() && opens_amount(i));
  if (amount) return true;
  if (!is_quote(tokens_[i])) return false;
  const bool opens = !words.has_head() && i > begin && opens_noun(i + 1);
  const bool nickname =
      words.name != kNoIndex && words.name + kNicknameReach > i && part(i + 1) == Part::Name;
  const bool closes_nickname =
      i >= 2 && parts_[i - 1] == Part::Name && is_quote(tokens_[i - 2]) && words.name < i - 2;
  return opens || (nickname && !grammar_.agent.empty()) || closes_nickname;
}

uint32_t NounGroupReader::head_of(const Words& words, uint32_t begin) const {
  if (words.noun != kNoIndex) return words.noun;
  if (words.name != kNoIndex) return words.name;
  if (words.describing != kNoIndex) return words.describing;
  // "la controllata bolognese" is no nation's
  if (words.adjective != kNoIndex && (words.determiner != kNoIndex || owned(begin)))
    return grammar_.head_first && words.participle < words.adjective ? words.participle : words.adjective;
  if (words.number != kNoIndex) return words.number;
  const bool demonstrative = words.determiner != kNoIndex && tokens_[words.determiner].has("dem");
  return demonstrative ? words.determiner : kNoIndex;
}

// A participle inside a noun group ("the acquired firm", "il cosiddetto mercato", "amministratore
// delegato"), or a verb reading that can only be a mistake for a noun, after an article.
bool NounGroupReader::modifies(uint32_t i, uint32_t begin, bool has_head) const {
  const Token& token = tokens_[i];
  bool participle = reading_with(token, "pp") || reading_with(token, "ger") || reading_with(token, "pprs");
  if (!has_head) {
    // "Broadcom's licensing terms"
    if (i == begin) return i > 0 && parts_[i - 1] == Part::Genitive && participle && opens_noun(i + 1);
    bool inside = parts_[i - 1] == Part::Determiner || parts_[i - 1] == Part::Adjective ||
                  parts_[i - 1] == Part::Adverb ||
                  (parts_[i - 1] == Part::Number && !is_year(tokens_[i - 1]));  // "which in 2021 bought X"
    // "a hosted fine-tuning service", "a wind-powered sailing robot"
    const bool second = !grammar_.head_first && reading_with(token, "ger") && i > begin + 1 &&
                        (parts_[i - 1] == Part::Verb || hyphenated(i - 2, begin));
    const bool first =
        !grammar_.head_first && i + 1 < size_ && reading_with(tokens_[i + 1], "ger") && opens_noun(i + 2);
    return (inside || second) && participle && (opens_noun(i + 1) || first);
  }
  if (!grammar_.head_first || !token.has("pp") || parts_[i - 1] != Part::Noun) return false;
  // "4 miliardi di parametri sviluppato": said of another noun.
  const Number own = number_of(token.chosen()), noun = number_of(tokens_[i - 1].chosen());
  if (own != Number::Unknown && noun != Number::Unknown && own != noun) return false;
  bool agent_follows = i + 1 < size_ && grammar_.agent.contains(tokens_[i + 1].lemma());
  // "concorrente diretta di": where no agent follows, "di" goes with an adjective.
  const bool of_follows = i + 1 < size_ && grammar_.linking.contains(tokens_[i + 1].lemma()) &&
                          reading_with(token, "adj") != nullptr;
  return !agent_follows && (of_follows || has_open_reading(token, "n") || has_open_reading(token, "adj"));
}

bool NounGroupReader::participle_before_noun(uint32_t i) const {
  return part(i) == Part::Verb && reading_with(tokens_[i], "pp") != nullptr && opens_noun(i + 1);
}

bool NounGroupReader::hyphenated(uint32_t i, uint32_t begin) const {
  return i > begin && i + 1 < size_ && tokens_[i].surface == "-" && !tokens_[i].space_before &&
         !tokens_[i + 1].space_before && tokens_[i + 1].kind == text::TokenKind::Word;
}

// "its Santa Clara base", "TSMC's N3P process", "the Neubiberg group said": after a determiner and a name,
// a form that is a noun as well and, as a verb, would not agree.
bool NounGroupReader::noun_after_name(uint32_t i, uint32_t begin, uint32_t last_noun) const {
  bool after_name =
      parts_[i - 1] == Part::Name || (parts_[i - 1] == Part::Noun && is_capitalised(tokens_[i - 1]));
  const bool determined = parts_[begin] == Part::Determiner || owned(begin);
  if (grammar_.head_first || !determined || tokens_[i].has("vbmod")) return false;
  const Reading* verb = tokens_[i].chosen();
  const bool base_form = verb->has("inf") || verb->has("imp") || (verb->has("pres") && !verb->has("p3"));
  // "a mixture-of-experts model", "a design house": one thing does not "model" nor "house".
  if (tokens_[begin].has("ind") && base_form && last_noun + 1 == i && reading_with(tokens_[i], "n") &&
      !reading_with(tokens_[i], "past"))
    return true;
  if (!after_name) return false;
  const Reading* noun = reading_with(tokens_[i], "n");
  return noun != nullptr && (base_form || part(i + 1) == Part::Verb);
}

// "a 40-person design house": what a compound describes is the noun behind it.
bool NounGroupReader::noun_after_compound(uint32_t i, uint32_t begin) const {
  if (grammar_.head_first || i < begin + 4 || !tokens_[begin].has("ind") || !hyphenated(i - 2, begin))
    return false;
  const Reading* verb = tokens_[i].chosen();
  return (verb->has("inf") || verb->has("imp")) && reading_with(tokens_[i], "n") != nullptr;
}

// "tightened export controls on", "under export controls": a second verb cannot follow so soon.
bool NounGroupReader::object_compound(uint32_t i, uint32_t begin) const {
  if (grammar_.head_first || begin == 0 || parts_[i - 1] != Part::Noun || !reading_with(tokens_[i], "n"))
    return false;
  if (parts_[begin - 1] != Part::Verb && parts_[begin - 1] != Part::Preposition) return false;
  Part next = part(i + 1);
  return next == Part::Preposition || next == Part::Mark || next == Part::Comma || next == Part::Coordinator;
}

bool NounGroupReader::mistaken_for_verb(uint32_t i, uint32_t begin) const {
  if (i == begin || parts_[i - 1] != Part::Determiner || opens_noun(i + 1)) return false;
  // "la sua controllata"
  return is_article(tokens_[i - 1]) || (tokens_[i - 1].has("pos") && tokens_[i].has("pp"));
}

// "25% tariffs"
bool NounGroupReader::percent_of_noun(uint32_t i) const {
  return !grammar_.head_first && tokens_[i].surface == "%" && opens_noun(i + 1);
}

// "a $40m contract"
bool NounGroupReader::opens_amount(uint32_t i) const {
  return !grammar_.head_first && is_currency_sign(tokens_[i]) && part(i + 1) == Part::Number;
}

// Whether the adjectives at `i` lead to a noun.
bool NounGroupReader::noun_follows(uint32_t i) const {
  while (part(i) == Part::Adjective) ++i;
  return part(i) == Part::Noun;
}

// "Intel's flagship"
bool NounGroupReader::owned(uint32_t begin) const { return begin > 0 && parts_[begin - 1] == Part::Genitive; }

void NounGroupReader::describe(NounGroup& group, uint32_t begin, bool demonstrative) const {
  group.demonstrative =
      demonstrative || (parts_[group.head] == Part::Pronoun && tokens_[group.head].has("dem"));
  const Token& head = tokens_[group.head];
  group.number = number_of(parts_[group.head] == Part::Noun ? noun_reading(head) : head.chosen());
  group.gender = gender_of(head);
  for (uint32_t i = begin; i < group.tokens.end && parts_[i] == Part::Determiner; ++i) {
    const Token& token = tokens_[i];
    group.possessive = group.possessive || token.has("pos");
    group.definite = group.definite || token.has("def") || token.has("dem") || token.has("pos");
    if (group.number == Number::Unknown) group.number = number_of(token.chosen());
    if (group.gender == Gender::Unknown) group.gender = gender_of(token);
  }
}

}  // namespace trama::extract
