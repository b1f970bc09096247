// What types the words beside names and the forms of names give them.
#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("a common word all in capitals is no firm where no subject stands") {
  CHECK(Analysed("en", "YES, we can do it, said the minister.").names() == "");
  CHECK(Analysed("it", "DAZI hanno colpito le imprese.").names() == "");
  CHECK(Analysed("it", "SIAMO in tanti.").names() == "");
  CHECK(Analysed("en", "ESA has leased it.").of("ESA") == "Organization European Space Agency");
}

TEST_CASE("what is owned and named beside is a thing only where the noun is for no person and no place") {
  CHECK(Analysed("en", "Ada Bell wrote. Her tutor, Zorvan, agreed.").of("Zorvan") == "Person Zorvan");
  CHECK(Analysed("en", "Alba sells lamps. Its first patron, Zorvan, agreed.").of("Zorvan") ==
        "Person Zorvan");
  CHECK(Analysed("en", "The firm left its birthplace, Dorneding, in May.").of("Dorneding") ==
        "Place Dorneding");
  CHECK(Analysed("en", "Alba sells lamps. Its lid, VeraCap, is new.").of("VeraCap") == "Product VeraCap");
}

TEST_CASE("article numbers, counts, makers and where things are posted tell things from firms") {
  Analysed english("en",
                   "Dorvalis will ship the BWQ-300 in May. Quorvane, maker of Plyntavy, posted the logs on "
                   "Sorvhub. It ran "
                   "Nvidia-N3 on two Vorn Studios. Its lid, DiaVorn, sells well. Brandt left to set up a "
                   "boutique, Ninefeld.");
  for (const char* name : {"BWQ-300", "Plyntavy", "Sorvhub", "DiaVorn"})
    CHECK(english.of(name).substr(0, 7) != "Company");
  CHECK(english.of("DiaVorn") == "Product DiaVorn");
  CHECK(english.of("Nvidia-N3") == "Chip Nvidia-N3");
  CHECK(english.of("Ninefeld") == "Company Ninefeld");
}

TEST_CASE(
    "a former plant is its firm's, bodies of two last words are bodies, measures reach to what they are on") {
  Analysed text(
      "en",
      "The former Quorvane plant burned. The Estonia Innovation Authority and the Dorvan Economic "
      "Development "
      "Corp. paid. It was the 2024 duty on imported sequencers. The government extended its export controls "
      "on "
      "equipment to laser modules.");
  CHECK(text.of("Quorvane") == "Company Quorvane");
  CHECK(text.of("Estonia Innovation Authority") == "Organization Estonia Innovation Authority");
  CHECK(text.of("Dorvan Economic Development Corp") == "Organization Dorvan Economic Development Corp");
  CHECK(text.of("duty") == "Policy duty on imported sequencers");
  CHECK(text.of("export controls") == "Policy export controls on equipment");
  Analysed italian("it", "Lo vieta il regolamento europeo 412 del 2018.");
  CHECK(italian.of("regolamento europeo 412 del 2018") == "Policy regolamento europeo 412 del 2018");
}

TEST_CASE("a body before its speaker's name, and a common word inside a firm's, are parts of whole names") {
  Analysed italian("it",
                   "Dai banchi del Partito agrario Ada Bell protesta. Lavorava per la Polizia militare.");
  CHECK(italian.of("Partito agrario") == "Organization Partito agrario");
  CHECK(italian.of("Ada Bell") == "Person Ada Bell");
  CHECK(italian.of("Polizia militare") == "Organization Polizia militare");
  Analysed english("en", "Shares of Quorvane Web Services fell.");
  CHECK(english.of("Quorvane Web Services") == "Company Quorvane Web Services");
}
