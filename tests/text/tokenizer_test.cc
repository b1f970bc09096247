#include "core/text/tokenizer.h"

#include <catch2/catch.hpp>

#include "core/text/sentence_splitter.h"
#include "tests/text/fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

std::string cut(std::string_view text, bool elision) {
  std::string out;
  for (const ShapeToken& token : tokenize(text, {elision, {"led"}})) {
    if (!out.empty()) out += '|';
    out += text.substr(token.span.begin, token.span.size());
  }
  return out;
}

std::string it(std::string_view text) { return cut(text, true); }
std::string en(std::string_view text) { return cut(text, false); }

std::vector<std::string> sentences(const std::string& text, const char* language) {
  const LanguageProfile& profile = *languages().find(language);
  const auto tokens = tokenize(text, profile.tokenizer);
  std::vector<std::string> out;
  for (const SentenceRange range : split_sentences(text, tokens, profile)) {
    const size_t begin = tokens[range.begin].span.begin;
    out.push_back(text.substr(begin, tokens[range.end - 1].span.end - begin));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("Marks that Apertium passes over are tokens") {
  CHECK(it("«Sì» – disse “lui”: 5€, $6 e ¥7.") == "«|Sì|»|–|disse|“|lui|”|:|5|€|,|$|6|e|¥|7|.");
}

TEST_CASE("Numbers keep their separators and a minus after a blank") {
  CHECK(it("-16,9% e 1.234,5") == "-16,9|%|e|1.234,5");
  CHECK(it("il 2025-07-25 alle 12:30") == "il|2025-07-25|alle|12:30");
  CHECK(en("$6.5bn of 60-65 in 80-core 3.") == "$|6.5|bn|of|60|-|65|in|80|-|core|3|.");
}

TEST_CASE("Names of letters, digits and hyphens are one token") {
  CHECK(en("GPT-4o H800 MI300X DeepSeek-R1 High-Flyer V2.5 5G") ==
        "GPT-4o|H800|MI300X|DeepSeek-R1|High-Flyer|V2.5|5G");
  CHECK(it("il 5É e il 7Ω") == "il|5É|e|il|7Ω");  // capitals of two bytes
  CHECK(en("AT&T and U.S. or S.p.A. here") == "AT&T|and|U.S.|or|S.p.A.|here");
}

TEST_CASE("A letter that numbers a round ends a sentence, an initial does not") {
  CHECK(sentences("Alba closed a Series B. Led by Velt, it grew.", "en") ==
        Strings{"Alba closed a Series B.", "Led by Velt, it grew."});
  CHECK(sentences("Alba ha chiuso la serie A. Guida il fondo Velt.", "it").size() == 2);
  CHECK(sentences("It went to John F. Kennedy.", "en").size() == 1);
}

TEST_CASE("A name and what it is compounded with are apart") {
  CHECK(en("the Beijing-based and U.S.-backed, all-cash") ==
        "the|Beijing|-|based|and|U.S.|-|backed|,|all-cash");
  CHECK(en("a Velt-led fund of Kim Jae-won") == "a|Velt|-|led|fund|of|Kim|Jae-won");
}

TEST_CASE("Italian elision ends a word, the English apostrophe does not") {
  CHECK(it("dell'auto c'è L'UE D'Alema") == "dell'|auto|c'|è|L'|UE|D'Alema");
  CHECK(en("isn't Nvidia's firms' it's") == "isn't|Nvidia|'s|firms|'|it|'s");
}

TEST_CASE("Addresses are one token") {
  CHECK(it("vedi https://a.it/b?c=1, o x@y.it.") == "vedi|https://a.it/b?c=1|,|o|x@y.it|.");
}

TEST_CASE("Shape tells a strong name") {
  for (const char* name : {"OpenAI", "H800", "GPT-4o", "AI", "TTTech"})
    CHECK(tokenize(name, {}).front().strong_name);
  for (const char* word : {"Meta", "Governo", "casa"}) CHECK_FALSE(tokenize(word, {}).front().strong_name);
}

TEST_CASE("Sentences end where another may start") {
  CHECK(sentences("Ha perso il 3.5%. Poi? No! Bene", "it") ==
        Strings{"Ha perso il 3.5%.", "Poi?", "No!", "Bene"});
  CHECK(sentences("Il dott. Rossi e J. Huang di Acme Inc. hanno detto.", "it").size() == 1);
  CHECK(sentences("Mr. Smith met Dr. J. K. Doe in the U.S. The deal closed at 5 p.m. on Monday.", "en") ==
        Strings{"Mr. Smith met Dr. J. K. Doe in the U.S.", "The deal closed at 5 p.m. on Monday."});
  CHECK(sentences("Vale 6.5 mld. di euro. E basta.", "it").size() == 2);
  // The point of a firm's name, before a noun that needs no article.
  CHECK(sentences("He runs Acme Inc. Shareholders doubt it.", "en").size() == 2);
  for (const char* whole :
       {"He runs Acme Ltd. Ireland and Acme Inc. Canada.", "Acme Inc. Shareholders Doubt It"})
    CHECK(sentences(whole, "en").size() == 1);
}

TEST_CASE("A subhead without full stop ends before the article that opens the next sentence") {
  CHECK(sentences("Metodi nuovi Il forno scalda meno.", "it") ==
        Strings{"Metodi nuovi", "Il forno scalda meno."});
  CHECK(sentences("Lower bills The oven needs less heat.", "en") ==
        Strings{"Lower bills", "The oven needs less heat."});
  // Newspapers, what a preposition governs, a whole heading in capitals.
  for (const char* whole :
       {"Lo scrive Il Corriere di Ostraglia.", "Ne parla su La nostra città.", "Forni Nella Nebbia",
        "Shen Dai ha comprato un forno.", "La ditta, scrive il quotidiano Il fondaco, ha comprato un forno.",
        "Ostraglia, che gira la serie La torre di sale, piace.", "Ha girato il film La torre di sale."})
    CHECK(sentences(whole, "it") == Strings{whole});
  // A noun that no title follows.
  CHECK(sentences("Come lavare la torre La pioggia aiuta.", "it").size() == 2);
  CHECK(sentences("He told The Ledger that In means out.", "en").size() == 1);
  CHECK(sentences("The studio, which made the game This oven of mine, has closed.", "en").size() == 1);
}

TEST_CASE("Closing quotes and note marks stay with the sentence they end") {
  CHECK(sentences("«Siamo pronti.» Così disse [*1]. E poi.", "it") ==
        Strings{"«Siamo pronti.»", "Così disse [*1].", "E poi."});
  CHECK(sentences("È vero.[3] Ma no.", "it") == Strings{"È vero.[3]", "Ma no."});
  CHECK(sentences("“Why?” he asked. He left.", "en") == Strings{"“Why?” he asked.", "He left."});
}

TEST_CASE("A name keeps its superscript and the number behind its colon") {
  CHECK(en("Orbis² covers 5 km²") == "Orbis²|covers|5|km|²");
  CHECK(en("the NXT:1970i, at 10:30") == "the|NXT:1970i|,|at|10:30");
  CHECK(en("Note:1970 was") == "Note|:|1970|was");
}

TEST_CASE("A sentence without end is cut at a comma") {
  std::string text;
  while (text.size() < 5 * kLongestSentence) text += "parole senza fine, ";
  const auto parts = sentences(text, "it");
  CHECK(parts.size() >= 5);
  for (const std::string& part : parts) {
    CHECK(part.size() <= kLongestSentence);
    CHECK(part.back() == ',');
  }
}

TEST_CASE("The language is known by its words") {
  CHECK(languages().identify("La società ha detto che non è vero e che il mercato crolla")->code == "it");
  CHECK(languages().identify("The company said that it is not for sale and will stay")->code == "en");
  CHECK(languages().identify("Die Firma hat gesagt, dass es nicht wahr ist und der Markt nicht fällt") ==
        nullptr);
  CHECK(languages().identify("La empresa dijo que no es verdad y que el mercado se cae por los aranceles") ==
        nullptr);
  CHECK(languages().identify(
            "L'entreprise a dit que ce n'est pas vrai et que le marché est dans une crise") == nullptr);
  CHECK(languages().identify("xyz 123") == nullptr);
}

TEST_CASE("A currency's sign is known in any currency, and one character long") {
  for (const std::string sign : {"$", "€", "£", "¥", "₹", "₩"}) CHECK(is_currency_sign(sign));
  for (const std::string other : {"", "%", "S", "$$", "€5", "US$"}) CHECK(!is_currency_sign(other));
}
