// trama query and export on a small graph that queries made.
#include <catch2/catch.hpp>

#include "cli/command.h"
#include "cli/dot_commands.h"
#include "tests/cli/program.h"

namespace trama::cli::test {

namespace {

constexpr const char* kCreate =
    "CREATE (a:Company {name: 'Alba'})-[:OWNS {share: 60}]->(b:Company {name: 'Borea'}),"
    " (c:Person {name: 'Carla Dì'})-[:LEADS]->(a)";

struct SmallGraph : Folder {
  SmallGraph() { REQUIRE(trama({"query", kCreate}).status == 0); }
};

// With entities that extraction found.
struct ReadFolder : Folder {
  ReadFolder() {
    write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance in 2022.\n");
    REQUIRE(trama({"ingest", "a.txt"}).status == 0);
  }
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

TEST_CASE("wrong usage exits with 2, says what is wrong and what is meant") {
  struct Wrong {
    std::vector<std::string> words;
    std::string says, hint;
  };
  const std::vector<Wrong> all = {
      {{"qeury", "RETURN 1"}, "there is no command 'qeury'", "did you mean query?"},
      {{"MATCH (n) RETURN n"}, "there is no command", "trama query"},
      {{"DeepSeek"}, "there is no command 'DeepSeek'", "trama show 'DeepSeek'"},
      {{"query"}, "there is no statement", "-f FILE"},
      {{"query", "-f", "x.cypher", "RETURN 1"}, "not both", "trama query '"},
      {{"query", "--formt", "csv", "RETURN 1"}, "has no option --formt", "did you mean --format?"},
      {{"query", "--formt=csv", "RETURN 1"}, "has no option --formt", "did you mean --format?"},
      {{"query", "--format", "cvs", "RETURN 1"}, "unknown format 'cvs'", "did you mean csv?"},
      {{"query", "-p", "n", "RETURN $n"}, "'n' is no parameter", "name=value"},
      {{"query", "--time-limit", "-1", "RETURN 1"}, "'-1' is no whole number", "--help"},
      {{"query", "SELECT name FROM company"}, "unexpected 'SELECT'", "MATCH (n:Label)"},
      {{"query", "RETURN toUper('a')"}, "no function 'toUper'", "did you mean toUpper?"},
      {{"query", "CALL trama.mrge('a', 'b')"}, "no procedure 'trama.mrge'", "did you mean trama.merge?"},
      {{"query", "CALL foo.bar()"}, "no procedure 'foo.bar'", "trama.neighbours"},
      {{"query", "--format", "svg", "RETURN 1"}, "nothing to draw", "RETURN a, r, b"},
      {{"query", "--engine", "x", "--format", "svg", "MATCH (n) RETURN n"}, "layout engine 'x'", "neato"},
      {{"show"}, "entity is required", "trama show DeepSeek"},
      {{"why", "A", "B", "C", "D"}, "'D' is too much", "quotes"},
      {{"diff", "yesterday"}, "'yesterday' is no date", "2025-01"},
      {{"diff", "2025-02-30"}, "'2025-02-30' is no date", "2025-01"},
      {{"gaps", "--limit", "x"}, "'x' is no whole number", "--help"},
      {{"export"}, "which format?", "svg"},
      {{"export", "-o", "x.foo"}, "unknown format 'foo'", "graphml"},
      {{"export", "--format", "graphlm"}, "unknown format 'graphlm'", "did you mean graphml?"},
      {{"export", "--focus", "Nuance", "-o", "x.jsonl"}, "jsonl is the whole database", "trama query"},
      {{"undo", "1"}, "there is no command 'undo'", "decisions --undo N"},
      {{"--db", "x.db", "qeury", "RETURN 1"}, "there is no command 'qeury'", "did you mean query?"},
      {{"diff", "2025-03", "2025-02"}, "2025-02 is before 2025-03", "earlier"},
      {{"export", "--rdf", "x", "-o", "x.ttl"}, "unknown reification 'x'", "reifier"},
      {{"export", "--focus", "Alba", "-o", "x.svg", "MATCH (n) RETURN n"}, "not both", "trama export"},
      {{"import", "notes.txt"}, "cannot tell the format of notes.txt", ".jsonl"},
      {{"import", "--index", "x", "nodes.csv"}, "'x' is no index", "LABEL.PROPERTY"},
      {{"decisions", "--undo", "x"}, "'x' is no whole number", "trama decisions"},
      {{"decisions", "--undo", "99"}, "there is no decision 99", "trama decisions"},
      {{"retype", "Alba", "Compny"}, "no type of entities 'Compny'", "did you mean Company?"},
      {{"ingest"}, "path is required", "trama ingest"},
      {{"ingest", "--jobs", "0", "x"}, "not in range", "--help"},
      {{"check", "--repare"}, "has no option --repare", "did you mean --repair?"},
      {{"completion", "tcsh"}, "'tcsh'", "bash, zsh or fish"},
      {{"rules", "tets"}, "tets", "trama rules test"},
  };
  const ReadFolder folder;
  folder.write("notes.txt", "");
  for (const Wrong& wrong : all) {
    const Outcome outcome = folder.trama(wrong.words);
    INFO(wrong.words.front() << " " << wrong.words.back() << "\n" << outcome.error);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.error, wrong.says));
    const size_t hint = outcome.error.find("\nhint: ");
    REQUIRE(hint != std::string::npos);
    CHECK(contains(outcome.error.substr(hint), wrong.hint));
  }
}

TEST_CASE("an article is shown by its file or title: its facts, whom it names, what gave none") {
  const Folder folder;
  folder.write("a.txt",
               "title: The Nuance deal\nlanguage: en\nsource: The Daily Ledger\ndate: 2025-02-04\n\n"
               "Microsoft acquired Nuance. «We are glad», said Satya Nadella.\n");
  folder.write("b.txt", "title: Other\nlanguage: en\n\nMicrosoft acquired GitHub.\n");
  REQUIRE(folder.trama({"ingest", "a.txt", "b.txt"}).status == 0);
  const Outcome shown = folder.trama({"show", "the", "nuance", "deal"});
  CHECK(shown.status == 0);
  CHECK(shown.out == folder.trama({"show", "a.txt"}).out);
  CHECK(contains(shown.out, "The Nuance deal  Article · The Daily Ledger · 2025-02-04 · en · "));
  CHECK(contains(shown.out, "Microsoft → owns → Nuance"));
  CHECK(contains(shown.out, "«Microsoft acquired Nuance.»"));
  CHECK_FALSE(contains(shown.out, "GitHub"));
  CHECK(contains(folder.trama({"show", "Microsoft"}).out, "company/microsoft"));
}

TEST_CASE("what is not there exits with 1, and what is near is named") {
  const ReadFolder folder;
  const auto answered = [&](const std::vector<std::string>& words, const std::string& says) {
    const Outcome outcome = folder.trama(words);
    INFO(words.front() << "\n" << outcome.error);
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.error, says));
  };
  answered({"show", "Microsft"}, "did you mean Microsoft");
  answered({"timeline", "Nuanse"}, "did you mean Nuance");
  answered({"why", "Microsoft", "OWNZ", "Nuance"}, "did you mean OWNS?");
  answered({"why", "Microsoft", "LEADS", "Nuance"}, "they say: Microsoft OWNS Nuance");
  answered({"schema", "Companies"}, "no label or relationship type 'Companies'");
  answered({"reject", "Microsoft", "OWNZ", "Nuance"}, "did you mean OWNS?");
  answered({"mentions", "Microsoft", "Nunce"}, "did you mean Nuance");
  answered({"merge", "Microsoft", "Nunce"}, "did you mean Nuance");
  answered({"rename", "Mcrosoft", "X"}, "did you mean Microsoft");
  answered({"export", "--focus", "Microsft", "-o", "x.svg"}, "did you mean Microsoft");
  answered({"query", "-f", "nowhere.cypher"}, "cannot read 'nowhere.cypher': No such file");
  answered({"import", "nowhere.csv"}, "nowhere.csv");
  answered({"restore", "--db", "r.db", "nowhere.jsonl"}, "cannot read 'nowhere.jsonl': No such file");
  answered({"forget", "nowhere"}, "there is no article 'nowhere'");
  answered({"evaluate", "nowhere", "nowhere"}, "nowhere");
}

TEST_CASE("names of several words need no quotes where nothing else follows") {
  const Folder folder;
  folder.write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nSam Altman leads OpenAI.\n");
  REQUIRE(folder.trama({"ingest", "a.txt"}).status == 0);
  CHECK(contains(folder.trama({"show", "Sam", "Altman"}).out, "person/sam-altman"));
  CHECK(folder.trama({"timeline", "Sam", "Altman"}).status == 0);
}

TEST_CASE("two names alone ask for all between them") {
  const ReadFolder folder;
  const Outcome outcome = folder.trama({"why", "Microsoft", "Nuance"});
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.out, "Microsoft → owns → Nuance"));
  CHECK(contains(folder.trama({"why", "Nuance", "Microsoft"}).out, "Microsoft → owns → Nuance"));
}

TEST_CASE("--db may stand before the command, as other programs have it") {
  const ReadFolder folder;
  REQUIRE(folder.shell("mv trama.db other.db").status == 0);
  CHECK(folder.trama({"--db", "other.db", "show", "Nuance"}).status == 0);
  CHECK(folder.trama({"--db=other.db", "show", "Nuance"}).status == 0);
  CHECK(folder.trama({"--db"}).status == 2);
}

TEST_CASE("lists of dated facts name an article and quote a sentence once") {
  const Folder folder;
  folder.write("a.txt",
               "title: Chips\ndate: 2025-01-02\nlanguage: en\n\nTSMC supplies Apple, AMD and Nvidia. Later, "
               "Microsoft acquired Nuance.\n");
  REQUIRE(folder.trama({"ingest", "a.txt"}).status == 0);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"timeline", "TSMC"}, std::vector<std::string>{"diff", "2024"}}) {
    const std::string out = folder.trama(words).out;
    INFO(out);
    const auto times = [&](const std::string& part) {
      size_t count = 0;
      for (size_t at = out.find(part); at != std::string::npos; at = out.find(part, at + 1)) ++count;
      return count;
    };
    CHECK(times("TSMC → supplies → ") == 3);
    CHECK(times("«TSMC supplies Apple, AMD and Nvidia.»") == 1);
    CHECK(times("2025-01-02  Chips, a.txt\n") == 1);
  }
  const std::string news = folder.trama({"diff", "2024"}).out;
  CHECK(contains(news, "  Company: "));
  CHECK(contains(news, "Nuance"));
  CHECK_FALSE(contains(news, "company/nuance"));
}

TEST_CASE("a path below the current folder is shown from there") {
  const Folder folder;
  const std::string path =
      folder.write("in/a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance.\n");
  REQUIRE(folder.trama({"ingest", path}).status == 0);
  CHECK(contains(folder.trama({"show", "Nuance"}).out, "      A, 2025-01-02, in/a.txt\n"));
}

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

TEST_CASE("splitting says what the name means now") {
  const Folder folder;
  folder.write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance.\n");
  folder.write("b.txt", "title: B\ndate: 2025-01-03\nlanguage: en\n\nNuance acquired Loquendo.\n");
  REQUIRE(folder.trama({"ingest", "a.txt", "b.txt"}).status == 0);
  const Outcome outcome = folder.trama({"split", "Nuance", "b.txt"});
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.error, "'Nuance' is now: company/nuance"));
  CHECK(contains(outcome.error, "(1 article), company/nuance"));
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
    if (folder.shell("command -v " + shell).status != 0) {
      WARN("skipped: " + shell + " is not installed");
      continue;
    }
    folder.write("completion", outcome.out);
    const Outcome syntax = folder.shell(shell + " -n completion");
    INFO(shell << ": " << syntax.error);
    CHECK(syntax.status == 0);
  }
  if (folder.shell("command -v fish").status == 0) {
    CHECK(contains(folder.shell("fish -c '$TRAMA completion fish | source; complete -C \"trama que\"'").out,
                   "query"));
  }
  if (folder.shell("command -v zsh").status == 0) {
    CHECK(folder
              .shell("zsh -f -c 'autoload -U compinit; compinit -u -D; source <($TRAMA completion zsh); "
                     "print $_comps[trama]'")
              .out == "_trama\n");
  }
  struct Typed {
    std::string words, completed;  // the last word ends at the cursor; "@": it is empty
  };
  for (const auto& [words, completed] : {Typed{"que", "query\n"},
                                         {"query --form", "--format\n"},
                                         {"query --format js", "json\njsonl\n"},
                                         {"query -F = ta", "table\n"},
                                         {"export --engine sf", "sfdp\n"},
                                         {"export --rdf re", "reifier\n"},
                                         {"rules re", "report\n"},
                                         {"completion @", "bash\nzsh\nfish\n"},
                                         {"help tim", "timeline\n"},
                                         {"query -o comp", "completion\n"}}) {
    INFO(words);
    const Outcome outcome = folder.shell(
        "eval \"$($TRAMA completion bash)\" && COMP_WORDS=(trama " + words +
        ") COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && if [ \"${COMP_WORDS[COMP_CWORD]}\" = @ ]; then "
        "COMP_WORDS[COMP_CWORD]=; fi && _trama && printf '%s\\n' \"${COMPREPLY[@]}\"");
    CHECK(outcome.out == completed);
    if (contains(words, "=") || contains(words, "@") || contains(words, "-o")) continue;
    if (folder.shell("command -v fish").status != 0) continue;
    std::string fish = folder
                           .shell("fish -c '$TRAMA completion fish | source; complete -C \"trama " + words +
                                  "\"' | cut -f 1 | LC_ALL=C sort")
                           .out;
    CHECK(fish == completed);
  }
  const Outcome man = folder.trama({"man"});
  CHECK(contains(man.out, ".SH EXIT STATUS"));
  CHECK(contains(man.out, "\\-\\-format"));
  CHECK(contains(man.out, ".pager"));
  folder.write("trama.1", man.out);
  if (folder.shell("command -v mandoc").status == 0) {
    const Outcome lint = folder.shell("mandoc -T lint -W warning trama.1");
    INFO(lint.out);
    CHECK(lint.status == 0);
  } else {
    WARN("skipped: mandoc is not installed");
  }
  if (folder.shell("command -v man").status == 0)
    CHECK(contains(folder.shell("LC_ALL=C.UTF-8 MANWIDTH=80 man -l trama.1").out, "EXIT STATUS"));
}

TEST_CASE("every command has help, however it is asked for") {
  const Folder folder;
  const Outcome all = folder.trama({"--help"});
  CHECK(all.status == 0);
  CHECK(folder.trama({"help"}).out == all.out);
  CHECK(folder.trama({"-h"}).out == all.out);
  for (const CommandEntry& command : command_table()) {
    INFO(command.name);
    CHECK(contains(all.out, command.name));
    const Outcome one = folder.trama({command.name, "--help"});
    CHECK(one.status == 0);
    CHECK(contains(one.out, std::string("Example:\n  ") + command.example));
    CHECK(folder.trama({"help", command.name}).out == one.out);
  }
  CHECK(folder.trama({"version"}).out == folder.trama({"--version"}).out);
}

TEST_CASE("every example in --help runs") {
  const Folder folder;
  REQUIRE(folder.shell("ln -s " TRAMA_SOURCE_DIR "/examples " TRAMA_SOURCE_DIR "/tests .").status == 0);
  const std::string prepare = "export PATH=" TRAMA_BINARY_DIR ":$PATH; ";
  REQUIRE(folder.shell(prepare + "trama ingest examples/articles && trama export --format neo4j -o neo4j")
              .status == 0);
  for (const CommandEntry& command : command_table()) {
    const Outcome outcome = folder.shell(prepare + command.example);
    INFO(command.example << "\n" << outcome.error);
    CHECK(outcome.status == 0);
  }
  for (const DotCommand& command : dot_commands()) {
    const Outcome outcome = folder.trama(
        {"repl"}, "MATCH p = (:Person)-[:LEADS]->() RETURN p LIMIT 3;\n" + std::string(command.example));
    INFO(command.example << "\n" << outcome.error);
    CHECK(outcome.status == 0);
    CHECK(contains(command.example, command.name));
  }
}

}  // namespace trama::cli::test
