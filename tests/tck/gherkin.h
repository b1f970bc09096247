// Reads the part of Gherkin that the openCypher Technology Compatibility Kit uses: Feature, Background,
// Scenario, Scenario Outline with Examples, tags, steps with a text block or a table.
#pragma once

#include <string>
#include <vector>

namespace trama::tck {

using TableRow = std::vector<std::string>;  // cells, trimmed, escapes resolved

struct Step {
  std::string text;   // without Given, When, Then, And, But
  std::string block;  // between """ and """, its indentation removed
  std::vector<TableRow> table;
  size_t line = 0;  // from 1
};

// One scenario, or one row of an outline's examples with the row's values put in.
struct Scenario {
  std::string feature;  // the file, as given
  std::string name;     // as written: "[3] Comparing lists"
  size_t example = 0;   // from 1; 0 where there are none
  size_t line = 0;
  std::vector<std::string> tags;
  std::vector<Step> steps;  // the background's first
};

// Throws std::runtime_error with file and line where the text is not understood.
std::vector<Scenario> read_feature(const std::string& path);
std::vector<Scenario> parse_feature(const std::string& text, const std::string& path);

}  // namespace trama::tck
