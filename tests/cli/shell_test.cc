// The shell on a real terminal.
#include <catch2/catch.hpp>
#include <sstream>

#include "cli/wrapped_text.h"
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

// Two articles' worth of entities, found by the real extraction.
struct ReadSession : Folder {
  ReadSession() {
    write("in/a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance in 2022.\n");
    write("in/b.txt", "title: B\ndate: 2025-02-03\nlanguage: en\n\nSam Altman leads OpenAI.\n");
    REQUIRE(trama({"ingest", "in"}).status == 0);
  }
};

void leave(Terminal& terminal) {
  terminal.enter(".quit");
  CHECK(terminal.wait_for_end() == 0);
}

}  // namespace

TEST_CASE("a session: statements over several lines, errors, commands, history, leaving") {
  const Session folder;
  {
    Terminal terminal(folder.path());
    CHECK(terminal.ask("MATCH (c:Company)", kContinued));
    terminal.type("RETURN c.name ORDER BY c.name;\r");
    CHECK(terminal.wait_for("Alba"));
    CHECK(terminal.wait_for("2 rows"));
    CHECK(terminal.ask("RETRUN 1;", "SyntaxError"));

    terminal.enter(".mode jsonl");
    CHECK(terminal.ask("RETURN 1 AS one;", "{\"one\":1}"));
    terminal.enter(".mode table");
    terminal.enter(".param who Borea");
    CHECK(terminal.ask(".param", "$who = 'Borea'"));
    CHECK(terminal.ask("MATCH (c {name: $who}) RETURN count(c) + 41 AS found;", "42"));
    CHECK(terminal.ask(".explain MATCH (c:Company) RETURN c;", "Scan"));

    CHECK(terminal.ask("MATCH (a)-[r:OWNS]->(b) RETURN a, r, b;", "(Borea :Company)"));
    CHECK(terminal.ask(".dot last.dot", "written to"));
    CHECK(terminal.ask(".svg last.svg", "written to"));
    CHECK(terminal.ask(".open", "written to /"));

    CHECK(terminal.ask("CREATE (:Company {name: 'Carso'});", "created 1 node"));
    CHECK(terminal.ask(".schema", ":Company"));
    CHECK(terminal.ask(".nonsense", "there is no command"));
    leave(terminal);
  }
  CHECK(contains(folder.read("last.dot"), "Borea"));
  CHECK(contains(folder.read("last.svg"), "<svg"));
  CHECK(contains(folder.read("state/trama/history"), "CREATE (:Company {name: 'Carso'})"));

  Terminal again(folder.path());
  REQUIRE(again.wait_for(kPrompt));
  again.type("\x1b[A\x1b[A\r");  // up twice, past .quit
  CHECK(again.wait_for("there is no command .nonsense"));
  CHECK(again.ask(".history 3", ".nonsense"));
  REQUIRE(again.wait_for(kPrompt));
  again.type("\x04");
  CHECK(again.wait_for_end() == 0);
}

TEST_CASE("a newcomer is helped") {
  const ReadSession folder;
  Terminal terminal(folder.path());
  CHECK(terminal.ask("help", ".schema"));
  CHECK(terminal.ask("?", ".quit"));
  CHECK(terminal.ask("nuance", "company/nuance"));
  CHECK(terminal.ask("show Microsoft", "company/microsoft"));
  CHECK(terminal.ask("Nobody Known", "neither a statement nor an entity"));
  CHECK(terminal.ask("Microsft", "did you mean Microsoft?"));
  CHECK(terminal.ask("select * from company", "openCypher"));
  CHECK(terminal.ask("retrun 1", "did you mean RETURN?"));
  CHECK(terminal.ask("ingest nowhere.txt", "refused nowhere.txt"));
  CHECK(terminal.ask("trama stats", "evidence"));
  SECTION("quit") { terminal.enter("quit"); }
  SECTION("exit") { terminal.enter("exit;"); }
  SECTION("as in Python") { terminal.enter("quit()"); }
  SECTION("as in vi") { terminal.enter(":q"); }
  CHECK(terminal.wait_for_end() == 0);
}

TEST_CASE("within a statement, who asks for help or the way out is told how it ends") {
  const Session folder;
  Terminal terminal(folder.path());
  terminal.enter("MATCH (c:Company)");
  CHECK(terminal.ask("quit", "end it with ';'", kContinued));
  CHECK(terminal.ask(".schema", "end it with ';'", kContinued));
  CHECK(terminal.ask("", "end it with ';'", kContinued));
  CHECK(terminal.ask("RETURN count(c) + 40 AS n;", "42", kContinued));
  leave(terminal);
}

TEST_CASE("commands say what is wrong with their arguments") {
  const Session folder;
  Terminal terminal(folder.path());
  CHECK(terminal.ask(".mode jsno", "did you mean json?"));
  CHECK(terminal.ask(".format jsno", "did you mean json?"));
  CHECK(terminal.ask(".rows abc", "is no number"));
  CHECK(terminal.ask(".timer maybe", "[on|off]"));
  CHECK(terminal.ask(".param x", "usage: .param NAME VALUE"));
  CHECK(terminal.ask(".show", "usage: .show ENTITY"));
  CHECK(terminal.ask(".once", "usage: .once FILE"));
  CHECK(terminal.ask(".output /nowhere/x", "cannot write"));
  CHECK(terminal.ask(".read nowhere", "cannot read"));
  CHECK(terminal.ask(".diff yesterday", "is no date"));
  CHECK(terminal.ask(".diff 2025-03 2025-02", "2025-02 is before 2025-03"));
  CHECK(terminal.ask(".diff 2025 2026 2027", "'2027' is too much"));
  CHECK(terminal.ask(".why a b c d", "'d' is too much"));
  CHECK(terminal.ask(".mentions Sam Altman OpenAI", "names with blanks need quotes"));
  CHECK(terminal.ask(".show \"\"", "usage: .show ENTITY"));
  CHECK(terminal.ask(".schema Nothing", "no label or relationship type 'Nothing'"));
  CHECK(terminal.ask(".once /nowhere/x", "there is no folder /nowhere"));
  CHECK(terminal.ask(".once .", "it is a folder"));
  CHECK(terminal.ask(".open it", ".open takes nothing more: 'it'"));
  CHECK(terminal.ask(".repl", "the shell runs already"));
  CHECK(terminal.ask(".svg", "usage: .svg FILE"));
  CHECK(terminal.ask(".svg x.txt", "'.txt' is no picture"));
  CHECK(terminal.ask(".svg x.svg", "there is no result to draw yet"));
  CHECK(terminal.ask(".help shw", "did you mean .show?"));
  leave(terminal);
}

TEST_CASE("the shell runs the program's commands, a semicolon after a command does no harm") {
  const ReadSession folder;
  Terminal terminal(folder.path());
  CHECK(terminal.ask(".stats;", "evidence"));
  CHECK(terminal.ask(".show Microsoft --all", "company/microsoft"));
  CHECK(terminal.ask(".rename Nuance \"Nuance AI\"", "--undo 1 takes it back"));
  CHECK(terminal.ask(".why Microsoft \"Nuance AI\";", "Microsoft acquired Nuance in 2022."));
  CHECK(terminal.ask(".decisions --undo 1", "took back decision 1"));
  CHECK(terminal.ask(".export --focus Microsoft -o page.html", "written to page.html"));
  CHECK(terminal.ask(".help merge", "trama merge"));
  CHECK(terminal.ask(".stats --nonsense", "has no option --nonsense"));
  CHECK(terminal.ask(".schema owns;", "Company → Company"));
  CHECK(terminal.ask(".explain EXPLAIN MATCH (c:Company) RETURN c;", "Scan"));
  terminal.enter(".mode png");
  CHECK(terminal.ask("MATCH (a)-[r]->(b) RETURN a, r, b;", "a terminal cannot show png"));
  terminal.enter(".quit;");
  CHECK(terminal.wait_for_end() == 0);
  CHECK(contains(folder.read("page.html"), "Nuance"));
}

TEST_CASE("review asks one question after the other and says what was decided") {
  const Folder folder;
  folder.write("a.txt",
               "title: A\ndate: 2025-01-02\nlanguage: en\n\nGoogle acquired Hugging Face Inc in 2022.\n");
  folder.write("b.txt",
               "title: B\ndate: 2025-01-03\nlanguage: en\n\nMicrosoft acquired Hygging Face Inc in 2022.\n");
  REQUIRE(folder.trama({"ingest", "a.txt", "b.txt"}).status == 0);
  {
    Terminal terminal(folder.path(), {"review"});
    CHECK(terminal.wait_for("[1 of 1] Are Hugging Face"));
    CHECK(terminal.wait_for("Microsoft acquired Hygging Face Inc in 2022."));
    CHECK(terminal.wait_for("later or quit? "));
    terminal.type("what\r");
    CHECK(terminal.wait_for("[1 of 1] "));
    CHECK(terminal.wait_for("later or quit? "));
    terminal.type("YES\r");
    CHECK(terminal.wait_for("--undo 1 takes it back"));
    CHECK(terminal.wait_for_end() == 0);
  }
  Terminal again(folder.path(), {"review"});
  CHECK(again.wait_for("nothing to review"));
  CHECK(again.wait_for_end() == 0);
}

TEST_CASE("what is longer than the screen goes through the pager, in scripts nothing does") {
  const Session folder;
  if (folder.shell("command -v less").status != 0) {
    WARN("skipped: less is not installed");
    return;
  }
  folder.write("numbers.cypher", "UNWIND range(1, 50) AS n RETURN n;");
  TerminalOptions small;
  small.rows = 12;
  Terminal terminal(folder.path(), {}, small);
  CHECK(terminal.ask("UNWIND range(1, 5) AS n RETURN n;", "5 rows"));  // fits: no pager
  terminal.enter("UNWIND range(1, 50) AS n RETURN n;");
  REQUIRE(terminal.wait_for("\r\n:"));  // the pager's own prompt
  const std::string first = terminal.screen();
  CHECK(contains(first, "\n 8"));
  CHECK_FALSE(contains(first, "\n40"));
  terminal.type("q");
  CHECK(terminal.wait_for("50 rows"));

  CHECK(terminal.ask(".read numbers.cypher", "\n50"));
  CHECK(terminal.ask(".pager off", "long results run past"));
  CHECK(terminal.ask("UNWIND range(1, 60) AS n RETURN n;", "\n60"));
  CHECK(terminal.ask(".pager wc -l", "`wc -l`"));
  CHECK(terminal.ask("UNWIND range(1, 70) AS n RETURN n;", "72\r"));  // lines, the heading's two among them
  CHECK(terminal.ask(".pager no-such-pager", "`no-such-pager`"));
  CHECK(terminal.ask("UNWIND range(1, 80) AS n RETURN n;", "\n80"));
  leave(terminal);
}

TEST_CASE("nothing that the shell says is wider than the terminal") {
  const ReadSession folder;
  TerminalOptions narrow;
  narrow.columns = 60;
  Terminal terminal(folder.path(), {}, narrow);
  terminal.enter("help");
  terminal.enter("Microsoft");
  terminal.enter(".schema");
  terminal.enter("MATCH (a)-[r]->(b) RETURN a, r, b, evidence(r);");
  terminal.enter(".timeline OpenAI");
  terminal.enter(".diff 2025");
  terminal.enter(".mode lines");
  terminal.enter("MATCH (a:Entity)-[r]->(b) RETURN a, r, b, evidence(r);");
  terminal.enter("select * from company");
  leave(terminal);
  std::istringstream lines(terminal.screen());
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (contains(line, kPrompt)) continue;
    INFO(line);
    CHECK(visible_width(line) <= 60);
  }
}

TEST_CASE("Ctrl-C stops a query and a line, never the session") {
  const Session folder;
  Terminal terminal(folder.path());
  terminal.enter("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(b);");
  REQUIRE(terminal.wait_for("sum(b);"));
  REQUIRE(terminal.wait_for("\n"));  // the line is the shell's: from here on, Ctrl-C is the query's
  terminal.type("\x03");
  CHECK(terminal.wait_for("Cancelled"));
  REQUIRE(terminal.wait_for(kPrompt));
  terminal.type("RETURN 'half a li\x03");
  CHECK(terminal.wait_for("^C"));
  CHECK(terminal.ask("RETURN 40 + 2 AS answer;", "42"));
  leave(terminal);
}

TEST_CASE("Tab completes keywords, labels, types, properties, functions, commands and files") {
  const Session folder;
  folder.write("script-one.cypher", "RETURN 6 + 1 AS seven;");
  Terminal terminal(folder.path());
  terminal.enter("MAT\t(c:Comp\t) RET\tc.na\tORDER BY c.name;");
  CHECK(terminal.wait_for("Alba"));
  terminal.enter("MATCH ()-[r:OW\t]->() RETURN toLow\ttype(r)) + '!' AS t;");
  CHECK(terminal.wait_for("owns!"));
  terminal.enter(".rea\tscr\t");
  CHECK(terminal.wait_for("seven"));
  terminal.enter(".mo\tjsonl");
  CHECK(terminal.ask("RETURN 1 AS n;", "{\"n\":1}"));
  CHECK(terminal.ask(".schema OW\t", "Company → Company"));
  CHECK(terminal.ask(".explain MAT\t(c:Comp\t) RET\tc;", "Scan"));
  CHECK(terminal.ask(".export --form\tgraphm\t-o x.graphml", "written to"));
  CHECK(terminal.ask(".rules te\tnowhere.rules", "cannot read"));
  CHECK(terminal.ask(".timer o\tff", "not shown"));
  CHECK(terminal.ask(".help sta\t", "`trama stats`"));
  leave(terminal);
}

TEST_CASE("Tab completes the names of entities: in commands, in literals, alone") {
  const ReadSession folder;
  Terminal terminal(folder.path());
  terminal.enter(".show Nua\t");
  CHECK(terminal.wait_for("company/nuance"));
  terminal.enter(".show Sam Al\t");  // a name of two words
  CHECK(terminal.wait_for("person/sam-altman"));
  terminal.enter(".why Sam\t LEADS Open\t");
  CHECK(terminal.wait_for("Sam Altman leads OpenAI."));
  terminal.enter("MATCH (c {name: 'Nua\t}) RETURN c.key;");
  CHECK(terminal.wait_for("company/nuance"));
  terminal.enter("Micros\t");
  CHECK(terminal.wait_for("company/microsoft"));
  leave(terminal);
}

TEST_CASE("an idle shell blocks no writer") {
  const Session folder;
  Terminal terminal(folder.path());
  CHECK(terminal.ask("MATCH (n) RETURN count(n) + 40 AS before;", "42"));
  REQUIRE(terminal.wait_for(kPrompt));
  CHECK(folder.trama({"query", "CREATE (:Chip {name: 'H20'})"}).status == 0);
  terminal.type("MATCH (n:Chip) RETURN n.name;\r");
  CHECK(terminal.wait_for("H20"));
  leave(terminal);
}

TEST_CASE("results go to a file from .output on, or once") {
  const Session folder;
  Terminal terminal(folder.path());
  terminal.enter(".once told.csv");
  CHECK(terminal.ask("RETURN 0 AS z;", "1 row"));
  terminal.enter(".mode csv");
  terminal.enter(".output all.csv");
  CHECK(terminal.ask("RETURN 1 AS a;", "1 row"));
  CHECK(terminal.ask("RETURN 2 AS b;", "1 row"));
  terminal.enter(".once one.csv");
  CHECK(terminal.ask("RETURN 3 AS c;", "1 row"));
  terminal.enter(".output");
  CHECK(terminal.ask("RETURN 40 + 2 AS d;", "42"));
  leave(terminal);
  CHECK(folder.read("all.csv") == "a\r\n1\r\nb\r\n2\r\n");
  CHECK(folder.read("told.csv") == "z\r\n0\r\n");
  CHECK(folder.read("one.csv") == "c\r\n3\r\n");
}

TEST_CASE("colours are for terminals that want them") {
  const ReadSession folder;
  const auto screen = [&](const TerminalOptions& options) {
    Terminal terminal(folder.path(), {"show", "Microsoft"}, options);
    CHECK(terminal.wait_for_end() == 0);
    CHECK(contains(terminal.screen(), "Microsoft"));
    return terminal.screen();
  };
  CHECK(contains(screen({}), "\x1b[1m"));
  TerminalOptions plain;
  plain.environment["NO_COLOR"] = "1";
  CHECK_FALSE(contains(screen(plain), "\x1b"));
  TerminalOptions dumb;
  dumb.environment["TERM"] = "dumb";
  CHECK_FALSE(contains(screen(dumb), "\x1b"));
  CHECK_FALSE(contains(folder.trama({"show", "Microsoft"}).out, "\x1b"));
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
