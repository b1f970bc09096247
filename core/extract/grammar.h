// The function words of a language by what they do, and its verbs by how they form their groups: the tables
// `languages/<language>/grammar.tsv` and `verbs.tsv`, read as one. A row is
//   kind  word|word|...
// in lower case, of lemmas where words are inflected; words of several tokens that are read as one stand with
// their blanks. Rows of the kinds `governor` and `predicate` have two fields more, particle and effect. A
// language may lack a kind.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/knowledge/knowledge.h"

namespace trama::extract {

using Lemmas = std::set<std::string, std::less<>>;

// A verb, or an adjective after a copula, that takes an infinitive into its verb group: "sperare di", "be set
// to".
struct Governor {
  std::string lemma;
  std::string particle;  // "di", "to"; empty for a bare infinitive
  bool modal = false;    // effect `modal`: the infinitive is not said to happen; else `aspect`
};

struct Grammar {
  // Articles and pronouns.
  Lemmas definite;             // "the", "il": opens the names of newspapers too
  Lemmas article;              // that is no pronoun as well: "il", but not "la"
  Lemmas reflexive;            // makes a verb reflexive, and the analyser does not tell: "si"
  Lemmas masculine, feminine;  // pronouns whose gender no dictionary tells: "his", "her"
  Lemmas whose;                // a relative pronoun of the owner: "whose", "cui"
  Lemmas person_relative;      // of people alone: "who"
  Lemmas thing_relative;       // of no people: "which"
  Lemmas partitive;            // a clitic for what something is of: "ne"
  Lemmas own;                  // of the speaker's own side: "we", "nostro"
  Lemmas of_many;              // possessives of several owners: "their", "loro"
  Lemmas latter;               // after a demonstrative, the last thing spoken of: "quest'ultima"
  // Prepositions.
  Lemmas linking;    // ties a noun to what it is of: "of", "di"
  Lemmas seated;     // ties a firm to where it is: "the firm from Bristol", "la ditta di Bari"
  Lemmas maker;      // ties a thing to who made it: "by", "di"
  Lemmas in;         // "in"
  Lemmas at;         // before those with whom something is: "at", "presso"
  Lemmas with;       // "with", "con"
  Lemmas on;         // "on", "su"
  Lemmas for_whom;   // "for", "per"
  Lemmas from, to;   // "from Kelvarna to Oulu", "da Kelvarna a Oulu"
  Lemmas toward;     // "to", "from" where they hint at a place
  Lemmas dative;     // before who gets something, or a place: "a"
  Lemmas inside;     // before a place more often than not: "in", "near"
  Lemmas around;     // before a place: "outside"
  Lemmas beside;     // before a place and hardly anything else: "vicino a"
  Lemmas located;    // before where something is: "a plant at Kemmerer"
  Lemmas employer;   // before where a post is held: "a director at", "direttrice presso"
  Lemmas according;  // before those who say so: "according to", "secondo"
  Lemmas between;    // "between", "tra"
  Lemmas behind;     // "the firm behind the app"
  Lemmas agent;      // of the passive: "da", "by"
  Lemmas locative;   // where a noun is before and a name behind it: "outside"
  std::vector<std::vector<std::string>> prepositions;  // kind `preposition`, of several words that act as
                                                       // one: "da parte di"; longest first
  // What names are made of.
  Lemmas name_joint;       // joins the words of a body's name: "Banca d'Italia", "Bank of England"
  Lemmas body_joint;       // behind the noun that a body's name is headed by: "Institute of", "Centre for"
  Lemmas particle;         // before a family name, as this language's names have them: "de", "della"
  Lemmas elided_particle;  // the same before a vowel: "dell'"
  Lemmas genitive;         // "'s"
  Lemmas before_letter;    // before a name of one letter: "on X"
  Lemmas unspelled;        // what initials leave out: "of", "di"
  Lemmas alternative;      // "or"
  Lemmas counting;         // behind a name's number, which then may be a count: "Halden 2 of the 3"
  Lemmas name_ending;      // of names that end like the words of common_ending: "Asus", "Atlas", "Foss"
  Lemmas domain;           // of names of sites that are also names of firms and things: ".ai"
  // Other words.
  Lemmas as;                 // before what something is called: "as they call it", "come la chiamano"
  Lemmas example;            // between a kind and examples of it: "such as", "come"
  Lemmas other;              // between examples and their kind: "Heorot and other models"
  Lemmas one;                // stands for a thing of a kind: "one of the largest banks"
  Lemmas complementizer;     // opens a clause that somebody says: "that"
  Lemmas formerly;           // behind a name, before a post that is held no more: "già", "ex"
  Lemmas years;              // behind an age: "51 anni"
  Lemmas aged;               // before an age: "aged 51"
  Lemmas where;              // opens a clause about a place: "where", "dove"
  Lemmas peopled;            // before how many live there: "population 4,000"
  Lemmas negation;           // "non", "not"
  Lemmas limiting;           // takes a negation from the verb: "not only", "non solo"
  Lemmas moment;             // an adverb that a preposition before it governs: "da ieri", "until now"
  Lemmas joining;            // makes a plural of two: "and", but not "or"
  Lemmas infinitive_marker;  // "to"
  Lemmas unit, scale;  // a unit of money that is read as a verb behind a number's last word: "2 billion won"
  // How words end, those that no dictionary has among them.
  Lemmas gerund_ending;          // "ing"
  Lemmas adverb_ending;          // "ly", in the other languages too
  Lemmas opening_adverb_ending;  // of adverbs that open sentences with a capital: "mente"
  Lemmas adjective_ending;       // "portuale"
  Lemmas common_ending;       // of plurals, adverbs and participles, of this language and of those that its
                              // articles take words from
  Lemmas age_ending;          // of words for people of an age: "quarantunenne"
  Lemmas people_ending;       // of words for a whole people: "Chinese"
  Lemmas contraction_ending;  // of words that a verb or "not" is drawn into: "they've"
  // Kind `order`: whether adjectives and further nouns follow the head ("noun-adjective": "società americana
  // leader") or stand before it ("adjective-noun").
  bool head_first = false;
  // Verbs.
  Lemmas passive, perfect, progressive, future;  // auxiliaries of those forms; `future` in the past: "would"
  Lemmas copula;                                 // "be", "become"
  Lemmas modal;
  Lemmas unaccusative;  // its perfect with the auxiliary of the passive is active: "è arrivato"
  std::vector<Governor> governors, predicates;

  // Whether a lemma marks an infinitive, or closes with what does where the analyser joins it to a verb:
  // "agree to".
  bool marks_infinitive(std::string_view lemma) const;
  bool closes_with_marker(std::string_view lemma) const;
  // Whether a word ends as plurals, adverbs and participles do, and not as names.
  bool ends_commonly(std::string_view word) const;
};

// Whether `word` closes with one of the endings, and is longer.
bool ends_like(const Lemmas& endings, std::string_view word);

// Throws Error of kind Input where a table is missing or a row is malformed.
Grammar read_grammar(const knowledge::Files& files, std::string_view language);

}  // namespace trama::extract
