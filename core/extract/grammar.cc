#include "core/extract/grammar.h"

#include <algorithm>
#include <utility>

#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr std::pair<std::string_view, Lemmas Grammar::*> kLists[] = {
    {"definite", &Grammar::definite},
    {"article", &Grammar::article},
    {"reflexive", &Grammar::reflexive},
    {"masculine", &Grammar::masculine},
    {"feminine", &Grammar::feminine},
    {"whose", &Grammar::whose},
    {"person-relative", &Grammar::person_relative},
    {"thing-relative", &Grammar::thing_relative},
    {"partitive", &Grammar::partitive},
    {"own", &Grammar::own},
    {"of-many", &Grammar::of_many},
    {"latter", &Grammar::latter},
    {"linking", &Grammar::linking},
    {"seated", &Grammar::seated},
    {"maker", &Grammar::maker},
    {"in", &Grammar::in},
    {"at", &Grammar::at},
    {"with", &Grammar::with},
    {"on", &Grammar::on},
    {"for", &Grammar::for_whom},
    {"from", &Grammar::from},
    {"to", &Grammar::to},
    {"toward", &Grammar::toward},
    {"dative", &Grammar::dative},
    {"inside", &Grammar::inside},
    {"around", &Grammar::around},
    {"beside", &Grammar::beside},
    {"located", &Grammar::located},
    {"employer", &Grammar::employer},
    {"according", &Grammar::according},
    {"between", &Grammar::between},
    {"behind", &Grammar::behind},
    {"agent", &Grammar::agent},
    {"locative", &Grammar::locative},
    {"name-joint", &Grammar::name_joint},
    {"body-joint", &Grammar::body_joint},
    {"particle", &Grammar::particle},
    {"elided-particle", &Grammar::elided_particle},
    {"genitive", &Grammar::genitive},
    {"before-letter", &Grammar::before_letter},
    {"unspelled", &Grammar::unspelled},
    {"alternative", &Grammar::alternative},
    {"counting", &Grammar::counting},
    {"name-ending", &Grammar::name_ending},
    {"domain", &Grammar::domain},
    {"as", &Grammar::as},
    {"example", &Grammar::example},
    {"other", &Grammar::other},
    {"one", &Grammar::one},
    {"complementizer", &Grammar::complementizer},
    {"formerly", &Grammar::formerly},
    {"years", &Grammar::years},
    {"aged", &Grammar::aged},
    {"where", &Grammar::where},
    {"peopled", &Grammar::peopled},
    {"negation", &Grammar::negation},
    {"limiting", &Grammar::limiting},
    {"moment", &Grammar::moment},
    {"joining", &Grammar::joining},
    {"infinitive-marker", &Grammar::infinitive_marker},
    {"unit", &Grammar::unit},
    {"scale", &Grammar::scale},
    {"gerund-ending", &Grammar::gerund_ending},
    {"adverb-ending", &Grammar::adverb_ending},
    {"opening-adverb-ending", &Grammar::opening_adverb_ending},
    {"adjective-ending", &Grammar::adjective_ending},
    {"common-ending", &Grammar::common_ending},
    {"age-ending", &Grammar::age_ending},
    {"people-ending", &Grammar::people_ending},
    {"contraction-ending", &Grammar::contraction_ending},
    {"passive", &Grammar::passive},
    {"perfect", &Grammar::perfect},
    {"progressive", &Grammar::progressive},
    {"future", &Grammar::future},
    {"copula", &Grammar::copula},
    {"modal", &Grammar::modal},
    {"unaccusative", &Grammar::unaccusative},
};

// Reads a table into `grammar`.
void read(Grammar& grammar, const knowledge::Files& files, const std::string& name) {
  for (const knowledge::Row& row : knowledge::read_table(files.file(name), name)) {
    const std::string_view kind = row.at(0);
    const auto* list = knowledge::find_named(kLists, kind);
    const bool governor = kind == "governor", predicate = kind == "predicate";
    const bool modal = row.at(3) == "modal";
    if ((governor || predicate) && !modal && row.at(3) != "aspect")
      throw row.error("the effect is 'modal' or 'aspect'");
    for (const std::string_view word : row.list(1)) {
      if (word.empty()) throw row.error("a word is missing");
      if (list != nullptr) {
        (grammar.*(*list)).emplace(word);
      } else if (governor || predicate) {
        auto& governors = governor ? grammar.governors : grammar.predicates;
        governors.push_back({std::string(word), std::string(row.at(2)), modal});
      } else if (kind == "preposition") {
        const auto words = knowledge::split(word, ' ');
        grammar.prepositions.emplace_back(words.begin(), words.end());
      } else if (kind == "order") {
        grammar.head_first = word == "noun-adjective";
      } else {
        throw row.error("unknown kind '" + std::string(kind) + "'");
      }
    }
  }
}

}  // namespace

bool Grammar::marks_infinitive(std::string_view lemma) const {
  return infinitive_marker.contains(lemma) || closes_with_marker(lemma);
}

bool Grammar::closes_with_marker(std::string_view lemma) const {
  const size_t blank = lemma.rfind(' ');
  return blank != lemma.npos && infinitive_marker.contains(lemma.substr(blank + 1));
}

bool Grammar::ends_commonly(std::string_view word) const {
  return ends_like(common_ending, word) && !ends_like(name_ending, word);
}

bool ends_like(const Lemmas& endings, std::string_view word) {
  for (size_t at = 1; at < word.size(); ++at)
    if (endings.contains(word.substr(at))) return true;
  return false;
}

Grammar read_grammar(const knowledge::Files& files, std::string_view language) {
  const std::string folder = "languages/" + std::string(language);
  Grammar grammar;
  read(grammar, files, folder + "/grammar.tsv");
  read(grammar, files, folder + "/verbs.tsv");
  std::ranges::stable_sort(grammar.prepositions, std::greater{},
                           [](const auto& words) { return words.size(); });
  return grammar;
}

}  // namespace trama::extract
