#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "tests/tck/backend.h"
#include "tests/tck/gherkin.h"
#include "tests/tck/term.h"

using namespace trama;
using namespace trama::tck;

namespace {

const char* const kFeature = R"(
# a comment
Feature: Example

  Background:
    Given any graph

  @slow
  Scenario: [1] Plain
    When executing query:
      """
      RETURN 1 AS a,
        '#' AS b
      """
    Then the result should be, in any order:
      | a | b       |
      | 1 | 'x\|y' |

  Scenario Outline: [2] Outline
    When executing query:
      """
      RETURN <value> AS v
      """
    Then the result should be, in any order:
      | v        |
      | <result> |
    And no side effects

    Examples:
      | value | result |
      | 1 + 1 | 2      |
      | '<a>' | '<a>'  |
)";

std::string same(const char* text) { return canonical(parse_term(text)); }

}  // namespace

TEST_CASE("a feature's scenarios carry background, tags, blocks and tables", "[tck]") {
  const auto scenarios = parse_feature(kFeature, "example.feature");
  REQUIRE(scenarios.size() == 3);
  const Scenario& plain = scenarios[0];
  CHECK(plain.name == "[1] Plain");
  CHECK(plain.tags == std::vector<std::string>{"@slow"});
  REQUIRE(plain.steps.size() == 3);
  CHECK(plain.steps[0].text == "any graph");
  CHECK(plain.steps[1].block == "RETURN 1 AS a,\n  '#' AS b");
  CHECK(plain.steps[2].table == std::vector<TableRow>{{"a", "b"}, {"1", "'x|y'"}});
}

TEST_CASE("an outline may have several tables of examples", "[tck]") {
  const auto scenarios = parse_feature(
      std::string(kFeature) + "\n    Examples: more\n      | result | value |\n      | 6 | 2 * 3 |\n",
      "example.feature");
  REQUIRE(scenarios.size() == 4);
  CHECK(scenarios[3].example == 3);
  CHECK(scenarios[3].steps[1].block == "RETURN 2 * 3 AS v");
}

TEST_CASE("an outline gives an instance for each row of its examples", "[tck]") {
  const auto scenarios = parse_feature(kFeature, "example.feature");
  CHECK(scenarios[1].example == 1);
  CHECK(scenarios[1].steps[1].block == "RETURN 1 + 1 AS v");
  CHECK(scenarios[1].steps[2].table[1] == TableRow{"2"});
  CHECK(scenarios[2].steps[1].block == "RETURN '<a>' AS v");
}

TEST_CASE("what is no Gherkin is refused with its line", "[tck]") {
  CHECK_THROWS_WITH(parse_feature("Feature: x\n  Scenario: y\n    Whatever", "f"), Catch::Contains("f:3"));
}

TEST_CASE("terms are equal by labels and entries in any order", "[tck]") {
  CHECK(same("(:B:A {y: 1, x: [1, 2.0]})") == same("(:A:B {x: [1, 2.0], y: 1})"));
  CHECK(same("(:A)") != same("(:B)"));
  CHECK(same("1") != same("1.0"));
  CHECK(same("1e+20") == same("100000000000000000000.0"));
  CHECK(same("'1'") != same("1"));
  CHECK(same("NaN") == same("NaN"));
  CHECK(same("'it\\'s'") == "'it\\'s'");
  CHECK(same("{a: null, b: {}}") == "{a: null, b: {}}");
  CHECK(same("[]") == "[]");
}

TEST_CASE("paths keep the direction of their relationships", "[tck]") {
  CHECK(same("<(:A)-[:T {p: 1}]->(:B)<-[:U]-()>") == "<(:A)-[:T {p: 1}]->(:B)<-[:U]-()>");
  CHECK(same("<(:A)-[:T]->(:B)>") != same("<(:A)<-[:T]-(:B)>"));
}

TEST_CASE("the order of lists can be ignored", "[tck]") {
  CHECK(canonical(parse_term("[2, [3, 1]]"), true) == canonical(parse_term("[[1, 3], 2]"), true));
  CHECK(canonical(parse_term("[2, 1]")) != canonical(parse_term("[1, 2]")));
}

TEST_CASE("what is not in the notation is refused", "[tck]") {
  for (const char* text : {"", "(:A", "'a", "[1, 2", "abc", "1 2", "<(:A)-[:T]-(:B)>", "{a 1}"}) {
    INFO(text);
    CHECK_THROWS(parse_term(text));
  }
}

TEST_CASE("values become terms through their graph", "[tck]") {
  MemoryGraph graph;
  const auto reader = graph.read();
  CHECK(canonical(term_of(Map{{"a", List{1, 2.5, "x"}}, {"d", Date{0}}}, *reader)) ==
        "{a: [1, 2.5, 'x'], d: '1970-01-01'}");
  CHECK(equivalent(to_value(parse_term("{a: [1, null]}")), Map{{"a", List{1, Value()}}}));
}

TEST_CASE("each backend starts empty and takes commits", "[tck]") {
  for (const Backend backend : {Backend::Memory, Backend::RocksDb}) {
    INFO(name_of(backend));
    const auto graph = open_empty(backend);
    CHECK(graph->read()->node_count(kNoSymbol) == 0);
    GraphDelta delta(graph->read());
    delta.create_node();
    graph->commit(delta);
    CHECK(graph->read()->node_count(kNoSymbol) == 1);
  }
}
