#include "core/text/amount.h"

#include <sstream>

#include "core/text/date.h"
#include "tests/text/fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

const AmountFinder& finder(const std::string& language) {
  static const AmountFinder italian(knowledge_files(), "it"), english(knowledge_files(), "en");
  return language == "it" ? italian : english;
}

// "=6000000 USD", ">16 percent", "~60..65 percent"; several joined by ", ". Bare articles are left out.
std::string amounts(const std::string& text, const std::string& language) {
  std::ostringstream out;
  out.precision(12);
  for (const Amount& amount : finder(language).find(text)) {
    if (amount.bare_article) continue;
    if (out.tellp() > 0) out << ", ";
    out << amount.qualifier << amount.value;
    if (amount.upper) out << ".." << *amount.upper;
    if (amount.kind == Amount::Kind::Percent) out << " percent";
    if (amount.kind == Amount::Kind::Money) out << " " << amount.currency;
  }
  return out.str();
}

std::string it(const std::string& text) { return amounts(text, "it"); }
std::string en(const std::string& text) { return amounts(text, "en"); }

std::string dates(const std::string& text, const std::string& language, const std::string& reference) {
  static const DateFinder italian(knowledge_files(), "it"), english(knowledge_files(), "en");
  std::string out;
  for (const DateMention& date : (language == "it" ? italian : english).find(text, reference)) {
    if (!out.empty()) out += ", ";
    out += date.past == date.future ? date.past : date.past + "|" + date.future;
  }
  return out;
}

}  // namespace

TEST_CASE("Italian money, with bounds") {
  CHECK(it("è costato poco meno di 6 milioni di dollari") == "<6000000 USD");
  CHECK(it("vale 1,2 miliardi di euro e 950 mln") == "=1200000000 EUR, =950000000");
  CHECK(it("ha perso oltre il 16%, circa 130 miliardi di yuan") == ">16 percent, ~130000000000 CNY");
  CHECK(it("spese per duecentocinquanta milioni di dollari australiani") == "=250000000 AUD");
  CHECK(it("costa 1.200 euro, non 100mila lire") == "=1200 EUR, =100000 ITL");
}

TEST_CASE("English money, with bounds") {
  CHECK(en("a $6.5bn deal, up to $3bn, of which $450m") ==
        "=6500000000 USD, <3000000000 USD, =450000000 USD");
  CHECK(en("nearly €130m and £11 million or more") == "<130000000 EUR, >11000000 GBP");
  CHECK(en("it cost 5 dollars and 40 cents, then 75 USD million") == "=5.4 USD, =75000000 USD");
  CHECK(en("a $ 300 million contract") == "=300000000 USD");
}

TEST_CASE("Ranges take unit and multiplier from their end") {
  CHECK(it("tra 60 e 65 miliardi di dollari") == "~60000000000..65000000000 USD");
  CHECK(it("il 60-65%") == "~60..65 percent");
  CHECK(en("between 3 and 4 million, from $5 to $7") == "~3000000..4000000, ~5..7 USD");
}

TEST_CASE("Fractions and numbers in words") {
  CHECK(it("un quinto del valore, due terzi, un milione e mezzo") == "=0.2, =0.666666666667, =1500000");
  CHECK(it("duecentoquarantatremila, ventuno, mille") == "=243000, =21, =1000");
  CHECK(en("three quarters, two and a half million, five billion and a quarter") ==
        "=0.75, =2500000, =5250000000");
  CHECK(en("two hundred and two thousand") == "=202000");
}

TEST_CASE("What only looks like a number is none") {
  CHECK(en("the H800 and GPT-4o on May 4th with 16GB") == "");
  CHECK(it("la Rtx5090 da 180ml") == "");
}

TEST_CASE("Endless digits are no number and end no program") {
  CHECK(it("il codice " + std::string(5000, '9') + " vale 3 euro") == "=3 EUR");
  CHECK(en("1e999 and 9^999 dollars") == "");
  CHECK(dates("il duemilamiliardi gennaio, il 99999999999 marzo", "it", "2025-02-04").empty());
  CHECK(en("five million " + std::string(400, '1') + " dollars").starts_with("=5000000"));
}

TEST_CASE("Dates written out and relative to the day of writing") {
  CHECK(dates("il 27 gennaio 2025", "it", "2025-02-04") == "2025-01-27");
  CHECK(dates("lunedì 27 gennaio", "it", "2025-02-04") == "2025-01-27|2026-01-27");
  CHECK(dates("ieri, due settimane fa, nel 2023", "it", "2025-02-04") == "2025-02-03, 2025-01-21, 2023");
  CHECK(dates("in July 2024, on March 3rd, 2025, last Friday", "en", "2025-03-05") ==
        "2024-07, 2025-03-03, 2025-02-28");
  CHECK(dates("raised €130m in July", "en", "2025-11-27") == "2025-07|2026-07");
}

TEST_CASE("Without a day of writing relative dates are left out") {
  CHECK(dates("ieri, il 5 marzo 2024", "it", "2025-02") == "2024-03-05");
  CHECK(dates("yesterday, three days ago", "en", "") == "");
}

TEST_CASE("A date that no calendar has is marked so") {
  CHECK(dates("30 febbraio 2024", "it", "2025-02-04") == "0001-01-01");
}
