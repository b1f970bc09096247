// Measures as data: which words say what an amount measures, and where the subject stands.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/extract/rule.h"
#include "core/knowledge/knowledge.h"
#include "core/knowledge/table.h"

namespace trama::extract {

enum class AmountKind : uint8_t { Money, Percent, Count };

// What the reading of amounts asks for of a measure, the marks of measures.tsv, which explains them.
struct MeasureMarks {
  bool own_class = false, worth = false, outlay = false, loss = false, in_turn = false, state = false,
       several = false, paid = false, agreed = false, shares = false, given = false, result = false,
       hours = false, chips = false, energy = false;
};

// A word or phrase that says what an amount measures: a line of languages/<code>/measures.tsv for one of its
// words. The file's first lines explain its columns.
struct MeasureRule {
  std::string measure;
  AmountKind kind = AmountKind::Money;
  int sign = 1;                                   // 0: as written
  std::vector<Slot> subject;                      // places, best first
  std::vector<Slot> further;                      // places of further subjects
  bool direct_only = false;                       // no subject but in one of the places
  bool attached = false;                          // the amount must hang on the word
  MeasureMarks marks;                             // of its measure
  std::vector<std::string> types;                 // of the subject, the likeliest first
  std::vector<std::string> guessed;               // those of them that need not stand in one of the places
  std::vector<std::vector<std::string>> context;  // one of these phrases must be in the sentence; empty: none
  std::vector<std::vector<std::string>> without;  // none of these phrases may be in the sentence
  std::vector<std::string> trigger;               // lemmas
  std::string name;                               // "price/it/pagare"
};

// A language's measures. Immutable; safe to share between threads.
class MeasureLexicon {
 public:
  // Reads measures.tsv and languages/<language>/measures.tsv. Throws Error of kind Input where one is
  // malformed.
  MeasureLexicon(const knowledge::Files& files, const std::string& language);

  const std::vector<MeasureRule>& rules() const { return rules_; }
  // Rules by the first word of their trigger; empty where there is none.
  const std::vector<size_t>& triggered_by(const std::string& lemma) const;
  // Rules whose trigger is this phrase, for what the analyser takes for one word: "be worth".
  const std::vector<size_t>& triggered_by_phrase(const std::string& lemma) const;
  // What an amount without a currency is in, where the article has named none before.
  const std::string& currency() const { return currency_; }
  // The language is that of one currency: "@currency EUR own".
  bool currency_goes_without_saying() const { return own_currency_; }
  // Words of the language that matching asks for, lines "@kind word|word": prepositions `owner` that name
  // whose the amount is, `level` before what is reached and not by how much, `difference` before by how much,
  // `compared` before what is no longer or was only expected, `loose` whose groups clause analysis may have
  // hung elsewhere; `value` nouns whose fraction is a change, `share` nouns that stand for a share price,
  // `stock` those for the shares themselves, `point` nouns for points of percent,
  // `restating` words before the same in other terms,
  // `piece` nouns for one of a thing's copies, `given` prepositions before who gets an amount,
  // `on` prepositions of what a model runs on, `invest` verbs whose subject gives what their object is, verbs
  // and nouns of `fall` and `rise`, `outsider` nouns for others than the firm at hand, `respective` adverbs,
  // `limit` verbs whose level is a change, `kind` prepositions between money and what it is, `with`
  // prepositions that leave a noun its clause's subject, `pronoun` objects, `whose` relative possessives,
  // verbs that `serve` the one that raised their subject, words of what a `part` is of and prepositions of
  // its `source`, verbs of those who `manage` money, nouns for a `good` that is sold, a `ware` that money
  // buys of its `receiver`, and what is a `deal` and no goods, verbs that `promise` what another gets and
  // that `receive` from whom their preposition names, nouns for a `valuer` of a firm, `clitic` objects,
  // `worth` that may be read as a noun, the `hour` of chips, words of `training`, prepositions before what is
  // `exchanged` for a thing, verbs of those who `take` a firm and who `tell` a figure, prepositions
  // `there` into what money is put, a `plus` in words; `forecaster` nouns for those who `foresee` figures,
  // and `consensus` for what they expect, verbs of those who `envisage`, or now `see`, what their own
  // business will bring, and `outlook` nouns for that; `each` of the things an amount is said of, words
  // `aside` before what it holds besides, verbs of those who `supply` things, `reflexive` objects, nouns for
  // a `programme`, a `line` of business, the `equity` that money is `put` into, words before a `half` of a
  // year.
  bool is(const std::string& kind, const std::string& word) const;
  // Those of a measure; none set where it has none.
  const MeasureMarks& marks(const std::string& measure) const;
  // The types of subjects that no word's place need tell.
  const std::vector<std::string>& guessed(const std::string& measure) const { return guessed_.at(measure); }

 private:
  MeasureRule read_rule(const knowledge::Row& row) const;
  std::vector<std::string> words(std::string_view column) const;

  std::vector<MeasureRule> rules_;
  std::map<std::string, std::vector<size_t>, std::less<>> by_trigger_, by_phrase_;
  std::map<std::string, std::vector<std::string>> types_;    // all that a measure's subject may be
  std::map<std::string, std::vector<std::string>> guessed_;  // what it may be without a word that says so
  std::map<std::string, MeasureMarks> marks_;
  std::map<std::string, std::vector<std::string>> words_;
  std::string currency_;
  bool own_currency_ = false;
};

}  // namespace trama::extract
