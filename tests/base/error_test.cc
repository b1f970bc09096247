#include "core/base/error.h"

#include <catch2/catch.hpp>

#include "core/base/utf8.h"

using namespace trama;

TEST_CASE("an error is shown with its line and carets under the words, also after accented letters") {
  const std::string source = "MATCH (n)\nWHERE n.città = però RETURN n";
  const size_t begin = source.find("però");
  const Error error = Error(ErrorKind::Syntax, "UndefinedVariable", "variable `però` is not defined")
                          .at({begin, begin + 5})
                          .hint("define it");
  CHECK(render(error, source, "q.cypher") ==
        "q.cypher:2:17: SyntaxError: variable `però` is not defined\n"
        "  WHERE n.città = però RETURN n\n"
        "                  ^^^^\n"
        "hint: define it");
}

TEST_CASE("an error at the end of the text still has one caret") {
  CHECK(render(Error(ErrorKind::Syntax, "unexpected end").at({3, 3}), "abc") ==
        "1:4: SyntaxError: unexpected end\n  abc\n     ^");
}

TEST_CASE("of an endless line only what stands around the mistake is shown") {
  const std::string source = std::string(100'000, 'a') + " però " + std::string(100'000, 'b');
  const std::string shown = render(Error(ErrorKind::Syntax, "no").at({100'001, 100'006}), source);
  CHECK(shown.starts_with("1:100002: SyntaxError: no\n  …"));
  CHECK(shown.size() < 1'000);
  const size_t line = shown.find("\n  ") + 3, carets = shown.rfind("\n  ") + 3;
  const auto column = [&](size_t from, size_t to) { return display_width(shown.substr(from, to - from)); };
  CHECK(column(line, shown.find("però")) == column(carets, shown.find('^')));
  CHECK(shown.ends_with("^^^^"));
  const std::string all = render(Error(ErrorKind::Syntax, "no").at({0, 200'000}), source);
  CHECK(all.size() < 1'000);
}
