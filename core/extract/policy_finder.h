// Measures that have no proper name: "divieto di esportazione sui microchip", "export controls", "dazi
// americani".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/extract/lexicon.h"
#include "core/extract/name_finder.h"
#include "core/extract/policy_words.h"

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
  PolicyFinder(const knowledge::Files& files, std::string_view language) : words_(files, language) {}

  // By sentence. Those of nouns overlap no name of the article other than places. `types` are those of the
  // names, in their order.
  std::vector<PolicyMention> find(const ArticleView& article, const std::vector<NameMention>& names,
                                  const std::vector<std::string>& types) const;

 private:
  using Measure = PolicyWords::Measure;
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
                                      const Lemmas& orders);
  // Whether a verb is what somebody was ordered not to do: "ordered X to stop selling", "imposto di non
  // vendere".
  const VerbGroup* forbidden_by(const ArticleView& article, uint32_t sentence, const VerbGroup& verb) const;
  bool names_something(const ArticleView& article, uint32_t sentence, const Ruled& on,
                       const SentenceNames& names) const;
  bool is_sale_of_firm(const ArticleView& article, uint32_t sentence, const Ruled& on,
                       const SentenceNames& names) const;
  void find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                 std::vector<PolicyMention>& mentions) const;

  PolicyWords words_;
};

}  // namespace trama::extract
