// Noun groups and verb groups: what lies between tokens and clauses. Made once a sentence by `chunk`, read by
// mention typing, resolution and the relation shapes alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/grammar.h"
#include "core/knowledge/knowledge.h"
#include "core/text/document.h"

namespace trama::extract {

// No token, group, verb or clause of a sentence.
inline constexpr uint32_t kNoIndex = UINT32_MAX;

// A half-open range of token indices within one sentence.
struct TokenRange {
  uint32_t begin = 0, end = 0;
  uint32_t size() const { return end - begin; }
  bool contains(uint32_t token) const { return begin <= token && token < end; }
  auto operator<=>(const TokenRange&) const = default;
};

enum class Number : uint8_t { Unknown, Singular, Plural };
enum class Gender : uint8_t { Unknown, Masculine, Feminine };

// A base noun phrase: determiner, modifiers, head, names in apposition without comma ("la società cinese
// Deepseek"). Prepositional attachments are groups of their own.
struct NounGroup {
  TokenRange tokens;
  uint32_t head = 0;  // token index: the common noun where there is one, else the name
  std::string
      preposition;  // lemma of the preposition that governs it ("di", "of", "da parte di"), empty without
  bool definite = false;  // the, il, this, questo, a possessive
  bool demonstrative = false;
  bool possessive = false;        // suo, its; or an English 's group (then `possessor` is set)
  uint32_t possessor = kNoIndex;  // index of the noun group that owns this one ("Nvidia's boss")
  Number number = Number::Unknown;
  Gender gender = Gender::Unknown;

  // By somebody: "its boss", "Nvidia's boss".
  bool is_owned() const { return possessive || possessor != kNoIndex; }
};

enum class Voice : uint8_t { Active, Passive, Reflexive };
enum class Mood : uint8_t {
  Indicative,
  Conditional,
  Subjunctive,
  Imperative,
  Infinitive,
  Gerund,
  Participle
};
enum class Tense : uint8_t { Present, Past, Future };

// A finite or non-finite verb with its auxiliaries, clitics and negation: "non sarebbe stata acquisita".
struct VerbGroup {
  TokenRange tokens;
  uint32_t head = 0;  // the content verb's token
  std::string lemma;  // of the head
  Voice voice = Voice::Active;
  Mood mood = Mood::Indicative;
  Tense tense = Tense::Present;
  bool negated = false;
  std::string modal;    // lemma of a governing modal or semi-auxiliary: "potere", "may", "essere pronto a";
                        // empty without
  bool copula = false;  // essere, diventare, be, become with a nominal predicate
  Number number = Number::Unknown;
  uint8_t person = 0;  // 1 to 3, 0 unknown
};

// Both are known, and differ.
bool disagrees(Number a, Number b);

// Neither infinitive nor gerund nor participle.
bool is_finite(const VerbGroup& verb);

struct Chunks {
  std::vector<NounGroup> nouns;  // ascending, disjoint
  std::vector<VerbGroup> verbs;  // ascending, disjoint
};

// Cuts sentences into groups; what differs between languages comes from their grammar.
// Immutable after construction; safe to use from many threads.
class Chunker {
 public:
  // Throws Error of kind Input where a table of the grammar is missing or malformed.
  Chunker(const knowledge::Files& files, std::string_view language)
      : grammar_(read_grammar(files, language)) {}

  Chunks chunk(const text::Sentence& sentence) const;
  const Grammar& grammar() const { return grammar_; }

 private:
  Grammar grammar_;
};

}  // namespace trama::extract
