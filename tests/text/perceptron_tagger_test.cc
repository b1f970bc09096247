// Apertium's perceptron applied here: it chooses as apertium-tagger does.
#include "core/text/perceptron_tagger.h"

#include <catch2/catch.hpp>

#include "tests/text/tagger_fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

const AnalyserFiles& english() { return languages().find("en")->analyser; }

const PerceptronTagger& tagger() {
  static const std::unique_ptr<const PerceptronTagger> tagger = PerceptronTagger::read(english().tagger);
  REQUIRE(tagger != nullptr);
  return *tagger;
}

const std::vector<std::string> kSentences{
    "The ferry was sold to a rival that plans to close two of its docks.",
    "Sales rose last year; orders fell, and the forge said it would cut jobs.",
    "That is what the mayor asked: who pays for the bridge that nobody uses?",
    "Running a bakery costs more than people think, as one of the owners put it.",
    "Its chief cook, named Elwood Marsh, had left the inn founded by his aunt.",
    "Can the council can the plan? It can, but few expect that much will change.",
    "She saw her duck near the light house, set the table and left the open book there.",
    "Grain and dairy exports hit record highs before the spring floods closed roads.",
    "Better seeds, cheaper feed and a mild winter help.",
    "The 12/7 offer [see note] was, well, a lie \\ a half-truth at best.",
    "Close",
    "Réunion exports sugar; Zürich watches.",
    "Paris Hill and Georgia Lane run the Rose & Crown, a pub they bought in May.",
    "He is used to work that others call hard, so he took on the fast build.",
};

}  // namespace

TEST_CASE("The model chooses as apertium-tagger does with it") {
  CHECK(check_chooses_as_asked(english(), kSentences) > 40);
}

TEST_CASE("The words around a word decide") {
  const std::string cut = "^cut/cut<vblex><past>/cut<n><sg>$", noun = "^cut/cut<n><sg>/cut<vblex><past>$";
  const std::string the = "^the/the<det><def><sp>$", she = "^she/prpers<prn><subj><p3><f><sg>$";
  CHECK(chosen(tagger(), the + cut) == the + noun);
  CHECK(chosen(tagger(), she + cut) == she + cut);
  CHECK(chosen(tagger(), she + noun) == she + cut);
  CHECK(chosen(tagger(), the + the) == the + the);
  CHECK(chosen(tagger(), "^xyzzy/*xyzzy$" + she + noun) == "^xyzzy/*xyzzy$" + she + cut);
}

TEST_CASE("What is not the model of a perceptron is not taken for one") {
  CHECK(PerceptronTagger::read(languages().find("it")->analyser.tagger) == nullptr);
  CHECK(PerceptronTagger::read("/nowhere.prob") == nullptr);
  const std::string model = bytes_of(english().tagger);
  const auto read = [&](const std::string& bytes) {
    return PerceptronTagger::read(ModelFile(bytes).path()) != nullptr;
  };
  CHECK(read(model));
  CHECK_FALSE(read(""));
  CHECK_FALSE(read(model + '\0'));
  for (const size_t size :
       {size_t{1}, size_t{100}, size_t{400}, size_t{5000}, size_t{14'000}, model.size() - 1})
    CHECK_FALSE(read(model.substr(0, size)));
  // Another instruction in the first feature, in the first thing observed, in what has features at all.
  for (const std::string_view program :
       {std::string_view("\x01\x14\x01\x00\x01\x3c", 6), std::string_view("\x01\x18\x01\x2c", 4),
        std::string_view("\x01\x19\x01\x06", 4)}) {
    std::string other = model;
    other[other.find(program) + 1] = 0x25;
    CHECK_FALSE(read(other));
  }
}
