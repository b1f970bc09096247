// Results for other programs: csv, tsv, json, jsonl.
#pragma once

#include "cli/row_format.h"

namespace trama::cli {

// RFC 4180 with a header line; null is the empty field, lists, maps, nodes and so on are JSON. A text that
// begins with = + - @ or a control character gets an apostrophe in front, since spreadsheets run such cells
// as formulas and the text may come from an article.
class CsvFormat : public RowFormat {
 public:
  explicit CsvFormat(std::ostream& out) : out_(out) {}
  void columns(const std::vector<std::string>& names) override;
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader&) override {}

 private:
  std::ostream& out_;
};

// One line a row, fields between tabs; backslash, tab, line feed and carriage return inside a field are
// written \\ \t \n \r.
class TsvFormat : public RowFormat {
 public:
  explicit TsvFormat(std::ostream& out) : out_(out) {}
  void columns(const std::vector<std::string>& names) override;
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader&) override {}

 private:
  std::ostream& out_;
};

// An array of objects, or one object a line.
class JsonFormat : public RowFormat {
 public:
  JsonFormat(std::ostream& out, bool lines) : out_(out), lines_(lines) {}
  void columns(const std::vector<std::string>& names) override;
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader&) override;

 private:
  std::ostream& out_;
  bool lines_;
  std::vector<std::string> names_;
  uint64_t rows_ = 0;
};

}  // namespace trama::cli
