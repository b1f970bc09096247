// trama query on a small graph that queries made.
#include <catch2/catch.hpp>

#include "tests/cli/program.h"
#include "tests/cli/small_graph.h"

namespace trama::cli::test {

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
  CHECK(folder.trama({"query", "-"}, "RETURN 3 AS c").out == "c\r\n3\r\n");
}

TEST_CASE("what fails in a file that the shell reads is told with the file's name, line and column") {
  const SmallGraph folder;
  folder.write("inner.cypher", "RETURN 1 AS one;\n\nRETURN\n  1/0;\n");
  folder.write(
      "s.cypher",
      "RETURN 1 AS a; RETURN 2/0;\n.read inner.cypher\n// so far\nRETURN foo();\nRETURN 'end' AS e;\n");
  const Outcome outcome = folder.trama({}, ".read s.cypher\nRETURN 3/0;\n");
  CHECK(contains(outcome.error, "s.cypher:1:23: ArithmeticError"));
  CHECK(contains(outcome.error, "inner.cypher:4:3: ArithmeticError"));
  CHECK(contains(outcome.error, "s.cypher:4:8: SyntaxError"));
  CHECK(contains(outcome.error, "error: 1:8: ArithmeticError"));
  CHECK(contains(outcome.out, "end"));
}

TEST_CASE("the name of a query's file tells the format of its rows, where no format is given") {
  const SmallGraph folder;
  const auto written = [&](const std::string& name, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"query", "-o", name, "MATCH (c:Company {name: 'Alba'}) RETURN c.name AS n"});
    const Outcome outcome = folder.trama(more);
    INFO(outcome.error);
    CHECK(outcome.status == 0);
    return folder.read(name);
  };
  CHECK(written("x.json") == "[\n{\"n\":\"Alba\"}\n]\n");
  CHECK(written("x.ndjson") == "{\"n\":\"Alba\"}\n");
  CHECK(written("x.TSV") == "n\nAlba\n");
  CHECK(written("x.csv") == "n\r\nAlba\r\n");
  CHECK(written("x.txt") == "n\r\nAlba\r\n");
  CHECK(written("x.json", {"--format", "tsv"}) == "n\nAlba\n");
  REQUIRE(folder.trama({"query", "-o", "x.png", "MATCH (a)-[r]->(b) RETURN a, r, b"}).status == 0);
  CHECK(folder.read("x.png").starts_with("\x89PNG"));
  REQUIRE(folder.trama({"query", "-o", "x.gv", "MATCH (a)-[r]->(b) RETURN a, r, b"}).status == 0);
  CHECK(contains(folder.read("x.gv"), "digraph"));
  const Outcome graph = folder.trama({"query", "-o", "x.graphml", "MATCH (n) RETURN n"});
  CHECK(graph.status == 2);
  CHECK(contains(graph.error, "trama export -o x.graphml"));
  CHECK_FALSE(folder.has("x.graphml"));
}

TEST_CASE("a failed query leaves no half file") {
  const SmallGraph folder;
  CHECK(folder.trama({"query", "-o", "x.csv", "UNWIND [1, 0] AS n RETURN 1 / n"}).status == 2);
  CHECK_FALSE(folder.has("x.csv"));
  CHECK_FALSE(folder.has("x.csv.part"));
}

TEST_CASE("devices, pipes and links are written to, not replaced") {
  const SmallGraph folder;
  CHECK(
      folder.shell("mkfifo pipe; (cat pipe > got.csv) & $TRAMA query -o pipe 'RETURN 1 AS a'; wait").status ==
      0);
  CHECK(folder.read("got.csv") == "a\r\n1\r\n");
  CHECK(folder.shell("test -p pipe").status == 0);
  CHECK(folder.shell("$TRAMA query -o /dev/null 'RETURN 1'; test -c /dev/null").status == 0);
  CHECK(folder.shell("$TRAMA query -o /dev/stdout 'RETURN 2 AS b' | cat").out == "b\r\n2\r\n");
  folder.write("real.csv", "old");
  CHECK(folder.shell("ln -s real.csv link.csv; $TRAMA query -o link.csv 'RETURN 3 AS c'; test -L link.csv")
            .status == 0);
  CHECK(folder.read("real.csv") == "c\r\n3\r\n");
}

TEST_CASE("--db may stand before the command, as other programs have it") {
  const ReadFolder folder;
  REQUIRE(folder.shell("mv trama.db other.db").status == 0);
  CHECK(folder.trama({"--db", "other.db", "show", "Nuance"}).status == 0);
  CHECK(folder.trama({"--db=other.db", "show", "Nuance"}).status == 0);
  CHECK(folder.trama({"--db"}).status == 2);
}

TEST_CASE("a missing database exits with 3 and says how to make one") {
  const Folder folder;
  const Outcome outcome = folder.trama({"query", "MATCH (n) RETURN n"});
  CHECK(outcome.status == 3);
  CHECK(contains(outcome.error, "trama.db"));
  CHECK_FALSE(folder.has("trama.db"));
}

TEST_CASE("after a first load was killed, statements that write begin the database") {
  const Folder folder;
  folder.write("nodes.csv", ":ID,:LABEL\na,Company\n");
  CHECK(folder.shell("TRAMA_FAIL_POINT=bulk.written:kill $TRAMA import nodes.csv").status == 128 + 9);
  const Outcome read = folder.trama({"query", "MATCH (n) RETURN n"});
  CHECK(read.status == 3);
  CHECK(contains(read.error, "cut short"));
  CHECK(contains(folder.trama({"check"}).error, "cut short"));
  CHECK_FALSE(folder.has("trama.db/import"));
  CHECK(folder.trama({"query", "CREATE (:X)"}).status == 0);
  CHECK(contains(folder.trama({"query", "MATCH (n) RETURN count(n)"}).out, "1"));
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
  for (const std::string command :
       {"query --format table 'UNWIND range(1, 300000) AS n RETURN n'", "man", "--help", "completion zsh",
        "query --format jsonl 'UNWIND range(1, 300000) AS n RETURN n'"}) {
    INFO(command);
    const Outcome gone = folder.shell("$TRAMA " + command + " | true");
    CHECK(gone.error.empty());
    CHECK(gone.status == 0);
  }
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

}  // namespace trama::cli::test
