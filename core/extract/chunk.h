// Noun groups and verb groups: what lies between tokens and clauses. Made once a sentence by `chunk`, read by
// mention typing, resolution and the relation shapes alike.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/document.h"

namespace trama::extract {

struct VerbProfile;

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
  bool possessive = false;          // suo, its; or an English 's group (then `possessor` is set)
  uint32_t possessor = UINT32_MAX;  // index of the noun group that owns this one ("Nvidia's boss")
  Number number = Number::Unknown;
  Gender gender = Gender::Unknown;
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

// Cuts sentences into groups. What differs between languages comes from the profile
// `languages/<language>/verbs.tsv`:
//   passive, perfect, progressive  lemma      auxiliaries of those forms
//   copula, modal, negation, clitic lemma
//   limiting adverb                           takes a negation from the verb: "not only", "non solo"
//   unaccusative lemma                        its perfect with the passive auxiliary is active ("è arrivato")
//   governor lemma particle effect            takes an infinitive into its group: "sperare di"; effect
//                                             `modal` sets VerbGroup::modal, `aspect` does not
//   predicate adjective particle effect       the same after a copula: "essere pronto a", "be set to"
//   preposition words                         several words that act as one preposition: "da parte di"
//   locative preposition                      where a noun is before and a name behind it: "outside"
//   linking preposition                       ties a noun to what it is of: "di"
//   agent preposition                         of the passive: "da", "by"
//   article word                              that is no clitic as well: "il", but not "la"
//   joining conjunction                       makes a plural of two: "and", but not "or"
//   infinitive-marker word                    "to"
//   gerund-ending ending                      "ing"
//   reflexive pronoun                         that the analyser does not tell: "si"
//   moment adverb                             a preposition before it is its own: "da ieri", "until now"
//   unit word                                 money that is read as a verb behind a `scale` word: "2 billion
//                                             won"
//   future lemma                              auxiliary of the future, in its past of the conditional
//   order noun-adjective | adjective-noun     where modifiers stand in a noun group
// Immutable after construction; safe to use from many threads.
class Chunker {
 public:
  // Throws Error of kind Input where the profile is missing or malformed.
  Chunker(const knowledge::Files& files, std::string_view language);
  ~Chunker();
  Chunker(Chunker&&) noexcept;

  Chunks chunk(const text::Sentence& sentence) const;

 private:
  std::unique_ptr<const VerbProfile> profile_;
};

}  // namespace trama::extract
