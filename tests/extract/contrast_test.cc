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

namespace {

// The facts of a sentence with the relation, "subject > object" and what is not stated and current of them.
std::string told(const std::string& relation, const std::string& sentence, const std::string& language) {
  const ArticleRecord record = extract_sentence(sentence, language);
  std::string out;
  for (const LocalFact& fact : record.facts) {
    if (fact.relation != relation) continue;
    const Evidence& evidence = clearest(fact.evidence);
    out += (out.empty() ? "" : "; ") + record.entities[fact.subject].name + " > " +
           record.entities[fact.object].name;
    if (evidence.certainty != Certainty::Stated) out += std::string(", ") + name_of(evidence.certainty);
    if (evidence.status == Status::Former) out += ", former";
    if (evidence.negated) out += ", negated";
  }
  return out;
}

}  // namespace

TEST_CASE("Who is blamed for a deed has done it, and no other deed of the sentence") {
  const auto owns = [](const std::string& text) { return told("OWNS", text, "en"); };
  const auto possiede = [](const std::string& text) { return told("OWNS", text, "it"); };
  CHECK(owns("The watchdog penalised Orvane Ltd for buying Tessel Inc.") == "Orvane Ltd > Tessel Inc");
  CHECK(owns("Quill Corp did not applaud Orvane Ltd for buying Tessel Inc.") == "Orvane Ltd > Tessel Inc");
  CHECK(owns("Quill Corp attacked Orvane Ltd by buying Tessel Inc.") == "Quill Corp > Tessel Inc");
  CHECK(owns("Quill Corp criticised Orvane Ltd after buying Tessel Inc.") == "Quill Corp > Tessel Inc");
  CHECK(owns("Quill Corp sued Orvane Ltd instead of buying Tessel Inc.") == "Quill Corp > Tessel Inc");
  CHECK(possiede("L'Antitrust ha sanzionato Verdi Srl per avere comprato Lupo Srl.") ==
        "Verdi Srl > Lupo Srl");
  CHECK(possiede("Olmo Luce Spa ha elogiato Verdi Srl dopo avere comprato Lupo Srl.") ==
        "Olmo Luce Spa > Lupo Srl");
  CHECK(possiede("Olmo Luce Spa ha attaccato Verdi Srl oltre ad avere comprato Lupo Srl.") ==
        "Olmo Luce Spa > Lupo Srl");
  CHECK(possiede("Olmo Luce Spa ha lodato Verdi Srl senza avere comprato Lupo Srl.") ==
        "Olmo Luce Spa > Lupo Srl, negated");
  CHECK(told("FOUNDED", "Ugo Bruni ha criticato Verdi Srl dopo aver fondato Lupo Srl.", "it") ==
        "Ugo Bruni > Lupo Srl");
}

TEST_CASE("A deed of which somebody is only accused is reported") {
  const auto owns = [](const std::string& text) { return told("OWNS", text, "en"); };
  const auto possiede = [](const std::string& text) { return told("OWNS", text, "it"); };
  const std::string reported = "Orvane Ltd > Tessel Inc, reported", stated = "Orvane Ltd > Tessel Inc";
  CHECK(owns("Quill Corp sued Orvane Ltd for buying Tessel Inc.") == reported);
  CHECK(owns("Quill Corp may sue Orvane Ltd for secretly buying Tessel Inc.") == reported);
  CHECK(owns("Orvane Ltd was sued by Quill Corp for buying Tessel Inc.") == reported);
  CHECK(owns("Brussels is investigating Orvane Ltd for buying Tessel Inc.") == reported);
  CHECK(owns("Quill Corp thanked Orvane Ltd for buying Tessel Inc.") == stated);
  CHECK(owns("Orvane Ltd was fined for buying Tessel Inc.") == stated);
  CHECK(possiede("Olmo Luce Spa ha fatto causa a Verdi Srl per avere comprato Lupo Srl.") ==
        "Verdi Srl > Lupo Srl, reported");
  CHECK(possiede("Olmo Luce Spa ha citato Verdi Srl in giudizio per avere comprato Lupo Srl.") ==
        "Verdi Srl > Lupo Srl, reported");
  CHECK(possiede("Olmo Luce Spa ha premiato Verdi Srl per avere comprato Lupo Srl.") ==
        "Verdi Srl > Lupo Srl");
}

TEST_CASE("An adverb behind a copula denies its clause") {
  const auto leads = [](const std::string& text) { return told("LEADS", text, "en"); };
  const auto listed = [](const std::string& text) { return told("RESTRICTS", text, "en"); };
  CHECK(listed("Orvane Ltd is on the Entity List.") == "Entity List > Orvane Ltd");
  CHECK(listed("Orvane Ltd is not on the Entity List.") == "Entity List > Orvane Ltd, negated");
  CHECK(listed("Orvane Ltd was never on the Entity List.") == "Entity List > Orvane Ltd, negated");
  CHECK(listed("Orvane Ltd is no longer on the Entity List.") == "Entity List > Orvane Ltd, former");
  CHECK(listed("Orvane Ltd is not only on the Entity List.") == "Entity List > Orvane Ltd");
  CHECK(told("PARTICIPATES_IN", "Orvane Ltd is not part of the Chips Act.", "en") ==
        "Orvane Ltd > CHIPS Act, negated");
  CHECK(leads("Ada Bell is never at the helm of Quill Corp.") == "Ada Bell > Quill Corp, negated");
  CHECK(leads("Ada Bell is not the chief executive of Quill Corp.") == "Ada Bell > Quill Corp, negated");
  CHECK(leads("Ada Bell is no longer the chief executive of Quill Corp.") == "Ada Bell > Quill Corp, former");
  CHECK(leads("Ada Bell is the chief executive of Quill Corp.") == "Ada Bell > Quill Corp");
  CHECK(told("OWNS", "Orvane Ltd no longer owns Tessel Inc.", "en") == "Orvane Ltd > Tessel Inc, former");
  CHECK(told("SUPPLIES", "Verdi Srl non è solo cliente di Lupo Srl.", "it") == "Lupo Srl > Verdi Srl");
}
