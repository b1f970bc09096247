// What descriptions, pronouns, short forms and dropped subjects stand for.
#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("definite descriptions stand for the latest name that fits") {
  Analysed text("it",
                "Brulandes Srl apre un laboratorio. L'azienda lionese, nata nel 1999, assume. Il gruppo "
                "cerca cento tecnici.");
  CHECK(text.of("L'azienda lionese") == "Company Brulandes Srl");
  Analysed english("en",
                   "Plynt Inc beat Quorvane Ltd of Rotterdam. The Dutch firm lost a third of its clients.");
  CHECK(english.of("The Dutch firm") == "Company Quorvane Ltd");
}

TEST_CASE("two antecedents that fit alike give none") {
  Analysed text(
      "en", "Talks between Plynt Inc and Quorvane Ltd failed. Reporters asked why the company walked away.");
  CHECK(text.of("the company") == "none");
}

TEST_CASE("pronouns and possessives take the subject before them") {
  Analysed text("en", "Ruth Bell runs Plynt Inc. She founded it in 2011.");
  CHECK(text.of("She") == "Person Ruth Bell");
  Analysed italian("it", "Brulandes Srl vende il suo magazzino.");
  CHECK(italian.stand_in() == "possessive Brulandes Srl");
}

TEST_CASE("Italian's dropped subject is the subject of the sentence before") {
  Analysed text("it", "Brulandes Srl produce lampade da tavolo. Esporta quasi tutto in Spagna.");
  CHECK(text.stand_in() == "dropped Brulandes Srl");
  Analysed speech("it", "Elvira Tosatti dirige il museo. «Domani riapriamo», dice.");
  CHECK(speech.stand_in() == "dropped Elvira Tosatti");
}

TEST_CASE("the topic is the last firm that was subject in the paragraph") {
  Analysed text("en", "Plynt Inc makes lamps. Chairman Wim Haagsma retires.");
  REQUIRE(text.mentions.topic_of_sentence.size() == 2);
  CHECK(text.mentions.entities[text.mentions.topic_of_sentence[1]].name == "Plynt Inc");
}

TEST_CASE("the people of a country stand for its one firm") {
  Analysed text("it", "Asml cresce ancora. Il ramo venduto dagli olandesi perde soldi.");
  CHECK(text.stand_in() == "nominal ASML");
}

TEST_CASE("shares held are another firm's") {
  Analysed text("en", "Plynt Inc sued Quorvane Ltd. Plynt owns 5% of its stock.");
  CHECK(text.of("its") == "Company Quorvane Ltd");
}

TEST_CASE("an object clitic takes up the subject before it") {
  Analysed text("it", "Il chip Fringuello consuma poco. Lo usa già Brulandes Srl.");
  CHECK(text.stand_in() == "pronoun Fringuello");
}

TEST_CASE("a product beside the noun tells which maker is meant") {
  Analysed text("en", "Plynt Inc cut prices. The iPhone maker did not react; Plynt Inc sells phones.");
  CHECK(text.of("The iPhone maker") == "Company Plynt Inc");
}

TEST_CASE("a nationality word alone stands for the firm of that country") {
  Analysed text("it", "Brulandes Srl tratta con la danese Kjolbro. La danese, però, ha fretta.");
  CHECK(text.of("La danese") == "Company Kjolbro");
}

TEST_CASE("a given name or a group's name alone is the one that the article speaks of") {
  Analysed text("en", "Greta Falk set up Plynt Inc. Greta heads it. LG Energy Solution sued LG's rival.");
  CHECK(text.of("Greta") == "Person Greta Falk");
  CHECK(text.of("LG") == "Company LG Energy Solution");
}

TEST_CASE("what is for something of someone's is for who gets it") {
  const Analysed text("en", "Norda Systems Inc supplies lasers to Velt Corp for its printers.");
  CHECK(text.of("its") == "Company Velt Corp");
}

TEST_CASE("a short form is of the name that the text has used so far") {
  const Analysed text(
      "en",
      "Emberline Geothermal Inc. sells heat. Emberline has hired Ada Bell. Its unit, Emberline "
      "Iceland Ltd, drills.");
  CHECK(text.of("Emberline") == "Company Emberline Geothermal Inc");
}

TEST_CASE("a surname stands once for two people, and comes first in Chinese names") {
  Analysed text("en", "Nora and Ruth Ashgrove own the firm. Liang Wenfeng runs it. Liang is pleased.");
  CHECK(text.of("Nora") == "Person Nora Ashgrove");
  CHECK(text.of("Ruth Ashgrove") == "Person Ruth Ashgrove");
  CHECK(text.of("Liang") == "Person Liang Wenfeng");
  CHECK(Analysed("en", "Nora and Ruth\u00a0Ashgrove own the firm.").of("Nora") == "Person Nora Ashgrove");
  CHECK(Analysed("en", "Nora and Ruth-Ashgrove own the firm.").of("Nora") != "Person Nora Ashgrove");
}
