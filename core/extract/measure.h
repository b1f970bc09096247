// Measures as data: which words say what an amount measures, and where the subject stands.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/extract/rule.h"
#include "core/knowledge/knowledge.h"

namespace trama::extract {

enum class AmountKind : uint8_t { Money, Percent, Count };

// A word or phrase that says what an amount measures: a line of languages/<code>/measures.tsv for one of its
// words. The file's first lines explain its columns.
struct MeasureRule {
  std::string measure;
  AmountKind kind = AmountKind::Money;
  int sign = 1;                                   // 0: as written
  std::vector<Slot> subject;                      // places, best first
  bool direct_only = false;                       // no subject but in one of the places
  std::vector<std::string> types;                 // of the subject, the likeliest first
  std::vector<std::vector<std::string>> context;  // one of these phrases must be in the sentence; empty: none
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
  // What an amount without a currency is in, where the article has named none before.
  const std::string& currency() const { return currency_; }
  // Words of the language that matching asks for, lines "@kind word|word": `owner` prepositions that name
  // whose the amount is, `level` ones before what is reached and not by how much, `loose` ones whose groups
  // clause analysis may have hung elsewhere, `value` nouns whose fraction is a change.
  bool is(const std::string& kind, const std::string& word) const;
  const std::vector<std::string>& types(const std::string& measure) const { return types_.at(measure); }

 private:
  std::vector<MeasureRule> rules_;
  std::map<std::string, std::vector<size_t>, std::less<>> by_trigger_;
  std::map<std::string, std::vector<std::string>> types_;
  std::map<std::string, std::vector<std::string>> words_;
  std::string currency_;
};

}  // namespace trama::extract
