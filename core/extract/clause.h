// Clauses: who does what to whom in a sentence, read from its noun and verb groups by position, agreement and
// preposition. Voice, relatives, reduced participles, gerunds, infinitives, clefts, coordination and
// appositions are undone here once, so that rules speak of subjects and objects only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/extract/chunk.h"
#include "core/extract/sentence_items.h"
#include "core/text/document.h"

namespace trama::extract {

// What fills a place of a verb or noun. `candidates` are alternatives, likeliest first; each is a list of
// coordinated noun groups. The alternative whose entity has a fitting type is taken.
struct Argument {
  std::string place;  // "subj", "obj", "comp", or the lemma of a preposition
  std::vector<std::vector<uint32_t>> candidates;
};

// How a clause hangs on the rest of its sentence.
enum class ClauseLink : uint8_t {
  Main,
  Coordinated,
  Relative,
  Complement,
  Adverbial,
  Infinitive,
  Gerund,
  Participle
};
const char* name_of(ClauseLink link);

// What a verb of blame says its object did: "fined X for selling", or only alleges: "sued X for selling".
enum class Deed : uint8_t { None, Done, Alleged };

struct Clause {
  uint32_t verb = 0;  // index into Chunks::verbs
  TokenRange tokens;  // from its first argument (or marker) to its last
  ClauseLink link = ClauseLink::Main;
  uint32_t governor = kNoIndex;     // the clause that this one depends on
  std::string marker;               // lemma of the word that opens it: "che", "if", "to", …
  Deed deed = Deed::None;           // the clause tells that of the governor's object
  bool subject_inherited = false;   // from the governor or the clause that it is coordinated with
  bool of_person = false;           // a relative "who": of several antecedents no firm but the first
  std::vector<Argument> arguments;  // as in the active voice: of a passive, the agent is "subj"

  const Argument* argument(std::string_view place) const;
};

// What stands around a noun group.
struct NounFrame {
  std::vector<Argument> attachments;  // following prepositional groups, by preposition
  std::vector<uint32_t> described;    // groups that this noun is said of: apposition, copula, "as"
  std::vector<uint32_t> coordinated;  // groups coordinated with it that follow it
  uint32_t clause = kNoIndex;         // the clause of which it is an argument
  std::string place;                  // its place there
};

struct SentenceAnalysis {
  Chunks chunks;                 // as clauses index them
  std::vector<Clause> clauses;   // ascending by verb
  std::vector<NounFrame> nouns;  // parallel to chunks.nouns

  // The noun group that holds the token, or kNoIndex.
  uint32_t group_at(uint32_t token) const;
  // The clause whose verb group is nearest around the token: the smallest that contains it, or kNoIndex.
  uint32_t clause_at(uint32_t token) const;
};

// What a language's cue words say to clause analysis.
struct ClauseCues {
  std::vector<std::string> agent;    // prepositions of a passive's agent: "da", "by"
  std::vector<std::string> as_role;  // prepositions that say what somebody is: "come", "as"
  std::vector<std::string> time;  // nouns that say when and are neither subject nor object: "giorno", "year"
  std::vector<std::string>
      object_control;              // verbs whose object does what their infinitive says: "accuse X of doing"
  std::vector<std::string> blame;  // those whose object did what is told after "for": "fine X for doing"
  std::vector<std::string> allegation;       // those of them that only allege it: "sue"
  std::vector<std::string> deed;             // prepositions before such a deed: "per", "for"
  std::vector<std::string> complementizer;   // conjunctions that open what is said: "che", "that"
  std::vector<std::string> bare_complement;  // verbs that may do without one: "said A and B agree"
  std::vector<std::string> succession;  // verbs whose "as" speaks of the subject though they have an object
  std::vector<std::string> naming;      // verbs that give a name: "a shell called X"
  std::vector<std::string> membership;  // verbs whose object is what their subject consists of: "include"
  std::vector<std::string> among;       // prepositions of what somebody is one of: "tra", "among"
  std::vector<std::string> causative;   // verbs that have others act: "has it made by X"
  std::vector<std::string> particle;    // of verbs: what follows is the object, "snap up"
  std::vector<std::string> company;     // prepositions of company: "con", "with"
  std::vector<std::string> former;      // words that put what follows into the past: "già", "formerly"
  std::vector<std::string> amount;      // nouns that count: "milione", "million"
  std::vector<std::string> owning;      // relative determiners: "whose"
  std::vector<std::string> clausal;     // prepositions that also open clauses: "after", "since"
  std::vector<std::string> occasion;    // prepositions of what happens besides: "dopo", "during"
  std::vector<std::string> concession;  // conjunctions that do without a verb: "though small"
  std::vector<std::string> link;        // prepositions that tie a noun to the one before it: "di", "of"
  std::vector<std::string> dative;      // the place of `dative_relative`: "a"
  std::vector<std::string> locative;    // the place of `locative_relative`: "in"
  std::vector<std::string> locative_relative;  // relative adverbs: "dove", "where"
  std::vector<std::string> dative_relative;    // relative pronouns that need no preposition: "cui"
  std::vector<std::string> personal_relative;  // relative pronouns for people: "who"
  std::vector<std::string> floating;           // what is said of a subject before it: "all", "entrambi"
  std::vector<std::string> focus;              // what sets a subject behind its verb apart: "anche"
  std::vector<std::string> contrasted;         // what somebody is told apart by: "not", "non"
  Joints joints;
};

// `common` are tokens that a lexicon knows as common nouns: "Principal Research Scientist" is no name,
// whatever its capitals. `names` are those of firms, people and the like, whose last word may be a common
// noun too: "Norda Systems".
SentenceAnalysis analyse_clauses(const text::Sentence& sentence, Chunks chunks, const ClauseCues& cues,
                                 const std::vector<TokenRange>& common = {},
                                 const std::vector<TokenRange>& names = {});

}  // namespace trama::extract
