// What a text is on, and what takes that up again.
#include <catch2/catch.hpp>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("who an opening participle names is not the subject, the last of them neither") {
  Analysed text("en",
                "Plynt Inc makes mills. Set up in 2017 by the Graz engineers Ana Petrov and Idris Kane, "
                "Quorvane Ltd makes lamps. Its customers are many.");
  CHECK(text.of("Its") == "Company Quorvane Ltd");
}

TEST_CASE("a post without owner belongs to the firm that the article is on") {
  Analysed text("en",
                "Plynt Inc closes a mill. Plynt Inc lost money for years. Nobody wants Plynt Inc.\n\n"
                "The unions were angry. Chief executive Wim Haagsma told them nothing.");
  CHECK(text.topic(4) == "Plynt Inc");
}

TEST_CASE("a paragraph on another firm has that firm for its topic") {
  Analysed text(
      "en",
      "Plynt Inc closes a mill. Plynt Inc lost money for years.\n\n"
      "Quorvane Ltd, by contrast, hired cooks. Quorvane Ltd pays well. Chief executive Wim Haagsma likes "
      "soup.");
  CHECK(text.topic(4) == "Quorvane Ltd");
}

TEST_CASE("behind a sentence on another firm stands the one that the text is on") {
  Analysed text("en",
                "Plynt Inc makes paper mills in Graz. Two engineers set it up in 2019. "
                "Quorvane Ventures came in a year later with 8 million euros.");
  CHECK(text.topic(2) == "Quorvane Ventures");
  CHECK(text.mentions.entities[text.mentions.background_of_sentence.at(2)].name == "Plynt Inc");
}

TEST_CASE("where two firms would fit a description, it takes up the one that the text is on") {
  Analysed text(
      "en",
      "Plynt Inc makes paper mills in Graz. The company has nine customers. One of them is Quorvane Ltd, "
      "which also buys from Melbrook Ltd. Ada Bell, who started the company, has left.");
  CHECK(text.of("the company") == "Company Plynt Inc");
}

TEST_CASE("what only a headline names is not what the text is on") {
  Analysed text(
      "en",
      "# Wattbridge\n\nThe mills turn again. Nobody had expected it. Chief executive Wim Haagsma smiles.");
  CHECK(text.topic(3) == "none");
}

TEST_CASE("places between the article and the noun belong to the description") {
  Analysed text("en", "Plynt Inc makes mills. The Somerville, Massachusetts company is growing.");
  CHECK(text.of("Massachusetts company") == "Company Plynt Inc");
}

TEST_CASE("the town that a famous firm is known by rules others out") {
  Analysed text("en",
                "Nvidia has ordered lenses. They come from Plynt Inc, of Graz. Plynt Inc is glad. "
                "The Santa Clara group paid in advance.");
  CHECK(text.of("The Santa Clara group") == "Company Nvidia");
}

TEST_CASE("a town tells of the firm that is known to be of it, before all others") {
  Analysed behind("en",
                  "Intel makes chips. Plynt Inc makes mills. Plynt Inc is growing, and Plynt Inc hires.\n\n"
                  "The mills are new. The Santa Clara firm wants them.");
  CHECK(behind.of("The Santa Clara firm") == "Company Intel");
  Analysed ahead("it",
                 "La Plynt Spa cresce. Tutti aspettavano il gruppo di Cupertino. Apple ha chiuso bene.");
  CHECK(ahead.of("il gruppo") == "Company Apple");
  Analysed nobody("it",
                  "La Plynt Spa cresce. Tutti aspettavano il gruppo di Cupertino. Intel ha chiuso bene.");
  CHECK(nobody.of("il gruppo") == "Company Plynt Spa");
}

TEST_CASE("a firm of another town is not the likelier for its country") {
  Analysed text("it",
                "Il fondo Quattrovie ha venduto la sua quota. La comprerà la Plinto Srl, di Catania. "
                "Il fondo milanese non commenta.");
  CHECK(text.of("Il fondo milanese") == "Company Quattrovie");
}

TEST_CASE("a firm that is said to have its seat in one town is not that of another") {
  Analysed text("en",
                "Plynt Inc makes mills. Quorvane Ltd, which has its headquarters in Turin, buys them. "
                "Quorvane Ltd is late again. The Graz firm is not.");
  CHECK(text.of("The Graz firm") == "Company Plynt Inc");
  Analysed italian("it",
                   "La Plinto Spa fa mulini. Li compra la Quorvane Srl, con sede a Torino. La Quorvane Srl "
                   "tarda. La società di Graz paga subito.");
  CHECK(italian.of("La società") == "Company Plinto Spa");
}

TEST_CASE("a firm that makes things is not the fund beside it, nor the fund the firm") {
  Analysed text("en",
                "Plynt Inc makes paper mills. Brattvik Capital put 8 million euros into Plynt Inc. "
                "The startup has forty customers. The fund has eleven.");
  CHECK(text.of("The startup") == "Company Plynt Inc");
  CHECK(text.of("The fund") == "Company Brattvik Capital");
}

TEST_CASE("what is told of in a fund's article is who gets its money") {
  Analysed text("it",
                "La Plinto fabbrica presse. Il fondo Quattrovie ha messo 8 milioni nella Plinto. "
                "Tra i clienti ci sono nove cartiere.");
  CHECK(text.topic(2) == "Plinto");
}

TEST_CASE("a ticker's singular without article takes up the firm of the line before") {
  Analysed text("en",
                "Plynt Inc revenue up 34 pct.\n\nBritish firm to buy a mill.\n\nBoston police said no.");
  CHECK(text.of("British firm") == "Company Plynt Inc");
}

TEST_CASE("a gerund behind a description does not define it") {
  Analysed text("en", "Plynt Inc makes mills. Wim Haagsma accused the firm of leasing boats.");
  CHECK(text.of("the firm") == "Company Plynt Inc");
}

TEST_CASE("a possessive without owner nearby is of the firm that the text is on") {
  Analysed text("en", "Plynt Inc makes mills. It rained in Graz. Nobody came. Its chair, Ada Bell, wept.");
  CHECK(text.of("Its") == "Company Plynt Inc");
}

TEST_CASE("their stands for the several things before it, not for a firm") {
  Analysed text("en", "Plynt Inc makes mills. New mills need more water than their ancestors.");
  CHECK(text.of("their") == "none");
}

TEST_CASE("the object of a second verb is that of the first") {
  Analysed text("en",
                "Quorvane Ltd grows. Ada Bell, who founded Plynt Inc and still runs it, is glad. "
                "Wim Haagsma, who started the company and still chairs it, is not.");
  CHECK(text.of("it") == "Company Plynt Inc");
}

TEST_CASE("an object pronoun stands for the firm that the text is on") {
  Analysed text(
      "en",
      "Plynt Inc makes mills. The university of Graz has bought one. Wim Haagsma, who runs it, is glad.");
  CHECK(text.of("it") == "Company Plynt Inc");
}

TEST_CASE("two firms of equal weight leave no topic") {
  Analysed text("en",
                "Talks between Plynt Inc and Quorvane Ltd failed. The chairman, Wim Haagsma, was angry.");
  CHECK(text.topic(1) == "none");
}

TEST_CASE("a people stands for the firm that is known to be of its country") {
  Analysed italian("it",
                   "Brulandes Srl tratta con gli svedesi di Norrvik Spa. A vendere sono gli svedesi, "
                   "dice Brulandes Srl.");
  CHECK(italian.of("gli svedesi") == "Company Norrvik Spa");
  Analysed english("en", "Plynt Inc met Kjolbro Ltd of Copenhagen. The offer pleased the Danes.");
  CHECK(english.of("the Danes") == "Company Kjolbro Ltd");
}

TEST_CASE("a people whose country no firm is of stands for no firm") {
  Analysed text("en", "Plynt Inc of Boston met Kjolbro Ltd of Copenhagen. The plan pleased the Koreans.");
  CHECK(text.of("the Koreans") == "none");
}

TEST_CASE("one of a people is a person") {
  Analysed text("en", "Liv Sandager runs Plynt Inc. The Dane built it in a barn.");
  CHECK(text.of("The Dane") == "Person Liv Sandager");
}

TEST_CASE("a place set off behind a firm's name tells where it is") {
  Analysed text("it",
                "La vernice arriva da Norvita Spa, a Rotterdam, e il legno da Brulandes Srl, a Pavia. "
                "Gli olandesi consegnano tardi.");
  CHECK(text.of("Gli olandesi") == "Company Norvita Spa");
}

TEST_CASE("a demonstrative takes up its firm whatever is told of it") {
  Analysed text("it",
                "La Brulandes Srl riapre il mulino. Lo ha comprato all'asta questa società pavese che fa "
                "lampade.");
  CHECK(text.of("questa società pavese") == "Company Brulandes Srl");
}

TEST_CASE("what says when is no subject") {
  Analysed text("en", "Last month Plynt Inc opened a mill. It employs nobody yet.");
  CHECK(text.of("It") == "Company Plynt Inc");
}

TEST_CASE("what is said of a name by apposition does not own itself") {
  Analysed text("en", "Plynt Inc needs cash. Kjolbro Ltd, already its biggest backer, is short of it too.");
  CHECK(text.of("its") == "Company Plynt Inc");
}

TEST_CASE("pronouns agree with the person in gender") {
  Analysed text("en", "Liv Sandager runs Plynt Inc with Wim Haagsma, who had taught her law. He has left.");
  CHECK(text.of("He") == "Person Wim Haagsma");
}

TEST_CASE("an object pronoun is what the sentence before was on, not its own subject") {
  Analysed text("en", "Plynt Inc lost money. Kjolbro Ltd has lent it a barn.");
  CHECK(text.of("it") == "Company Plynt Inc");
}

TEST_CASE("what follows a colon may lack its subject again") {
  Analysed text("it", "Brulandes Srl non è quotata: in maggio ha raccolto sei milioni.");
  CHECK(text.stand_in() == "dropped Brulandes Srl");
}

TEST_CASE("a clitic at the copula owns the post") {
  Analysed text("it", "Brulandes Srl deve tutto a Tullio Peretti, che ne è anche il presidente.");
  CHECK(text.of("ne") == "Company Brulandes Srl");
}

TEST_CASE("a clitic object at the start leaves the subject to what follows") {
  Analysed text("it", "La Brulandes Srl chiude. Lo stabilimento lo ha comprato ieri la Norvita Spa.");
  CHECK(text.stand_in() == "none");
}

TEST_CASE("where no firm is near, a description stands for the one that the article is on") {
  Analysed text("en",
                "Plynt Inc closes a mill. Plynt Inc lost money for years. Nobody wants Plynt Inc. It rained. "
                "Nobody came. Cooks left early. Guards slept. Rain fell. The company says nothing.");
  CHECK(text.of("The company") == "Company Plynt Inc");
}

TEST_CASE("what is quoted beside a person is none of his firms") {
  Analysed text("en", "\"We meet Kjolbro Ltd daily,\" said Liv Sandager, the chief executive of Plynt Inc.");
  CHECK(text.of("We") == "Company Plynt Inc");
  Analysed runs("en", "\"We meet Kjolbro Ltd daily,\" said Liv Sandager, who runs Plynt Inc.");
  CHECK(runs.of("We") == "Company Plynt Inc");
  Analysed sued("en", "\"We meet Kjolbro Ltd daily,\" said Liv Sandager, who sued Plynt Inc.");
  CHECK(sued.of("We") == "none");
}

TEST_CASE("what the sentence itself is about stands before a background") {
  Analysed text("en",
                "Plynt Inc lost money. Plynt Inc closes. Plynt Inc was old.\n\nKjolbro Ltd, a rival, grew.");
  REQUIRE(text.mentions.background_of_sentence.size() == 4);
  CHECK(text.topic(3) == "Kjolbro Ltd");
  CHECK(text.mentions.entities[text.mentions.background_of_sentence[3]].name == "Plynt Inc");
}

TEST_CASE("a people stands for its firm however long ago that was named") {
  Analysed text(
      "en",
      "Kjolbro Ltd of Copenhagen makes chairs. It rained. Nobody came. Cooks left. Guards slept. Rain "
      "fell. Snow fell. Days went by. Weeks went by. Nothing pleased the Danes.");
  CHECK(text.of("the Danes") == "Company Kjolbro Ltd");
}

TEST_CASE("a people alone is a theme, not a firm") {
  Analysed text("it", "Norvita Spa di Rotterdam cresce. Gli olandesi? Tutti ciclisti.");
  CHECK(text.of("Gli olandesi") == "none");
}

TEST_CASE("a note without a verb goes on about the last model") {
  Analysed text("it",
                "Il modello Fringuello parla ladino. Due miliardi di parametri, addestrato su Leonardo.");
  CHECK(text.stand_in() == "dropped Fringuello");
}

TEST_CASE("the name between commas right after a description says who is meant") {
  Analysed text("en", "Plynt Inc sells lamps. The biggest maker there, Kjolbro Ltd, sells chairs.");
  CHECK(text.of("The biggest maker") == "Company Kjolbro Ltd");
}

TEST_CASE("a part of it is a part of what the sentence before was on") {
  Analysed text("en", "Plynt Inc lost money. Kjolbro Ltd owns a slice of it.");
  CHECK(text.of("it") == "Company Plynt Inc");
}

TEST_CASE("what is owned says what may own it") {
  Analysed text(
      "en",
      "Plynt Inc sells mills. Norway is the largest market for Plynt Inc. Among its clients is Quorvane "
      "Ltd.");
  CHECK(text.of("its") == "Company Plynt Inc");
}

TEST_CASE("a clitic may stand for the firm that was founded, not for what stands before it") {
  Analysed text("it",
                "La Brulandes Srl fa lampade a Pavia. Al vertice c'è Marta Gori, che l'ha avviata nel 2021.");
  CHECK(text.of("l'") == "Company Brulandes Srl");
  Analysed moved("it", "La Brulandes Srl fa lampade. Il primo giro di denari lo ha guidato Norvita Spa.");
  CHECK(moved.of("lo") == "none");
}

TEST_CASE("'ne' is of the firm that is spoken of, not of who acts") {
  Analysed text("it", "La Brulandes Srl fa lampade. Poi Norvita Spa ne ha acquistato il 30 per cento.");
  CHECK(text.of("ne") == "Company Brulandes Srl");
}

TEST_CASE("'it' goes on about a thing where the verb asks for no firm") {
  Analysed text("en",
                "Plynt Inc makes lamps. The model Lumo-2 speaks Welsh. Quorvane Ltd has put it into a mill.");
  CHECK(text.of("it") == "Model Lumo-2");
}

TEST_CASE("an owner is what the sentence takes up from before rather than what it names by the way") {
  Analysed text(
      "en",
      "Plynt Inc makes mills. Ada Bell, who set up the company after a decade at Quorvane Ltd, is its boss.");
  CHECK(text.of("its") == "Company Plynt Inc");
}

TEST_CASE("the business that is set up or bought is the firm that the text is on") {
  Analysed text("en", "Plynt Inc makes mills in Graz. Ada Bell set up the business in 2019.");
  CHECK(text.of("the business") == "Company Plynt Inc");
  Analysed bought("en", "Plynt Inc makes mills in Graz. Ada Bell bought the business in 2019.");
  CHECK(bought.of("the business") == "Company Plynt Inc");
}

TEST_CASE("what the subject's own verb governs is not the subject") {
  Analysed text(
      "it",
      "La Brulandes Srl e la Norvita Spa fanno lampade. La Brulandes Srl, che ha sede a Pavia, si appoggia "
      "dal 2023 al gruppo francese.");
  CHECK(text.of("al gruppo francese") == "Company Norvita Spa");
}
