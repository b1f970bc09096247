// Where clauses begin and end in a sentence, and what stands in one without being an argument of its verb.
#pragma once

#include <optional>
#include <string>

#include "core/extract/clause.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

// Arguments named `item` and the like are positions in items(). `out` holds the clauses made so far, from
// left to right. Sentence, analysis and cues must outlive it.
class ClauseBorders : protected SentenceItems {
 protected:
  ClauseBorders(const text::Sentence& sentence, const SentenceAnalysis& out, const ClauseCues& cues)
      : SentenceItems(sentence, out.chunks, cues.joints), out_(out), cues_(cues) {}

  // The clause of the verb at `item`, or kNoIndex.
  uint32_t clause_of_item(size_t item) const;

  // Where the relative clause of the finite verb at `item` begins, or nothing when it is none.
  std::optional<size_t> relative_start(size_t item) const;
  // Where a relative or reduced clause begins whose argument is the noun at `item`, if it ends before the
  // verb that looks for its subject: "AMD, which paid 4.9bn in March, is", "the firm that owns it fell".
  std::optional<size_t> interrupting_clause(size_t item, bool comma) const;
  // Where what the bracket or dash at `item` closes begins: "X (sales of 30m) bought", "X - a firm few had
  // heard of - bought". Of dashes only where the verb follows.
  std::optional<size_t> opening_of_aside(size_t item, bool before_verb) const;
  // "X, writes Y, has bought Z": the verb right behind a comma whose noun a comma follows.
  bool inverted_aside(size_t item) const;
  // "X, though small, has", "X, once a partner, has": a conjunction behind a comma and a noun.
  bool concedes(size_t item) const;

  // "X will lease A, rent B and share C", "X bought A, sold B and leased C": right behind a comma, a verb in
  // the form of the one before it, which is no relative's, or without form of its own behind a modal, with an
  // object or more to come. Gives the verb before.
  std::optional<size_t> coordinated_verb(size_t item) const;
  // "che X ha comprato e che monta Y": the second pronoun stands for what the first does; where that is.
  std::optional<size_t> coordinated_relative(size_t subordinator) const;
  // "the head of A and of B": the conjunction stands between groups of one preposition.
  bool joins_prepositions(size_t conjunction) const;
  bool joined_left(size_t item) const;
  // The noun at `first` with those coordinated before it, "A, B e C"; `first` becomes the first of them. Of
  // `ruled`, whose subject they are, those that the clause before ends with are none.
  Groups coordinated_left(size_t& first, const VerbGroup& ruled) const;
  // "X bought A and Y sold B", "X fell 3% and Y cut jobs": the bare noun at `member` belongs to a verb before
  // it, and the one behind the conjunction to `ruled` alone.
  bool closes_clause(size_t member, const VerbGroup& ruled) const;

  // The noun at `item` says when: "Monday".
  bool says_when(size_t item) const;
  // "Tra A e B è guerra": B belongs to the preposition.
  bool second_of_among(size_t item) const;
  // "X, owner of A and B, has", "il fornitore di A, B e C ha": the last name belongs to the preposition of
  // the first rather than to `ruled`, which a comma parts from it or whose number speaks against a list.
  // Gives the first.
  std::optional<size_t> governed_list(size_t item, const VerbGroup& ruled, bool comma) const;
  bool is_amount(uint32_t group) const;
  // The preposition of a relative pronoun, "sulla quale", "of which"; of a bare "cui" it is "a", of "dove"
  // "in". Empty where the pronoun has none.
  std::string relative_place(size_t relative) const;

  const SentenceAnalysis& out_;
  const ClauseCues& cues_;

 private:
  bool opens_relative(const NounGroup& group) const;
  bool is_capitalised_within(const NounGroup& group) const;
  bool names_follow(size_t item, const Groups& names) const;
};

}  // namespace trama::extract
