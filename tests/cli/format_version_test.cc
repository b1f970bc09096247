// A database made once opens for ever: tests/format holds one of each format there ever was.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/cli/program.h"

namespace trama::cli::test {

TEST_CASE("a database of format 1 opens, is whole, answers and goes on", "[format]") {
  const Folder folder;
  REQUIRE(folder.shell("tar xzf " TRAMA_SOURCE_DIR "/tests/format/format-1.tar.gz && mv format.db trama.db")
              .status == 0);
  const Outcome check = folder.trama({"check"});
  INFO(check.out << check.error);
  REQUIRE(check.status == 0);
  CHECK(contains(check.out, "3 articles"));

  const auto ask = [&](const std::string& query) {
    const Outcome outcome = folder.trama({"query", "--format", "jsonl", query});
    INFO(outcome.error);
    CHECK(outcome.status == 0);
    return outcome.out;
  };
  // Derived: entities, facts with their sentences, a decision.
  CHECK(contains(ask("MATCH (c:Company {name: 'NVIDIA Corporation'}) RETURN c.key, c.watched"), "true"));
  CHECK(contains(ask("MATCH (a)-[r]->(b) WHERE size(evidence(r)) > 0 RETURN count(r) > 5 AS many"), "true"));
  CHECK(contains(folder.trama({"decisions"}).out, "rename"));
  // Users' own: every type of value, on both sides of the snapshot file.
  CHECK(
      contains(ask("MATCH (n:Note)-[r:ABOUT {since: 2026}]->(c:Company) WHERE n.at = date('2026-11-22') AND "
                   "n.tags = ['a', 'b'] AND n.text = 'perché ' + c.name OR c.name = 'NVIDIA Corporation' "
                   "RETURN count(DISTINCT n) > 2 AS all"),
               "true"));
  CHECK(contains(ask("MATCH (:Note)-[:ABOUT]->(n:Note) RETURN n.text"), "later"));
  CHECK(contains(ask("MATCH (n:Note) WHERE n.size = 2 RETURN count(n) AS n"), "{\"n\":1}"));
  CHECK(contains(folder.trama({"query", "EXPLAIN MATCH (c:Company {name: 'ASML'}) RETURN c"}).out, "Index"));

  // It can be written, repaired and copied.
  folder.write("a.txt", "language: en\n\nOracle acquired Cerner in 2022.\n");
  REQUIRE(folder.trama({"ingest", "-q", "a.txt"}).status == 0);
  REQUIRE(folder.trama({"check", "--repair"}).status == 0);
  CHECK(contains(ask("MATCH (n:Note)-[:ABOUT]->(:Company) RETURN count(n) > 2 AS kept"), "true"));
  REQUIRE(folder.trama({"backup", "copy"}).status == 0);
  CHECK(folder.trama({"check", "--db", "copy"}).status == 0);
  folder.write("b.txt", "language: en\n\nOracle acquired Sun in 2010.\n");
  REQUIRE(folder.trama({"ingest", "-q", "b.txt"}).status == 0);
  CHECK(folder.trama({"backup", "copy"}).status == 0);
}

TEST_CASE("a database of a format to come is refused with advice", "[format]") {
  const Folder folder;
  REQUIRE(folder.shell("tar xzf " TRAMA_SOURCE_DIR "/tests/format/format-1.tar.gz && mv format.db trama.db")
              .status == 0);
  folder.write("trama.db/trama", "trama database\nformat 999\n");
  const Outcome outcome = folder.trama({"stats"});
  CHECK(outcome.status == 3);
  CHECK(contains(outcome.error, "another version of Trama"));
}

}  // namespace trama::cli::test
