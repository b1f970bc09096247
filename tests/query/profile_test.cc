// PROFILE: what each operator gave and read.
#include <catch2/catch.hpp>

#include "tests/query/engine_fixture.h"

namespace trama::query {

TEST_CASE_METHOD(Fixture, "PROFILE counts a degree as one read, however large") {
  run("CREATE (h:H) WITH h UNWIND range(1, 50) AS i CREATE (h)-[:R]->(:N)");
  Counter sink;
  const Summary summary = engine.run("PROFILE MATCH (h:H)-[r:R]->() RETURN h, count(r) AS n", options, sink);
  INFO(summary.plan);
  REQUIRE(summary.plan.find("CountTrails") != std::string::npos);
  CHECK(summary.plan.find("2 reads") != std::string::npos);  // the node and its degree
}

TEST_CASE_METHOD(Fixture, "PROFILE counts rows and reads and gives the result too") {
  run("UNWIND range(1, 5) AS i CREATE (:N {i: i})");
  Counter sink;
  const Summary summary = engine.run("PROFILE MATCH (n:N) WHERE n.i > 2 RETURN n", options, sink);
  CHECK(sink.rows == 3);
  CHECK(summary.plan.find("3 rows") != std::string::npos);
  CHECK(summary.plan.find("5 rows (~5.0), 5 reads") != std::string::npos);  // the scan
  CHECK(summary.plan.find("10 reads") != std::string::npos);                // and n.i of each
  CHECK(summary.plan.find("NodeScan") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "PROFILE shows what each operator gave and read, also inside expressions") {
  // A plan as "operator: rows, reads" lines, without estimates and times.
  const auto figures = [&](const std::string& text) {
    Counter sink;
    std::istringstream plan(engine.run("PROFILE " + text, options, sink).plan);
    std::vector<std::string> lines;
    for (std::string line; std::getline(plan, line);) {
      const size_t gap = line.find("  ", line.find_first_not_of(' '));
      std::istringstream rest(gap == std::string::npos ? "" : line.substr(gap));
      std::string rows, word, estimate, reads;
      if (rest >> rows >> word >> estimate >> reads)
        lines.push_back(line.substr(0, gap) + ": " + rows + ", " + reads);
      else
        lines.push_back(line);
    }
    return lines;
  };
  using Lines = std::vector<std::string>;
  // Ten nodes, the i-th with i ends numbered 1 to i: 55 in all.
  run("UNWIND range(1, 10) AS i CREATE (n:N {i: i}) WITH n, i UNWIND range(1, i) AS k "
      "CREATE (n)-[:R]->(:M {k: k})");

  // Of 10 nodes 8 pass. Their 3 + 4 + ... + 10 = 52 ends are read, with a property each; 15 of them are
  // greater than 5 and have it read again for the result, as n.i is, 8 times.
  CHECK(figures("MATCH (n:N) WHERE n.i > 2 RETURN n.i, [(n)-[:R]->(m) WHERE m.k > 5 | m.k] AS big") ==
        Lines{
            "Project n.i, big: 8, 147",
            "  for each row, [a pattern | …]:",
            "    Filter m.k > 5: 15, 104",
            "    Expand (n)-[:R]->(m): 52, 52",
            "    Project n: 8, 0",
            "    SingleRow: 8, 0",
            "Filter n.i > 2: 8, 20",
            "NodeScan (n:N): 10, 10",
            "SingleRow: 1, 0",
        });
  // EXISTS is asked of all 10, and 5 have such an end.
  CHECK(figures("MATCH (n:N) WHERE EXISTS { MATCH (n)-[:R]->(m:M) WHERE m.k > 5 } RETURN n.i") ==
        Lines{
            "Project n.i: 5, 125",
            "Filter EXISTS { … }: 5, 120",
            "  for each row, EXISTS { … }:",
            "    Filter m.k > 5: 15, 110",
            "    Expand (n)-[:R]->(m:M): 55, 55",
            "    Project n: 10, 0",
            "    SingleRow: 10, 0",
            "NodeScan (n:N): 10, 10",
            "SingleRow: 1, 0",
        });
}

}  // namespace trama::query
