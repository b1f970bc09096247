#include "tests/tck/gherkin.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace trama::tck {
namespace {

std::string trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

// Cells may hold \| for a bar, \\ for a backslash before one of these, and \n stays for the notation.
TableRow parse_row(std::string_view line) {
  TableRow cells;
  std::string cell;
  for (size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      cells.push_back(trim(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

std::string substituted(std::string text, const TableRow& names, const TableRow& values) {
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string placeholder = "<" + names[i] + ">";
    for (size_t at = 0; (at = text.find(placeholder, at)) != std::string::npos; at += values[i].size())
      text.replace(at, placeholder.size(), values[i]);
  }
  return text;
}

Step substituted(Step step, const TableRow& names, const TableRow& values) {
  step.text = substituted(step.text, names, values);
  step.block = substituted(step.block, names, values);
  for (TableRow& row : step.table)
    for (std::string& cell : row) cell = substituted(cell, names, values);
  return step;
}

class Parser {
 public:
  Parser(const std::string& text, std::string path) : path_(std::move(path)) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines_.push_back(line);
  }

  std::vector<Scenario> parse() {
    while (next_ < lines_.size()) {
      const std::string line = trim(lines_[next_]);
      ++next_;
      if (line.empty() || line.front() == '#') continue;
      if (line.front() == '@') {
        read_tags(line);
      } else if (line.starts_with("Feature:")) {
        skip_description();
      } else if (line.starts_with("Background:")) {
        finish();
        steps_ = &background_;
      } else if (line.starts_with("Scenario:")) {
        begin(trim(line.substr(9)), false);
      } else if (line.starts_with("Scenario Outline:")) {
        begin(trim(line.substr(17)), true);
      } else if (line.starts_with("Examples:")) {
        end_examples();
        steps_ = nullptr;
        in_examples_ = true;
      } else if (line.front() == '|') {
        add_row(parse_row(line));
      } else if (line.starts_with("\"\"\"")) {
        read_block();
      } else {
        add_step(line);
      }
    }
    finish();
    return std::move(scenarios_);
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw std::runtime_error(path_ + ":" + std::to_string(next_) + ": " + message);
  }

  void read_tags(const std::string& line) {
    std::istringstream words(line);
    for (std::string tag; words >> tag;) tags_.push_back(tag);
  }

  void skip_description() {
    const auto is_keyword = [](const std::string& line) {
      return line.starts_with("@") || line.starts_with("Background:") || line.starts_with("Scenario");
    };
    while (next_ < lines_.size() && !is_keyword(trim(lines_[next_]))) ++next_;
  }

  void begin(std::string name, bool outline) {
    finish();
    current_ = Scenario{path_, std::move(name), 0, next_, std::exchange(tags_, {}), {}};
    steps_ = &current_.steps;
    open_ = true;
    outline_ = outline;
  }

  void add_row(TableRow row) {
    if (in_examples_) {
      if (!examples_.empty() && row.size() != examples_.front().size()) fail("a row of another width");
      examples_.push_back(std::move(row));
    } else if (steps_ && !steps_->empty()) {
      steps_->back().table.push_back(std::move(row));
    } else {
      fail("a table without a step");
    }
  }

  void read_block() {
    if (!steps_ || steps_->empty()) fail("a text without a step");
    const size_t indentation = lines_[next_ - 1].find('"');
    std::string block;
    for (; next_ < lines_.size() && trim(lines_[next_]) != "\"\"\""; ++next_) {
      const std::string& line = lines_[next_];
      const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
      block += line.substr(std::min(blanks, indentation)) + "\n";
    }
    if (next_ == lines_.size()) fail("a text without end");
    ++next_;
    if (!block.empty()) block.pop_back();
    steps_->back().block = std::move(block);
  }

  void add_step(const std::string& line) {
    for (const std::string_view keyword : {"Given ", "When ", "Then ", "And ", "But "}) {
      if (!line.starts_with(keyword)) continue;
      if (!steps_) fail("a step outside of a scenario");
      steps_->push_back(Step{trim(line.substr(keyword.size())), "", {}, next_});
      return;
    }
    fail("'" + line + "' is not understood");
  }

  void finish() {
    if (open_ && !outline_) {
      scenarios_.push_back(with_background(current_));
    }
    end_examples();
    open_ = in_examples_ = false;
    steps_ = nullptr;
  }

  // An outline may have several tables of examples, whose rows are numbered on.
  void end_examples() {
    for (size_t row = 1; row < examples_.size(); ++row) {
      Scenario instance = with_background(current_);
      instance.example = ++current_.example;
      for (Step& step : instance.steps)
        step = substituted(std::move(step), examples_.front(), examples_[row]);
      scenarios_.push_back(std::move(instance));
    }
    examples_.clear();
  }

  Scenario with_background(const Scenario& scenario) const {
    Scenario whole = scenario;
    whole.steps.insert(whole.steps.begin(), background_.begin(), background_.end());
    return whole;
  }

  std::string path_;
  std::vector<std::string> lines_;
  size_t next_ = 0;  // also the number of the line just read
  std::vector<std::string> tags_;
  std::vector<Step> background_;
  Scenario current_;
  bool open_ = false;
  bool outline_ = false;
  bool in_examples_ = false;
  std::vector<TableRow> examples_;
  std::vector<Step>* steps_ = nullptr;
  std::vector<Scenario> scenarios_;
};

}  // namespace

std::vector<Scenario> parse_feature(const std::string& text, const std::string& path) {
  return Parser(text, path).parse();
}

std::vector<Scenario> read_feature(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::ostringstream text;
  text << file.rdbuf();
  return parse_feature(text.str(), path);
}

}  // namespace trama::tck
