// Runs the text files under cases/; see case_file.h. TRAMA_APPROVE=1 writes what came out into the files, to
// be read before it is committed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "core/graph/memory_graph.h"
#include "core/query/engine.h"
#include "tests/query/case_file.h"
#include "tests/query/effects_text.h"

namespace trama::query {

namespace {

class Lines : public RowSink {
 public:
  void columns(const std::vector<std::string>& names) override {
    for (const std::string& name : names) header += (header.empty() ? "" : " | ") + name;
  }
  void row(const GraphReader& graph, std::span<const Value> values) override {
    std::string line;
    for (size_t i = 0; i < values.size(); ++i) line += (i > 0 ? " | " : "") + to_notation(values[i], graph);
    rows.push_back(std::move(line));
  }
  std::string text() const {
    std::string result = header;
    for (const std::string& row : rows) result += "\n" + row;
    return result;
  }
  std::string header;
  std::vector<std::string> rows;
};

std::string sorted_rows(const std::string& text) {
  std::vector<std::string> lines;
  std::string line;
  std::istringstream in(text);
  while (std::getline(in, line)) lines.push_back(line);
  if (lines.size() > 1) std::sort(lines.begin() + 1, lines.end());
  std::string result;
  for (const std::string& one : lines) result += one + "\n";
  return result;
}

struct Outcome {
  Lines rows;
  Summary summary;
  std::string error, plan;
};

Outcome run_case(const Case& one, const std::shared_ptr<const Registry>& registry) {
  Outcome outcome;
  MemoryGraph graph;
  Engine engine(graph, registry);
  Options options;
  options.parameters = {{"name", Value("Ada")}, {"number", Value(3)}};
  if (const std::string* given = one.find("given")) {
    for (const ScriptStatement& statement : split_script(*given)) {
      Lines ignored;
      engine.run(given->substr(statement.span.begin, statement.span.size()), options, ignored);
    }
  }
  const std::string& query = *one.find("query");
  if (one.find("plan")) {
    Lines ignored;
    outcome.plan = engine.run("EXPLAIN " + query, options, ignored).plan;
    while (outcome.plan.ends_with("\n")) outcome.plan.pop_back();
  }
  try {
    outcome.summary = engine.run(query, options, outcome.rows);
  } catch (const Error& error) {
    outcome.error = render(error, query);
  }
  return outcome;
}

std::string got(const std::string& kind, const Outcome& outcome) {
  if (kind == "rows" || kind == "ordered rows") return outcome.rows.text();
  if (kind == "error") return outcome.error;
  if (kind == "plan") return outcome.plan;
  if (kind == "effects") return effects_text(outcome.summary.effects);
  std::string text;
  for (const Warning& warning : outcome.summary.warnings) {
    text +=
        (text.empty() ? "" : "\n") + warning.message + (warning.hint.empty() ? "" : " -- " + warning.hint);
  }
  return text;
}

}  // namespace

TEST_CASE("Query cases") {
  const auto registry = std::make_shared<const Registry>(standard_registry());
  const bool approve = std::getenv("TRAMA_APPROVE") != nullptr;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(TRAMA_SOURCE_DIR "/tests/query/cases")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(!paths.empty());
  for (const std::string& path : paths) {
    CaseFile file = read_cases(path);
    for (Case& one : file.cases) {
      INFO(std::filesystem::path(path).filename().string() << ": " << one.name);
      const Outcome outcome = run_case(one, registry);
      size_t checks = 0;
      for (CasePart& part : one.parts) {
        if (part.kind == "given" || part.kind == "query") continue;
        ++checks;
        const std::string result = got(part.kind, outcome);
        if (approve) {
          part.text = result;
        } else if (part.kind == "rows") {
          CHECK(sorted_rows(result) == sorted_rows(part.text));
        } else {
          CHECK(result == part.text);
        }
      }
      CHECK(checks > 0);
      if (!one.find("error")) CHECK(outcome.error == "");
    }
    if (approve) write_cases(path, file);
  }
}

}  // namespace trama::query
