// Measures that have no proper name: "divieto di esportazione sui microchip", "export controls", "dazi
// americani".
//
// `languages/<language>/policies.tsv`: class, head nouns, complements, scope. A noun group whose head is one
// of the nouns is a measure of the class when a complement stands in the group or in the phrase that follows
// ('*': any phrase, '-': none is needed). Scope `article`: all measures of the class in an article are one
// unless different countries take them; `phrase`: only those of the same words are. A fifth
// field `plural` wants the noun in the plural: a single "sanzione" is a fine.
// A row `link` lists the prepositions of complements, a row `link-place` those that only a place follows.
// A row `verb`, name, verbs tells of measures by a verb whose subject is a body or place and whose object
// holds a name, or a row `order` of one whose infinitive it is ("ha ordinato di sospendere gli acquisti"):
// "barred sales of the H20 to China" is the measure "ban on sales of the H20 to China".
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

  // The names of one sentence, with their types.
  struct SentenceNames {
    std::span<const NameMention> names;
    std::span<const std::string> types;
  };
  void find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                 std::vector<PolicyMention>& mentions) const;

  std::unordered_map<std::string, std::vector<Measure>> measures_;  // by head noun
  std::vector<std::string> links_;                                  // prepositions of the complements
  std::vector<std::string> place_links_;                            // those of them that only a place follows
  std::unordered_map<std::string, std::string> told_;               // the measure's name, by verb
  std::vector<std::string> orders_;  // verbs that impose what their infinitive says
};

}  // namespace trama::extract
