// Quantity facts, sentence by sentence, against the real analyser.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/extract/quantities_of.h"

using namespace trama;
using namespace trama::extract;

namespace {

// "Alba stock_change -12 percent" of each quantity; what is only speculated counts too.
std::set<std::string> facts_of(const std::string& text, const std::string& language) {
  std::set<std::string> out;
  std::istringstream list(quantities(text, language));
  for (std::string fact; std::getline(list, fact, ';');) {
    fact = fact.substr(fact.find_first_not_of(' '));
    out.insert(fact.substr(0, fact.find(" (")));
  }
  return out;
}

// The file's "Alba price 5000000 EUR" as facts_of writes it.
std::set<std::string> expected_facts(const std::string& field) {
  std::set<std::string> out;
  std::istringstream list(field);
  for (std::string fact; std::getline(list, fact, ';');) {
    if (fact == "-") continue;
    const size_t unit = fact.rfind(' '), value = fact.rfind(' ', unit - 1) + 1;
    const size_t digits = fact.find_first_of("-0123456789", value);
    std::ostringstream written;
    written << fact.substr(0, digits) << std::stod(fact.substr(digits)) << fact.substr(unit);
    out.insert(written.str());
  }
  return out;
}

}  // namespace

TEST_CASE("Quantities of the sentences of quantities.tsv come out as they are meant") {
  std::ifstream file(TRAMA_SOURCE_DIR "/tests/extract/quantities.tsv");
  size_t hit = 0, wrong = 0, missed = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    const std::string text = line.substr(second + 1);
    const auto wanted = expected_facts(line.substr(first + 1, second - first - 1));
    const auto found = facts_of(text, line.substr(0, first));
    for (const std::string& fact : wanted) {
      ++(found.contains(fact) ? hit : missed);
      if (!found.contains(fact)) UNSCOPED_INFO("missed " << fact << ": " << text);
    }
    for (const std::string& fact : found) {
      if (wanted.contains(fact)) continue;
      ++wrong;
      UNSCOPED_INFO("wrong " << fact << ": " << text);
    }
  }
  REQUIRE(hit + missed >= 160);
  CHECK(hit >= (hit + missed) * 90 / 100);
  CHECK(wrong <= hit * 3 / 100);
  WARN("hit " << hit << ", wrong " << wrong << ", missed " << missed);
}

TEST_CASE("Falls and rises on the stock exchange") {
  CHECK(it("Ieri Infineon ha perso in Borsa il 4,5%.") == "Infineon stock_change -4.5 percent");
  CHECK(it("Il titolo di Asml è crollato di oltre il 7%.") == "ASML stock_change >-7 percent");
  CHECK(it("A Wall Street Broadcom -17,4%, Oracle -13,8% e Apple +3,2%.") ==
        "Broadcom stock_change -17.4 percent; Oracle stock_change -13.8 percent; Apple stock_change 3.2 "
        "percent");
  CHECK(it("Le azioni Intel sono salite del 2 per cento.") == "Intel stock_change 2 percent");
  CHECK(it("Pesante anche Siemens Energy, che cede il 20%.") == "Siemens Energy stock_change -20 percent");
  CHECK(en("Shares in Micron tumbled 12% on Monday.") == "Micron stock_change -12 percent");
  CHECK(en("Nvidia's stock has risen by almost 3 per cent this week.") == "Nvidia stock_change <3 percent");
  CHECK(en("ASML fell 7% in Amsterdam while SAP gained 1.5%.") ==
        "ASML stock_change -7 percent; SAP stock_change 1.5 percent");
}

TEST_CASE("A list says its verb once") {
  CHECK(it("A Tokyo Advantest ha lasciato sul terreno l'8,6%, Tokyo Electron il 5,7% e SoftBank l'8,3%.") ==
        "Advantest stock_change -8.6 percent; Tokyo Electron stock_change -5.7 percent; SoftBank "
        "stock_change -8.3 "
        "percent");
  CHECK(it("Giù anche Micron (-11,7%), Arm (-10,2%) e Tsmc (-13,3%).") ==
        "Micron stock_change -11.7 percent; Arm stock_change -10.2 percent; TSMC stock_change -13.3 percent");
  CHECK(it("Nvidia ha chiuso a 118 dollari, in calo del 17%.").find("Nvidia stock_change -17 percent") !=
        std::string::npos);
}

TEST_CASE("A change of something else is no change of the share price") {
  CHECK(it("I ricavi di Intel sono in calo del 17%.") == "");
  CHECK(en("SMIC reported a 28% jump in revenue.") == "");
  CHECK(en("Revenue at SMIC rose 28% to $2.2 billion.") == "SMIC revenue 2.2e+09 USD");
  CHECK(it("Smic ha avuto un fatturato di 2,2 miliardi di dollari, +20%.") == "SMIC revenue 2.2e+09 USD");
}

TEST_CASE("Debts and fines are no budgets") {
  CHECK(it("Wolfspeed ha 6,5 miliardi di dollari di debiti e un piano.") == "");
  CHECK(en("Brussels imposed a fine of $300m on Intel, which has a plan.") == "");
}

TEST_CASE("The money of a programme") {
  CHECK(en("Intel wants money from the $52bn CHIPS Act.") == "CHIPS Act budget 5.2e+10 USD");
  CHECK(it("Per il Chips Act da 43 miliardi di euro è tutto pronto.") == "CHIPS Act budget 4.3e+10 EUR");
}

TEST_CASE("A share that is reached is no change") {
  CHECK(it("Leonardo è salita al 51% di Cosmocell.") == "");
  CHECK(en("Silver Lake raised its stake in Altera to 51%.") == "");
}

TEST_CASE("Market value lost and valuations") {
  CHECK(it("In un giorno Nvidia ha bruciato quasi 600 miliardi di dollari di capitalizzazione.") ==
        "Nvidia market_value_lost <6e+11 USD");
  CHECK(en("The rout wiped about $200bn off the market value of Broadcom.") ==
        "Broadcom market_value_lost ~2e+11 USD");
  CHECK(it("Anthropic è valutata 60 miliardi di dollari.") == "Anthropic valuation 6e+10 USD");
  CHECK(en("Mistral was valued at €6bn last year.") == "Mistral AI valuation 6e+09 EUR");
}

TEST_CASE("Revenue, profits and losses") {
  CHECK(it("Infineon ha chiuso il trimestre con ricavi per 3,4 miliardi di euro.") ==
        "Infineon revenue 3.4e+09 EUR");
  CHECK(it("L'utile netto di Intel è sceso a 1,2 miliardi di dollari.") == "Intel profit 1.2e+09 USD");
  CHECK(it("Wolfspeed ha registrato una perdita netta di 600 milioni di dollari.") ==
        "Wolfspeed profit -6e+08 USD");
  CHECK(en("Micron posted revenue of $8.7bn and a net loss of $200m.") ==
        "Micron profit -2e+08 USD; Micron revenue 8.7e+09 USD");
  CHECK(en("SMIC's net profit rose to $107.5 million.") == "SMIC profit 1.075e+08 USD");
}

TEST_CASE("Prices belong to the firm that is bought") {
  CHECK(it("Google ha comprato Wiz per 32 miliardi di dollari.") == "Wiz price 3.2e+10 USD");
  CHECK(en("Synopsys agreed to buy Ansys for $35bn.") == "Ansys price 3.5e+10 USD");
  CHECK(en("Intel sold 51% of Altera to Silver Lake for $4.46 billion.").find("Altera price 4.46e+09 USD") !=
        std::string::npos);
}

TEST_CASE("Money raised, granted and planned") {
  CHECK(it("Mistral ha raccolto 600 milioni di euro.") == "Mistral AI budget 6e+08 EUR");
  CHECK(it("Microsoft investirà 80 miliardi di dollari in data center.") == "Microsoft budget 8e+10 USD");
  CHECK(en("The start-up Tenstorrent has raised $3.5bn from Lightspeed.") ==
        "Tenstorrent budget 3.5e+09 USD");
  CHECK(en("Meta plans to spend up to $65bn this year.").starts_with("Meta budget <6.5e+10 USD"));
  CHECK(it("Stargate, un progetto da 500 miliardi di dollari, è stato annunciato ieri.") ==
        "Stargate budget 5e+11 USD");
}

TEST_CASE("Models: parameters, cost of training, chips and hours") {
  CHECK(it("DeepSeek-V3 ha 671 miliardi di parametri.") == "DeepSeek-V3 parameters 6.71e+11 count");
  CHECK(en("Llama 3.1 has 405 billion parameters.") == "Llama 3.1 parameters 4.05e+11 count");
  CHECK(it("DeepSeek-V3 è stato addestrato con 5,6 milioni di dollari.") ==
        "DeepSeek-V3 training_cost 5.6e+06 USD");
  CHECK(en("DeepSeek-V3 was trained for less than $6 million.") == "DeepSeek-V3 training_cost <6e+06 USD");
  CHECK(it("DeepSeek ha usato 2.048 Gpu H800.") == "DeepSeek chips_used 2048 count");
  CHECK(en("The start-up xAI runs a cluster of about 100,000 H100 GPUs.") == "xAI chips_used ~100000 count");
  CHECK(en("The training of DeepSeek-V3 took 2.79 million GPU hours.") ==
        "DeepSeek-V3 gpu_hours 2.79e+06 hours");
}

TEST_CASE("The nearest word does not always tell the measure") {
  CHECK(
      it("Nel trimestre i ricavi di Infineon sono scesi a 3,59 miliardi di euro e l'utile a 246 milioni.") ==
      "Infineon profit 2.46e+08 EUR; Infineon revenue 3.59e+09 EUR");
  CHECK(en("CoreWeave lost $863m on revenue of $1.9bn.") ==
        "CoreWeave profit -8.63e+08 USD; CoreWeave revenue 1.9e+09 USD");
  CHECK(en("Nvidia's market value fell by $589bn.") == "Nvidia market_value_lost 5.89e+11 USD");
  CHECK(en("Shares of Cambricon closed 4.6% higher, valuing the company at 560bn yuan.") ==
        "Cambricon stock_change 4.6 percent; Cambricon valuation 5.6e+11 CNY");
  CHECK(it("DeepSeek avrebbe speso appena 5,6 milioni di dollari, contro gli oltre 100 milioni di GPT-4 per "
           "l'addestramento.")
            .find("GPT-4 training_cost >1e+08 USD") != std::string::npos);
}

TEST_CASE("A short sentence may take its subject from a long one before it") {
  CHECK(it("Il modello Qwen3, che in pochi mesi è diventato uno dei più scaricati di tutti, viene dal grande "
           "gruppo "
           "commerciale cinese Alibaba. Ha 235 miliardi di parametri.") == "Qwen parameters 2.35e+11 count");
}

TEST_CASE("A quantity has the date that its clause names") {
  static const Knowledge knowledge{knowledge::Files()};
  static const text::Boilerplate boilerplate{knowledge.files()};
  Extractor extractor(knowledge);
  const ArticleRecord record = extractor.extract(text::parse_article(
      "date: 2025-11-27\nlanguage: en\n\nSiPearl raised €130m in July. Intel raised $2.9 billion.",
      text::ArticleFormat::Text, "test", boilerplate));
  REQUIRE(record.quantities.size() == 2);
  for (const LocalQuantity& quantity : record.quantities)
    CHECK(quantity.event_date == (quantity.unit == "EUR" ? "2025-07" : ""));
}

TEST_CASE("What values its object is not valued itself") {
  CHECK(en("The chipmaker Velora is growing. Silver Lake bought 30% of the shares, valuing the company at "
           "$2bn.") == "Velora valuation 2e+09 USD");
  CHECK(it("La startup Velora cresce. Il round ha valutato l'azienda 540 milioni di euro.") ==
        "Velora valuation 5.4e+08 EUR");
  CHECK(en("The chipmaker Velora has orders worth $80m.") == "");
}

TEST_CASE("An amount apposed to a noun is that noun's") {
  CHECK(it("L'azienda Velora apre una fabbrica. L'investimento, pari a 200 milioni di euro, è il primo.") ==
        "Velora budget 2e+08 EUR");
  CHECK(it("La startup Velora ha chiuso un round: 30 milioni di euro.") == "Velora budget 3e+07 EUR");
  CHECK(en("Brussels backs IRIS², the European Union's €10.6bn network.") == "IRIS2 budget 1.06e+10 EUR");
}

TEST_CASE("An amount beside a programme is a firm's where the firm owns what it counts") {
  CHECK(en("Under the Chips Act, Intel's $20bn plant is growing.") == "Intel budget 2e+10 USD");
  CHECK(en("Under the Chips Act, a $20bn plant is growing.") == "");
}

TEST_CASE("A dash before a count is no minus") {
  CHECK(en("The training of DeepSeek-V3 -2.79 million GPU hours- took two months.") ==
        "DeepSeek-V3 gpu_hours 2.79e+06 hours");
}

TEST_CASE("An exchange's change is not the topic's, that of shares of nobody is") {
  CHECK(it("L'azienda Velora cresce. Nel resto d'Europa Francoforte cede lo 0,4%.") == "");
  CHECK(en("Shares in Infineon fell 4%. The stock had risen 13% last week.") ==
        "Infineon stock_change -4 percent; Infineon stock_change 13 percent");
}

TEST_CASE("What nobody names is of no firm that the paragraph has lost sight of") {
  const std::string opening = "Halvorn Optics will hire 40 people in Cork.\n\n";
  const std::string others =
      "Its customers did less well: Tarnside Robotics let a third go, and Quellmark Systems shut a plant.";
  CHECK(en(opening + "A round of $60 million is planned.") == "Halvorn Optics budget 6e+07 USD");
  CHECK(en(opening + others + " A round of $60 million is planned.") == "");
  CHECK(en("Nvidia has opened a lab in Cork.\n\nA round of $60 million is planned.") == "");
  CHECK(en("This is about GPT-4.\n\nThere are 9 billion parameters.") == "");
  CHECK(en("This is about GPT-4. There are 9 billion parameters.") == "GPT-4 parameters 9e+09 count");
  CHECK(it("Nvidia cresce.\n\nI ricavi sono stati di 90 milioni di dollari.") == "Nvidia revenue 9e+07 USD");
}

TEST_CASE("What a body or a state gives is no budget of its own: that is of who gets it") {
  CHECK(it("Alba Srl cresce. La Commissione europea ha previsto 3 miliardi per i chip.") == "");
  CHECK(it("La Commissione europea ha assegnato 3 miliardi di euro a Intel.") == "Intel budget 3e+09 EUR");
  CHECK(en("Washington has granted Intel $8.5bn.") == "Intel budget 8.5e+09 USD");
}

TEST_CASE("Only giving and getting make money before a receiver or a giver a budget") {
  CHECK(en("Norda has $27m from Intel.") == "Norda budget 2.7e+07 USD");
  CHECK(it("Meta deve 420 milioni di dollari a Oracle.") == "");
  CHECK(it("Intel ha preteso 35 milioni di euro da Nvidia per un brevetto.") == "");
  CHECK(en("Intel is seeking $6bn from Nvidia over a patent.") == "");
  CHECK(en("Apple stole $35m from Samsung.") == "");
  CHECK(en("Apple refunded $35m to Samsung.") == "");
  CHECK(en("The court awarded $420m to Oracle.") == "");
  CHECK(en("Shares rose, adding $30bn to Nvidia.") == "");
  CHECK(en("Microsoft sold chips worth $40m to Intel.").find("budget") == std::string::npos);
  CHECK(en("Exports worth $5bn went to Intel.") == "");
}

TEST_CASE("A percentage of something else than shares is no change of their price") {
  CHECK(en("Nvidia shares lost 10% of their value.") == "Nvidia stock_change -10 percent");
  CHECK(en("Nvidia shed 8% of its staff.") == "");
  CHECK(en("Intel gave back 6% of the subsidy.") == "");
  CHECK(en("Samsung added 15% more capacity.") == "");
  CHECK(it("Per Tesla crollo del 35% delle immatricolazioni.") == "");
  CHECK(it("Per Intel calo del 14% dei ricavi.") == "");
  CHECK(it("Rosso del 7% per i conti di Intel.") == "");
}

TEST_CASE("Of what the sentence before trained only a pronoun or a bill goes on to tell the cost") {
  CHECK(en("Training GPT-4 began in May. It cost $7 million.") == "GPT-4 training_cost 7e+06 USD");
  CHECK(en("Training GPT-4 began in May. The dinner cost $7 million.") == "");
  CHECK(en("OpenAI trained GPT-4 in May. The dinner cost $7 million.") == "");
}

TEST_CASE("The noun behind money that goes out says what for, and not what it is") {
  CHECK(en("Nvidia raked in $12bn in annual sales.") == "Nvidia revenue 1.2e+10 USD");
  CHECK(en("Nvidia invested $3bn in sales and marketing.") == "Nvidia budget 3e+09 USD");
  CHECK(en("Nvidia spent $3bn in profit sharing.") == "Nvidia budget 3e+09 USD");
  CHECK(en("Intel spent $6m of revenue on lawyers.") == "Intel budget 6e+06 USD");
}

TEST_CASE("A currency of several countries is none of them without its adjective") {
  CHECK(en("Intel raised 9 million Swedish crowns.") == "Intel budget 9e+06 SEK");
  CHECK(en("Intel raised 9 million crowns.") == "");
  CHECK(en("Intel raised 9 million pesos.") == "");
  CHECK(it("Intel ha raccolto 9 milioni di corone.") == "");
  CHECK(it("Intel ha raccolto 9 milioni di dinari.") == "");
}

TEST_CASE("A bare number behind a firm goes on a list of percentages") {
  CHECK(en("Shares in Johnson Controls lost 6 per cent that day and Trane Technologies 2.5.") ==
        "Johnson Controls stock_change -6 percent; Trane Technologies stock_change -2.5 percent");
}

TEST_CASE("Much money for a model is what its training cost, and hours on chips are chip hours") {
  CHECK(en("The language model Lynx-7B cost $4.2 million.") == "Lynx-7B training_cost 4.2e+06 USD");
  CHECK(en("The language model Lynx-7B took 250,000 hours on H100s.") == "Lynx-7B gpu_hours 250000 hours");
}

TEST_CASE("Who buys a firm pays its price in the next sentence too") {
  CHECK(en("The software group Norda is buying the start-up Velora. It is paying $300m.") ==
        "Velora price 3e+08 USD");
}

TEST_CASE("Amounts that measure nothing give no fact") {
  CHECK(it("Intel ha 20 stabilimenti e 100.000 dipendenti in 15 paesi.") == "");
  CHECK(en("Nvidia employs 36,000 people in 38 countries.") == "");
}
