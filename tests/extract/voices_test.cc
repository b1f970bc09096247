// How much of what single sentences state is found, in many voices (voices.tsv).
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/utf8.h"
#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

struct Expected {
  std::string subject, relation, object, how;  // how: "former", "negated", … or empty
  bool denied = false;                         // must not come out
};

bool is_relation(const std::string& word) { return test_knowledge().schema().relation(word) != nullptr; }

std::vector<Expected> read_facts(const std::string& text) {
  std::vector<Expected> facts;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ';');) {
    Expected fact;
    std::istringstream words(part);
    for (std::string word; words >> word;) {
      if (word.front() == '!') {
        fact.denied = true;
        word.erase(0, 1);
      }
      if (is_relation(word)) {
        fact.relation = word;
      } else if (word == "former" || word == "negated" || word == "reported" || word == "speculated") {
        fact.how = word;
      } else {
        std::string& end = fact.relation.empty() ? fact.subject : fact.object;
        end += (end.empty() ? "" : " ") + word;
      }
    }
    facts.push_back(fact);
  }
  return facts;
}

bool names(const LocalEntity& entity, const std::string& name) {
  const std::string wanted = fold_name(name);
  const auto holds = [&](const std::string& form) {
    return fold_name(form).find(wanted) != std::string::npos;
  };
  return holds(entity.name) || std::any_of(entity.forms.begin(), entity.forms.end(), holds);
}

bool is_so(const Evidence& evidence, const std::string& how) {
  if (how == "former") return evidence.status == Status::Former;
  if (how == "negated") return evidence.negated;
  if (how.empty()) return evidence.status != Status::Former;
  return name_of(evidence.certainty) == how;
}

}  // namespace

TEST_CASE("Most of what single sentences state in many voices is found, and little else") {
  std::ifstream file(TRAMA_SOURCE_DIR "/tests/extract/voices.tsv");
  size_t expected = 0, found = 0, others = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    const std::string sentence = line.substr(second + 1);
    const ArticleRecord record = extract_sentence(sentence, line.substr(0, first));
    std::vector<bool> used(record.facts.size());
    for (const Expected& fact : read_facts(line.substr(first + 1, second - first - 1))) {
      const bool symmetric = test_knowledge().schema().relation(fact.relation)->symmetric;
      bool hit = false;
      for (size_t i = 0; i < record.facts.size(); ++i) {
        const LocalFact& f = record.facts[i];
        const LocalEntity &s = record.entities[f.subject], &o = record.entities[f.object];
        const bool same = (names(s, fact.subject) && names(o, fact.object)) ||
                          (symmetric && names(o, fact.subject) && names(s, fact.object));
        if (f.relation != fact.relation || !same || fact.denied) continue;
        used[i] = true;
        hit = hit || is_so(clearest(f.evidence), fact.how);
      }
      if (fact.denied) continue;
      ++expected;
      found += hit;
      if (!hit)
        UNSCOPED_INFO("missed " << fact.subject << " " << fact.relation << " " << fact.object << ": "
                                << sentence);
    }
    for (size_t i = 0; i < used.size(); ++i) {
      others += !used[i];
      if (!used[i]) UNSCOPED_INFO("not asked for: " << record.facts[i].relation << ": " << sentence);
    }
  }
  REQUIRE(expected >= 600);
  CHECK(found >= expected * 90 / 100);
  CHECK(others <= expected * 5 / 100);
  WARN(found << " of " << expected << " facts found, " << others << " others");
}

TEST_CASE("Who is said to have a post at one firm is implied to have it at no other") {
  const auto led = [](const std::string& tie) {
    const ArticleRecord record =
        extract_sentence("Ada Bell, the chief executive of Velt Corp, is sad. " + tie +
                             " Norda Systems Inc is growing. Norda Systems Inc hired cooks. "
                             "Chief executive Ada Bell is glad.",
                         "en");
    std::set<std::string> firms;
    for (const LocalFact& fact : record.facts)
      if (fact.relation == "LEADS") firms.insert(record.entities[fact.object].name);
    return firms;
  };
  CHECK(led("") == std::set<std::string>{"Velt Corp"});
  CHECK(led("Ada Bell sits on the board of Norda Systems Inc.") == std::set<std::string>{"Velt Corp"});
  CHECK(led("Ada Bell is also the chief executive of Brill Ltd.") ==
        std::set<std::string>{"Brill Ltd", "Velt Corp"});
}

TEST_CASE("What a firm implies is not said of one that the paragraph has lost sight of") {
  const auto facts = [](const std::string& text) {
    const ArticleRecord record = extract_sentence(text, "en");
    std::set<std::string> out;
    for (const LocalFact& fact : record.facts)
      out.insert(record.entities[fact.subject].name + " " + fact.relation + " " +
                 record.entities[fact.object].name);
    return out;
  };
  const std::string arms = "Tarnside Robotics will hire cooks. Tarnside Robotics sells arms.\n\n";
  const std::string chief = " Chief executive Ada Bell will speak on Monday.";
  const std::string leads = "Ada Bell LEADS Tarnside Robotics";
  CHECK(facts(arms + "There is a plant of Halvorn Optics nearby." + chief).contains(leads));
  CHECK_FALSE(
      facts(arms + "There are plants of Halvorn Optics, Quellmark Systems and Brimhale Foods nearby." + chief)
          .contains(leads));
  const std::string foods = "Brimhale Foods buys arms.\n\n", praise = "Analysts praised the Finnish company.";
  const std::string seat = "Tarnside Robotics BASED_IN Finland";
  CHECK(facts(foods + arms + "Its plants are nearby. " + praise).contains(seat));
  CHECK_FALSE(facts(foods + arms + "Its plants are near those of Halvorn Optics. " + praise).contains(seat));
  const std::string fair =
      "title: Micron opens a fair\n\nThe fair of Micron is open.\n\nThe halls were full. ";
  const std::string noise = "Many people came. Music was played. Cakes were sold. ";
  const std::string fund = "Brimhale Capital is an investor.", invests = "Brimhale Capital INVESTS_IN Micron";
  CHECK(facts(fair + fund).contains(invests));
  CHECK_FALSE(facts(fair + noise + fund).contains(invests));
  const std::string fallen = "Micron, Intel and AMD fell. ";
  CHECK(facts(fallen + "Nvidia rose, and showed off its Corvo chip.").contains("Nvidia PRODUCES Corvo"));
}

TEST_CASE("A word of which nothing is said but its capital is no entity, unless a fact is about it") {
  const auto named = [](const std::string& text, const char* language) {
    std::set<std::string> names;
    for (const LocalEntity& entity : extract_sentence(text, language).entities) names.insert(entity.name);
    return names;
  };
  CHECK(named("Tutti ricordano il paradosso di Quorlin.", "it").empty());
  CHECK(named("They still talk of the paradox of Brondvik.", "en").empty());
  CHECK(named("Brondvik acquired Quorvane Ltd.", "en") == std::set<std::string>{"Brondvik", "Quorvane Ltd"});
  CHECK(named("Brondvik said that Velt Corp has acquired Norda Ltd.", "en").contains("Brondvik"));
  CHECK(named("Secondo Quorlin, Velt Corp ha comprato Norda Srl.", "it").contains("Quorlin"));
  CHECK_FALSE(
      named("Velt Corp has acquired Norda Ltd in the paradox of Brondvik.", "en").contains("Brondvik"));
  CHECK(named("La società Quorlin cresce.", "it") == std::set<std::string>{"Quorlin"});
  CHECK(named("Quorlin tace. Anche ieri Quorlin taceva.", "it") == std::set<std::string>{"Quorlin"});
}
