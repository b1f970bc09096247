#include "core/extract/policy_words.h"

#include <algorithm>
#include <utility>

#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr std::pair<std::string_view, Lemmas PolicyWords::*> kPrepositions[] = {
    {"link", &PolicyWords::links},
    {"link-place", &PolicyWords::place_links},
    {"addressee", &PolicyWords::addressees},
    {"barred", &PolicyWords::barred},
};

constexpr std::pair<std::string_view, Lemmas PolicyWords::*> kLists[] = {
    {"trade", &PolicyWords::trade},        {"deal", &PolicyWords::deals},
    {"purchase", &PolicyWords::purchases}, {"takeover", &PolicyWords::takeovers},
    {"handling", &PolicyWords::handlings}, {"order", &PolicyWords::orders},
    {"again", &PolicyWords::again},
};

constexpr std::pair<std::string_view, std::unordered_map<std::string, std::string> PolicyWords::*> kVerbs[] =
    {
        {"verb", &PolicyWords::verbs},
        {"verb-trade", &PolicyWords::trade_verbs},
};

PolicyWords::Measure read_measure(const knowledge::Row& row) {
  PolicyWords::Measure measure;
  measure.kind = row.at(0);
  measure.one_per_article = row.at(3) == "article";
  measure.plural = row.at(4) == "plural";
  for (std::string_view word : row.list(2)) {
    measure.any_complement = measure.any_complement || word == "*";
    measure.bare = measure.bare || word == "-";
    measure.complements.emplace(word);
  }
  return measure;
}

}  // namespace

PolicyWords::PolicyWords(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/policies.tsv";
  if (!files.contains(name)) return;
  for (const knowledge::Row& row : knowledge::read_table(files.file(name), name)) {
    const std::string_view kind = row.at(0);
    if (const auto* prepositions = knowledge::find_named(kPrepositions, kind)) {
      for (std::string_view word : row.list(1)) (this->*(*prepositions)).emplace(word);
    } else if (const auto* list = knowledge::find_named(kLists, kind)) {
      for (std::string_view word : row.list(2)) (this->*(*list)).emplace(word);
    } else if (const auto* named = knowledge::find_named(kVerbs, kind)) {
      for (std::string_view verb : row.list(2)) (this->*(*named)).emplace(verb, row.at(1));
    } else if (kind == "deal-name") {
      deal_name = row.at(2);
    } else if (row.fields.size() < 4) {
      throw row.error("a measure has class, nouns, complements and scope");
    } else {
      for (std::string_view noun : row.list(1)) measures[std::string(noun)].push_back(read_measure(row));
    }
  }
}

}  // namespace trama::extract
