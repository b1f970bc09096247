// Bracketed token patterns: what the shapes cannot say, written as a sequence over the tokens of a sentence.
//   @subject [lemma=detenere & !tag=inf] [tag=det]* share=@percent ([lemma=di] | [lemma=of]) @object:Company
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/extract/chunk.h"
#include "core/text/document.h"

namespace trama::extract {

struct TokenConstraint {
  std::string key;  // "lemma", "surface" (both in lower case) or "tag"
  std::vector<std::string> values;
  bool negated = false;
};

struct PatternNode {
  enum class Kind : uint8_t { Token, Slot, Group };

  Kind kind = Kind::Token;
  std::vector<TokenConstraint> constraints;  // Token: all must hold; none: any token
  std::string slot;     // Slot: "subject", "object", "percent", "control" and "minority" (shape.h), "money"
  std::string capture;  // Slot: name of the property that keeps it, or empty
  bool nation_word = false;                            // Slot: only a demonym fits, "@demonym"
  std::vector<std::string> types;                      // Slot: entity types; empty: those of the relation
  std::vector<std::vector<PatternNode>> alternatives;  // Group
  uint32_t least = 1, most = 1;                        // repetitions, greedy
};

struct Pattern {
  std::vector<PatternNode> nodes;
  // A sentence that lacks all words of one of these has no match; from required_words().
  std::vector<std::vector<std::string>> required;
};

// Of each part of the sequence that names words and cannot be left out, the words that it may be.
std::vector<std::vector<std::string>> required_words(const std::vector<PatternNode>& nodes);

// The words of a sentence as patterns see them: surfaces and lemmas of all readings, in lower case.
class SentenceWords {
 public:
  explicit SentenceWords(const text::Sentence& sentence);
  bool has_required(const Pattern& pattern) const;

 private:
  std::unordered_set<std::string> words_;
};

struct PatternMatch {
  TokenRange tokens;                           // of the whole match
  std::map<std::string, TokenRange> slots;     // by slot name
  std::map<std::string, TokenRange> captures;  // by property
  TokenRange trigger;                          // the tokens that were matched by word, not by slot
};

// Answers where a slot may stand: the end of the token range that starts at `token`, or nothing.
using SlotMatcher = std::function<std::optional<uint32_t>(const PatternNode& node, uint32_t token)>;

// All matches by start token, at most one for each. Backtracking is bounded: a pattern that needs more than
// 10,000 steps at one token does not match there.
std::vector<PatternMatch> find_matches(const Pattern& pattern, const text::Sentence& sentence,
                                       const SlotMatcher& slots);

}  // namespace trama::extract
