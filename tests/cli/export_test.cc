// trama export, and pictures of results: files for other programs.
#include <catch2/catch.hpp>

#include "tests/cli/program.h"
#include "tests/cli/small_graph.h"

namespace trama::cli::test {

TEST_CASE("csv without a query has a line for each fact") {
  const ReadFolder folder;
  REQUIRE(folder.trama({"export", "-o", "facts.csv"}).status == 0);
  const std::string all = folder.read("facts.csv");
  INFO(all);
  CHECK(all.starts_with("subject,relation,object,subject_type,object_type,"));
  CHECK(contains(all, "Microsoft,OWNS,Nuance,Company,Company,"));
  CHECK(contains(all, "Microsoft acquired Nuance in 2022."));
  CHECK_FALSE(contains(all, "MENTIONS"));
  CHECK(folder.trama({"export", "--format", "csv", "--focus", "Nuance"}).out == all);
  if (folder.shell("command -v sqlite3").status == 0) {
    CHECK(folder
              .shell("sqlite3 :memory: -cmd '.import --csv facts.csv facts' "
                     "\"SELECT object FROM facts WHERE subject = 'Microsoft'\"")
              .out == "Nuance\n");
  } else {
    WARN("skipped: sqlite3 is not installed");
  }
}

TEST_CASE("what neo4j-admin would read comes back from its folder, and leaves with the same bytes") {
  const ReadFolder folder;
  REQUIRE(folder.trama({"export", "--format", "neo4j", "-o", "one"}).status == 0);
  REQUIRE(folder.trama({"import", "--db", "copy.db", "one"}).status == 0);
  REQUIRE(folder.trama({"export", "--db", "copy.db", "--format", "neo4j", "-o", "two"}).status == 0);
  CHECK(folder.shell("diff -r one two").status == 0);
}

TEST_CASE("RDF is RDF 1.1 where nothing else is asked for, as rapper reads it") {
  const ReadFolder folder;
  for (const std::string format : {"ntriples", "turtle"}) {
    REQUIRE(folder.trama({"export", "--format", format, "-o", format}).status == 0);
    if (folder.shell("command -v rapper").status != 0) {
      WARN("skipped: rapper is not installed");
      continue;
    }
    const Outcome outcome = folder.shell("rapper -q -c -i " + format + " " + format);
    INFO(outcome.error);
    CHECK(outcome.status == 0);
  }
}

TEST_CASE("results are drawn as DOT and SVG") {
  const SmallGraph folder;
  const Outcome dot = folder.trama({"query", "--format", "dot", "MATCH (a)-[r]->(b) RETURN a, r, b"});
  CHECK(dot.status == 0);
  CHECK(contains(dot.out, "digraph"));
  CHECK(contains(dot.out, "Carla Dì"));
  const Outcome svg = folder.trama({"export", "-o", "x.svg", "MATCH (a)-[r]->(b) RETURN a, r, b"});
  CHECK(svg.status == 0);
  CHECK(contains(folder.read("x.svg"), "<svg"));
  const Outcome nothing = folder.trama({"export", "-o", "y.svg", "MATCH (a:Company) RETURN a.name"});
  CHECK(nothing.status == 2);
  CHECK_FALSE(folder.has("y.svg"));
}

TEST_CASE("every format of export is well-formed to tools that others wrote") {
  const SmallGraph folder;
  for (const std::string format :
       {"graphml", "gexf", "html", "ntriples", "turtle", "jsonld", "jsonl", "dot", "pdf", "png"}) {
    INFO(format);
    CHECK(folder.trama({"export", "--format", format, "-o", "x." + format}).status == 0);
    CHECK(folder.has("x." + format));
  }
  CHECK(folder.trama({"export", "--format", "neo4j", "-o", "csv"}).status == 0);
  CHECK(folder.has("csv/nodes.csv"));
  CHECK(folder
            .shell("python3 -c 'import json; [json.loads(l) for l in open(\"x.jsonl\")]; "
                   "json.load(open(\"x.jsonld\"))'")
            .status == 0);
  CHECK(folder.shell("dot -Tsvg x.dot > /dev/null").status == 0);
  if (folder.shell("command -v xmllint").status == 0) {
    CHECK(folder.shell("xmllint --noout x.graphml x.gexf").status == 0);
  } else {
    WARN("skipped: xmllint is not installed");
  }
}

}  // namespace trama::cli::test
