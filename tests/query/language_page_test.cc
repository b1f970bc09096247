// core/query/LANGUAGE.md: its examples are run, and its table of functions is the registry's.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"

using namespace trama;
using namespace trama::query;

namespace {

const std::string kPage = std::string(TRAMA_SOURCE_DIR) + "/core/query/LANGUAGE.md";
const std::string kBegin = "<!-- functions -->\n", kEnd = "<!-- end of functions -->";

std::string read_page() {
  std::ifstream file(kPage);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Rows as Markdown writes them.
class MarkdownTable : public RowSink {
 public:
  void columns(const std::vector<std::string>& names) override {
    if (names.empty()) return;
    add(names);
    text_ += "|";
    for (size_t i = 0; i < names.size(); ++i) text_ += "---|";
    text_ += "\n";
  }
  void row(const GraphReader& graph, std::span<const Value> values) override {
    std::vector<std::string> cells;
    for (const Value& value : values) cells.push_back(to_notation(value, graph));
    add(cells);
  }
  const std::string& text() const { return text_; }

 private:
  void add(const std::vector<std::string>& cells) {
    text_ += "|";
    for (const std::string& cell : cells) text_ += " " + cell + " |";
    text_ += "\n";
  }

  std::string text_;
};

struct Example {
  std::string script;
  std::string result;  // of the last statement: rows, or with EXPLAIN the plan; empty where nothing follows
};

std::vector<Example> examples() {
  std::vector<Example> found;
  std::istringstream page(read_page().substr(0, read_page().find(kBegin)));
  std::string* into = nullptr;
  for (std::string line; std::getline(page, line);) {
    if (line == "```cypher") {
      into = &found.emplace_back().script;
    } else if (line == "```text") {
      into = &found.back().result;
    } else if (line == "```") {
      into = nullptr;
    } else if (into) {
      *into += line + "\n";
    } else if (line.starts_with("|")) {
      REQUIRE_FALSE(found.empty());
      found.back().result += line + "\n";
    }
  }
  return found;
}

std::string run_script(Engine& engine, const std::string& script) {
  std::string result;
  for (const ScriptStatement& statement : split_script(script)) {
    MarkdownTable table;
    const Summary summary =
        engine.run(std::string_view(script).substr(statement.span.begin, statement.span.size()), {}, table);
    result = summary.plan.empty() ? table.text() : summary.plan;
  }
  return result;
}

std::string escaped(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string function_table() {
  std::string table = "| Function | What it gives | Example | Result |\n|---|---|---|---|\n";
  const Registry registry = standard_registry();
  for (const FunctionDescription* function : registry.functions())
    table += "| `" + escaped(function->signature) + "` | " + function->summary + " | `" +
             escaped(function->example) + "` | `" + escaped(function->example_result) + "` |\n";
  return table;
}

}  // namespace

TEST_CASE("the language page's examples give what stands below them", "[language]") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  const std::vector<Example> all = examples();
  REQUIRE(all.size() > 20);
  for (size_t i = 1; i < all.size(); ++i) {
    INFO(all[i].script);
    MemoryGraph graph;
    Engine engine(graph, registry);
    run_script(engine, all.front().script);
    CHECK(run_script(engine, all[i].script) == all[i].result);
  }
}

TEST_CASE("the language page lists every function", "[language]") {
  const std::string page = read_page();
  const size_t begin = page.find(kBegin) + kBegin.size();
  INFO("renew it with: test_query \"[.approve]\"");
  CHECK(page.substr(begin, page.find(kEnd) - begin) == function_table());
}

TEST_CASE("the language page runs every clause and every procedure", "[language]") {
  std::string scripts;
  for (const Example& example : examples()) scripts += example.script;
  for (const char* word : {"MATCH",
                           "OPTIONAL MATCH",
                           "WHERE",
                           "RETURN",
                           "DISTINCT",
                           "ORDER BY",
                           "SKIP",
                           "LIMIT",
                           "WITH",
                           "UNWIND",
                           "UNION",
                           "CALL",
                           "YIELD",
                           "EXISTS {",
                           "COUNT {",
                           "CREATE",
                           "MERGE",
                           "ON CREATE SET",
                           "ON MATCH SET",
                           "SET",
                           "+=",
                           "REMOVE",
                           "DETACH DELETE",
                           "CASE",
                           "EXPLAIN",
                           "CREATE INDEX",
                           "DROP INDEX",
                           "shortestPath(",
                           "allShortestPaths(",
                           "reduce(",
                           "all(",
                           "any(",
                           "none(",
                           "single("}) {
    INFO(word);
    CHECK(scripts.find(word) != std::string::npos);
  }
  const Registry registry = standard_registry();
  for (const ProcedureDescription* procedure : registry.procedures()) {
    INFO(procedure->name);
    CHECK(scripts.find("CALL " + procedure->name) != std::string::npos);
  }
}

TEST_CASE("renew the language page's table of functions", "[.approve]") {
  std::string page = read_page();
  const size_t begin = page.find(kBegin) + kBegin.size();
  page.replace(begin, page.find(kEnd) - begin, function_table());
  std::ofstream(kPage) << page;
}
