#include "core/base/error.h"

#include <catch2/catch.hpp>

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
