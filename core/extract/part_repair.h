// Parts of speech of a sentence's tokens, mended where their neighbours know better than the tagger.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/extract/grammar.h"
#include "core/extract/part_of_speech.h"
#include "core/text/document.h"

namespace trama::extract {

// Parallel to the sentence's tokens.
std::vector<Part> mended_parts(const text::Sentence& sentence, const Grammar& grammar);

// One pass over the sentence for each mistake, in an order that `run` fixes: a pass may rely on those before
// it.
class PartRepair {
 public:
  PartRepair(const text::Sentence& sentence, const Grammar& grammar)
      : grammar_(grammar), tokens_(sentence.tokens), size_(static_cast<uint32_t>(sentence.tokens.size())) {}

  std::vector<Part> run();

 private:
  // Italian
  void mend_articles();
  void mend_persons();
  void mend_predicates();
  // English: nouns and verbs
  void mend_before_pronouns();
  void mend_adverbs();
  void mend_plurals();
  void mend_before_numbers();
  static bool has_present_plural(const text::Token& token, bool any);
  bool is_plural_subject(uint32_t end, bool certain) const;
  bool opens_with_determiner(uint32_t noun) const;
  bool has_finite_verb(uint32_t token) const;
  bool only_a_noun_fits(uint32_t i) const;
  void mend_infinitives();
  void mend_agreement();
  static bool may_be_plural_or_third(const text::Token& token);
  void free_infinitives();
  void mend_versions();
  void mend_gerunds();
  void mend_participles();
  // English: other words
  void mend_units();
  void mend_relatives();
  void mend_modifiers();
  void mend_prepositions();
  void mend_compounds();
  void mend_lone_adjectives();
  void mend_genitives();

  bool is_gerund_form(std::string_view lower) const;
  bool opens_noun(uint32_t i) const;
  bool takes_bare_infinitive(const text::Token& token) const;

  const Grammar& grammar_;
  const std::vector<text::Token>& tokens_;
  const uint32_t size_;
  std::vector<Part> parts_;
};

}  // namespace trama::extract
