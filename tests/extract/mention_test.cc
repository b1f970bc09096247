#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/extract/gazetteer.h"
#include "core/extract/grammar.h"
#include "core/extract/name_list.h"
#include "core/knowledge/table.h"
#include "tests/extract/analysed.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("Italian: unknown names are typed by posts, nouns, suffixes and prepositions") {
  Analysed text("it",
                "La società lionese Brulandes ha assunto l'ingegner Tiberio Calvani. Lo stabilimento a "
                "Ostraglia fornisce "
                "la Meccaniche Dorsali Spa. Il sindaco Elvira Tosatti è contenta.");
  CHECK(text.of("Brulandes") == "Company Brulandes");
  CHECK(text.of("Tiberio Calvani") == "Person Tiberio Calvani");
  CHECK(text.of("Ostraglia") == "Place Ostraglia");
  CHECK(text.of("Meccaniche Dorsali Spa") == "Company Meccaniche Dorsali Spa");
  CHECK(text.of("Elvira Tosatti") == "Person Elvira Tosatti");
}

TEST_CASE("English: unknown names are typed by appositions, verbs and possession") {
  Analysed text("en",
                "Dorvalis, a maker of sensors, hired Wim Haagsma, who had run Plynt. Shares of Quorvane "
                "fell. Its factory in "
                "Melbridge trained a model called Sparrow.");
  CHECK(text.of("Dorvalis") == "Company Dorvalis");
  CHECK(text.of("Wim Haagsma") == "Person Wim Haagsma");
  CHECK(text.of("Quorvane") == "Company Quorvane");
  CHECK(text.of("Melbridge") == "Place Melbridge");
}

TEST_CASE("nationality words are names of places") {
  Analysed italian("it", "Il gruppo italo-francese compra dagli olandesi una ditta viennese.");
  CHECK(italian.names() == "italo | francese | olandesi | viennese");
  CHECK(italian.of("italo") == "Place Italy");
  CHECK(italian.of("olandesi") == "Place Netherlands");
  Analysed english("en", "The Dutch group sold a Korean unit.");
  CHECK(english.of("Dutch") == "Place Netherlands");
  CHECK(english.of("Korean") == "Place South Korea");
}

TEST_CASE("a firm's name and a person's beside it are two") {
  Analysed text("it", "Il capo di Nvidia Jensen Huang vola a Taipei.");
  CHECK(text.of("Nvidia") == "Company Nvidia");
  CHECK(text.of("Jensen Huang") == "Person Jensen Huang");
  Analysed chips("en", "Rivals cannot match the Nvidia H200 yet.");
  CHECK(chips.of("H200") == "Chip H200");
}

TEST_CASE("posts, months and ordinary words with capitals are no names") {
  CHECK(Analysed("en", "The Vice President of AI Models left in March.").names().empty());
  CHECK(Analysed("it", "Nel XX secolo l'Intelligenza Artificiale non c'era.").names().empty());
}

TEST_CASE("variants of a name are one thing") {
  Analysed text("it",
                "STMicroelectronics cresce. Per Stm è un record. Il presidente Aldo Ferrandi di Solvatec Spa "
                "sorride: Ferrandi "
                "guida Solvatec da anni.");
  CHECK(text.of("Stm") == "Company STMicroelectronics");
  CHECK(text.of("Ferrandi") == "Person Aldo Ferrandi");
  CHECK(text.of("Solvatec") == "Company Solvatec Spa");
}

TEST_CASE("an acronym in parentheses is the name before it") {
  Analysed text("en", "The Grenoble Institute of Photonics (GIP) has a new laser. GIP sold two.");
  CHECK(text.of("GIP", 1) == "Organization Grenoble Institute of Photonics");
}

TEST_CASE("a name with two readings keeps the firm first") {
  Analysed text("it", "DeepSeek assume ricercatori. Il modello DeepSeek costa poco.");
  CHECK(text.of("DeepSeek", 0) == "Company DeepSeek");
  CHECK(text.of("DeepSeek", 1) == "Model DeepSeek");
}

TEST_CASE("English and Italian names of one place have one key") {
  Analysed italian("it", "Vive a Monaco di Baviera."), english("en", "She lives in Munich.");
  REQUIRE(italian.mentions.entities.size() == 1);
  REQUIRE_FALSE(english.mentions.entities.empty());
  CHECK(italian.mentions.entities[0].gazetteer_key == "Place/munich");
  CHECK(english.mentions.entities[0].gazetteer_key == "Place/munich");
}

TEST_CASE("all mentions lie in order and cite names") {
  Analysed text("it", "Brulandes Srl vende il suo magazzino. L'azienda cresce. Esporta in Francia.");
  const auto& list = text.mentions.mentions;
  for (size_t m = 0; m < list.size(); ++m) {
    if (m > 0)
      CHECK(std::tie(list[m - 1].sentence, list[m - 1].tokens) <= std::tie(list[m].sentence, list[m].tokens));
    if (list[m].via == Via::Name) continue;
    REQUIRE(list[m].antecedent != kNone);
    CHECK(list[list[m].antecedent].via == Via::Name);
    CHECK(list[list[m].antecedent].entity == list[m].entity);
  }
}

TEST_CASE("stock indexes, stress and amounts are no entities") {
  Analysed text("it", "Il Ftse Mib e il Dax salgono. NON si sa perché i fondi comprino a Rmb114 per azione.");
  CHECK(text.mentions.entities.empty());
}

TEST_CASE("a list speaks for its members, an apposition does not") {
  Analysed text("en",
                "Orders came from Nvidia, Dorvalis and Quorvane. The aide to Plynt, Wim Haagsma, left.");
  CHECK(text.of("Dorvalis") == "Company Dorvalis");
  CHECK(text.of("Quorvane") == "Company Quorvane");
  CHECK(text.of("Wim Haagsma") == "Person Wim Haagsma");
}

TEST_CASE("spaCy patterns are read beside our tables") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "gazetteers");
  std::ofstream(folder / "gazetteers/birds.jsonl")
      << R"({"label": "Bird", "pattern": "Barn Owl", "id": "owl"})" << '\n'
      << R"({"label": "Bird", "pattern": [{"LOWER": "great"}, {"LOWER": "tit"}]})" << '\n';
  Gazetteer gazetteer(knowledge::Files(folder.path()), "en");
  REQUIRE(gazetteer.find("barn owl").size() == 1);
  CHECK(gazetteer.entry(gazetteer.find("barn owl")[0].entry).key == "Bird/owl");
  CHECK(gazetteer.find("Great Tit").size() == 1);
  std::ofstream(folder / "gazetteers/birds.jsonl") << "{]\n";
  CHECK_THROWS_AS(Gazetteer(knowledge::Files(folder.path()), "en"), Error);
}

TEST_CASE("words of grammar are read by kind, from a language's own table") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "languages/en");
  std::ofstream(folder / "languages/en/grammar.tsv") << "linking\tof|o'\n";
  const Grammar grammar = read_grammar(knowledge::Files(folder.path()), "en");
  CHECK(grammar.linking.contains("o'"));
  CHECK(!grammar.linking.contains("di"));
  CHECK(grammar.whose.empty());
  for (const char* row : {"bridging\tof\n", "linking\tof||di\n"}) {
    INFO(row);
    std::ofstream(folder / "languages/en/grammar.tsv") << row;
    CHECK_THROWS_AS(read_grammar(knowledge::Files(folder.path()), "en"), Error);
  }
}

TEST_CASE("a known firm whose name is a word opens a sentence") {
  CHECK(Analysed("en", "Arm makes cores.").of("Arm") == "Company Arm");
  CHECK(Analysed("en", "Anthropic has warmed to it.").of("Anthropic") == "Company Anthropic");
  CHECK(Analysed("en", "Micron boss Ada Bell left.").of("Micron") == "Company Micron");
  CHECK(Analysed("en", "xAI has not answered.").of("xAI") == "Company xAI");
  CHECK(Analysed("en", "I've seen it and they'd known.").names().empty());
}

TEST_CASE("an unknown word before its verb is a name, an adverb is none") {
  CHECK(Analysed("en", "Brondel is a torso on a pole.").names() == "Brondel");
  CHECK(Analysed("it", "Separatamente, la corte ha deciso.").names().empty());
}

TEST_CASE("versions and sizes belong to unknown names, the plural mark does not") {
  CHECK(Analysed("it", "Il primo è Korvan 14B, poi gli altri.").of("Korvan 14B") == "Model Korvan 14B");
  CHECK(Analysed("en", "It bought thousands of H800s.").of("H800s") == "Chip H800");
  CHECK(Analysed("it", "Lo dice Filippo Dell'Acqua Berni.").names() == "Filippo Dell'Acqua Berni");
}

TEST_CASE("a day before a name is no part of it, a town's seat makes a firm") {
  Analysed text("en", "On Tuesday Quorvane Ltd hired cooks. The Ascend 910B. Lumvec of Grenoble fell.");
  CHECK(text.of("Quorvane Ltd") == "Company Quorvane Ltd");
  CHECK(text.of("Lumvec") == "Company Lumvec");
  CHECK(text.document.sentences.size() == 3);
}

TEST_CASE("a single unknown word is a firm before it is a person, wherever its sentence puts it") {
  Analysed text(
      "en",
      "Brondvik said it would appeal. Tarvos, which has poured money into labs, agreed. Melvren's K900 "
      "chip sells. Quorlin and Dastrel both use it. Hestrin, whose chief executive left, fell.");
  for (const char* firm : {"Brondvik", "Tarvos", "Melvren", "Quorlin", "Dastrel", "Hestrin"})
    CHECK(text.of(firm) == std::string("Company ") + firm);
  CHECK(Analysed("it", "Ha scritto l'ingegner Brondvik.").of("Brondvik") == "Person Brondvik");
  CHECK(Analysed("it", "Parla un ex ricercatore di Brondvik.").of("Brondvik") == "Company Brondvik");
}

TEST_CASE("what qualifies a noun in a list, or opens the sentence, says nothing of the list's members") {
  Analysed fund("en", "Investors in Plynt Inc include Brondvik and the Zurich fund Tarvos.");
  CHECK(fund.of("Brondvik") == "Company Brondvik");
  Analysed market("en", "In Amsterdam, Brondvik and Tarvos fell.");
  CHECK(market.of("Brondvik") == "Company Brondvik");
}

TEST_CASE("a single word with an article, a number or an owner is a thing") {
  Analysed text(
      "en",
      "The chips sell. Plynt Inc bought 4,600 Malxoms and prefers the far mightier Plipley. Nvidia's "
      "Draiken processors are older chips.");
  for (const char* chip : {"Plipley", "Draiken"}) CHECK(text.of(chip) == std::string("Chip ") + chip);
  CHECK(Analysed("en", "Talks with the XQRB went on.").of("XQRB") == "Organization XQRB");
  CHECK(Analysed("en", "Korea's Brondvik fell.").of("Brondvik") == "Company Brondvik");
}

TEST_CASE("two plain words are a person's name after a firm's, a nation's or a portfolio") {
  CHECK(Analysed("it", "Lo scrive il ceo di Ibm Varuk Melsten.").of("Varuk Melsten") ==
        "Person Varuk Melsten");
  CHECK(Analysed("it", "Parla il turco Varuk Melsten.").of("Varuk Melsten") == "Person Varuk Melsten");
  CHECK(Analysed("it", "La guida è affidata a Varuk Melsten.").of("Varuk Melsten") == "Person Varuk Melsten");
  Analysed minister("it", "Il ministro dell'Economia Varuk Melsten ha firmato.");
  CHECK(minister.of("Varuk Melsten") == "Person Varuk Melsten");
}

TEST_CASE("all versions of a name are of one type") {
  Analysed text("en",
                "They tested the model Vorqui-1. Some prefer Vorqui-2. Rosten says Vorqui-2 is a clone.");
  CHECK(text.of("Vorqui-1") == "Model Vorqui-1");
  CHECK(text.of("Vorqui-2") == "Model Vorqui-2");
}

TEST_CASE("capitals of headlines, datelines and amounts are no names") {
  Analysed text("it", "BYD RINVIA SZEGED. (Agm) Slitta a marzo l'avvio. (Agm) L'Agcm indaga.");
  CHECK(text.of("RINVIA") == "none");
  CHECK(text.of("Slitta") == "none");
  CHECK(text.of("L'Agcm") == "none");
  CHECK(Analysed("en", "The year ended Rp 4.4 trillion in the red.").of("Rp") == "none");
  CHECK(Analysed("en", "Here's the snag.").of("Here's") == "none");
}

TEST_CASE("capitals of a quotation in another language are its own") {
  Analysed it("it", "Lo chiede la rivista: “Is Peru catching up with the Brulandes of the world?”");
  CHECK(it.of("Is Peru") == "none");
  CHECK(it.of("Peru") == "Place Peru");
  CHECK(it.of("Brulandes") == "none");
  // What the article names itself is a name there too.
  Analysed named("it", "La società Brulandes cresce. “Is the age of Brulandes over?” si chiede un blog.");
  CHECK(named.of("Brulandes") == "Company Brulandes");
  CHECK(Analysed("en", "He calls it “Il ritorno della Forgia” with a smile.").of("Forgia") == "none");
  CHECK(Analysed("it", "Si veda la Tab. 2 sui Paesi ricchi e sulla CO2.").of("Paesi") == "none");
}

TEST_CASE("frequent words are names where a noun, a post or a verb says so") {
  CHECK(Analysed("it", "La società First di Torino ha comprato Fumarola Srl.").of("First") ==
        "Company First");
  CHECK(Analysed("en", "Carlo Rinaldi, chief executive of Anche, has resigned.").of("Anche") ==
        "Company Anche");
  Analysed own("it", "L'assicuratore Prima e la catena Over hanno comprato Fumarola Srl.");
  CHECK(own.of("Prima") == "Company Prima");
  CHECK(own.of("Over") == "Company Over");
  CHECK(Analysed("it", "Cresce la società. Prima ha comprato Fumarola Srl.").of("Prima") == "none");
  CHECK(Analysed("it", "Ha girato la serie La torre di sale a Ostia.").of("La") == "none");
}

TEST_CASE("an ordinary word opens a sentence as a name where the words behind it say so") {
  CHECK(Analysed("en", "Anthropic, maker of models, grew.").of("Anthropic") == "Company Anthropic");
  CHECK(Analysed("en", "Torsion, of Salt Lake City, wrote it off.").names() == "Torsion | Salt Lake City");
  CHECK(Analysed("en", "Consultancy Elverga reckons it will.").names() == "Elverga");
}

TEST_CASE("a line of things is of their kind, and its trade mark is no part of its name") {
  Analysed text("en", "Halvern sells the Cinder™ line of accelerators under the Tessel² programme.");
  CHECK(text.of("Cinder") == "Chip Cinder");
  CHECK(text.of("Tessel²") == "Policy Tessel²");
}

TEST_CASE("a digit before the noun for a thing is its version") {
  CHECK(Analysed("en", "Sony's Okto 3 console is sold out.").of("Okto 3") == "Product Okto 3");
  CHECK(Analysed("it", "La console Okto 3 di Sony è esaurita.").of("Okto 3") == "Product Okto 3");
}

TEST_CASE("what is said of a part is not said of the name that it belongs to") {
  CHECK(Analysed("it", "Il cuore di Valdorsa erano le sonde.").of("Valdorsa") == "Company Valdorsa");
  CHECK(Analysed("it", "Cresce la fabbrica di Ostraglia che esporta vetro.").of("Ostraglia") ==
        "Place Ostraglia");
  CHECK(Analysed("it", "È il fondo del finanziere Tiberio Calvani.").of("Tiberio Calvani") ==
        "Person Tiberio Calvani");
}

TEST_CASE("a joint venture with two firms' names is one") {
  CHECK(Analysed("en", "The design is by GE Vernova Hitachi.").names() == "GE Vernova Hitachi");
}

TEST_CASE("a given name alone is seldom a person") {
  CHECK(Analysed("en", "It bought valves from Elia last year.").of("Elia") == "Company Elia");
  CHECK(Analysed("en", "He lives there with his cousin Elia.").of("Elia") == "Person Elia");
}

TEST_CASE("letters behind a name are no part of it, and a post with capitals is no name") {
  const Analysed text("en",
                      "Ada Bellamy KC spoke for Norda Systems Inc. It has named Tom Reed as Chief Drilling "
                      "Officer.");
  CHECK(text.of("Ada Bellamy") == "Person Ada Bellamy");
  CHECK(text.of("Drilling Officer") == "none");
}

TEST_CASE("a firm's name may open with a digit, a town's may have an unknown second word") {
  CHECK(Analysed("en", "7Gliding, a start-up, makes cameras.").of("7Gliding") == "Company 7Gliding");
  CHECK(Analysed("it", "È il rivale di Novara Sperdone, si dice.").of("Novara Sperdone") ==
        "Place Novara Sperdone");
}

TEST_CASE("prefixes and compounds in small letters are no part of a name") {
  Analysed text("en", "Direct-to-chip cooling sells. A mini-PC is cheap, and extra-EU trade fell.");
  CHECK(text.of("Direct-to") == "none");
  CHECK(text.of("mini-PC") == "none");
  CHECK(text.of("EU") == "Place European Union");
  CHECK(Analysed("it", "I finanzieri dell'Aquila sono usciti.").of("Aquila") == "Place L'Aquila");
  CHECK(Analysed("it", "Le ali dell'aquila sono larghe.").names().empty());
}

TEST_CASE("a newspaper's name needs its capital and no name behind it") {
  CHECK(Analysed("en", "The economist spoke of the National Security Act.").names() ==
        "National Security Act");
  CHECK(Analysed("en", "A report in The Economist says so.").of("The Economist") ==
        "Organization The Economist");
}

TEST_CASE("a town's namesake is what the article tells of it") {
  CHECK(Analysed("en", "Brussels has answered with Meridian, a programme for chips.").of("Meridian") ==
        "Policy Meridian");
  CHECK(Analysed("en", "The plant in Meridian, a town in Idaho, closed.").of("Meridian") == "Place Meridian");
  CHECK(Analysed("it", "Il fondo romano Capo Solvaro vende tutto.").of("Capo Solvaro") ==
        "Company Capo Solvaro");
  CHECK(Analysed("it", "La figlia Ginevra dirige il reparto.").of("Ginevra") == "Person Ginevra");
}

TEST_CASE("a place or an amount inside an apposition is no end of it") {
  Analysed text("en", "Varsen, the Phoenix solar start-up, grew. Norda, a $2bn fund, invested.");
  CHECK(text.of("Varsen") == "Company Varsen");
  CHECK(text.of("Norda") == "Company Norda");
  CHECK(text.of("the Phoenix solar start-up") == "Company Varsen");
}

TEST_CASE("a list of names finds each of them and nothing else") {
  const NameList list("# towns\nab\nab cd\nb\nzz");
  for (const char* name : {"ab", "ab cd", "b", "zz"}) CHECK(list.contains(name));
  for (const char* name : {"", "a", "abc", "ab c", "cd", "c", "zzz", "# towns"})
    CHECK_FALSE(list.contains(name));
  CHECK(list.opens("ab"));
  CHECK_FALSE(list.opens("b"));
  const std::string towns(knowledge::Files().file("names/towns.txt"));
  size_t rows = 0, found = 0;
  const NameList all(towns);
  for (std::string_view line : knowledge::split(towns, '\n'))
    if (!line.empty() && line.front() != '#') {
      ++rows;
      found += all.contains(line);
    }
  CHECK(found == rows);
}

TEST_CASE("a noun between a post and the name parts them, a field before the post does not") {
  Analysed text(
      "en",
      "Quorvane tests its lead asset QVN-118. He wrote to Energy Secretary Ada Bell. Councillor Wim Haagsma, "
      "of Melbridge, laughed. Dorvalis alleges fraud.");
  CHECK(text.of("QVN-118").substr(0, 6) != "Person");
  CHECK(text.of("Ada Bell") == "Person Ada Bell");
  CHECK(text.of("Wim Haagsma") == "Person Wim Haagsma");
  CHECK(text.of("Dorvalis") == "Company Dorvalis");
  CHECK(text.names().find("Energy") == std::string::npos);
}
