// Words that show the type of the names beside them, where such names begin and end, and what stands for
// them: the tables `languages/<language>/types.tsv`. A row is
//   kind  type  word|word|...
// Words are lemmas; several words are written as lemmas or as they stand. A type with '!' before it is one
// that they are not: nobody has revenue. Kinds that a type belongs to have one in their rows, the others
// none.
//
// Nouns for what has a name:
//   describes      a noun for things of that type: "società", "chipmaker"
//   role           a noun for a post or occupation; the type is what such posts are usually held in
//   relational     a noun that names a thing by another ("rival", "controllata") or a part of one, and so
//                  does not stand for the last thing spoken of
//   newcomer, giant        a noun for firms that are rather not, or rather, known to the gazetteer
//   named-after    a noun for firms that are as often called after a person or thing as after a town: "group"
//   makes          a noun for a firm, or the last word of its name, that tells the type of what it makes:
//                  "chipmaker", "Robotics"
//   investor       a noun for who lives by giving money, or the last word of his name: "Ventures"; one that
//                  describes firms opens names too: "Fondo"
//   software       a noun for what a computer runs and for what a government does: "program"
//   part           a noun for a part of the firm whose name stands before it: "the SKC affiliate"
//   series         a noun for several things that go by one name: "the Ember line of accelerators"
//   organ          a noun for a board of firms, which "di" makes no body's name: "Consiglio di vigilanza"
//   former         a prefix or an adjective of those who are something no longer: "ex-ministro"
//   time           a noun that says when, and so is no subject: "settimana", "Tuesday"
// Nouns, adjectives and verbs beside a name of that type:
//   of             a noun whose complement (of, di, 's) is of that type: "shares", "azioni"
//   at             a noun or verb whose place complement (in, at, a) is of that type
//   with           what is made with a thing of that type: "contract"
//   into           before "in", tells that money goes there: "investment"
//   unit           what things of that type are measured in: "parameter", "qubit", "dipendente"
//   capital        what the owners of a firm hold parts of: "equity", "azione"
//   seat           what tells where a firm is at home: "headquarters", "sede"
//   subject, object        a verb whose subject or object is of that type
//   deed           a noun that as the object of a verb tells the type of its subject: "inquiry", "istruttoria"
//   peers          a verb whose subject and object are of one type: "beat", "superare"
//   heads          a verb whose subject is the head or founder of the firm that is its object: "run"
//   runs-on        a verb that with "on", "su" names what its subject runs or rests on
//   impersonal     a verb that has no subject
//   dative         a verb or noun whose complement with "a" is an agent rather than a place: "bastare",
//                  "fornitura"
//   naming         a verb that gives a name: "chiamare", "dub"
//   by-name        stands between a noun and the name of what it means: "by the name of"
//   small-letter   what tells that a name is written so: "minuscola"
// Parts of names:
//   title          stands before a person's name
//   post-nominal   letters behind a person's name: "KC"
//   suffix, prefix last and first word of names of that type
//   legal          a last word that the short name leaves out
//   left-out       a last word that the short name of a known firm leaves out: units have others
//   common         written with a capital, and no name of interest: months, "AI", "CEO"
//   currency       what stands before an amount: "Rmb114"
// Names of bodies:
//   prefix-of      first word of names that go on with "of": "Banca d'Italia"
//   lead           opens the name of a body in small letters: "ministero dell'Economia"
//   lead-name      the same where the name follows directly: "amministrazione Biden"
//   trail          closes it: "the Biden administration", "the House Ports committee"
//   bare           a noun that with article and capital is the name of a body: "the Commission"
//   national       a noun that with a nationality word names a body: "governo norvegese"
//   portfolio      what a minister is of: "Commercio", "trade"
//   purpose        a preposition of what a body or measure of that type is for, behind the noun for it: "per"
// What stands for names:
//   pronoun, possessive, object-clitic   with the types of what they stand for
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/extract/chunk.h"
#include "core/knowledge/knowledge.h"
#include "core/text/document.h"

namespace trama::extract {

enum class WordKind : uint8_t {
  // Nouns for what has a name.
  Describes,
  Role,
  Relational,
  Newcomer,
  Giant,
  NamedAfter,
  Makes,
  Investor,
  Software,
  Part,
  Series,
  Organ,
  Former,
  Time,
  // Words beside a name.
  Of,
  At,
  With,
  Into,
  Unit,
  Capital,
  Seat,
  Subject,
  Object,
  Deed,
  Peers,
  Heads,
  RunsOn,
  Impersonal,
  Dative,
  Naming,
  ByName,
  SmallLetter,
  // Parts of names.
  Title,
  PostNominal,
  Suffix,
  Prefix,
  Legal,
  LeftOut,
  Common,
  Currency,
  // Names of bodies.
  PrefixOf,
  Lead,
  LeadName,
  Trail,
  Bare,
  National,
  Portfolio,
  Purpose,
  // What stands for names.
  Pronoun,
  Possessive,
  ObjectClitic,
};

inline const std::vector<std::string> kNoTypes;

class TypeWords {
 public:
  // Throws Error of kind Input where the table is missing or malformed.
  TypeWords(const knowledge::Files& files, std::string_view language);

  // The types for which `word` (lower case or lemma) is of that kind; empty where it is not. Ascending.
  const std::vector<std::string>& types(WordKind kind, std::string_view word) const;
  bool is(WordKind kind, std::string_view word) const {
    return words_[index(kind)].contains(std::string(word));
  }

  // A noun of kind Describes or Role that ends or starts at a token of a group: the words that match, as a
  // range, longest first; empty range where there is none.
  struct Found {
    TokenRange tokens;
    WordKind kind = WordKind::Describes;
    const std::vector<std::string>* types = &kNoTypes;  // never null
  };
  // The longest word of `kind` that starts at `begin`, within `end`.
  Found at(WordKind kind, const std::vector<text::Token>& tokens, uint32_t begin, uint32_t end) const;

 private:
  static size_t index(WordKind kind) { return static_cast<size_t>(kind); }
  static constexpr size_t kKinds = static_cast<size_t>(WordKind::ObjectClitic) + 1;

  std::unordered_map<std::string, std::vector<std::string>> words_[kKinds];
  std::unordered_map<std::string, size_t> longest_[kKinds];  // words of the longest entry, by its first word
};

}  // namespace trama::extract
