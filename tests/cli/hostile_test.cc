// Input that means harm: queries that would take the machine, and article texts that would steer a terminal,
// a browser, a spreadsheet or a parser.
#include <catch2/catch.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/base/utf8.h"
#include "tests/cli/program.h"

namespace trama::cli::test {

namespace {

std::string repeated(const std::string& part, size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  while (times-- > 0) out += part;
  return out;
}

// Each would hang, run or mean something where it is not escaped. JSON can bring every one of them in.
const std::vector<std::string> kAttacks = {
    "\x1b[31mRed\x1b[0m\x1b]0;title\x07",  // colours and the window's title
    "\xc2\x9b"
    "2J",                                           // the same as one C1 character
    "bell\x07 backspace\x08\x08\x08 return\rover",  // overwrites what was printed
    "<script>alert(1)</script>",                    // HTML
    "\"><img src=x onerror=alert(2)>",              // out of an attribute
    "</script><script>alert(3)</script>",           // out of the page's data
    "]]></svg><script>alert(4)</script>",           // out of CDATA
    "javascript:alert(5)",                          // a link
    "\", URL=\"javascript:alert(6)\", x=\"",        // out of a DOT string
    "\\\" ; graph [bgcolor=red] // \\",             // DOT's backslash
    "=HYPERLINK(\"http://x\",\"y\")",               // a spreadsheet's formula
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\xe2\x80\xae"
    "txet desrever\xe2\x80\xac",                              // bidirectional override
    "\xe2\x81\xa6isolate\xe2\x81\xa9\xe2\x80\x8f",            // isolates, right-to-left mark
    "a\xe2\x80\xa8line\xe2\x80\xa9separator",                 // line ends for JavaScript
    "> . <http://evil/s> <http://evil/p> <http://evil/o> .",  // out of an IRI
    "\"@en . <http://evil/s> <http://evil/p> \"x",            // out of a literal
    "&amp;&lt;&#0;&unknown;",
    "%s%n%x",
    "$(touch owned)`touch owned`",
    "../../owned",
    "a\nb\r\nc"};

bool has_terminal_control(const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = decode_code_point(text, at);
    if (c == '\n' || c == '\r' || c == '\t') continue;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) return true;
    if (c == 0x200e || c == 0x200f || c == 0x061c) return true;
  }
  return false;
}

// A company named by each attack owns the next one, in users' own elements: no article could keep a text from
// coming in this way.
void make_attacks(const Folder& folder) {
  nlohmann::json names = kAttacks;
  REQUIRE(folder
              .trama({"query", "-p", "names=" + names.dump(),
                      "UNWIND range(0, size($names) - 1) AS i CREATE (:Company {name: $names[i], place: i})"})
              .status == 0);
  REQUIRE(folder
              .trama({"query", "-p", "names=" + names.dump(),
                      "MATCH (a:Company), (b:Company) WHERE b.place = a.place + 1 "
                      "CREATE (a)-[:OWNS {role: a.name, quote: b.name}]->(b)"})
              .status == 0);
}

const std::string kAll = "MATCH (a:Company)-[r:OWNS]->(b) RETURN a, r, b";

}  // namespace

TEST_CASE("queries that would take the machine meet a limit with a message", "[limits]") {
  const Folder folder;
  REQUIRE(folder.trama({"query", "UNWIND range(1, 300) AS x CREATE (:A {x: x})"}).status == 0);
  REQUIRE(
      folder.trama({"query", "MATCH (a:A), (b:A) WHERE b.x <= a.x + 10 AND b.x > a.x CREATE (a)-[:T]->(b)"})
          .status == 0);
  struct Case {
    std::string name, query, said;
  };
  const std::vector<Case> cases = {
      {"parentheses", "RETURN " + repeated("(", 100'000) + "1" + repeated(")", 100'000), "nest"},
      {"lists", "RETURN " + repeated("[", 100'000) + "1" + repeated("]", 100'000), "nest"},
      {"maps", "RETURN " + repeated("{a:", 50'000) + "1" + repeated("}", 50'000), "nest"},
      {"negations", "RETURN " + repeated("NOT ", 100'000) + "true", "nest"},
      {"signs", "RETURN " + repeated("- ", 100'000) + "1", "nest"},
      {"a sum", "RETURN 1" + repeated(" + 1", 100'000), "chain"},
      {"a literal", "RETURN '" + repeated("x", 2'000'000) + "'", "longer than"},
      {"patterns", "MATCH (a)" + repeated(", ()", 50'000) + " RETURN 1", "to match"},
      {"a long path", "MATCH (a)" + repeated("-->()", 50'000) + " RETURN 1", "to match"},
      {"a range", "RETURN range(1, 10000000000)", "LimitError"},
      {"a grown text",
       "WITH 'xxxxxxxxxxxxxxxx' AS s UNWIND range(1, 60) AS i RETURN reduce(t = s, j IN range(1, 40) | t + "
       "t)",
       "LimitError"},
      {"a grown list", "RETURN size(reduce(t = [1], j IN range(1, 40) | t + t))", "LimitError"},
      {"a grown replacement", "RETURN size(reduce(t = 'aa', j IN range(1, 10) | replace(t, 'a', t)))",
       "LimitError"},
      {"a catastrophic expression", "RETURN '" + repeated("a", 40) + "!' =~ '(a+)+$'", "Error"},
      {"a cartesian product", "MATCH (a), (b), (c), (d) RETURN count(*)", "LimitError"},
      {"a cartesian product that is kept", "MATCH (a), (b), (c), (d) RETURN collect([a, b, c, d])",
       "LimitError"},
      {"unbounded paths", "MATCH p = (:A {x: 1})-[*]->() RETURN count(p)", "LimitError"},
  };
  for (const Case& each : cases) {
    INFO(each.name);
    folder.write("q.cypher", each.query);
    const auto begin = std::chrono::steady_clock::now();
    const Outcome outcome =
        folder.trama({"query", "--time-limit", "2", "--memory-limit", "256", "-f", "q.cypher"});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    INFO(outcome.error.substr(0, 1'000));
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.error, each.said));
    CHECK(outcome.error.size() < 2'000);
    CHECK(took.count() < 60);  // a slow machine's
  }
}

TEST_CASE("a list of a million elements is an ordinary value", "[limits]") {
  const Folder folder;
  REQUIRE(folder.trama({"query", "CREATE (:A)"}).status == 0);
  const Outcome outcome = folder.trama(
      {"query",
       "WITH range(0, 999999) AS list RETURN size(list), reduce(s = 0, x IN list | s + x), list[999999]"});
  INFO(outcome.error);
  CHECK(contains(outcome.out, "1000000,499999500000,999999"));
  const Outcome collected = folder.trama(
      {"query", "UNWIND range(1, 1000000) AS x WITH collect(x) AS all RETURN size(all), all[999999]"});
  CHECK(contains(collected.out, "1000000,1000000"));
}

TEST_CASE("an article of 50 MB is refused, as a file and as a line", "[limits]") {
  const Folder folder;
  const std::string text = repeated("Oracle acquired Cerner in 2022. ", 1'650'000);
  folder.write("a.txt", "language: en\n\n" + text);
  folder.write("b.jsonl",
               R"({"id": "long", "language": "en", "text": ")" + text + "\"}\n" +
                   R"({"id": "short", "language": "en", "text": "Oracle acquired Cerner in 2022."})" + "\n");
  const Outcome outcome = folder.trama({"ingest", "a.txt", "b.jsonl"});
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "refused a.txt: it is larger than 4 MB"));
  CHECK(contains(outcome.error, "refused b.jsonl:1: it is larger than 4 MB"));
  CHECK(contains(outcome.error, "1 article: 1 new"));
}

TEST_CASE("hostile text cannot steer a terminal that shows it", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  for (const std::string format : {"table", "lines"}) {
    const Outcome outcome = folder.trama({"query", "--format", format, kAll});
    REQUIRE(outcome.status == 0);
    CHECK_FALSE(has_terminal_control(outcome.out));
  }
  for (const std::string& attack : kAttacks) {
    if (attack.find('\n') != std::string::npos) continue;
    for (const char* command : {"show", "mentions", "timeline"}) {
      const Outcome outcome = folder.trama({command, "--", attack});
      CHECK_FALSE(has_terminal_control(outcome.out));
      CHECK_FALSE(has_terminal_control(outcome.error));
    }
  }
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("hostile text cannot steer a terminal as labels, keys, columns and names in a plan", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  for (const std::string& attack : kAttacks) {
    std::string name = "`";
    for (const char c : attack) name += c == '`' ? "``" : std::string(1, c);
    name += "`";
    folder.write("q.cypher", "CREATE (n:" + name + " {" + name + ": 1})-[:" + name + "]->() RETURN n AS " +
                                 name + ";\nEXPLAIN MATCH (n:" + name + ") WHERE n." + name +
                                 " = 1 RETURN n;\nMATCH (n:" + name + ")-[r:" + name +
                                 "]->() RETURN n, r;\nMATCH (n:" + name + " RETURN n;\n");
    // As a script, and as typed at the shell.
    const Outcome script = folder.trama({"query", "--continue", "--format", "table", "-f", "q.cypher"});
    const Outcome shell = folder.trama({}, folder.read("q.cypher"));
    for (const Outcome& outcome : {script, shell}) {
      INFO(attack << ": " << outcome.out << outcome.error);
      CHECK(contains(outcome.out, "NodeScan"));
      CHECK_FALSE(has_terminal_control(outcome.out));
      CHECK_FALSE(has_terminal_control(outcome.error));
    }
  }
  CHECK_FALSE(has_terminal_control(folder.trama({"schema"}).out));
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("hostile text cannot steer a spreadsheet", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  REQUIRE(folder.trama({"export", "--format", "csv", "-o", "facts.csv"}).status == 0);
  const Outcome names = folder.trama({"query", "--format", "csv", "MATCH (a:Company) RETURN a.name"});
  const Outcome heads = folder.trama({"query", "--format", "csv", "RETURN 1 AS `=1+1`, 2 AS `@a`"});
  for (const std::string& csv : {names.out, heads.out, folder.read("facts.csv")}) {
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      INFO(line);
      for (const std::string& begin : {std::string("="), std::string("+"), std::string("-"), std::string("@"),
                                       std::string("\t"), std::string("\r")}) {
        CHECK_FALSE(line.starts_with(begin));
        CHECK_FALSE(line.starts_with("\"" + begin));
        CHECK_FALSE(contains(line, "," + begin));
        CHECK_FALSE(contains(line, ",\"" + begin));
      }
    }
  }
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("hostile text cannot steer a graph's drawing", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  REQUIRE(folder.trama({"export", "--format", "dot", "-o", "a.dot", kAll}).status == 0);
  const Outcome read = folder.shell("gvpr 'E {print($.URL, $.href)} BEG_G {print($.bgcolor)}' a.dot");
  CHECK(read.status == 0);
  CHECK_FALSE(contains(read.out + read.error, "javascript"));
  CHECK_FALSE(contains(read.out + read.error, "red"));
  REQUIRE(folder.trama({"export", "-o", "a.svg", kAll}).status == 0);
  const Outcome tree = folder.shell(
      "xmllint --noout a.svg && xmllint --xpath \"count(//*[local-name()='script' or "
      "local-name()='img'])\" a.svg");
  CHECK(tree.status == 0);
  CHECK(contains(tree.out, "0"));
  CHECK_FALSE(contains(folder
                           .shell("xmllint --xpath \"//@*[starts-with(local-name(),'on') or "
                                  "contains(., 'javascript:')][local-name()!='title']\" a.svg | grep href")
                           .out,
                       "javascript"));
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("hostile text cannot steer a page", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  REQUIRE(folder.trama({"export", "-o", "a.html", kAll}).status == 0);
  const std::string page = folder.read("a.html");
  for (const char* evil : {"<script>alert", "<img src=x", "\xe2\x80\xa8"}) {
    INFO(evil);
    CHECK_FALSE(contains(page, evil));
  }
  CHECK(contains(page, "Content-Security-Policy"));
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("hostile text cannot steer a parser of RDF, XML or JSON", "[attack]") {
  const Folder folder;
  make_attacks(folder);
  for (const std::string format : {"ntriples", "turtle"}) {
    REQUIRE(folder.trama({"export", "--format", format, "--rdf", "statement", "-o", "a.rdf", kAll}).status ==
            0);
    const Outcome read =
        folder.shell(std::string("rapper -q -i ") + format + " -o ntriples a.rdf | grep -c '^<http://evil'");
    CHECK(contains(read.out, "0"));
    CHECK_FALSE(contains(read.error, "rror"));
  }
  for (const std::string format : {"graphml", "gexf"}) {
    REQUIRE(folder.trama({"export", "--format", format, "-o", "a.xml", kAll}).status == 0);
    CHECK(folder.shell("xmllint --noout a.xml").status == 0);
  }
  const Outcome json =
      folder.trama({"query", "--format", "jsonl", "MATCH (a:Company) RETURN a.name ORDER BY a.place"});
  std::istringstream lines(json.out);
  size_t number = 0;
  for (std::string line; std::getline(lines, line); ++number)
    CHECK(nlohmann::json::parse(line).at("a.name") == kAttacks.at(number));
  CHECK(number == kAttacks.size());
  CHECK_FALSE(folder.has("owned"));
}

TEST_CASE("names and metadata of articles never become paths or commands", "[attack]") {
  const Folder folder;
  std::string lines;
  for (const std::string& attack : kAttacks) {
    lines += nlohmann::json{{"id", attack},
                            {"title", attack},
                            {"source", attack},
                            {"language", "en"},
                            {"text", "Oracle acquired Cerner in 2022. " + attack}}
                 .dump() +
             "\n";
  }
  folder.write("files/\x1b[31m\xe2\x80\xae.txt", "language: en\n\nOracle acquired Sun in 2010.\n");
  for (const std::string command :
       {"extract --explain files", "ingest files missing\x1b[31m", "check", "show Sun"}) {
    const Outcome said = folder.shell("$TRAMA " + command);
    INFO(command << ": " << said.out << said.error);
    CHECK_FALSE(has_terminal_control(said.out + said.error));
  }
  const Outcome outcome = folder.trama({"ingest", "-"}, lines);
  INFO(outcome.error);
  CHECK_FALSE(has_terminal_control(outcome.error));
  CHECK(folder.trama({"check"}).status == 0);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"show", "Oracle"},
                                                {"why", "Oracle", "Cerner"},
                                                {"mentions", "Oracle"},
                                                {"timeline", "Oracle"},
                                                {"gaps"},
                                                {"conflicts"},
                                                {"diff", "2020", "2030"},
                                                {"stats"},
                                                {"review"},
                                                {"decisions"},
                                                {"show", "Cerner", "--all"}}) {
    INFO(words.front());
    const Outcome said = folder.trama(words);
    CHECK_FALSE(has_terminal_control(said.out));
    CHECK_FALSE(has_terminal_control(said.error));
  }
  for (const std::string& attack : kAttacks) {
    const Outcome article = folder.trama({"show", "--", attack});
    CHECK_FALSE(has_terminal_control(article.out + article.error));
  }
  folder.write("in.jsonl", lines);
  for (const std::string option : {"--explain", "--no-tokens --explain", "--why-not Oracle OWNS Sun"}) {
    const Outcome explained = folder.shell("$TRAMA extract " + option + " in.jsonl");
    CHECK(contains(explained.out, "in.jsonl:1"));
    CHECK_FALSE(has_terminal_control(explained.out + explained.error));
  }
  REQUIRE(folder.trama({"backup", "a.jsonl"}).status == 0);
  REQUIRE(folder.trama({"restore", "--db", "b.db", "a.jsonl"}).status == 0);
  CHECK_FALSE(folder.has("owned"));
  CHECK_FALSE(folder.has("../owned"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    const std::string name = entry.path().filename();
    CHECK((name == "trama.db" || name == "b.db" || name == "a.jsonl" || name == "in.jsonl" ||
           name == "files" || name == "state"));
  }
}

TEST_CASE("closed standard descriptors cost nothing: no file of the database gets their numbers",
          "[attack]") {
  const Folder folder;
  folder.write("a.txt", "language: en\n\nMicrosoft acquired Nuance in 2022.\n");
  CHECK(folder.shell("$TRAMA ingest a.txt <&- >&- 2>&-").status == 0);
  CHECK(folder.read("trama.db/lock").find("article") == std::string::npos);
  CHECK(folder.trama({"check"}).status == 0);
  CHECK(folder.shell("$TRAMA query 'RETURN 1' >&-").status == 3);
  const Outcome unreadable = folder.shell("$TRAMA ingest - <&-");
  CHECK(unreadable.status == 1);
  CHECK(contains(unreadable.error, "it cannot be read to its end"));
  CHECK(contains(folder.shell("$TRAMA ingest - < .").error, "it cannot be read to its end"));
}

TEST_CASE("an output that is full is told in one sentence", "[attack]") {
  const Folder folder;
  folder.trama({"query", "CREATE (:X)"});
  for (const std::string command : {"query 'RETURN 1'", "--help", "--version", "stats", "schema"}) {
    INFO(command);
    const Outcome outcome = folder.shell("$TRAMA " + command + " > /dev/full");
    CHECK(outcome.status == 3);
    CHECK(outcome.error == "error: cannot write the output: No space left on device\n");
  }
  const Outcome shell = folder.shell("echo 'RETURN 1; RETURN 2;' | $TRAMA > /dev/full");
  CHECK(shell.status == 3);
  CHECK_FALSE(contains(shell.error, "Internal"));
}

TEST_CASE("a file beyond the limit on its size is an error, and nothing is lost", "[attack]") {
  const Folder folder;
  folder.write("a.txt", "language: en\n\nMicrosoft acquired Nuance in 2022.\n");
  const Outcome outcome = folder.shell("ulimit -f 2; $TRAMA ingest a.txt");
  CHECK(outcome.status == 3);
  CHECK(contains(outcome.error, "File too large"));
  CHECK(folder.trama({"ingest", "a.txt"}).status == 0);
  CHECK(folder.trama({"check"}).status == 0);
}

TEST_CASE("a file's name forges no message", "[attack]") {
  const Folder folder;
  folder.write("in/c\nrefused d.txt", "");
  const Outcome outcome = folder.trama({"ingest", "in"});
  CHECK(outcome.status == 1);
  CHECK(outcome.error.starts_with("refused in/c refused d.txt: it is empty\n0 articles"));
}

TEST_CASE("an import from a pipe is refused, since it would lose what is read first", "[attack]") {
  const Folder folder;
  folder.write("g.jsonl", "{\"id\": 1, \"label\": \"X\"}\n");
  const Outcome outcome = folder.shell("$TRAMA import <(cat g.jsonl)");
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "is a pipe"));
  CHECK(folder.trama({"import", "g.jsonl"}).status == 0);
}

}  // namespace trama::cli::test
