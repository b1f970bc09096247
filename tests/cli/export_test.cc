// trama export, and pictures of results: files for other programs.
#include <catch2/catch.hpp>
#include <sstream>

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
  const Outcome none = folder.trama({"export", "-o", "y.svg", "MATCH (a:Company {name: 'C'}) RETURN a"});
  CHECK(none.status == 1);
  CHECK(contains(none.error, "the query found nothing"));
  CHECK(folder.trama({"export", "-o", "x.gv"}).status == 0);
  const Outcome nothing = folder.trama({"export", "-o", "y.svg", "MATCH (a:Company) RETURN a.name"});
  CHECK(nothing.status == 2);
  CHECK_FALSE(folder.has("y.svg"));
}

TEST_CASE("what is in focus has a double border and its name above, several too") {
  const ReadFolder folder;
  const auto dot = [&](const std::vector<std::string>& focus) {
    std::vector<std::string> arguments = {"export", "--format", "dot"};
    for (const std::string& each : focus) arguments.insert(arguments.end(), {"--focus", each});
    const Outcome outcome = folder.trama(arguments);
    INFO(outcome.error);
    CHECK(outcome.status == 0);
    return outcome.out;
  };
  const auto borders = [](const std::string& text) {
    size_t count = 0;
    for (size_t at = text.find("peripheries=2"); at != std::string::npos;
         at = text.find("peripheries=2", at + 1))
      ++count;
    return count;
  };
  const std::string one = dot({"Nuance"}), two = dot({"microsoft", "Nuance", "company/nuance"});
  CHECK(borders(one) == 1);
  CHECK(contains(one, "label=\"Nuance\\l"));
  CHECK(borders(two) == 2);
  CHECK(contains(two, "label=\"Microsoft, Nuance\\l"));
  CHECK(borders(folder.trama({"export", "--format", "dot"}).out) == 0);
  CHECK(folder.trama({"export", "--focus", "Nuance", "-o", "one.svg"}).status == 0);
  CHECK(contains(folder.read("one.svg"), "font-weight=\"bold\""));
}

TEST_CASE("facts are exported by date, source, relation and type") {
  const Folder folder;
  folder.write("a.txt",
               "title: A\ndate: 2025-01-02\nsource: Il Telaio\nlanguage: en\n\n"
               "Microsoft acquired Nuance in 2022.\n");
  folder.write("b.txt",
               "title: B\ndate: 2025-02-03\nsource: La Spola\nlanguage: en\n\n"
               "Oracle acquired Cerner in 2022. Safra Catz is the chief executive of Oracle.\n");
  REQUIRE(folder.trama({"ingest", "-q", "a.txt", "b.txt"}).status == 0);
  const auto rows = [&](std::vector<std::string> filter) {
    filter.insert(filter.begin(), {"export", "--format", "csv"});
    const Outcome outcome = folder.trama(filter);
    INFO(outcome.error);
    CHECK(outcome.status == 0);
    std::string subjects;
    std::istringstream lines(outcome.out.substr(outcome.out.find('\n') + 1));
    for (std::string line; std::getline(lines, line);)
      subjects += line.substr(0, line.find(',')) + " " + line.substr(line.find(',') + 1, 4) + ";";
    return subjects;
  };
  const std::string all = "Microsoft OWNS;Oracle OWNS;Safra Catz LEAD;";
  CHECK(rows({}) == all);
  CHECK(rows({"--since", "2025"}) == all);
  CHECK(rows({"--since", "2025-02"}) == "Oracle OWNS;Safra Catz LEAD;");
  CHECK(rows({"--until", "2025-01"}) == "Microsoft OWNS;");
  CHECK(rows({"--since", "2025-02-03", "--until", "2025-02-03"}) == "Oracle OWNS;Safra Catz LEAD;");
  CHECK(rows({"--source", "la spola"}) == "Oracle OWNS;Safra Catz LEAD;");
  CHECK(rows({"--source", "La Spola", "--source", "Il Telaio"}) == all);
  CHECK(rows({"--relation", "owns"}) == "Microsoft OWNS;Oracle OWNS;");
  CHECK(rows({"--type", "company"}) == "Microsoft OWNS;Oracle OWNS;");
  CHECK(rows({"--type", "company", "--type", "Person"}) == all);
  CHECK(rows({"--focus", "Oracle", "--type", "Person"}) == "Safra Catz LEAD;");
  CHECK(rows({"--focus", "Nuance", "--depth", "3"}) == "Microsoft OWNS;");
  const Outcome dot = folder.trama({"export", "--format", "dot", "--relation", "LEADS", "--since", "2025"});
  CHECK(contains(dot.out, "only LEADS · since 2025"));
  CHECK_FALSE(contains(dot.out, "Cerner"));
  const Outcome asked = folder.trama({"export", "--format", "dot", "--type", "Person", "--type", "Company",
                                      "MATCH (a)-[r]->(b:Company) RETURN a, r, b"});
  CHECK(contains(asked.out, "Cerner"));
  CHECK_FALSE(contains(asked.out, "Article"));
  CHECK_FALSE(contains(folder.trama({"export", "--format", "graphml", "--until", "2025-01"}).out, "Oracle"));

  const auto refused = [&](std::vector<std::string> filter, int status, const std::string& said) {
    filter.insert(filter.begin(), {"export", "-o", "x.svg"});
    const Outcome outcome = folder.trama(filter);
    INFO(outcome.error);
    CHECK(outcome.status == status);
    CHECK(contains(outcome.error, said));
    CHECK_FALSE(folder.has("x.svg"));
  };
  refused({"--since", "2025-13"}, 2, "'2025-13' is no date");
  refused({"--since", "2025-02", "--until", "2025-01"}, 2, "is before");
  refused({"--source", "La Spolla"}, 1, "did you mean La Spola?");
  refused({"--relation", "OWN"}, 1, "did you mean OWNS?");
  refused({"--type", "Firm"}, 1, "there is no type 'Firm'");
  refused({"--since", "2026"}, 1, "no fact is left: since 2026");
  refused({"--format", "jsonl", "--since", "2025"}, 2, "whole database");
  refused({"--format", "csv", "--since", "2025", "MATCH (n) RETURN n"}, 2, "the query says which rows");
}

TEST_CASE("a query's picture has its first comment as title, and its words over as many lines as they need") {
  const SmallGraph folder;
  const std::string query =
      "// Who owns whom\nMATCH (a)-[r]->(b)\n// not a word of this\nWHERE a.name <> 'a name that is not "
      "there, "
      "and long enough to need another line'\nRETURN a, r, b";
  REQUIRE(folder.trama({"export", "-o", "x.svg", query}).status == 0);
  const std::string svg = folder.read("x.svg");
  CHECK(contains(svg, ">Who owns whom<"));
  CHECK(contains(svg, ">MATCH (a)&#45;[r]&#45;&gt;(b) WHERE a.name &lt;&gt; &#39;a name that is not"));
  CHECK(contains(svg, "RETURN a, r, b<"));
  CHECK_FALSE(contains(svg, "not a word"));
  REQUIRE(folder.trama({"query", "--format", "svg", "-o", "y.svg", query}).status == 0);
  CHECK(contains(folder.read("y.svg"), ">Who owns whom<"));
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
