#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "tests/extract/analysed.h"

using namespace trama;
using namespace trama::extract;

TEST_CASE("measures without a name are policies") {
  Analysed text("it",
                "Bruxelles pensa a dazi sul legno brasiliano e a un divieto di esportazione di rottami.");
  CHECK(text.of("dazi").starts_with("Policy dazi sul legno"));
  CHECK(text.of("divieto").starts_with("Policy divieto di esportazione"));
  Analysed english("en", "Tokyo tightened export controls on lasers after the sanctions.");
  CHECK(english.of("export controls") == "Policy export controls on lasers");
}

TEST_CASE("a measure may be told by a verb whose subject rules") {
  Analysed text("en", "The Trump administration barred sales of the H20 to China. Apple bans the H20.");
  CHECK(text.of("barred sales of the H20 to China") == "Policy ban on sales of the H20 to China");
  CHECK(text.of("bans the H20") == "none");
  Analysed plan("en", "France may ban the H20. Spain will ban the H20.");
  CHECK(plan.names() == "France | H20 | Spain | H20");
}

TEST_CASE("who stops or caps dealings, or orders others to stop them, takes a measure") {
  for (const auto& [text, policy] : std::vector<std::pair<const char*, const char*>>{
           {"The ministry froze exports of gallium to Japan.", "ban on exports of gallium to Japan"},
           {"The White House capped exports of accelerators to Peru.",
            "limits on exports of accelerators to Peru"},
           {"The Commerce Department ordered Nvidia to stop selling the H20 in Peru.",
            "ban on selling the H20"},
           {"Tokyo told its carriers to stop buying Micron chips.", "ban on buying Micron chips"},
           {"Tokyo barred ministries from using Huawei kit.", "ban on using Huawei kit"},
           {"Tokyo barred carriers from acquiring the H20.", "ban on acquiring the H20"},
           {"Australia banned DeepSeek from government devices.", "ban on DeepSeek from government devices"}})
    CHECK(Analysed("en", text).policy() == policy);
  for (const auto& [text, policy] : std::vector<std::pair<const char*, const char*>>{
           {"Tokyo ha congelato le esportazioni di gallio verso la Corea.",
            "blocco di esportazioni di gallio verso la Corea"},
           {"La Cina ha reagito proibendo l'esportazione dei componenti di Nexperia.",
            "blocco di esportazione dei componenti di Nexperia"},
           {"Tokyo ha imposto agli operatori di non comprare chip di Micron.",
            "divieto di comprare chip di Micron"},
           {"L'autorità ha vietato agli uffici di usare l'assistente di DeepSeek.",
            "divieto di usare l'assistente di DeepSeek"}})
    CHECK(Analysed("it", text).policy() == policy);
}

TEST_CASE("firms that stop selling, and bodies that stop something else, take no measure") {
  for (const char* text :
       {"Nvidia has stopped sales of the H20 to Peru.", "Tokyo may stop sales of the H20 to Peru.",
        "Tokyo has not stopped purchases of the H20.", "The ministry froze the account of Nvidia.",
        "The government ended its purchases of Huawei kit.",
        "Nvidia told its engineers to stop using ChatGPT.", "The ministry told staff to stop using lifts.",
        "The commission blocked the takeover of Nvidia.", "The commission barred Nvidia from acquiring AMD.",
        "The ministry limited its comments to the H20."})
    CHECK(Analysed("en", text).policy() == "none");
  for (const char* text :
       {"Nvidia ha fermato le vendite dell'H20 in Perù.", "Il ministero ha fermato il treno.",
        "Tokyo potrebbe fermare le vendite dell'H20.", "Tokyo non ha fermato gli acquisti degli H20.",
        "Nvidia ha imposto ai tecnici di non usare ChatGPT.",
        "Il ministero ha imposto agli uffici di non usare gli ascensori.",
        "Il governo ha bloccato la fusione tra Nvidia e AMD."})
    CHECK(Analysed("it", text).policy() == "none");
}

TEST_CASE("a noun with an article alone takes up the measure that a verb has told of") {
  Analysed english("en", "Tokyo halted sales of the H20 to Peru. Nvidia says that the ban is costly.");
  CHECK(english.of("ban") == "Policy ban on sales of the H20 to Peru");
  Analysed italian("it", "Tokyo ha fermato la vendita degli H20. A Nvidia il divieto è costato caro.");
  CHECK(italian.of("divieto") == "Policy blocco di vendita degli H20");
  CHECK(Analysed("it", "Il blocco della strada dura da ore. Lo stop costa caro a Nvidia.").policy() ==
        "none");
}

TEST_CASE("who orders others to stop takes the measure") {
  Analysed text("it", "Il governo cinese ha ordinato alle banche di sospendere gli acquisti di H20.");
  const auto policy = std::ranges::find(text.mentions.entities, std::string("Policy"),
                                        [](const Entity& e) { return e.type; });
  REQUIRE(policy != text.mentions.entities.end());
  CHECK(policy->name == "blocco di acquisti di H20");
}
