// The words that tell measures without a proper name: the table `languages/<language>/policies.tsv`.
//
// A row of class, head nouns, complements, scope: a noun group whose head is one of the nouns is a measure of
// the class when a complement stands in the group or in the phrase that follows ('*': any phrase, '-': none
// is needed). Scope `article`: all measures of the class in an article are one unless different countries
// take them; `phrase`: only those of the same words are. A fifth field `plural` wants the noun in the plural:
// a single "sanzione" is a fine.
//
// The other rows are lists, of prepositions in the second field:
//   link        of complements
//   link-place  those of them that only a place follows
//   addressee   before those who may no longer deal: "ha vietato agli uffici di usare X"
//   barred      before what they may no longer do or enter: "barred from buying", "vietato di usare"
// or of other words in the third:
//   verb        tells of a measure of the row's name by a verb whose subject is a body or place and whose
//               object holds a name: "barred sales of the H20 to China" is the measure "ban on sales of the
//               H20 to China"
//   order       the same of a verb whose infinitive it is: "ha ordinato di sospendere gli acquisti"
//   verb-trade  the same of verbs that make a measure only of dealings: "froze exports of gallium", "halted
//               the sale of H20s", but "froze the account"
//   trade       nouns for dealings
//   deal        verbs for them
//   deal-name   what such a verb tells: "ban on selling", "divieto di vendere"
//   purchase    verbs of `deal` that of a firm tell a takeover: "barred X from buying Y"
//   takeover    nouns that tell nothing else: "blocked the merger"
//   handling    verbs of `deal` that are trade in what is named only: "stop using X", but "stop using the
//               lift"
//   again       nouns that, with an article alone, take up what a verb has told of: "the ban"
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/extract/grammar.h"
#include "core/knowledge/knowledge.h"

namespace trama::extract {

struct PolicyWords {
  struct Measure {
    std::string kind;
    Lemmas complements;
    bool any_complement = false;
    bool bare = false;
    bool plural = false;
    bool one_per_article = true;
  };

  // Throws Error of kind Input where the table is malformed. A language without one has no words.
  PolicyWords(const knowledge::Files& files, std::string_view language);

  std::unordered_map<std::string, std::vector<Measure>> measures;   // by head noun
  std::unordered_map<std::string, std::string> verbs, trade_verbs;  // the measure's name, by verb
  std::string deal_name;
  Lemmas links, place_links, addressees, barred;
  Lemmas trade, deals, purchases, takeovers, handlings, orders, again;
};

}  // namespace trama::extract
