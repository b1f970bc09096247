#include "core/extract/chunk_profile.h"

#include <algorithm>

#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

Lemmas* lemmas_of(VerbProfile& profile, std::string_view kind) {
  if (kind == "passive") return &profile.passive;
  if (kind == "perfect") return &profile.perfect;
  if (kind == "progressive") return &profile.progressive;
  if (kind == "copula") return &profile.copula;
  if (kind == "modal") return &profile.modal;
  if (kind == "negation") return &profile.negation;
  if (kind == "limiting") return &profile.limiting;
  if (kind == "clitic") return &profile.clitic;
  if (kind == "unaccusative") return &profile.unaccusative;
  if (kind == "agent") return &profile.agent;
  if (kind == "future") return &profile.future;
  if (kind == "locative") return &profile.locative;
  if (kind == "moment") return &profile.moment;
  if (kind == "linking") return &profile.linking;
  if (kind == "article") return &profile.article;
  if (kind == "joining") return &profile.joining;
  if (kind == "infinitive-marker") return &profile.infinitive_marker;
  if (kind == "gerund-ending") return &profile.gerund_ending;
  if (kind == "reflexive") return &profile.reflexive;
  if (kind == "unit") return &profile.unit;
  if (kind == "scale") return &profile.scale;
  return nullptr;
}

}  // namespace

VerbProfile read_verb_profile(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/verbs.tsv";
  VerbProfile profile;
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    std::string_view kind = row.at(0), lemma = row.at(1);
    if (lemma.empty()) throw knowledge::table_error(name, row, "a lemma is missing");
    if (Lemmas* lemmas = lemmas_of(profile, kind)) {
      lemmas->emplace(lemma);
    } else if (kind == "governor" || kind == "predicate") {
      if (row.at(3) != "modal" && row.at(3) != "aspect")
        throw knowledge::table_error(name, row, "the effect is 'modal' or 'aspect'");
      auto& list = kind == "governor" ? profile.governors : profile.predicates;
      list.push_back({std::string(lemma), std::string(row.at(2)), row.at(3) == "modal"});
    } else if (kind == "order") {
      profile.head_first = lemma == "noun-adjective";
    } else if (kind == "preposition") {
      auto words = knowledge::split(lemma, ' ');
      profile.prepositions.emplace_back(words.begin(), words.end());
    } else {
      throw knowledge::table_error(name, row, "unknown kind '" + std::string(kind) + "'");
    }
  }
  std::ranges::stable_sort(profile.prepositions, std::greater{},
                           [](const auto& words) { return words.size(); });
  return profile;
}

}  // namespace trama::extract
