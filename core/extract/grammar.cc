#include "core/extract/grammar.h"

#include <algorithm>
#include <utility>

#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr std::pair<std::string_view, Lemmas Grammar::*> kKinds[] = {
    {"definite", &Grammar::definite},
    {"masculine", &Grammar::masculine},
    {"feminine", &Grammar::feminine},
    {"whose", &Grammar::whose},
    {"person-relative", &Grammar::person_relative},
    {"thing-relative", &Grammar::thing_relative},
    {"partitive", &Grammar::partitive},
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
    {"name-joint", &Grammar::name_joint},
    {"body-joint", &Grammar::body_joint},
    {"particle", &Grammar::particle},
    {"elided-particle", &Grammar::elided_particle},
    {"genitive", &Grammar::genitive},
    {"before-letter", &Grammar::before_letter},
    {"unspelled", &Grammar::unspelled},
    {"alternative", &Grammar::alternative},
    {"counting", &Grammar::counting},
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
};

}  // namespace

Grammar read_grammar(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/grammar.tsv";
  Grammar grammar;
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    const auto kind = std::ranges::find(kKinds, row.at(0), [](const auto& pair) { return pair.first; });
    if (kind == std::end(kKinds))
      throw knowledge::table_error(name, row, "unknown kind '" + std::string(row.at(0)) + "'");
    for (const std::string_view word : knowledge::split(row.at(1), '|')) {
      if (word.empty()) throw knowledge::table_error(name, row, "a word is missing");
      (grammar.*kind->second).emplace(word);
    }
  }
  return grammar;
}

}  // namespace trama::extract
