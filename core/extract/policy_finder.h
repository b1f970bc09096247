// Measures that have no proper name: "divieto di esportazione sui microchip", "export controls", "dazi
// americani".
//
// `languages/<language>/policies.tsv`: class, head nouns, complements, scope. A noun group whose head is one
// of the nouns is a measure of the class when a complement stands in the group or in the phrase that follows
// ('*': any phrase, '-': none is needed). Scope `article`: all measures of the class in an article are one
// unless different countries take them; `phrase`: only those of the same words are. A fifth
// field `plural` wants the noun in the plural: a single "sanzione" is a fine.
// A row `link` lists the prepositions of complements, a row `link-place` those that only a place follows.
// A row `verb-trade`, name, verbs tells the same of verbs that make a measure only of dealings, whose nouns a
// row `trade` lists and whose verbs a row `deal`: "froze exports of gallium", "halted the sale of H20s", but
// "froze the account".
// A row `purchase` lists those of them that of a firm tell a takeover: "barred X from buying Y", and a row
// `takeover` nouns that tell nothing else: "blocked the merger". A row `handling` lists those that are trade
// in what is named only: "stop using X", but "stop using the lift". A row `deal-name` names what such a verb
// tells: "ban on selling", "divieto di vendere". A row `again` lists nouns that, with an article alone, take
// up what a verb has told of: "the ban". A row `verb`, name, verbs tells of measures by a verb whose subject
// is a body or place and whose object holds a name, or a row `order` of one whose infinitive it is ("ha
// ordinato di sospendere gli acquisti"): "barred sales of the H20 to China" is the measure "ban on sales of
// the H20 to China".
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/extract/lexicon.h"
#include "core/extract/name_finder.h"

namespace trama::extract {

struct PolicyMention {
  uint32_t sentence = 0;
  TokenRange tokens;   // of the noun group without its determiners
  std::string phrase;  // with the complements: a readable name
  std::string kind;    // the class
  bool bare = false;   // nothing but the noun: stands for a measure spoken of before
  bool one_per_article = true;
  std::string country;  // key of the place whose adjective stands with the noun; empty without
  bool told_by_verb = false;
  bool again = false;  // "the ban": stands for the measure last spoken of
};

class PolicyFinder {
 public:
  // Throws Error of kind Input where the table is malformed. A language without one has no described
  // measures.
  PolicyFinder(const knowledge::Files& files, std::string_view language);

  // By sentence. Those of nouns overlap no name of the article other than places. `types` are those of the
  // names, in their order.
  std::vector<PolicyMention> find(const ArticleView& article, const std::vector<NameMention>& names,
                                  const std::vector<std::string>& types) const;

 private:
  struct Measure {
    std::string kind;
    std::vector<std::string> complements;
    bool any_complement = false;
    bool bare = false;
    bool plural = false;
    bool one_per_article = true;
  };
  const Measure* classify(const ArticleView& article, uint32_t sentence, const NounGroup& group,
                          uint32_t phrase_end) const;
  uint32_t phrase_end(const ArticleView& article, uint32_t sentence, const NounGroup& group) const;

  bool takes_up(const ArticleView& article, uint32_t sentence, const NounGroup& group, uint32_t end,
                const std::vector<PolicyMention>& mentions) const;

  // The names of one sentence, with their types.
  struct SentenceNames {
    std::span<const NameMention> names;
    std::span<const std::string> types;
  };

  // What a verb rules over: an object, or dealings that an infinitive or a gerund tells.
  struct Ruled {
    uint32_t begin = 0, end = 0;  // of what the measure is on; empty where nothing is
    bool dealings = false;
    bool own = false;  // "its purchases": of who rules
  };
  Ruled ruled(const ArticleView& article, uint32_t sentence, const VerbGroup& verb, bool ordered) const;
  Ruled dealt(const ArticleView& article, uint32_t sentence, uint32_t token) const;
  static const VerbGroup* ruling_verb(const ArticleView& article, uint32_t sentence, const VerbGroup& verb,
                                      const std::vector<std::string>& orders);
  // Whether a verb is what somebody was ordered not to do: "ordered X to stop selling", "imposto di non
  // vendere".
  const VerbGroup* forbidden_by(const ArticleView& article, uint32_t sentence, const VerbGroup& verb) const;
  bool names_something(const ArticleView& article, uint32_t sentence, const Ruled& on,
                       const SentenceNames& names) const;
  bool is_sale_of_firm(const ArticleView& article, uint32_t sentence, const Ruled& on,
                       const SentenceNames& names) const;
  void find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                 std::vector<PolicyMention>& mentions) const;

  std::unordered_map<std::string, std::vector<Measure>> measures_;  // by head noun
  std::vector<std::string> links_;                                  // prepositions of the complements
  std::vector<std::string> place_links_;                            // those of them that only a place follows
  std::unordered_map<std::string, std::string> told_;               // the measure's name, by verb
  std::unordered_map<std::string, std::string> told_of_trade_;      // the same of verbs for dealings only
  std::string deal_name_;                   // of a measure on what a verb of `deal` tells
  std::vector<std::string> again_;          // nouns that take up a measure
  std::vector<std::string> trade_, deals_;  // nouns and verbs for dealings
  std::vector<std::string> purchases_;      // those of them that of a firm tell a takeover
  std::vector<std::string> takeovers_;      // nouns that tell one
  std::vector<std::string> handlings_;      // verbs of `deal` that need a name
  std::vector<std::string> orders_;         // verbs that impose what their infinitive says
};

}  // namespace trama::extract
