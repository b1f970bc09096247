// Interviews, and who speaks in the first person.
#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("an interview is on the firm that its introduction says something of") {
  Analysed text(
      "it",
      "Ada Brunelli ha passato sei anni alla Norvita Spa. Con due soci ha messo in piedi Brulandes Srl.\n\n"
      "Che cosa vendete?\n\nLegno, soprattutto.\n\nA chi?\n\nA tutti.\n\n"
      "Quanti siete?\n\nIn nove.\n\nChi paga?\n\nLa banca.");
  CHECK(text.topic(3) == "Brulandes Srl");
}

TEST_CASE("the first person of an interview is its firm") {
  Analysed text("it",
                "Ada Brunelli ha messo in piedi Brulandes Srl.\n\n"
                "Che cosa vendete?\n\nLegno, soprattutto.\n\nA chi?\n\nA tutti.\n\n"
                "Quanti siete?\n\nIn nove.\n\nChi paga?\n\nAbbiamo una banca.");
  const Mention& last = text.mentions.mentions.back();
  CHECK(last.via == Via::Dropped);
  CHECK(text.mentions.entities[last.entity].name == "Brulandes Srl");
}

TEST_CASE("in an interview we are the firm that its introduction names") {
  Analysed text(
      "en",
      "Liv Sandager is late. She set up Plynt Inc in a barn.\n\nWhy lamps?\n\nOur lamps are warm.\n\n"
      "And the money?\n\nIt is gone.\n\nRegrets?\n\nNone.\n\nWhat next?\n\nKjolbro Ltd gave us a mill.");
  CHECK(text.of("Our") == "Company Plynt Inc");
  CHECK(text.of("us") == "Company Plynt Inc");
  Analysed news("en", "Plynt Inc is late. Our lamps are warm, it says.");
  CHECK(news.of("Our") == "none");
}

TEST_CASE("in an interview the firm of a post stands before one where somebody was") {
  Analysed text("it",
                "Ada Brunelli arriva tardi. Dopo due anni da cuoca in Norvita Spa è la presidente di "
                "Brulandes Srl.\n\nChe cosa vendete?\n\nLegno, soprattutto.\n\nA chi?\n\nA tutti.\n\n"
                "Quanti siete?\n\nIn nove.\n\nChi paga?\n\nI nostri clienti.");
  CHECK(text.of("I nostri") == "Company Brulandes Srl");
}

TEST_CASE("a clitic of the first person is the speaker's firm") {
  Analysed text("it", "«Norvita Spa ci vende il legno», dice Ada Brunelli, presidente di Brulandes Srl.");
  CHECK(text.of("ci") == "Company Brulandes Srl");
  Analysed meeting("it", "«Ci vediamo domani», dice Ada Brunelli, presidente di Brulandes Srl.");
  CHECK(meeting.of("Ci") == "none");
}

TEST_CASE("in an interview what firms use is what the answers go on about") {
  Analysed text(
      "it",
      "Ada Brunelli ha messo in piedi Brulandes Srl.\n\nChe cosa vendete?\n\n«Il modello linguistico "
      "Sardina. Sardina costa poco».\n\nA chi?\n\n«Norvita Spa lo usa da maggio».\n\n"
      "Quanti siete?\n\n«In nove».\n\nChi paga?\n\n«La banca».");
  CHECK(text.of("lo") == "Model Sardina");
}

TEST_CASE("who says 'we' in a firm's own newsroom is the firm") {
  const std::string text =
      "\n\nToday we release a lamp. We have tried it at home. When Ada Bell started Plynt Inc, nobody cared.";
  CHECK(Analysed("en", "source: The Plynt Inc blog" + text).of("We") == "Company Plynt Inc");
  CHECK(Analysed("en", "source: The Moorgate Ledger" + text).of("We") == "none");
}

TEST_CASE("'we' in quotes is the speaker's firm") {
  Analysed text(
      "en",
      "Plynt Inc makes mills. Quorvane Ltd buys them. \"We like soup,\" said Ada Bell, the chief executive "
      "of Quorvane Ltd. \"Our cooks are many.\"");
  CHECK(text.of("We") == "Company Quorvane Ltd");
  CHECK(text.of("Our") == "Company Quorvane Ltd");
}

TEST_CASE("'we' of somebody without a firm stands for nothing") {
  Analysed text("en", "Plynt Inc makes mills. \"We like soup,\" said Ada Bell of Dover.");
  CHECK(text.of("We") == "none");
}
