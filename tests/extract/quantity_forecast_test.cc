// What amounts are only said or expected to be.
#include <catch2/catch.hpp>

#include "tests/extract/quantities_of.h"

using namespace trama::extract;

TEST_CASE("What others say and what may be is marked") {
  CHECK(it("Secondo Bloomberg, Xai avrebbe raccolto 6 miliardi di dollari.").find("(reported)") !=
        std::string::npos);
  CHECK(en("Arm may pay $6.5bn for Ampere.").find("(speculated)") != std::string::npos);
  CHECK(en("Arm's revenue beat estimates of $1.6bn.").find("(speculated)") != std::string::npos);
  CHECK(en("Arm had revenue of $1.6bn.").find("(speculated)") == std::string::npos);
}

TEST_CASE("What a firm's business will bring is a guess, and its own one too") {
  const auto guessed = [](const std::string& found) {
    return found.find("(speculated)") != std::string::npos;
  };
  for (const char* text :
       {"Norda Systems expects revenue of $310 million this year.",
        "Norda Systems now sees 2026 revenue of about $310 million.",
        "Norda Systems forecast sales of between $310 million and $330 million for the quarter.",
        "Norda Systems predicted a net loss of $31 million for the year.",
        "Norda Systems guided for revenue of $310 million in February.",
        "Norda Systems cut its sales outlook to $310 million.",
        "Norda Systems confirmed its guidance for revenue of $310 million.",
        "Norda Systems is targeting sales of $310 million by 2028.",
        "Norda Systems aims for an operating profit of $31 million.",
        "Norda Systems said revenue would reach $310 million next year.",
        "Norda Systems expects to earn $31 million next year.",
        "Norda Systems expects to report revenue of $310 million.",
        "Revenue is expected to reach $310 million at Norda Systems."}) {
    CAPTURE(text);
    CHECK(guessed(en(text)));
  }
  for (const char* text :
       {"Norda Systems expects growth after revenue of $310 million last year.",
        "Norda Systems had revenue of $310 million and expects more.",
        "Norda Systems beat expectations with revenue of $310 million.",
        "Norda Systems, which expects to hire, had sales of $310 million.",
        "Norda Systems saw revenue of $310 million last year.",
        "Norda Systems saw its profit rise to $31 million.",
        "Norda Systems lifted its forecast for the year after profit nearly tripled to $31 million.",
        "Norda Systems reported revenue of $310 million, above its guidance.",
        "Norda Systems missed its target: sales came to $310 million.",
        "Norda Systems plans to open shops, having earned $31 million.",
        "Norda Systems posted a loss of $31 million and aims to cut costs.",
        "Norda Systems plans to hire after revenue of $310 million."}) {
    CAPTURE(text);
    CHECK_FALSE(guessed(en(text)));
    CHECK_FALSE(en(text).empty());
  }
  for (const char* text : {"Norda Systems prevede ricavi per 310 milioni di euro.",
                           "Norda Systems stima per l'anno ricavi superiori a 310 milioni di euro.",
                           "Norda Systems punta a un fatturato di 310 milioni di euro nel 2027.",
                           "Norda Systems ha alzato la stima sui ricavi a 310 milioni di euro.",
                           "Norda Systems conferma l'obiettivo di ricavi di 310 milioni di euro.",
                           "Norda Systems conta di incassare 310 milioni di euro quest'anno.",
                           "Norda Systems fatturerà 310 milioni di euro.",
                           "Norda Systems chiuderà l'anno con una perdita di 31 milioni di euro.",
                           "Norda Systems si aspetta un utile di 31 milioni di euro.",
                           "I ricavi previsti da Norda Systems sono di 310 milioni di euro.",
                           "Norda Systems conta di chiudere l'anno con ricavi per 310 milioni di euro.",
                           "La Norda Systems cresce. I ricavi sono attesi a 310 milioni di euro."}) {
    CAPTURE(text);
    CHECK(guessed(it(text)));
  }
  for (const char* text :
       {"Norda Systems ha ricavi per 310 milioni di euro e prevede di crescere.",
        "Norda Systems ha superato le stime con ricavi per 310 milioni di euro.",
        "Norda Systems ha fatturato 310 milioni di euro, oltre le previsioni.",
        "Norda Systems, che prevede assunzioni, ha ricavi per 310 milioni di euro.",
        "Norda Systems ha chiuso con un utile di 31 milioni di euro e punta a crescere.",
        "Dopo ricavi per 310 milioni di euro, Norda Systems prevede un calo.",
        "Norda Systems ha visto i ricavi salire a 310 milioni di euro.",
        "Norda Systems ha centrato l'obiettivo: i ricavi sono di 310 milioni di euro.",
        "Norda Systems ha perso 31 milioni di euro e conta di risalire.",
        "La Norda Systems cresce. I ricavi, 61 milioni di euro nel 2021, saliranno quest'anno."}) {
    CAPTURE(text);
    CHECK_FALSE(guessed(it(text)));
    CHECK_FALSE(it(text).empty());
  }
}
