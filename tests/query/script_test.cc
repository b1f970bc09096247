#include <catch2/catch.hpp>

#include "core/query/engine.h"

namespace trama::query {

namespace {

std::vector<std::string> statements(const std::string& script) {
  std::vector<std::string> texts;
  for (const ScriptStatement& statement : split_script(script)) {
    texts.push_back(script.substr(statement.span.begin, statement.span.size()) +
                    (statement.complete ? "" : " …"));
  }
  return texts;
}

}  // namespace

TEST_CASE("A script is cut at semicolons outside of quotes and comments") {
  CHECK(statements("RETURN 1; RETURN 2;") == std::vector<std::string>{"RETURN 1", "RETURN 2"});
  CHECK(statements(" RETURN ';' ; RETURN \"a\\\";\"; RETURN `a;b`;") ==
        std::vector<std::string>{"RETURN ';'", "RETURN \"a\\\";\"", "RETURN `a;b`"});
  CHECK(statements("// one; two\nRETURN 1; /* ; */ RETURN 2;") ==
        std::vector<std::string>{"RETURN 1", "RETURN 2"});
  CHECK(statements(";; ;\n").empty());
}

TEST_CASE("An unfinished last statement is returned and said to be incomplete") {
  CHECK(statements("RETURN 1") == std::vector<std::string>{"RETURN 1 …"});
  CHECK(statements("RETURN 1; RETURN 'a;") == std::vector<std::string>{"RETURN 1", "RETURN 'a; …"});
}

}  // namespace trama::query
