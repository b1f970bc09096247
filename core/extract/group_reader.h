// What the readers of noun groups and of verb groups share: a sentence's tokens with their mended parts of
// speech.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/chunk.h"
#include "core/extract/grammar.h"
#include "core/extract/part_of_speech.h"

namespace trama::extract {

// Refers to all its arguments; `parts` are parallel to `tokens`.
class GroupReader {
 public:
  GroupReader(const Grammar& grammar, const std::vector<text::Token>& tokens, const std::vector<Part>& parts)
      : grammar_(grammar), tokens_(tokens), parts_(parts), size_(static_cast<uint32_t>(tokens.size())) {}

 protected:
  Part part(uint32_t i) const { return i < size_ ? parts_[i] : Part::Mark; }

  bool opens_noun(uint32_t i) const {
    return part(i) == Part::Noun || part(i) == Part::Name || part(i) == Part::Adjective ||
           part(i) == Part::Number;
  }

  bool word_is(uint32_t i, std::string_view word) const {
    return i < size_ && (tokens_[i].lemma() == word || tokens_[i].lower == word);
  }

  const Grammar& grammar_;
  const std::vector<text::Token>& tokens_;
  const std::vector<Part>& parts_;
  const uint32_t size_;
};

// Noun groups: "la società cinese Deepseek", "the export controls".
class NounGroupReader : public GroupReader {
 public:
  using GroupReader::GroupReader;
  // The group that starts at a token, without the preposition and the owner before it; none where none does.
  std::optional<NounGroup> read(uint32_t begin) const;

 private:
  struct Words;
  uint32_t taken(uint32_t i, uint32_t begin, Words& words) const;
  void take_hyphen(uint32_t i, Words& words) const;
  bool takes_adjective(uint32_t i, Words& words) const;
  bool takes_noun(uint32_t i, Words& words) const;
  bool takes_verb(uint32_t i, uint32_t begin, Words& words) const;
  bool takes_mark(uint32_t i, uint32_t begin, const Words& words) const;
  uint32_t head_of(const Words& words, uint32_t begin) const;
  bool modifies(uint32_t i, uint32_t begin, bool has_head) const;
  bool participle_before_noun(uint32_t i) const;
  bool hyphenated(uint32_t i, uint32_t begin) const;
  bool noun_after_name(uint32_t i, uint32_t begin, uint32_t last_noun) const;
  bool noun_after_compound(uint32_t i, uint32_t begin) const;
  bool object_compound(uint32_t i, uint32_t begin) const;
  bool mistaken_for_verb(uint32_t i, uint32_t begin) const;
  bool percent_of_noun(uint32_t i) const;
  bool opens_amount(uint32_t i) const;
  bool noun_follows(uint32_t i) const;
  bool owned(uint32_t begin) const;
  void describe(NounGroup& group, uint32_t begin, bool demonstrative) const;
};

// Verb groups: "non sarebbe stata acquisita", "is set to buy".
class VerbGroupReader : public GroupReader {
 public:
  using GroupReader::GroupReader;
  // The group that starts at a token, none where none does.
  std::optional<VerbGroup> read(uint32_t begin) const;

 private:
  bool skippable(uint32_t i) const;
  uint32_t next_verb(uint32_t from) const;
  uint32_t governed(uint32_t after, const Governor& governor) const;
  uint32_t continuation(uint32_t at, std::string& modal) const;
  uint32_t after_predicate(uint32_t at, std::string& modal) const;
  bool agent_follows(uint32_t verb) const;
  bool limited(uint32_t negation) const;
  void describe(VerbGroup& group, uint32_t first, uint32_t previous) const;
  bool acts_on_itself(const VerbGroup& group, uint32_t first) const;
  const text::Reading& finite_reading(uint32_t verb) const;
  void inflect(VerbGroup& group, const text::Reading& reading) const;
};

}  // namespace trama::extract
