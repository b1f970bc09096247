#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("bodies named by a common noun") {
  Analysed text("it", "Il ministero della Pesca e l'Agenzia nazionale del farmaco tacciono.");
  CHECK(text.of("ministero della Pesca") == "Organization ministero della Pesca");
  Analysed english("en", "Officials of the Biden administration met the board.");
  CHECK(english.of("Biden administration") == "Organization Biden administration");
}

TEST_CASE("what an office is for is no name") {
  CHECK(Analysed("it", "Lo dice il commissario al Commercio.").names().empty());
}

TEST_CASE("bodies of a country, a trade or a town have names in small letters") {
  Analysed italian("it", "Il tribunale distrettuale di Seul e il governo norvegese tacciono.");
  CHECK(italian.of("tribunale distrettuale di Seul") == "Organization tribunale distrettuale di Seul");
  CHECK(italian.of("governo norvegese") == "Organization governo norvegese");
  CHECK(italian.of("norvegese") == "Place Norway");
  Analysed english("en", "The trade ministry and the Delft Centre for Optics met the Norwegian government.");
  CHECK(english.of("trade ministry") == "Organization trade ministry");
  CHECK(english.of("Delft Centre for Optics") == "Organization Delft Centre for Optics");
  CHECK(english.of("Norwegian government") == "Organization Norwegian government");
}

TEST_CASE("bodies by one noun, numbered decrees and compounds with ex are names") {
  CHECK(Analysed("en", "It wrote to the Commission.").of("Commission").starts_with("Organization"));
  CHECK(Analysed("it", "Lo dice il presidente della Provincia.").of("Provincia") == "Organization Provincia");
  CHECK(Analysed("en", "From July, Decree 163 will bind carriers.").of("Decree 163") == "Policy Decree 163");
  CHECK(Analysed("en", "An ex-Citadel trader came.").of("Citadel") == "Company Citadel");
  const Analysed opening("en", "Ex-Citadel trader Ada Bell joined.");
  CHECK(opening.of("Ex-Citadel") == "none");
  CHECK(opening.of("Citadel") == "Company Citadel");
  CHECK(Analysed("en", "It was run by Jan Goetz.").of("Jan Goetz") == "Person Jan Goetz");
}

TEST_CASE("Italian: bodies go by a noun with a capital, with what qualifies it, and before their heads") {
  Analysed text(
      "it",
      "Lo dice il presidente della Regione Aldo Brunelli. L'Ispettorato del lavoro tace, il ministero "
      "degli Affari esteri pure. Interviene lo Stato svizzero, paga il Comune di Vercelli. Per Vera Silvani, "
      "capogruppo dei Moderati Liguri, ha torto la Difesa.");
  CHECK(text.of("Regione") == "Organization Regione");
  CHECK(text.of("Aldo Brunelli") == "Person Aldo Brunelli");
  CHECK(text.of("Ispettorato del lavoro") == "Organization Ispettorato del lavoro");
  CHECK(text.of("ministero degli Affari esteri") == "Organization ministero degli Affari esteri");
  CHECK(text.of("Stato svizzero") == "Organization Stato svizzero");
  CHECK(text.of("Comune di Vercelli") == "Organization Comune di Vercelli");
  CHECK(text.of("Vera Silvani") == "Person Vera Silvani");
  CHECK(text.of("Difesa") == "Organization Difesa");
}

TEST_CASE("English: bodies with a nationality, a qualifier or a small noun") {
  Analysed text("en",
                "The Danish Society for Tidal Power met the Austrian federal government. The House Ports "
                "committee wrote to the state government of Kerala.");
  CHECK(text.of("Danish Society for Tidal Power") == "Organization Danish Society for Tidal Power");
  CHECK(text.of("Austrian federal government") == "Organization Austrian federal government");
  CHECK(text.of("House Ports committee") == "Organization House Ports committee");
  CHECK(text.of("state government of Kerala") == "Organization state government of Kerala");
}

TEST_CASE("bodies go on past what qualifies them and past a second field") {
  Analysed italian(
      "it",
      "Tace l'Autorità portuale di Ostraglia. Tace anche il ministero dell'Ambiente e della Salute, e "
      "con loro l'Assessorato all'Energia.");
  CHECK(italian.of("Autorità portuale di Ostraglia") == "Organization Autorità portuale di Ostraglia");
  CHECK(italian.of("ministero dell'Ambiente e della Salute") ==
        "Organization ministero dell'Ambiente e della Salute");
  CHECK(italian.of("Assessorato all'Energia") == "Organization Assessorato all'Energia");
  Analysed english("en", "The Ministry of Trade and Ports approved it.");
  CHECK(english.names() == "Ministry of Trade and Ports");
}

TEST_CASE("boards and licences are no entities") {
  const Analysed text("en", "She will join the Board of Directors. It is under the MIT licence.");
  CHECK(text.mentions.entities.empty());
}

TEST_CASE("the agency of a dateline is an organization, whatever else has its name") {
  CHECK(Analysed("en", "GRAZ, April 23 (Meridian) - Varsen raised its forecast.").of("Meridian") ==
        "Organization Meridian");
  CHECK(Analysed("it", "Roma, 27 nov. (Telvex) - La Varsen cresce.").of("Telvex") == "Organization Telvex");
  CHECK(Analysed("it", "La start-up di Pavia (Alba) – nata nel 2019 – cresce.").of("Alba") !=
        "Organization Alba");
}

TEST_CASE("a nation's body is named with what qualifies its noun and what it is for") {
  Analysed english(
      "en",
      "The Russian defence ministry replied. A Norwegian court refused, but the Tamil Nadu government and "
      "the German federal court agreed.");
  CHECK(english.of("Russian defence ministry") == "Organization Russian defence ministry");
  CHECK(english.of("German federal court") == "Organization German federal court");
  CHECK(english.of("Tamil Nadu government") == "Organization Tamil Nadu government");
  CHECK(english.of("Tamil Nadu") == "Place Tamil Nadu");
  CHECK(english.of("Norwegian") == "Place Norway");
  Analysed italian("it", "Risponde l'autorità norvegese per la concorrenza, non l'ambasciata olandese.");
  CHECK(italian.of("autorità norvegese per la concorrenza") ==
        "Organization autorità norvegese per la concorrenza");
  CHECK(italian.of("ambasciata olandese") == "Organization ambasciata olandese");
}

TEST_CASE("bodies keep their qualifiers, their conjunctions apart and their capitals") {
  Analysed english(
      "en",
      "It worked with Dorvan University and Quorvane National Laboratory. Ohio State University paid Plynt "
      "Motors and General Motors. He is professor at the Technical University of Munich. The Brandt "
      "Institute "
      "for AI agrees. QSA has leased half. Plyntus told us so.");
  for (const char* name : {"Dorvan University", "Quorvane National Laboratory", "Ohio State University",
                           "Technical University of Munich", "Brandt Institute for AI"})
    CHECK(english.of(name) == "Organization " + std::string(name));
  CHECK(english.of("General Motors") == "Company General Motors");
  CHECK(english.of("QSA") == "Company QSA");
  CHECK(english.of("Plyntus") == "Company Plyntus");
  Analysed italian(
      "it",
      "Al Consiglio forestale si parla dell'Istituto lucano di meccanica. La Guardia di bosco conta i "
      "danni. Decide il Tar del Molise. La sede di Confindustria Veneto Est apre.");
  for (const char* name :
       {"Consiglio forestale", "Istituto lucano di meccanica", "Tar del Molise", "Confindustria Veneto Est"})
    CHECK(italian.of(name) == "Organization " + std::string(name));
}

TEST_CASE("plans, strategies and codes with capitals are policies, in full") {
  for (const char* name : {"AI Growth Plan", "National Compute Strategy", "Data Sovereignty Law",
                           "Cloud Charter", "Quantum Leap Initiative"}) {
    INFO(name);
    const std::string text = "Ministers unveiled the " + std::string(name) + " on Monday.";
    CHECK(Analysed("en", text).of(name) == "Policy " + std::string(name));
  }
  for (const char* name : {"Strategia nazionale per i chip", "Patto per i semiconduttori", "Codice del cloud",
                           "Legge sui dati"}) {
    INFO(name);
    const std::string text = "I ministri hanno discusso: è pronto, dicono, il " + std::string(name) + ".";
    CHECK(Analysed("it", text).of(name) == "Policy " + std::string(name));
  }
  // A plan in small letters, or one that goes to somebody, is no name; nor is a person called so.
  CHECK(Analysed("it", "La giunta manda il Piano al governo.").of("Piano al governo") == "none");
  CHECK(Analysed("it", "L'architetto Renzo Piano ha parlato.").of("Renzo Piano") == "Person Renzo Piano");
}
