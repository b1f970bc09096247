// Which readings the tagger is asked about, and what it is sent.
#include "core/text/disambiguation.h"

#include <catch2/catch.hpp>

#include "core/base/error.h"
#include "tests/text/fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

const ReadingPreferences& preferences() {
  static const ReadingPreferences table(
      "*\tvblex.ger\tvblex.pprs vblex.subs\talike\n"
      "for\tpr\tcnjadv\t309/309\n",
      "readings.tsv");
  return table;
}

Disambiguation disambiguation(std::string_view units) { return {parse_stream(units), preferences()}; }

// As the tagger would be asked.
std::string request(std::string_view units) { return disambiguation(units).request(); }

std::string text_of(const std::vector<LexicalUnit>& units) {
  std::string out;
  for (const LexicalUnit& unit : units) append_unit(out, unit);
  return out;
}

}  // namespace

TEST_CASE("A sentence without ambiguous words is no matter for the tagger") {
  CHECK(request("^The/the<det>$ ^firm/firm<n>$ ^grew/grow<vblex>$").empty());
  CHECK(request("^Zzyzx/*Zzyzx$ ^grew/grow<vblex>$").empty());
  CHECK(request("").empty());
}

TEST_CASE("Readings that are not asked about stay behind the others, in their order") {
  Disambiguation word =
      disambiguation("^making/make<vblex><pprs>/making<n>/make<vblex><subs>/make<vblex><ger>$");
  CHECK(word.request() == "^./.<sent>$^making/making<n>/make<vblex><ger>$ \n");
  REQUIRE(word.accept("^./.<sent>$^making/make<vblex><ger>/making<n>$ \n"));
  CHECK(text_of(word.take()) == "^making/make<vblex><ger>/making<n>/make<vblex><pprs>/make<vblex><subs>$");
  Disambiguation settled = disambiguation("^making/make<vblex><subs>/make<vblex><ger>$");
  CHECK(settled.request().empty());
  CHECK(text_of(settled.take()) == "^making/make<vblex><ger>/make<vblex><subs>$");
}

TEST_CASE("A preference for a word holds for no other, and only beside what it is preferred to") {
  CHECK(request("^For/for<cnjadv>/for<pr>$").empty());
  CHECK_FALSE(request("^as/as<cnjadv>/as<pr>$").empty());
  CHECK_FALSE(request("^for/for<adv>/for<pr>$").empty());
  CHECK(text_of(disambiguation("^for/for<cnjadv>$").take()) == "^for/for<cnjadv>$");
}

TEST_CASE("The tagger gets what is open with two settled units on either side") {
  const std::string a = "^a/a<n>$ ", b = "^b/b<n>$ ", x = "^x/x<n>/x<adj>$ ", unknown = "^u/*u$ ";
  const std::string separator = "^./.<sent>$";
  CHECK(request(a + a + b + b + x + b + b + a) == separator + b + b + x + b + b + "\n");
  CHECK(request(x + a) == separator + x + a + "\n");
  // So near that the second choice looks at the first.
  CHECK(request(x + a + x) == separator + x + a + x + "\n");
  CHECK(request(x + a + b + x) == separator + x + a + b + separator + a + b + x + "\n");
  // What is unknown is open to a guess, but nothing is asked for its sake alone.
  CHECK(request(x + a + unknown + a + b + b) == separator + x + a + unknown + a + b + "\n");
  CHECK(request(x + a + a + b + unknown + b) == separator + x + a + a + "\n");
}

TEST_CASE("An answer to something else changes nothing") {
  Disambiguation sentence = disambiguation("^a/a<n>/a<adj>$ ^b/b<n>$ ^c/c<n>$ ^d/d<n>$ ^e/e<n>/e<adj>$");
  const std::string asked = sentence.request();
  const std::string first = "^./.<sent>$^a/a<adj>/a<n>$ ^b/b<n>$ ^c/c<n>$",
                    second = "^c/c<n>$ ^d/d<n>$ ^e/e<n>/e<adj>$";
  for (const std::string& reply :
       {std::string(), first, first + second, first + "^!/!<sent>$" + second,
        first + "^./.<sent>$" + second + second, first + "^./.<sent>$^c/c<n>$ ^d/d<n>$ ^e/*e$",
        first + "^./.<sent>$^c/c<n>/c<adj>$ ^d/d<n>$ ^e/e<n>$"})
    CHECK_FALSE(sentence.accept(reply));
  CHECK(sentence.request() == asked);
  REQUIRE(sentence.accept(first + "^./.<sent>$" + second));
  CHECK(text_of(sentence.take()) == "^a/a<adj>/a<n>$^b/b<n>$^c/c<n>$^d/d<n>$^e/e<n>/e<adj>$");
}

TEST_CASE("A malformed line of readings.tsv is named") {
  for (const char* table : {"*\tpr\tcnjadv\n", "*\t\tcnjadv\talike\n", "*\tpr\t\talike\n"})
    CHECK_THROWS_AS(ReadingPreferences(table, "readings.tsv"), Error);
}

TEST_CASE("Rows that would drop each other's reading are refused") {
  for (const char* table : {"*\tn\tadj\talike\n*\tadj\tn\talike\n", "*\tn\tadj\talike\nbar\tadj\tpr n\t9/9\n",
                            "bar\tn\tadj\t9/9\n*\tadj\tn\talike\n", "bar\tn\tadj n\talike\n"})
    CHECK_THROWS_AS(ReadingPreferences(table, "readings.tsv"), Error);
  for (const char* table : {"bar\tn\tadj\t9/9\nfoo\tadj\tn\t9/9\n", "*\tn\tadj\talike\n*\tadj\tpr\talike\n"})
    CHECK_NOTHROW(ReadingPreferences(table, "readings.tsv"));
}

TEST_CASE("Words of a settled class are read with the real analyser") {
  const Document document =
      analyse("The firm's owner, who sold it for two million euros, was making its own tools.", "en");
  CHECK(token(document, "'s").has("gen"));
  CHECK(token(document, "for").has("pr"));
  CHECK(token(document, "who").has("rel"));
  CHECK(token(document, "was").has("p3"));
  CHECK(token(document, "own").has("adj"));
  CHECK(token(document, "making").has("ger"));
}
