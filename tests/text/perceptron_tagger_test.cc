// Apertium's perceptron applied here: it chooses as apertium-tagger does.
#include "core/text/perceptron_tagger.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <poll.h>

#include "core/text/disambiguation.h"
#include "core/text/framed_pipeline.h"
#include "tests/text/fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

const AnalyserFiles& english() { return languages().find("en")->analyser; }

const PerceptronTagger& tagger() {
  static const std::unique_ptr<const PerceptronTagger> tagger = PerceptronTagger::read(english().tagger);
  REQUIRE(tagger != nullptr);
  return *tagger;
}

std::string answer(FramedPipeline& programs, const std::string& request) {
  if (!programs.running()) programs.restart();
  programs.send(request);
  std::vector<std::string> replies;
  while (replies.empty()) {
    std::vector<pollfd> polled;
    programs.add_polled(polled);
    ::poll(polled.data(), polled.size(), -1);
    REQUIRE(programs.pump(replies));
  }
  return replies.front();
}

std::string text_of(const std::vector<LexicalUnit>& units) {
  std::string out;
  for (const LexicalUnit& unit : units) append_unit(out, unit);
  return out;
}

std::string chosen(std::string_view units) {
  Disambiguation sentence(parse_stream(units), {});
  sentence.choose(tagger());
  return text_of(sentence.take());
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
  FramedPipeline analysis(
      {{"lt-proc", "-z", "-w", english().morphology}, {"cg-proc", "-z", english().grammar}});
  FramedPipeline asked({{"apertium-tagger", "-z", "-g", "-f", "-p", english().tagger}});
  size_t ambiguous = 0;
  for (const std::string& text : kSentences) {
    std::string request;
    append_escaped(request, text);
    const std::vector<LexicalUnit> units = parse_stream(answer(analysis, request + "\n"));
    Disambiguation here(units, {}), there(units, {});
    const std::string question = there.request();
    INFO(question);
    if (question.empty()) continue;
    REQUIRE(there.accept(answer(asked, question)));
    here.choose(tagger());
    CHECK(text_of(here.take()) == text_of(there.take()));
    for (const LexicalUnit& unit : units) ambiguous += unit.readings.size() > 1;
  }
  CHECK(ambiguous > 40);
}

TEST_CASE("The words around a word decide") {
  const std::string cut = "^cut/cut<vblex><past>/cut<n><sg>$", noun = "^cut/cut<n><sg>/cut<vblex><past>$";
  const std::string the = "^the/the<det><def><sp>$", she = "^she/prpers<prn><subj><p3><f><sg>$";
  CHECK(chosen(the + cut) == the + noun);
  CHECK(chosen(she + cut) == she + cut);
  CHECK(chosen(she + noun) == she + cut);
  CHECK(chosen(the + the) == the + the);
  CHECK(chosen("^xyzzy/*xyzzy$" + she + noun) == "^xyzzy/*xyzzy$" + she + cut);
}

TEST_CASE("What is not the model of a perceptron is left to apertium-tagger") {
  CHECK(PerceptronTagger::read(languages().find("it")->analyser.tagger) == nullptr);
  CHECK(PerceptronTagger::read("/nowhere.prob") == nullptr);
  std::ifstream file(english().tagger, std::ios::binary);
  const std::string model(std::istreambuf_iterator<char>(file), {});
  const std::string path = std::filesystem::temp_directory_path() / "trama_perceptron_test.prob";
  const auto read = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    return PerceptronTagger::read(path) != nullptr;
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
  std::filesystem::remove(path);
}
