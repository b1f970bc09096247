// The shell on a real terminal.
#include <catch2/catch.hpp>

#include <unistd.h>

#include "tests/cli/program.h"
#include "tests/cli/terminal.h"

namespace trama::cli::test {

namespace {

struct Session : Folder {
  Session() {
    REQUIRE(trama({"query", "CREATE (:Company {name: 'Alba'})-[:OWNS]->(:Company {name: 'Borea'})"}).status ==
            0);
  }
};

}  // namespace

TEST_CASE("a session: statements over several lines, errors, commands, history, leaving") {
  const Session folder;
  {
    Terminal terminal(folder.path().string(), {});
    REQUIRE(terminal.wait_for("trama> "));
    terminal.type("MATCH (c:Company)\r");
    CHECK(terminal.wait_for("...> "));
    terminal.type("RETURN c.name ORDER BY c.name;\r");
    CHECK(terminal.wait_for("Alba"));
    CHECK(terminal.wait_for("2 rows"));

    terminal.type("RETRUN 1;\r");
    CHECK(terminal.wait_for("SyntaxError"));
    CHECK(terminal.wait_for("trama> "));

    terminal.type(".mode jsonl\r");
    terminal.type("RETURN 1 AS one;\r");
    CHECK(terminal.wait_for("{\"one\":1}"));
    terminal.type(".mode table\r");
    terminal.type(".param who Borea\r");
    terminal.type("MATCH (c {name: $who}) RETURN count(c) AS found;\r");
    CHECK(terminal.wait_for("found"));

    terminal.type("MATCH (a)-[r:OWNS]->(b) RETURN a, r, b;\r");
    CHECK(terminal.wait_for("OWNS"));
    terminal.type(".dot last.dot\r");
    CHECK(terminal.wait_for("written to last.dot"));
    terminal.type(".svg last.svg\r");
    CHECK(terminal.wait_for("written to last.svg"));

    terminal.type("CREATE (:Company {name: 'Carso'});\r");
    CHECK(terminal.wait_for("created 1 node"));
    terminal.type(".schema\r");
    CHECK(terminal.wait_for(":Company"));
    terminal.type(".nonsense\r");
    CHECK(terminal.wait_for("there is no command"));
    terminal.type(".quit\r");
    CHECK(terminal.wait_for_end() == 0);
  }
  CHECK(contains(folder.read("last.dot"), "Borea"));
  CHECK(contains(folder.read("last.svg"), "<svg"));
  CHECK(contains(folder.read("state/trama/history"), "CREATE (:Company {name: 'Carso'})"));

  Terminal again(folder.path().string(), {});
  REQUIRE(again.wait_for("trama> "));
  again.type("\x1b[A\x1b[A");  // up twice: past .quit's neighbour
  again.type("\x15");          // and the line away
  again.type(".history 3\r");
  CHECK(again.wait_for(".nonsense"));
  REQUIRE(again.wait_for("trama> "));  // before that the terminal itself would take Ctrl-D, and drop it
  again.type("\x04");
  CHECK(again.wait_for_end() == 0);
}

TEST_CASE("a newcomer is helped") {
  const Session folder;
  Terminal terminal(folder.path().string(), {});
  REQUIRE(terminal.wait_for("trama> "));
  terminal.type("help\r");
  CHECK(terminal.wait_for(".schema"));
  terminal.type("?\r");
  CHECK(terminal.wait_for(".quit"));
  terminal.type("Nobody Known\r");
  CHECK(terminal.wait_for("neither a statement nor an entity"));
  terminal.type("exit\r");
  CHECK(terminal.wait_for_end() == 0);
}

TEST_CASE("Ctrl-C stops a query and a line, never the session") {
  const Session folder;
  Terminal terminal(folder.path().string(), {});
  REQUIRE(terminal.wait_for("trama> "));
  terminal.type(
      "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN count(*);\r");
  usleep(700'000);
  terminal.type("\x03");
  CHECK(terminal.wait_for("Cancelled"));
  CHECK(terminal.wait_for("trama> "));
  terminal.type("RETURN 'half a li\x03");
  CHECK(terminal.wait_for("^C"));
  terminal.type("RETURN 40 + 2 AS answer;\r");
  CHECK(terminal.wait_for("42"));
  terminal.type("quit\r");
  CHECK(terminal.wait_for_end() == 0);
}

TEST_CASE("Tab completes keywords, labels, types, properties, functions, commands and files") {
  const Session folder;
  folder.write("script-one.cypher", "RETURN 7 AS seven;");
  Terminal terminal(folder.path().string(), {});
  REQUIRE(terminal.wait_for("trama> "));
  terminal.type("MAT\t(c:Comp\t");
  terminal.type(") RET\tc.na\t");
  terminal.type("ORDER BY c.name;\r");
  CHECK(terminal.wait_for("Alba"));
  terminal.type("MATCH ()-[r:OW\t");
  terminal.type("]->() RETURN toUpp\t");
  terminal.type("type(r));\r");
  CHECK(terminal.wait_for("OWNS"));
  terminal.type(".re\tscr\t\r");
  CHECK(terminal.wait_for("seven"));
  REQUIRE(terminal.wait_for("trama> "));
  terminal.type("\x04");
  CHECK(terminal.wait_for_end() == 0);
}

TEST_CASE("an idle shell blocks no writer") {
  const Session folder;
  Terminal terminal(folder.path().string(), {});
  REQUIRE(terminal.wait_for("trama> "));
  terminal.type("MATCH (n) RETURN count(n) AS before;\r");
  CHECK(terminal.wait_for("before"));
  CHECK(folder.trama({"query", "CREATE (:Chip {name: 'H20'})"}).status == 0);
  terminal.type("MATCH (n:Chip) RETURN n.name;\r");
  CHECK(terminal.wait_for("H20"));
  terminal.type(".quit\r");
  CHECK(terminal.wait_for_end() == 0);
}

TEST_CASE("the shell reads a pipe as a script") {
  const Session folder;
  const Outcome outcome =
      folder.trama({"repl"}, ".mode jsonl\n.timer off\nRETURN 1 AS a;\nRETURN nonsense;\nRETURN 2 AS a");
  CHECK(contains(outcome.out, "{\"a\":1}\n"));
  CHECK(contains(outcome.out, "{\"a\":2}\n"));
  CHECK(contains(outcome.error, "nonsense"));
  CHECK(outcome.status == 2);
}

}  // namespace trama::cli::test
