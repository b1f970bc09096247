// English prepositions, determiners, genitives and adjectives that the tagger took for something else.
#include <algorithm>

#include "core/extract/part_repair.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Reading;
using text::Token;

namespace {

// Of a verb's: "co-", "re-", "pre-", "de-".
constexpr size_t kLongestPrefix = 3;

}  // namespace

// "2.1 trillion won ($1.5 billion)", but "3 million won the lottery"
void PartRepair::mend_units() {
  for (uint32_t i = 1; i < size_; ++i)
    if (parts_[i] == Part::Verb && grammar_.scale.contains(tokens_[i - 1].lower) &&
        grammar_.unit.contains(tokens_[i].lower) && !opens_noun(i + 1) &&
        (i + 1 == size_ || parts_[i + 1] != Part::Determiner))
      parts_[i] = Part::Noun;
}

// "sales that beat expectations": no demonstrative stands right behind a noun and before what may be a
// verb.
void PartRepair::mend_relatives() {
  // "It was Norda that sued Velt"
  for (uint32_t i = 1; i + 1 < size_; ++i)
    if (parts_[i] == Part::Pronoun && parts_[i - 1] == Part::Name && parts_[i + 1] == Part::Verb &&
        reading_with(tokens_[i], "rel"))
      parts_[i] = Part::Relative;
  for (uint32_t i = 1; i + 2 < size_; ++i) {
    if (parts_[i] != Part::Determiner || !reading_with(tokens_[i], "rel")) continue;
    if (parts_[i - 1] != Part::Noun || !tokens_[i].has("dem")) continue;
    const Reading* verb = finite_verb(tokens_[i + 1]);
    const Part behind = parts_[i + 2];
    const bool continues = behind == Part::Determiner || behind == Part::Name || behind == Part::Noun ||
                           behind == Part::Adjective || behind == Part::Number || behind == Part::Preposition;
    if (verb == nullptr || !continues) continue;
    parts_[i] = Part::Relative;
    parts_[i + 1] = Part::Verb;
  }
}

// "little-known Norda", "both Norda and Velt": before a name a compound participle says what it is like,
// and a conjunction that joins nothing is a determiner.
void PartRepair::mend_modifiers() {
  for (uint32_t i = 0; i + 1 < size_; ++i) {
    const bool named = parts_[i + 1] == Part::Determiner || is_capitalised(tokens_[i + 1]);
    if (parts_[i] == Part::Coordinator && named && i > 0 && parts_[i - 1] == Part::Verb &&
        reading_with(tokens_[i], "det"))
      parts_[i] = Part::Determiner;
    if (parts_[i + 1] != Part::Name) continue;
    const bool compound = parts_[i] == Part::Verb && tokens_[i].surface.find('-') != std::string::npos;
    // "from Norda, state-backed Velt and Brill", where "co-founded Velt" tells of a deed
    const bool listed = i > 1 && (parts_[i - 1] == Part::Comma || parts_[i - 1] == Part::Coordinator) &&
                        tokens_[i].surface.find('-') > kLongestPrefix;
    const bool opens = i == 0 || parts_[i - 1] == Part::Preposition || parts_[i - 1] == Part::Determiner ||
                       (parts_[i - 1] == Part::Verb && tokens_[i - 1].has("vblex")) || listed;
    if (compound && opens && reading_with(tokens_[i], "pp")) parts_[i] = Part::Adjective;
    const bool joins =
        i > 0 && (parts_[i - 1] == Part::Name || parts_[i - 1] == Part::Noun || parts_[i - 1] == Part::Comma);
    if (parts_[i] == Part::Coordinator && !joins && reading_with(tokens_[i], "det"))
      parts_[i] = Part::Determiner;
  }
}

// "a data centre outside Kelvarna", "started Norda in a garage": what may be a preposition is no adverb
// between two nouns.
void PartRepair::mend_prepositions() {
  for (uint32_t i = 1; i + 1 < size_; ++i) {
    const Part before = parts_[i - 1], behind = parts_[i + 1];
    const bool after_noun = before == Part::Noun || before == Part::Name;
    // "controls on equipment", "a report on consumer prices"
    const bool bare =
        after_noun && (behind == Part::Noun || behind == Part::Adjective) && tokens_[i].has("adv");
    const bool before_noun = behind == Part::Name || behind == Part::Determiner || bare;
    const bool free = parts_[i] == Part::Adverb || grammar_.locative.contains(tokens_[i].lower);
    if (free && reading_with(tokens_[i], "pr") && before_noun &&
        (after_noun || (before == Part::Adjective && behind == Part::Name)))
      parts_[i] = Part::Preposition;
  }
  // "a drop of 14 percent in orders", "$20 million in grants": what an amount is of.
  for (uint32_t i = 2; i + 1 < size_; ++i) {
    const bool amount = parts_[i - 1] == Part::Number || tokens_[i - 1].surface == "%" ||
                        (parts_[i - 1] == Part::Noun && parts_[i - 2] == Part::Number);
    const bool base = tokens_[i + 1].has("pres") || tokens_[i + 1].has("inf");
    if (!amount || !reading_with(tokens_[i], "pr") || grammar_.marks_infinitive(tokens_[i].lemma()) ||
        (parts_[i] != Part::Adverb && parts_[i] != Part::Preposition && parts_[i] != Part::Subordinator) ||
        parts_[i + 1] != Part::Verb || !base || !reading_with(tokens_[i + 1], "n"))
      continue;
    parts_[i] = Part::Preposition;
    parts_[i + 1] = Part::Noun;
  }
  // "a $30 million round in June", "the round, led by Alba": nothing is there that it could govern.
  for (uint32_t i = 1; i < size_; ++i) {
    if (parts_[i] != Part::Preposition || !reading_with(tokens_[i], "n")) continue;
    const Part before = parts_[i - 1], behind = i + 1 < size_ ? parts_[i + 1] : Part::Mark;
    const bool nominal = before == Part::Number || before == Part::Noun || before == Part::Adjective ||
                         before == Part::Determiner;
    if (nominal && (behind == Part::Preposition || behind == Part::Comma || behind == Part::Mark ||
                    behind == Part::Verb || behind == Part::Relative))
      parts_[i] = Part::Noun;
  }
}

// "Chief executive Ada Bell": a sentence's first word that is read as a surname, and an adjective that is
// also a noun after a noun.
void PartRepair::mend_compounds() {
  for (uint32_t i = 0; i + 1 < size_; ++i) {
    if (parts_[i + 1] != Part::Adjective || !has_open_reading(tokens_[i + 1], "n")) continue;
    // "Tesla veteran Mateo Jaramillo", "the German firm Codasip"
    if (parts_[i] == Part::Name && i + 2 < size_ && parts_[i + 2] == Part::Name) parts_[i + 1] = Part::Noun;
    bool surname = i == 0 && parts_[i] == Part::Name && has_open_reading(tokens_[i], "n");
    if (parts_[i] == Part::Noun || surname) parts_[i] = parts_[i + 1] = Part::Noun;
  }
}

// "the boss of Scalar": an adjective with a capital of its own that stands alone behind a preposition.
// Those of nations have one in the dictionary too.
void PartRepair::mend_lone_adjectives() {
  for (uint32_t i = 1; i < size_; ++i) {
    const bool listed = i > 1 && parts_[i - 1] == Part::Coordinator && parts_[i - 2] == Part::Name;
    if (parts_[i] != Part::Adjective || (parts_[i - 1] != Part::Preposition && !listed) ||
        !is_capitalised(tokens_[i]) || opens_noun(i + 1) || (i + 1 < size_ && is_capitalised(tokens_[i + 1])))
      continue;
    const text::Reading* adjective = reading_with(tokens_[i], "adj");
    const bool own = adjective != nullptr && adjective->lemma != tokens_[i].surface;
    if (own && reading_with(tokens_[i], "np") != nullptr) parts_[i] = Part::Name;
  }
}

// "Albatec's chairman resigned": after a name and before a noun without determiner 's is no verb.
void PartRepair::mend_genitives() {
  for (uint32_t i = 1; i + 1 < size_; ++i) {
    // "Cerebras' chief executive"
    if (parts_[i] == Part::Mark && reading_with(tokens_[i], "gen") && !tokens_[i].space_before &&
        tokens_[i + 1].space_before && tokens_[i - 1].surface.ends_with('s') && opens_noun(i + 1))
      parts_[i] = Part::Genitive;
    if (parts_[i] != Part::Verb || !reading_with(tokens_[i], "gen")) continue;
    if (parts_[i - 1] != Part::Name && parts_[i - 1] != Part::Noun) continue;
    // "Norda's bid to buy Velt"
    if (i + 3 < size_ && parts_[i + 1] == Part::Verb && reading_with(tokens_[i + 1], "n") &&
        grammar_.infinitive_marker.contains(tokens_[i + 2].lemma()) && reading_with(tokens_[i + 3], "inf"))
      parts_[i + 1] = Part::Noun;
    uint32_t next = i + 1;
    while (next + 1 < size_ && (parts_[next] == Part::Adjective || parts_[next] == Part::Number)) ++next;
    if (parts_[next] == Part::Noun || parts_[next] == Part::Name) parts_[i] = Part::Genitive;
  }
}

}  // namespace trama::extract
