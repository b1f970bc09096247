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

TEST_CASE("what a name of two words does, or what is done with it, tells a firm from a person") {
  for (const char* sentence : {"Ridley Moss, which makes sensors, has hired forty people.",
                               "Intel has signed a contract with Ridley Moss.",
                               "Intel bought 43% of Ridley Moss.", "Ridley Moss competes with Intel."}) {
    INFO(sentence);
    CHECK(Analysed("en", sentence).of("Ridley Moss") == "Company Ridley Moss");
  }
  for (const char* sentence :
       {"Intel tratta l'acquisto di Terminal Dati.", "Intel ha firmato un contratto con Terminal Dati.",
        "Intel ha il 43% di Terminal Dati.", "Terminal Dati è fallita."}) {
    INFO(sentence);
    CHECK(Analysed("it", sentence).of("Terminal Dati") == "Company Terminal Dati");
  }
  CHECK(Analysed("en", "Ada Bell, who makes sensors, has a contract with Intel.").of("Ada Bell") ==
        "Person Ada Bell");
  CHECK(Analysed("en", "Intel has signed a contract with Ada Bell.").of("Ada Bell") == "Person Ada Bell");
}

TEST_CASE("what is built on a known model, or has a version and is said to be one, is a model") {
  CHECK(Analysed("en", "Brinta is built on Llama 3.").of("Brinta") == "Model Brinta");
  CHECK(Analysed("it", "Brinta si basa su Llama 3.").of("Brinta") == "Model Brinta");
  CHECK(Analysed("en", "Larkspur 2 is a chatbot.").of("Larkspur 2") == "Model Larkspur 2");
  CHECK(Analysed("en", "Larkspur 2 was trained on 2,000 H100s.").of("Larkspur 2") == "Model Larkspur 2");
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

TEST_CASE("versions and editions belong to the names of things, and parts to their families") {
  Analysed english(
      "en",
      "Kendra Labs dropped the weights of Velmora 2 on Hugging Face. It was distilled from Velmora "
      "XL. Two sizes exist: Thrushel 3 Mini and Thrushel 3 Pro. It ran on AMD's Instinct MI355X.");
  CHECK(english.of("Velmora 2").ends_with(" Velmora 2"));
  CHECK(english.of("Velmora XL").ends_with(" Velmora XL"));
  CHECK(english.of("Thrushel 3 Mini").ends_with(" Thrushel 3 Mini"));
  CHECK(english.of("Instinct MI355X") == "Chip Instinct MI355X");
  Analysed italian("it", "Kendra ha presentato Gelsara 120B. È distillato da Gemini 2.0 Flash Thinking.");
  CHECK(italian.of("Gelsara 120B") == "Model Gelsara 120B");
  CHECK(italian.of("Gemini 2.0 Flash Thinking") == "Model Gemini 2.0 Flash Thinking");
}

TEST_CASE("a number that counts or says where is no version") {
  Analysed english(
      "en", "In Madrid 3 of the 5 plants closed. He saw London 2 in the morning. Velmora 2 to 3 left.");
  CHECK(english.of("Madrid") == "Place Madrid");
  CHECK(Analysed("en", "At Velmora 3 in 10 workers left last year.").of("Velmora 3") == "none");
  CHECK(english.of("Velmora 2") == "none");
  Analysed italian("it", "A Torino 2 su tre lavorano. In via Roma 4 c'è la sede. Da Bari 2 di loro partono.");
  for (const char* form : {"Torino 2", "Roma 4", "Bari 2"}) CHECK(italian.of(form) == "none");
}

TEST_CASE("what is named is what the words of naming or the sentence before speak of") {
  for (const char* text : {"The engineers have trained a model on old letters. They call it Ashvorn.",
                           "The lab has a language model of its own. It is called Ashvorn.",
                           "The bank built its own chatbot, which it calls Ashvorn.",
                           "Ashvorn, as the lab calls its model, reads old deeds."})
    CHECK(Analysed("en", text).of("Ashvorn") == "Model Ashvorn");
  CHECK(Analysed("en", "A firm by the name of Quillan bought it.").of("Quillan") == "Company Quillan");
  CHECK(Analysed("en", "The device at issue is the Argvus 3.").of("Argvus 3") == "Product Argvus 3");
  CHECK(Analysed("it", "Il laboratorio ha un modello tutto suo. Si chiama Sardina.").of("Sardina") ==
        "Model Sardina");
  CHECK(
      Analysed("it", "Nel museo gira un nuovo assistente: si chiama Sardina e sa il latino.").of("Sardina") ==
      "Model Sardina");
  CHECK(Analysed("it", "Freccia, come la ditta chiama il suo razzo, è salita.").of("Freccia") ==
        "Product Freccia");
  CHECK(Analysed("it", "A comprare è una società che si chiama Quercia.").of("Quercia") == "Company Quercia");
  CHECK(Analysed("it", "I serbatoi ideati dalla società, battezzati Cisterna, usano olio.").of("Cisterna") !=
        "Company Cisterna");
}

TEST_CASE("who calls something by an ordinary word names nothing") {
  CHECK(Analysed("en", "Growth, as the minister calls it, is slow. The chip is Norda's.").of("Growth") ==
        "none");
  CHECK(Analysed("it", "Crescita, come la chiama il ministro, non ce n'è.").names() == "");
  for (const char* text : {"Tempo, azienda e famiglia: tutto pesa.", "Ricerca, startup e atenei discutono.",
                           "Lavoro, società, scuola: se ne parla."})
    CHECK(Analysed("it", text).names() == "");
  CHECK(Analysed("it", "Quercia, startup di Lecce, cresce.").of("Quercia") == "Company Quercia");
  CHECK(Analysed("it", "Robotica, startup di Pisa raccoglie 5 milioni di euro.").of("Robotica") == "none");
  CHECK(Analysed("en", "Kendra Labs makes a phone. He named Orvano as a rival. Orvano makes radios.")
            .of("Orvano") == "Company Orvano");
}

TEST_CASE("partners of a firm stand between a comma and '&', firms of a list do not") {
  CHECK(Analysed("en", "It sold shares to the investment firm Claybourne, Dubose & Rye.")
            .of("Claybourne, Dubose & Rye") == "Company Claybourne, Dubose & Rye");
  CHECK(Analysed("en", "Velmora, Brill & Sons and Quorvane rose.").names() ==
        "Velmora | Brill & Sons | Quorvane");
  CHECK(Analysed("en", "Nvidia, Johnson & Johnson and Quorvane rose.").names() ==
        "Nvidia | Johnson & Johnson | Quorvane");
}

TEST_CASE("a nation's body is named with all that it is for, and no newspaper opens another body's name") {
  for (const char* name :
       {"autorità olandese per la protezione dei dati", "agenzia francese per la sicurezza informatica",
        "autorità irlandese per le comunicazioni"})
    CHECK(Analysed("it", std::string("Lo vieta l'") + name + ".").of(name) ==
          "Organization " + std::string(name));
  CHECK(Analysed("en", "The National Library of Wales has it.").of("National Library of Wales") ==
        "Organization National Library of Wales");
  CHECK(Analysed("en", "The National wrote about Nvidia.").of("The National") == "Organization The National");
}

TEST_CASE("what opens a sentence and says what several firms are is no part of a name") {
  CHECK(Analysed("en", "Suppliers Elverga Ltd and Quorvane Corp rose.").names() ==
        "Elverga Ltd | Quorvane Corp");
  CHECK(Analysed("en", "Rival Elverga Ltd rose.").names() == "Elverga Ltd");
  CHECK(Analysed("en", "Chipmakers Elverga and Quorvane signed a pact.").names() == "Elverga | Quorvane");
  CHECK(Analysed("en", "Pioneer Elverga Ltd rose.").names() == "Pioneer Elverga Ltd");
}

TEST_CASE("an adjective with a capital that stands alone behind a preposition is a name") {
  CHECK(Analysed("en", "He was the boss of Nimble until May.").of("Nimble") == "Company Nimble");
  CHECK(Analysed("en", "It was a boon to Radical Ventures.").names() == "Radical Ventures");
}

TEST_CASE("a relative behind a holder's firm is said of the holder") {
  CHECK(Analysed("en", "The boss of Quorvane, who left in May, is back.").of("Quorvane") ==
        "Company Quorvane");
  CHECK(Analysed("en", "The prize went to Quorvane, who left in May.").of("Quorvane") == "Person Quorvane");
  CHECK(Analysed("en", "It competes with market leader Elverga Quorvane.").of("Elverga Quorvane") ==
        "Company Elverga Quorvane");
  CHECK(Analysed("en", "Two CEOs and three CFOs left.").names().empty());
}

TEST_CASE("a legal form tells a firm, behind a comma and behind the name of a town too") {
  CHECK(Analysed("en", "Elverga, Inc. has bought Quorvane, LLC.").names() == "Elverga, Inc | Quorvane, LLC");
  CHECK(Analysed("en", "Norwich Corp has bought a plant in Norwich.").of("Norwich Corp") ==
        "Company Norwich Corp");
}

TEST_CASE("a firm before the noun that a verb takes is no person") {
  CHECK(Analysed("en", "Quorvane names Elverga executive as technology chief.").of("Elverga") !=
        "Person Elverga");
  CHECK(Analysed("en", "Quorvane has hired Kelda Marn from Elverga.").of("Kelda Marn") ==
        "Person Kelda Marn");
  CHECK(Analysed("en", "Quorvane Inc. (NYSE: QRV) rose.").of("QRV") == "Company Quorvane Inc");
}

TEST_CASE("a noun before another says nothing of the name behind the comma") {
  CHECK(Analysed("en", "Quorvane replaced the head of its chip division, Kelda Marn, in May.")
            .of("Kelda Marn") != "Chip Kelda Marn");
  CHECK(Analysed("en", "Quorvane showed its new chip, Elverga, in May.").of("Elverga") == "Chip Elverga");
}

TEST_CASE("what a thing is, its maker, its units and its neighbours tell") {
  CHECK(Analysed("en", "They run on Nvidia's Draiken.").of("Draiken") == "Chip Draiken");
  CHECK(Analysed("en", "OpenAI has released Malthenor, and Amazon bought shares.").of("Malthenor") ==
        "Model Malthenor");
  CHECK(Analysed("it", "Il cervello è un Galnorfi di Nvidia.").of("Galnorfi") == "Chip Galnorfi");
  CHECK(Analysed("it", "Un Vorqui da 54 qubit è al lavoro.").of("Vorqui") == "Product Vorqui");
  CHECK(Analysed("en", "Its 72-qubit Vorqui is cold.").of("Vorqui") == "Product Vorqui");
  CHECK(Analysed("it", "Vorqui, 40 addetti, cresce.").of("Vorqui") == "Company Vorqui");
  CHECK(Analysed("en", "The Vorqui sequencer sells well.").of("Vorqui") == "Product Vorqui");
  CHECK(Analysed("en", "They tried models such as Vorqui in May.").of("Vorqui") == "Model Vorqui");
  CHECK(Analysed("en", "Vorqui and other chips sell well.").of("Vorqui") == "Chip Vorqui");
  CHECK(Analysed("it", "Vorqui è il nostro modello.").of("Vorqui") == "Model Vorqui");
  CHECK(Analysed("it", "Una mano a cinque dita battezzata Vorqui.").of("Vorqui") == "Product Vorqui");
}

TEST_CASE("processes and packagings are technologies") {
  Analysed text("en",
                "The part is made in TSMC's N9Q process. It is built on GlobalFoundries' 14LK+ and uses "
                "CoWoS-Q. Sales of 64GB modules fell.");
  CHECK(text.of("N9Q") == "Technology N9Q");
  CHECK(text.of("14LK+") == "Technology 14LK+");
  CHECK(text.of("CoWoS-Q") == "Technology CoWoS-Q");
  CHECK(text.of("64GB") == "none");
}

TEST_CASE("what is known of one name of a list is likely of the others") {
  Analysed text("en", "It runs data centres in Brunvik, Sandhaug and Mollefors, where it hires.");
  CHECK(text.of("Sandhaug") == "Place Sandhaug");
  CHECK(text.of("Mollefors") == "Place Mollefors");
}

TEST_CASE("places are told by where things lie, move and are dated from") {
  Analysed english(
      "en",
      "Its data centre outside Brunvik grew. Nokia moved production from Sandhaug to Oulu. At its "
      "Mollefors campus Nokia hires.");
  CHECK(english.of("Brunvik") == "Place Brunvik");
  CHECK(english.of("Sandhaug") == "Place Sandhaug");
  CHECK(english.of("Mollefors") == "Place Mollefors");
  Analysed italian("it",
                   "TORBALDO - Nokia taglia 300 posti. Lo stabilimento di Ostraglia ha 300 addetti. Vicino a "
                   "Cordevigo nasce un polo.");
  CHECK(italian.of("TORBALDO") == "Place Torbaldo");
  CHECK(italian.of("Ostraglia") == "Place Ostraglia");
  CHECK(italian.of("Cordevigo") == "Place Cordevigo");
}

TEST_CASE("what is measured against a known thing is of its type") {
  Analysed text("en", "Wrenlark 2 beats GPT-4 on maths.");
  CHECK(text.of("Wrenlark 2") == "Model Wrenlark 2");
}

TEST_CASE("the noun for a thing beside its name outweighs a given name") {
  CHECK(Analysed("it", "Il chip Nova X costa 1.200 euro.").of("Nova X") == "Chip Nova X");
  CHECK(Analysed("en", "The Nova X processor is cheap.").of("Nova X") == "Chip Nova X");
}

TEST_CASE("a firm that is named like a town or a thing is what the article tells of it") {
  Analysed text(
      "en",
      "Vercelli Power employs 300 people. Vercelli bought Norda last year. Shares of Vercelli fell. "
      "Aurora said revenue rose. Aurora's boss, Tom Pine, left. Investors in Aurora sold.");
  CHECK(text.of("Vercelli") == "Company Vercelli Power");
  CHECK(text.of("Aurora") == "Company Aurora");
}

TEST_CASE("towns of the world are places where nothing says otherwise") {
  Analysed italian("it",
                   "Il gruppo apre a Cernusco Lombardone e Magnacavallo. Castelnuovo di Val di Cecina lo "
                   "aspetta, e Pernumia Spa fornisce i forni.");
  CHECK(italian.of("Cernusco Lombardone") == "Place Cernusco Lombardone");
  CHECK(italian.of("Magnacavallo") == "Place Magnacavallo");
  CHECK(italian.of("Castelnuovo di Val di Cecina") == "Place Castelnuovo di Val di Cecina");
  CHECK(italian.of("Pernumia Spa") == "Company Pernumia Spa");
  Analysed english(
      "en",
      "Work goes on near Stratford-upon-Avon. Shares of Zorneding rose after Zorneding hired Ada Bell.");
  CHECK(english.of("Stratford-upon-Avon") == "Place Stratford-upon-Avon");
  CHECK(english.of("Zorneding") == "Company Zorneding");
}

TEST_CASE("a verb that names tells the type") {
  Analysed text("en", "Plynt Inc trained a model dubbed Whinchat. Its phone, called Tarn, sells well.");
  CHECK(text.of("Whinchat") == "Model Whinchat");
  CHECK(text.of("Tarn") == "Product Tarn");
}

TEST_CASE("Italian: verbs, articles, seats and counts tell what an unknown name is") {
  Analysed text("it",
                "Tanto è bastato a Quorventi per crescere. La Fonderia Salgari e la Voltumna di Torino "
                "esportano. Il motore decisionale, Grillo, conta tre miliardi di parametri.");
  CHECK(text.of("Quorventi") == "Company Quorventi");
  CHECK(text.of("Fonderia Salgari") == "Company Fonderia Salgari");
  CHECK(text.of("Voltumna") == "Company Voltumna");
  CHECK(text.of("Torino") == "Place Turin");
  Analysed model("it",
                 "Ecco Grillo, tre miliardi di parametri. Gli ingegneri hanno addestrato Grillo in casa.");
  CHECK(model.of("Grillo") == "Model Grillo");
  Analysed called("it", "In officina gira un automa. Si chiama Tarquin e pesa poco.");
  CHECK(called.of("Tarquin") == "Product Tarquin");
}

TEST_CASE("who has revenue, a board or a round, or was founded, is nobody, whatever the name looks like") {
  for (const char* sentence :
       {"Shares in Marta Vidal fell 6% on Tuesday.", "Revenue at Marta Vidal rose to $310m.",
        "Intel led a $20m round in Marta Vidal.", "Carl Dorn is the finance director of Marta Vidal.",
        "Marta Vidal, founded by two brothers in 1931, makes gloves."}) {
    INFO(sentence);
    CHECK(Analysed("en", sentence).of("Marta Vidal") == "Company Marta Vidal");
  }
  for (const char* sentence : {"I ricavi di Marta Vidal sono saliti a 310 milioni di euro.",
                               "Carlo Dorni è l'amministratore delegato di Marta Vidal.",
                               "Marta Vidal, fondata da due fratelli nel 1931, produce guanti."}) {
    INFO(sentence);
    CHECK(Analysed("it", sentence).of("Marta Vidal") == "Company Marta Vidal");
  }
  for (const char* sentence :
       {"The company that Marta Vidal founded in 1931 has closed.", "Revenue at Marta Vidal's shop rose.",
        "Marta Vidal's shares fell.", "Marta Vidal founded Intel.", "Rivals of Marta Vidal laughed."}) {
    INFO(sentence);
    CHECK(Analysed("en", sentence).of("Marta Vidal") == "Person Marta Vidal");
  }
  for (const char* sentence : {"La società che Marta Vidal ha fondato nel 1931 ha chiuso.",
                               "I figli di Marta Vidal hanno scelto.", "Marta Vidal ha fondato Intel."}) {
    INFO(sentence);
    CHECK(Analysed("it", sentence).of("Marta Vidal") == "Person Marta Vidal");
  }
}

TEST_CASE("a version belongs to the name before it, though a known model is called so for short") {
  CHECK(Analysed("en", "Quorvane unveiled Dorva V3, a language model.").of("Dorva V3") == "Model Dorva V3");
  CHECK(Analysed("en", "Quorvane released DeepSeek V3.").of("DeepSeek V3") == "Model DeepSeek-V3");
}

TEST_CASE("the noun behind a name says what it is, behind a version too") {
  CHECK(Analysed("en", "They tested the Dorva 2 accelerator in May.").of("Dorva 2") == "Chip Dorva 2");
  CHECK(Analysed("en", "Quorvane trained its new Dorva 3 model on text.").of("Dorva 3") == "Model Dorva 3");
  CHECK(Analysed("it", "Intel ha comprato 4.000 Gpu Dorvan.").of("Dorvan") == "Chip Dorvan");
}

TEST_CASE("who is taken up as it, or makes things, is a firm, and posts are held in bodies too") {
  CHECK(Analysed("en", "Quorvane said on Monday it would hire 200 people.").of("Quorvane") ==
        "Company Quorvane");
  CHECK(Analysed("it", "I chip sono prodotti da Quorvane a Taiwan.").of("Quorvane") == "Company Quorvane");
  CHECK(Analysed("en", "Ada Bell, head of the Dorval Institute, left.").of("Dorval Institute") ==
        "Organization Dorval Institute");
  CHECK(Analysed("en", "Ada Bell, head of Dorval Systems, left.").of("Dorval Systems") ==
        "Company Dorval Systems");
  CHECK(Analysed("en", "Officials at the National Pump Agency left.").of("National Pump Agency") ==
        "Organization National Pump Agency");
}

TEST_CASE(
    "what the next sentence says of it, and a participle behind a day, tell a model from other things") {
  CHECK(Analysed("en", "Banks already use Brinta to read contracts. It is built on Llama 3.").of("Brinta") ==
        "Model Brinta");
  CHECK(Analysed("en", "Alba sells Brinta to banks. It has 12 billion parameters.").of("Brinta") ==
        "Model Brinta");
  CHECK(Analysed("en", "Alba released Brinta last week, trained on 64 H100s.").of("Brinta") ==
        "Model Brinta");
  CHECK(Analysed("it", "Alba ha un modello suo e lo vende con Dorlana. Pesa 7 chili.").of("Dorlana") !=
        "Model Dorlana");
  // It is not what owns or what comes last.
  CHECK(Analysed("en", "Alba sells Brinta to Dorlane. It has 12 billion parameters.").of("Dorlane") !=
        "Model Dorlane");
  CHECK(Analysed("en", "Banks already use Brinta to read contracts. The branch is built on Llama Street.")
            .of("Brinta") == "Product Brinta");
}

TEST_CASE("a known thing's name is another thing's where the article says so") {
  CHECK(
      Analysed("en", "Alba has trained Osprey, a language model with 40 billion parameters.").of("Osprey") ==
      "Model Osprey");
  CHECK(Analysed("en", "Alba writes its letters in Osprey.").of("Osprey") == "Product Osprey");
}

TEST_CASE("relatives, great ages and posts that hold a number tell people from bodies, firms and things") {
  CHECK(Analysed("en", "Dorvan Trell, the former army signaller who started it, has left.")
            .of("Dorvan Trell") == "Person Dorvan Trell");
  CHECK(Analysed("en", "Dorvan Bearings, 130 years old, makes pumps.").of("Dorvan Bearings") ==
        "Company Dorvan Bearings");
  CHECK(Analysed("en", "Dorvan Trell, 63 years old, makes pumps.").of("Dorvan Trell") ==
        "Person Dorvan Trell");
  CHECK(Analysed("it", "Tace Intel, il cui numero uno Wei Tang si trova a Como.").of("Wei Tang") ==
        "Person Wei Tang");
}

TEST_CASE("what is done, counted or owned, and what a program is for, tell bodies, chips and products") {
  CHECK(Analysed("it", "Dorvalia ha aperto un'istruttoria su Intel.").of("Dorvalia") ==
        "Organization Dorvalia");
  CHECK(Analysed("en", "Quorvane opened a plant for Intel.").of("Quorvane") == "Company Quorvane");
  CHECK(Analysed("it", "Intel ha installato 6.000 acceleratori Dorvana a Como.").of("Dorvana") ==
        "Chip Dorvana");
  CHECK(Analysed("en", "Intel has installed 6,000 Dorva 2 accelerators in Leeds.").of("Dorva 2") ==
        "Chip Dorva 2");
  CHECK(Analysed("en", "Alba has begun volume shipments of its diamond lid, Dorva, to Intel.").of("Dorva") ==
        "Product Dorva");
  CHECK(Analysed("it", "Alba vende Dorva, un programma che trova i guasti.").of("Dorva") == "Product Dorva");
  CHECK(Analysed("it", "La Spagna ha varato Dorva, un programma che vale 2 miliardi.").of("Dorva") ==
        "Policy Dorva");
}
