// Who does what in a clause, over the shapes in which news tells it. The sentences are ours.
#include "core/extract/clause.h"

#include <catch2/catch.hpp>

#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

// "subject > verb > object" of the clause with the verb, likeliest alternatives, with "-" for what is
// missing.
std::string clause_of(const std::string& verb, const std::string& sentence, const std::string& language) {
  const ArticleWork work = test_extractor().analyse(test_article(sentence, language), false);
  for (size_t i = 0; i < work.sentences.size(); ++i) {
    const SentenceAnalysis& analysis = work.sentences[i].analysis;
    const text::Sentence& tokens = work.document.sentences[i];
    const auto filler = [&](const Clause& clause, const char* place) -> std::string {
      const Argument* argument = clause.argument(place);
      if (argument == nullptr) return "-";
      std::string out;
      for (const uint32_t group : argument->candidates.front())
        out += (out.empty() ? "" : ", ") + tokens.tokens[analysis.chunks.nouns[group].head].surface;
      return out;
    };
    for (const Clause& clause : analysis.clauses)
      if (analysis.chunks.verbs[clause.verb].lemma == verb)
        return filler(clause, "subj") + " > " + verb + " > " + filler(clause, "obj");
  }
  return "no clause of " + verb;
}

std::string en(const std::string& verb, const std::string& sentence) {
  return clause_of(verb, sentence, "en");
}
std::string it(const std::string& verb, const std::string& sentence) {
  return clause_of(verb, sentence, "it");
}

}  // namespace

TEST_CASE("an abbreviation's full stop ends nothing") {
  CHECK(en("raise", "Lumenor Inc. posted sales of chips and raised its forecast.") ==
        "Lumenor > raise > forecast");
  CHECK(en("say", "Harlan Corp., which makes lasers, said nothing.") == "Harlan > say > nothing");
  CHECK(en("found", "Velt Robotics was founded by Dr. Anna Wren.") == "Anna > found > Robotics");
  CHECK(it("fondare", "La Velt è stata fondata dall'ing. Ugo Rossi.") == "Ugo > fondare > Velt");
}

TEST_CASE("a preposition may open a clause") {
  CHECK(en("ban", "The rule was widened after the ministry in January banned the chip.") ==
        "ministry > ban > chip");
}

TEST_CASE("coordinated verbs share their subject, whatever stands between") {
  CHECK(en("get", "Starcloud launched a satellite and, to general astonishment, got a model to answer.") ==
        "Starcloud > get > model");
  CHECK(en("sell", "Alba bought a plant in May, sold its lasers and leased a tower.") ==
        "Alba > sell > lasers");
  CHECK(en("rent", "Oracle will lease the site, rent the chips to Alba and share the revenue.") ==
        "Oracle > rent > chips");
  CHECK(en("share", "Oracle will lease the site, rent the chips to Alba and share the revenue.") ==
        "Oracle > share > revenue");
  CHECK(it("montare", "È la macchina che il Cineca ha acquistato da Atos e che monta i processori di Amd.") ==
        "macchina > montare > processori");
}

TEST_CASE("relatives are told from demonstratives and possessives") {
  CHECK(en("beat", "Analysts expect sales that beat estimates.") == "sales > beat > estimates");
  CHECK(en("raise", "The start-up, whose founders left Alba in 2022, has raised money from Accel.") ==
        "start-up > raise > money");
  const std::string apposed =
      "Velt Robotics, a startup that won a prize last year, unveiled the Corvid-9B model.";
  CHECK(en("win", apposed) == "startup > win > prize");
  CHECK(en("unveil", apposed) == "Robotics > unveil > model");
}

TEST_CASE("verbs and nouns of one form are told by their neighbours") {
  CHECK(en("value", "The deal values Cohere at $7 billion and brings in a partner.") ==
        "deal > value > Cohere");
  CHECK(en("begin", "Rapidus began trial production of chips in April.") == "Rapidus > begin > production");
  CHECK(en("build", "Backed by a grant, Tsmc is building three fabs in Phoenix.") == "Tsmc > build > fabs");
  CHECK(en("run", "The new model, trained on 18,000 chips, runs on Cerebras hardware.") == "model > run > -");
  CHECK(en("disclose", "In a filing, Tesla disclosed a $16.5 billion contract.") ==
        "Tesla > disclose > contract");
  CHECK(it("girare", "Il modello, addestrato a Torino, gira sui processori di Amd.") ==
        "modello > girare > -");
}

TEST_CASE("what stands between commas hides neither subject nor object") {
  CHECK(en("buy", "Cerebras, which Intel bought in 2019, is growing.") == "Intel > buy > Cerebras");
  CHECK(en("put", "Starcloud, of Redmond, Wash., put a chip aboard a satellite.") ==
        "Starcloud > put > chip");
  CHECK(it("guidare", "L'ultimo giro, 30 milioni, lo ha guidato Plural.") == "Plural > guidare > giro");
  CHECK(it("sottoscrivere", "Il round, 45 milioni di euro, sottoscritto da Plural, è di maggio.") ==
        "Plural > sottoscrivere > round");
  CHECK(it("fondare", "Ha lasciato Intel per fondare, con Marta Neri, Velalba.") ==
        "Intel > fondare > Velalba");
}

TEST_CASE("names, roles, years and genitives keep to their groups") {
  CHECK(en("unveil", "On Friday Velt Robotics unveiled the Corvid-9B model.") == "Robotics > unveil > model");
  CHECK(en("unveil", "On Friday morning Velt Robotics unveiled the Corvid-9B model.") ==
        "Velt > unveil > model");
  CHECK(it("comprare", "Per crescere in Europa Alba Robotica ha comprato Velt.") == "Alba > comprare > Velt");
  CHECK(en("found", "In 2019 Ada Bell founded Harlan.") == "Bell > found > Harlan");
  CHECK(en("found", "She left Intel to found Harlan.") == "She > found > Harlan");
  CHECK(en("resign", "Cerebras' chief executive resigned.") == "executive > resign > -");
  CHECK(en("chair", "Bill Gates, who started the company and still chairs it, left.") == "Bill > chair > it");
  CHECK(en("co-found", "Form was co-founded by Tesla veteran Mateo Jaramillo.") ==
        "Jaramillo > co-found > Form");
  CHECK(it("fondare", "La società è stata fondata dallo stesso Schiavinato.") ==
        "Schiavinato > fondare > società");
}

TEST_CASE("a clause without subject has its governor's, or what follows") {
  CHECK(it("vendere", "Intel ha annunciato che venderà la quota a Silver Lake.") ==
        "Intel > vendere > quota");
  CHECK(it("detenere", "Ne detiene il 30 per cento la famiglia Agnelli.") == "famiglia > detenere > 30");
}

TEST_CASE("a noun that looks like a verb's form is none between a name and a noun") {
  CHECK(en("tell", "Velt packaging director Ada Bell told the paper.") == "Bell > tell > paper");
  CHECK(en("buy", "Norda, the Osaka air-conditioning giant, bought Velt.") == "Norda > buy > Velt");
}

TEST_CASE("lists keep to what is built alike") {
  CHECK(en("buy", "Norda bought its stock from Velt and Brill.") == "Norda > buy > stock");
  CHECK(en("include", "Rivals include Velt and Munich-based Brill.") == "Rivals > include > Velt, Brill");
}

TEST_CASE("a reduced clause behind a comma belongs to the phrase right before it") {
  CHECK(it("controllare", "Alba vende la quota in mano al fondo Verdi Luce, controllato da Carlo Rinaldi.") ==
        "Carlo > controllare > Luce");
}

TEST_CASE("a clause without comma is said of no name where a noun may be meant") {
  CHECK(en("put", "Norda sold it to an operator in Shenzhen which Velt put on a list.") ==
        "Velt > put > operator");
  CHECK(en("build", "It sits next to the K900 in trays built by Velt and Brill.") ==
        "Velt, Brill > build > trays");
}

TEST_CASE("where and dove are no subject") {
  CHECK(en("enlarge", "Memphis, where Norda is enlarging its works, was the runner-up.") ==
        "Norda > enlarge > works");
  CHECK(en("live", "She is in Bristol, where the founder Ada Bell still lives.") == "Bell > live > -");
}

TEST_CASE("what is shared by coordinated clauses is found in each") {
  CHECK(en("make", "The K900 chip, which Norda designs and Velt makes, is fast.") == "Velt > make > chip");
  CHECK(en("make", "The K900 chip is designed by Norda and made by Velt.") == "Velt > make > chip");
  CHECK(it("comprare", "Dopo aver comprato Alba, la Rossi guarda alla Francia.") ==
        "Rossi > comprare > Alba");
}

TEST_CASE("a participle behind a conjunction shares the auxiliary") {
  CHECK(it("comprare", "Rossi ha aperto un ufficio a Bologna e comprato la fabbrica.") ==
        "Rossi > comprare > fabbrica");
  CHECK(it("cedere", "La Norda ha chiuso due sedi e poi ceduto il marchio.") == "Norda > cedere > marchio");
  CHECK(it("rifornire", "La Norda ha per anni rifornito la Marina.") == "Norda > rifornire > Marina");
  // but what agrees with a noun, or shares a passive, is said of it
  CHECK(it("chiudere", "La Norda ha venduto la fabbrica fallita e chiusa.") != "Norda > chiudere > -");
}

TEST_CASE("what happens next is done by the same") {
  CHECK(en("buy", "Norda opened an office in Leeds, then bought the plant.") == "Norda > buy > plant");
  CHECK(it("comprare", "La Norda ha aperto un ufficio a Bologna, poi ha comprato la fabbrica.") ==
        "Norda > comprare > fabbrica");
  CHECK(it("comprare", "La Norda ha comprato prima Verdi, poi Alba.") == "Norda > comprare > Verdi, Alba");
  CHECK(it("comprare", "La Norda ha comprato Verdi nonché Alba.") == "Norda > comprare > Verdi, Alba");
  CHECK(en("buy", "Norda bought Velt, then a small startup, in 2019.") == "Norda > buy > Velt");
}

TEST_CASE("brackets and dashes part no subject from its verb") {
  CHECK(en("buy", "Norda (sales of $300m last year) bought the plant.") == "Norda > buy > plant");
  CHECK(en("buy", "Norda — a firm few had heard of — bought the plant.") == "Norda > buy > plant");
  CHECK(it("comprare", "La Norda (300 milioni di ricavi, 40 di utili) ha comprato la fabbrica.") ==
        "Norda > comprare > fabbrica");
}

TEST_CASE("what says how many of the subjects is no subject") {
  CHECK(en("buy", "Norda, Velt and Brill all bought the chip.") == "Norda, Velt, Brill > buy > chip");
  CHECK(it("comprare", "Norda, Velt e Brill hanno tutte comprato il chip.") ==
        "Norda, Velt, Brill > comprare > chip");
  CHECK(en("buy", "Norda and Velt each bought a plant.") == "Norda, Velt > buy > plant");
}

TEST_CASE("whose a plan is carries it out") {
  CHECK(en("buy", "Norda's decision to buy the plant pleased the market.") == "Norda > buy > plant");
  CHECK(en("buy", "The mayor welcomed Norda's decision to buy the plant.") == "Norda > buy > plant");
  CHECK(en("buy", "Norda's bid to buy the plant has failed.") == "Norda > buy > plant");
}

TEST_CASE("English verbs that look like nouns, adjectives or participles") {
  CHECK(en("supply", "Norda agreed to supply Velt.") == "Norda > supply > Velt");
  CHECK(en("buy", "Norda first bought Velt in 2019.") == "Norda > buy > Velt");
  CHECK(en("compete", "Norda competed with Velt.") == "Norda > compete > -");
  CHECK(en("compete", "The Norda Institute will compete with Velt.") == "Institute > compete > -");
  // headlines leave the auxiliary out, and captions the rest
  CHECK(en("sue", "Norda sued in Leeds") != "Norda > sue > -");
  CHECK(en("make", "Chips made with care.") != "Chips > make > -");
}

TEST_CASE("a verb of a complex sentence keeps its subject") {
  CHECK(en("open", "Harlan, which employs 90 people and makes pumps near Leeds, opened a laboratory.") ==
        "Harlan > open > laboratory");
  CHECK(it("aprire", "Velalba, che ha 90 dipendenti e produce pompe a Cuneo, ha aperto un ufficio.") ==
        "Velalba > aprire > ufficio");
  CHECK(en("headquarter", "Founded in 2015 by Ada Bell and headquartered in Leeds, Harlan makes lasers.") ==
        "- > headquarter > Harlan");
  CHECK(en("close", "Harlan left Leeds in 2018, then closed a plant.") == "Harlan > close > plant");
  CHECK(en("invest", "Harlan, two people close to the fund said, invested $30m in a plant.") ==
        "Harlan > invest > m");
  CHECK(it("comprare", "Marta Neri ha criticato la decisione di Velalba di comprare Corvid.") ==
        "Velalba > comprare > Corvid");
  CHECK(it("comprare", "Marta Neri ha criticato la decisione di comprare Corvid.") ==
        "Marta > comprare > Corvid");
}

TEST_CASE("a phrase stands between the parts of a perfect, and a list shares its auxiliary") {
  CHECK(en("buy", "Harlan has, according to Starcloud, bought Corvid.") == "Harlan > buy > Corvid");
  CHECK(it("comprare", "Velalba ha, dopo mesi, comprato Corvid.") == "Velalba > comprare > Corvid");
  CHECK(it("aprire", "Velalba ha assunto Marta Neri, aperto un ufficio e comprato Corvid.") ==
        "Velalba > aprire > ufficio");
  CHECK(it("comprare", "Velalba ha assunto Marta Neri, aperto un ufficio e comprato Corvid.") ==
        "Velalba > comprare > Corvid");
  CHECK(it("rovinare", "Velalba ha assunto Marta Neri, tre muri e un ufficio rovinato dal tempo.") ==
        "tempo > rovinare > ufficio");
}

TEST_CASE("a past tense and a participle are told by what stands around them") {
  CHECK(en("set up", "The company, set up in Oslo six years ago by the engineer Aslak Hatta, burned cash.") ==
        "Hatta > set up > company");
  CHECK(en("buy", "Analysts fear Corvid, bought last year by Harlan.") == "Harlan > buy > Corvid");
  CHECK(en("buy", "Starcloud sued Harlan, which in 2021 bought Corvid.") == "Harlan > buy > Corvid");
  CHECK(en("convert", "Starcloud sold the 40 converted barns.") == "no clause of convert");
}

TEST_CASE("a noun and a verb of one form are told by agreement and by what a clause lacks") {
  CHECK(en("make", "Harlan makes pumps and sells lasers.") == "Harlan > make > pumps");
  CHECK(en("use", "Harlan and Corvid both use the laser.") == "Harlan, Corvid > use > laser");
  CHECK(en("use", "Both use and price of the laser rose.") == "no clause of use");
  CHECK(en("supply", "Harlan has agreed to supply batteries to Corvid.") == "Harlan > supply > batteries");
  CHECK(it("domandare", "Velalba ha ritirato la domanda dopo aver incassato 9 milioni.") ==
        "no clause of domandare");
  CHECK(it("domandare", "Marta Neri lo domanda a Velalba.") == "Marta > domandare > -");
}

TEST_CASE("a list goes on behind the relative clause of a member") {
  CHECK(en("buy", "Harlan bought both Corvid, which makes lamps, and Velt.") ==
        "Harlan > buy > Corvid, Velt");
  CHECK(en("make", "Harlan bought both Corvid, which makes lamps, and Velt.") == "Corvid > make > lamps");
  CHECK(it("comprare", "Velalba ha comprato Corvid, che produce lampade, e Norda nel 2019.") ==
        "Velalba > comprare > Corvid, Norda");
  CHECK(en("buy", "Harlan bought Corvid, which makes lamps, and Velt sold a plant.") ==
        "Harlan > buy > Corvid");
}

TEST_CASE("behind object and adverb stands the subject that a verb lacks") {
  CHECK(it("comprare", "L'anno scorso ha comprato Corvid anche Velalba.") == "Velalba > comprare > Corvid");
  CHECK(it("comprare", "Velalba ha comprato anche Corvid.") == "Velalba > comprare > Corvid");
}

TEST_CASE("a participle behind an article or possessive is a noun") {
  CHECK(it("gestire", "La sua controllata, Corvid, gestisce un impianto.") ==
        "controllata > gestire > impianto");
  CHECK(it("gestire", "La controllata bolognese di Norda gestisce un impianto.") ==
        "controllata > gestire > impianto");
}

TEST_CASE("behind a noun and its participle stands a relative clause") {
  CHECK(it("comprare", "Le fabbriche dismesse che fondono rame sono state comprate da Velalba.") ==
        "Velalba > comprare > fabbriche");
  CHECK(it("comprare", "Ada Neri si è detta convinta che Velalba abbia comprato Corvid.") ==
        "Velalba > comprare > Corvid");
}

TEST_CASE("what says where a town lies, or where shares are traded, is no subject") {
  CHECK(en("buy", "Harlan, based in Austin, Texas, bought Velt.") == "Harlan > buy > Velt");
  CHECK(en("buy", "In Texas, Harlan, which makes lamps, bought Velt.") == "Harlan > buy > Velt");
  CHECK(en("buy", "Harlan (NYSE: HRL), a maker of lamps, bought Velt.") == "Harlan > buy > Velt");
}

TEST_CASE("the object before a conjunction is no subject of the verb behind it") {
  CHECK(en("sell", "Harlan bought Corvid and Velt sold a plant.") == "Velt > sell > plant");
  CHECK(en("sell", "Harlan lost 3% and Velt sold a plant.") == "Velt > sell > plant");
  CHECK(en("sell", "Harlan said Corvid and Velt sold a plant.") == "Corvid, Velt > sell > plant");
  CHECK(en("sell", "Harlan, Corvid and Velt sold a plant.") == "Harlan, Corvid, Velt > sell > plant");
  CHECK(it("vendere", "Velalba ha comprato Corvid e Norda ha venduto un impianto.") ==
        "Norda > vendere > impianto");
  CHECK(it("vendere", "Velalba sa che Corvid e Norda hanno venduto un impianto.") ==
        "Corvid, Norda > vendere > impianto");
}

TEST_CASE("a relative clause is said of a noun and not of what that is told apart from") {
  CHECK(en("sell", "It was Harlan, not Velt, which sold the plant.") == "Harlan > sell > plant");
  CHECK(it("vendere", "È Velalba, e non Corvid, che ha venduto l'impianto.") ==
        "Velalba > vendere > impianto");
  CHECK(en("sell", "It was Harlan, or Velt, which sold the plant.") == "Velt > sell > plant");
}

TEST_CASE("a name behind a participle's agent says who that is and is no subject") {
  CHECK(en("buy", "Harlan, founded by an engineer, Ada Bell, has bought Velt.") == "Harlan > buy > Velt");
  CHECK(en("buy", "Founded by an engineer, Harlan, of Leeds, has bought Velt.") == "Harlan > buy > Velt");
  CHECK(it("comprare", "Velalba, guidata dal suo fondatore, Carlo Rinaldi, ha comprato Corvid.") ==
        "Velalba > comprare > Corvid");
}

TEST_CASE("what a clitic repeats is the object, also of the first person and with its owner") {
  CHECK(it("stampare", "I moduli di Velalba li stampa Corvid.") == "Corvid > stampare > moduli");
  CHECK(it("comprare", "L'impianto l'abbiamo comprato a maggio.") == "- > comprare > impianto");
  CHECK(it("comprare", "L'impianto lo abbiamo comprato noi.") == "noi > comprare > impianto");
}

TEST_CASE("a participle that looks like a noun is one before the name of who does it") {
  CHECK(en("run", "Velt, the Leeds firm run by Ada Bell, sold a plant.") == "Ada > run > firm");
  CHECK(en("run", "The bank fears a run by Friday.") == "no clause of run");
}

TEST_CASE("an answer is read with its question") {
  const auto facts = [](const std::string& question) {
    const ArticleWork work =
        test_extractor().analyse(test_article("La startup Velalba Srl cresce.\n\n" + question +
                                                  "\n\nLo ha guidato il fondo Norda Capital.",
                                              "it"),
                                 false);
    return work.sentences.back().matches.size();
  };
  CHECK(facts("Avete chiuso un round?") == 1);
  CHECK(facts("Avete aperto un ufficio?") == 0);
}

TEST_CASE("the last of a list behind a preposition is no subject of the verb behind it") {
  CHECK(it("avere", "Alba, casa madre di Corvus e Norda, ha trenta uffici.") == "Alba > avere > uffici");
  CHECK(it("tagliare", "La rivale di Corvus, Brill e Norda taglia i prezzi.") ==
        "rivale > tagliare > prezzi");
  CHECK(it("aprire", "Alba, la ditta fondata da Ada Bell e Carlo Rinaldi, ha aperto un ufficio.") ==
        "Alba > aprire > ufficio");
  CHECK(en("open", "Alba, a supplier to Corvus and Norda, opened an office.") == "Alba > open > office");
  CHECK(it("tagliare", "Due clienti di Alba, Corvus e Norda, tagliano i prezzi.") ==
        "clienti > tagliare > prezzi");
}
