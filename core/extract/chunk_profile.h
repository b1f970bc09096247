// What chunking must know of a language's verbs and prepositions: the profile
// `languages/<language>/verbs.tsv`.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/knowledge/knowledge.h"

namespace trama::extract {

using Lemmas = std::set<std::string, std::less<>>;

// A verb or adjective that takes an infinitive into its verb group.
struct Governor {
  std::string lemma;
  std::string particle;  // "di", "to"; empty for a bare infinitive
  bool modal = false;    // the infinitive is not said to happen
};

struct VerbProfile {
  // Whether a lemma marks an infinitive, or closes with what does where the analyser joins it to a verb:
  // "agree to".
  bool marks_infinitive(std::string_view lemma) const {
    return infinitive_marker.contains(lemma) || closes_with_marker(lemma);
  }
  bool closes_with_marker(std::string_view lemma) const {
    const size_t blank = lemma.rfind(' ');
    return blank != lemma.npos && infinitive_marker.contains(lemma.substr(blank + 1));
  }

  Lemmas passive, perfect, progressive, copula, modal, negation, clitic, unaccusative, agent, future;
  Lemmas locative, limiting;
  Lemmas linking;            // ties a noun to what it is of: "di"
  Lemmas article;            // that is no clitic as well: "il", but not "la"
  Lemmas joining;            // makes a plural of two: "and", but not "or"
  Lemmas infinitive_marker;  // "to"
  Lemmas gerund_ending;      // "ing"
  Lemmas reflexive;          // a pronoun that makes a verb reflexive and that nothing else tells: "si"
  Lemmas moment;             // adverbs of time and place that a preposition may govern: "ieri", "now"
  Lemmas unit, scale;  // money that looks like a verb's form behind a number's last word: "3 billion won"
  bool head_first = false;  // adjectives and further nouns follow the head: "società americana leader"
  std::vector<Governor> governors, predicates;
  std::vector<std::vector<std::string>> prepositions;  // lower-case words; longest first
};

// Throws Error of kind Input where the file is missing or a row is malformed.
VerbProfile read_verb_profile(const knowledge::Files& files, std::string_view language);

}  // namespace trama::extract
