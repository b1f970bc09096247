// The sentence as clause analysis walks it: noun groups, verb groups, and the words between them that divide
// or join.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/chunk.h"
#include "core/text/document.h"

namespace trama::extract {

using Groups = std::vector<uint32_t>;  // indices into Chunks::nouns

enum class ItemKind : uint8_t {
  Noun,
  Verb,
  Comma,         // also brackets and dashes: what sets off an apposition
  Strong,        // ; : … : no argument crosses it
  Conjunction,   // e, and, o, or
  Relative,      // che, cui, which, who
  Subordinator,  // se, perché, because; also che and that after a verb
  Other
};

struct Item {
  ItemKind kind = ItemKind::Other;
  uint32_t index = 0;  // of the noun or verb group
  TokenRange tokens;
};

// Words that join though the tagger has them as adverbs.
struct Joints {
  std::vector<std::string> additive;  // wherever they stand: "nonché"
  std::vector<std::string> sequel;    // behind a comma: "bought A, then B"
};

// Indices are positions in items(). The sentence and its chunks outlive this object.
class SentenceItems {
 public:
  SentenceItems(const text::Sentence& sentence, const Chunks& chunks, const Joints& joints);

  const std::vector<Item>& items() const { return items_; }
  size_t item_of_noun(uint32_t group) const { return item_of_noun_[group]; }
  const NounGroup& noun(size_t item) const { return chunks_.nouns[items_[item].index]; }
  const VerbGroup& verb(size_t item) const { return chunks_.verbs[items_[item].index]; }
  bool is(size_t item, ItemKind kind) const { return item < items_.size() && items_[item].kind == kind; }

  // A noun group without preposition that owns no other.
  bool bare_noun(size_t item) const;
  bool is_possessor(uint32_t group) const;

  bool is_name(uint32_t token) const;
  // "Alba Srl", whose last word is none.
  bool holds_name(const NounGroup& group) const {
    return is_name(group.head) || is_name(group.tokens.end - 1);
  }

  // The nearest item before (after) `item` that is no mere word, or nothing.
  std::optional<size_t> left_of(size_t item) const;
  std::optional<size_t> right_of(size_t item) const;
  // The verb before `item`, without crossing a strong mark.
  std::optional<size_t> previous_verb(size_t item) const;

  // The noun groups that a group may belong to: itself, what it is attached to ("di Eindhoven" -> "La
  // società"), …
  Groups chain(size_t item) const;
  // Does the noun at `item`, with what is attached to it, open a new clause as its subject?
  bool opens_clause(size_t item) const;
  // The noun groups coordinated with the one at `item`, itself first; `last` becomes the item of the last
  // one. "A, B e C" counts, "A, B" does not: that is an apposition.
  Groups coordinated(size_t item, size_t& last) const;

 protected:
  const text::Sentence& sentence_;
  const Chunks& chunks_;

 private:
  void join_sequels(const std::vector<std::string>& sequel);
  bool opens_others(size_t conjunction) const;
  std::optional<size_t> closed_relative(size_t comma) const;
  bool in_closed_relative(size_t item, size_t closing) const;
  bool unlike(size_t item, const std::vector<size_t>& members) const;
  bool apposed_list(size_t item, const std::vector<size_t>& members) const;
  bool names_complement(size_t item, size_t member) const;

  std::vector<Item> items_;
  std::vector<size_t> item_of_noun_;
};

}  // namespace trama::extract
