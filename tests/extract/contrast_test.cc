// Negation and certainty on contrast sentences of our own (contrast.tsv).
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

struct Contrast {
  std::string language, relation, sign, certainty, sentence;
};

std::vector<Contrast> read_contrasts() {
  std::ifstream file(TRAMA_SOURCE_DIR "/tests/extract/contrast.tsv");
  std::vector<Contrast> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    Contrast contrast;
    for (std::string* field :
         {&contrast.language, &contrast.relation, &contrast.sign, &contrast.certainty, &contrast.sentence})
      std::getline(fields, *field, '\t');
    out.push_back(contrast);
  }
  return out;
}

}  // namespace

TEST_CASE("Contrast sentences come out negated and certain as they are meant") {
  const std::vector<Contrast> contrasts = read_contrasts();
  REQUIRE(contrasts.size() >= 120);
  size_t negation_right = 0, certainty_right = 0;
  for (const Contrast& contrast : contrasts) {
    const ArticleRecord record = extract_sentence(contrast.sentence, contrast.language);
    const Evidence* found = nullptr;
    for (const LocalFact& fact : record.facts)
      if (fact.relation == contrast.relation) found = &clearest(fact.evidence);
    // A denied fact that is not extracted asserts nothing either.
    const bool denied = contrast.sign == "-";
    const bool negation = found == nullptr ? denied : found->negated == denied;
    const bool certainty =
        found == nullptr ? denied : denied || name_of(found->certainty) == contrast.certainty;
    negation_right += negation;
    certainty_right += certainty;
    if (!negation || !certainty)
      UNSCOPED_INFO(contrast.sign << " " << contrast.certainty << ": " << contrast.sentence << " -> "
                                  << (found == nullptr ? "nothing"
                                                       : std::string(found->negated ? "- " : "+ ") +
                                                             name_of(found->certainty)));
  }
  CHECK(negation_right >= contrasts.size() * 95 / 100);
  CHECK(certainty_right >= contrasts.size() * 85 / 100);
  WARN("negation " << negation_right << ", certainty " << certainty_right << " of " << contrasts.size());
}
