// Names that are written without a capital, and the ordinary words that stand like them.
#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("English: an unknown word in small letters is a name where it is told to be a firm") {
  CHECK(Analysed("en", "Shares in orvane, the pump maker from Turku, fell 4% on Tuesday.").of("orvane") ==
        "Company orvane");
  CHECK(Analysed("en", "The Lisbon start-up tindrel has raised €9m from two funds.").of("tindrel") ==
        "Company tindrel");
  CHECK(
      Analysed("en", "Mr Bell runs a company called brundix, which trains models in Ghent.").of("brundix") ==
      "Company brundix");
  CHECK(Analysed("en", "The regulator fined mirvolta, a Danish payments firm, €3m.").of("mirvolta") ==
        "Company mirvolta");
  Analysed again("en", "The shareholders of plodvik voted in June. plodvik has 40 staff.");
  CHECK(again.of("plodvik", 0) == "Company plodvik");
  CHECK(again.of("plodvik", 1) == "Company plodvik");
  CHECK(Analysed("en", "Critics say zemmer.ai takes too long.").of("zemmer.ai") == "Company zemmer.ai");
}

TEST_CASE("Italian: an unknown word in small letters is a name where it is told to be a firm") {
  CHECK(Analysed("it", "Le azioni di tindrella, il produttore finlandese di pompe, sono scese del 4%.")
            .of("tindrella") == "Company tindrella");
  CHECK(Analysed("it", "La startup torinese orvaneo ha raccolto 9 milioni di euro da due fondi.")
            .of("orvaneo") == "Company orvaneo");
  CHECK(Analysed("it", "quillino, casa editrice di Lodi, ha assunto Ada Bell.").of("quillino") ==
        "Company quillino");
  CHECK(Analysed("it", "La multa a mirvolta, società danese di pagamenti, vale 3 milioni.").of("mirvolta") ==
        "Company mirvolta");
}

TEST_CASE("an ordinary noun is a name where a capital is due or its small letter is told of") {
  Analysed english(
      "en",
      "Nobody liked the lodgers. kettle, the Bristol robotics firm, has parted with its cook. The "
      "running of kettle was dull, and the kettle boiled.");
  CHECK(english.of("kettle", 0) == "Company kettle");
  CHECK(english.of("kettle", 1) == "Company kettle");
  CHECK(english.of("kettle", 2) == "none");
  CHECK(Analysed(
            "it",
            "Non piaceva a nessuno. teiera, con la minuscola, ha venduto la sede. Il signor Rossi dice che "
            "teiera cresce.")
            .of("teiera") == "Company teiera");
}

TEST_CASE("ordinary and unknown words that firms are told of beside are no names") {
  for (const char* text :
       {"In turn, the company said that it would appeal.",
        "Demand for shrinkflation rose, a maker of chips said. The firm sells shrinkflation.",
        "A technique called spolving cuts costs. The start-up edtech scene is lively.",
        "The company ebitda rose 4%. Its ebitda doubled.",
        "Founders of fintechs met investors. Another head of devops left; devops is hard.",
        "By mid-afternoon, the chipmaker, which is small, had fallen 3%.",
        "They sold steel, glass and gravel, the cheapest of goods, to the firm.",
        "Firms need inference, a costly business, and inference needs chips."})
    CHECK(Analysed("en", text).names() == "");
  for (const char* text :
       {"Una startup fintech ha raccolto fondi. Nel fintech, settore in crescita, l'azienda investe.",
        "La società proptech cresce. Si parla di proptech, una moda.",
        "Una tecnica chiamata spinterazione riduce i costi.",
        "Il responsabile del devops lascia. Chi fa devops, l'azienda che cresce, assume.",
        "Governo, imprese e sindacati discutono. In realtà, la società smentisce.",
        "Mostra una pompa: allineamento sotto i 5 micron.",
        "L'ebitda è salito. Per ebitda, il gruppo è primo.",
        "Una minuscola startup, che cresce, ha chiesto credito, la materia prima di ogni impresa."})
    CHECK(Analysed("it", text).names() == "");
}

TEST_CASE("nouns behind a nationality, misspelt or in a list are no names") {
  for (const char* text : {"The Asian tradespace cheered the firm. tradespace has grown, the company said.",
                           "The Danish goverment fined the firm. goverment has said so.",
                           "The group sells agritech, proptech and spacetech. spacetech raised $8m."})
    for (const char* word : {"tradespace", "goverment", "spacetech"})
      CHECK(Analysed("en", text).of(word) == "none");
  for (const char* text : {"Il mercato sale. la svizzera autorita ha multato la ditta, una società di Lodi.",
                           "L'azienda scende. l'argentina autorita ne parla."})
    CHECK(Analysed("it", text).of("autorita") == "none");
  CHECK(Analysed("en", "The Danish start-up mirvolta has raised €9m.").of("mirvolta") == "Company mirvolta");
  CHECK(Analysed("it", "La startup danese mirvolta ha raccolto 9 milioni.").of("mirvolta") ==
        "Company mirvolta");
}

TEST_CASE("a year before a name in small letters counts nothing") {
  Analysed italian(
      "it",
      "orvaneo, startup di Lodi, vende pompe. Nel 2023 orvaneo ha aperto a Pavia. Nel 2024 orvaneo "
      "ha chiuso.");
  for (size_t nth : {0, 1, 2}) CHECK(italian.of("orvaneo", nth) == "Company orvaneo");
  Analysed english(
      "en",
      "The start-up tindrel sells pumps. In 2023 tindrel opened in Turku. Shares in tindrel, the pump "
      "maker, fell.");
  CHECK(english.of("tindrel", 1) == "Company tindrel");
  CHECK(Analysed("it", "Nel 2023 2024 orvanei sono nati. La ditta vende 2000 orvanei.").names() == "");
}

TEST_CASE("the name of a site that is bought or led is a firm's, one to be read is not") {
  CHECK(Analysed("it", "Intel ha comprato orvaneo.ai per 9 milioni.").of("orvaneo.ai") ==
        "Company orvaneo.ai");
  CHECK(Analysed("en", "Shares in tindrel.com fell.").of("tindrel.com") == "Company tindrel.com");
  CHECK(Analysed("en", "Intel has bought tindrel.io for $9m.").of("tindrel.io") == "Company tindrel.io");
  CHECK(Analysed("en", "The report stands on tindrel.com for all to read.").of("tindrel.com") == "none");
  CHECK(Analysed("it", "Per informazioni: orvaneo.com.").names() == "");
}

TEST_CASE("a name may open with a digit") {
  CHECK(Analysed("en", "Intel has bought 4Ward for $9m.").of("4Ward") == "Company 4Ward");
  CHECK(Analysed("it", "Intel ha comprato 3Pere per 9 milioni.").of("3Pere") == "Company 3Pere");
  CHECK(Analysed("en", "Intel has sold 4 Wards for $9m.").of("4 Wards") == "none");
}
