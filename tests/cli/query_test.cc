// trama query and export on a small graph that queries made.
#include <catch2/catch.hpp>

#include "tests/cli/program.h"

namespace trama::cli::test {

namespace {

constexpr const char* kCreate =
    "CREATE (a:Company {name: 'Alba'})-[:OWNS {share: 60}]->(b:Company {name: 'Borea'}),"
    " (c:Person {name: 'Carla Dì'})-[:LEADS]->(a)";

struct SmallGraph : Folder {
  SmallGraph() { REQUIRE(trama({"query", kCreate}).status == 0); }
};

}  // namespace

TEST_CASE("rows go to standard output, everything else to standard error") {
  const SmallGraph folder;
  const Outcome outcome = folder.trama({"query", "MATCH (c:Company) RETURN c.name AS name ORDER BY name"});
  CHECK(outcome.status == 0);
  CHECK(outcome.out == "name\r\nAlba\r\nBorea\r\n");
  CHECK(outcome.error.empty());
}

TEST_CASE("a query error shows line, text, caret and hint, and exits with 2") {
  const SmallGraph folder;
  const Outcome outcome = folder.trama({"query", "MATCH (c:Company)\nRETRUN c.name"});
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.error, "2:1: SyntaxError"));
  CHECK(contains(outcome.error, "  RETRUN c.name\n  ^"));
}

TEST_CASE("carets stand under the right column after accented letters") {
  const SmallGraph folder;
  const Outcome outcome = folder.trama({"query", "RETURN 'perché città' AS t, undefined"});
  CHECK(outcome.status == 2);
  CHECK(contains(outcome.error, "\n" + std::string(2 + 28, ' ') + "^^^^^^^^^"));
}

TEST_CASE("an unknown label is warned about, with a near one") {
  const SmallGraph folder;
  const Outcome outcome = folder.trama({"query", "MATCH (c:Compnay) RETURN c"});
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.error, "Company"));
}

TEST_CASE("parameters are JSON, and what is not JSON is a string") {
  const SmallGraph folder;
  const Outcome outcome =
      folder.trama({"query", "-p", "n=3", "-p", "name=Alba", "-p", "list=[1,\"x\"]", "--format", "jsonl",
                    "RETURN $n + 1 AS n, $name AS name, $list AS list"});
  CHECK(outcome.status == 0);
  CHECK(outcome.out == "{\"n\":4,\"name\":\"Alba\",\"list\":[1,\"x\"]}\n");
}

TEST_CASE("a script stops at the first error, or goes on if told to") {
  const SmallGraph folder;
  folder.write("s.cypher", "// a comment with a ;\nRETURN 1 AS a;\nRETURN nonsense;\nRETURN 3 AS a;\n");
  const Outcome stopped = folder.trama({"query", "-f", "s.cypher"});
  CHECK(stopped.status == 2);
  CHECK(stopped.out == "a\r\n1\r\n");
  CHECK(contains(stopped.error, "s.cypher:3:8"));
  const Outcome whole = folder.trama({"query", "-f", "s.cypher", "--continue"});
  CHECK(whole.status == 2);
  CHECK(whole.out == "a\r\n1\r\na\r\n3\r\n");
}

TEST_CASE("a script can come from standard input, and results go to a file each") {
  const SmallGraph folder;
  const Outcome outcome = folder.trama({"query", "-f", "-", "-o", "r%.csv"}, "RETURN 1 AS a; RETURN 2 AS b;");
  CHECK(outcome.status == 0);
  CHECK(outcome.out.empty());
  CHECK(folder.read("r1.csv") == "a\r\n1\r\n");
  CHECK(folder.read("r2.csv") == "b\r\n2\r\n");
}

TEST_CASE("a failed query leaves no half file") {
  const SmallGraph folder;
  CHECK(folder.trama({"query", "-o", "x.csv", "UNWIND [1, 0] AS n RETURN 1 / n"}).status == 2);
  CHECK_FALSE(folder.has("x.csv"));
  CHECK_FALSE(folder.has("x.csv.part"));
}

TEST_CASE("wrong usage exits with 2 and names what is meant") {
  const Folder folder;
  const Outcome unknown = folder.trama({"qeury", "RETURN 1"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.error, "query"));
  CHECK(folder.trama({"query"}).status == 2);
  CHECK(folder.trama({"query", "--formt", "csv", "RETURN 1"}).status == 2);
  CHECK(folder.trama({"query", "--format", "cvs", "RETURN 1"}).status != 0);
}

TEST_CASE("a missing database exits with 3 and says how to make one") {
  const Folder folder;
  const Outcome outcome = folder.trama({"query", "MATCH (n) RETURN n"});
  CHECK(outcome.status == 3);
  CHECK(contains(outcome.error, "trama.db"));
  CHECK_FALSE(folder.has("trama.db"));
}

TEST_CASE("a folder that is no database is refused and left alone") {
  const Folder folder;
  folder.write("notes/shopping.txt", "milk");
  const Outcome outcome = folder.trama({"query", "--db", "notes", "CREATE (:X)"});
  CHECK(outcome.status == 3);
  CHECK(folder.read("notes/shopping.txt") == "milk");
}

TEST_CASE("a broken pipe ends the program quietly") {
  const Folder folder;
  folder.trama({"query", "CREATE (:X)"});
  const Outcome outcome =
      folder.shell("$TRAMA query 'UNWIND range(1, 300000) AS n RETURN n' | head -n 2; echo ${PIPESTATUS[0]}");
  CHECK(outcome.error.empty());
  CHECK(contains(outcome.out, "n\r\n1\r\n0\n"));
}

TEST_CASE("Ctrl-C stops a query with status 130") {
  const Folder folder;
  folder.trama({"query", "CREATE (:X)"});
  const Outcome outcome = folder.shell(
      "timeout --foreground --preserve-status -s INT 2 $TRAMA query "
      "'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(*)'; echo "
      "$?");
  CHECK(contains(outcome.out, "130"));
  CHECK(contains(outcome.error, "Cancelled"));
}

TEST_CASE("TRAMA_DB names the database where --db does not") {
  const SmallGraph folder;
  const Outcome outcome =
      folder.shell("mv trama.db other.db; TRAMA_DB=other.db $TRAMA query 'MATCH (n) RETURN count(n) AS n'");
  CHECK(outcome.out == "n\r\n3\r\n");
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

TEST_CASE("completions and the man page know every command") {
  const Folder folder;
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = folder.trama({"completion", shell});
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.out, "ingest"));
  }
  CHECK(folder
            .shell("eval \"$($TRAMA completion bash)\" && COMP_WORDS=(trama que) COMP_CWORD=1 && _trama && "
                   "echo \"${COMPREPLY[0]}\"")
            .out == "query\n");
  const Outcome man = folder.trama({"man"});
  CHECK(contains(man.out, ".SH EXIT STATUS"));
  CHECK(contains(man.out, "\\-\\-format"));
}

TEST_CASE("every command has help") {
  const Folder folder;
  const Outcome all = folder.trama({"--help"});
  CHECK(all.status == 0);
  CHECK(contains(all.out, "ingest"));
  for (const std::string command :
       {"ingest", "extract", "query", "repl", "export", "show", "why", "mentions", "stats"}) {
    const Outcome one = folder.trama({command, "--help"});
    CHECK(one.status == 0);
    CHECK(contains(one.out, "Example:"));
  }
}

}  // namespace trama::cli::test
