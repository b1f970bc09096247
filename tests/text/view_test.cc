#include "core/text/view.h"

#include <catch2/catch.hpp>

using trama::ByteSpan;
using trama::text::View;

TEST_CASE("A view has single blanks and maps them back") {
  const std::string source = "gli Stati\xC2\xA0\n  Uniti";
  const View view(source, 100);
  REQUIRE(view.text() == "gli Stati Uniti");
  const size_t begin = view.text().find("Stati");
  const ByteSpan span = view.to_article({begin, view.text().size()});
  CHECK(source.substr(span.begin - 100, span.size()) == "Stati\xC2\xA0\n  Uniti");
}

TEST_CASE("A view drops soft hyphens, zero-width characters, direction marks and NUL") {
  using namespace std::string_literals;
  const std::string source = "semi\u00ADcon\u200Bdut\u200Eto\0ri"s;
  const View view(source, 0);
  CHECK(view.text() == "semiconduttori");
  CHECK(view.to_article({0, view.text().size()}) == ByteSpan{0, source.size()});
}

TEST_CASE("A view composes letters with their accents") {
  const std::string source = "perche\xCC\x81 no";
  const View view(source, 0);
  REQUIRE(view.text() == "perch\xC3\xA9 no");
  const ByteSpan span = view.to_article({5, 7});
  CHECK(source.substr(span.begin, span.size()) == "e\xCC\x81");
}

TEST_CASE("A view has straight apostrophes") {
  const View view(
      "l\xE2\x80\x99"
      "auto",
      0);
  CHECK(view.text() == "l'auto");
}

TEST_CASE("A view leaves hidden markup out") {
  const std::string source = "ha [DeepSeek](http://x) oggi";
  const View view(source, 10, {{13, 14}, {22, 33}});
  REQUIRE(view.text() == "ha DeepSeek oggi");
  const ByteSpan span = view.to_article({3, 11});
  CHECK(source.substr(span.begin - 10, span.size()) == "DeepSeek");
}

TEST_CASE("A view has no trade marks") {
  CHECK(View("Ember™ line", 0).text() == "Ember line");
  CHECK(View("Ember(TM) line (R)", 0).text() == "Ember line (R)");
}
