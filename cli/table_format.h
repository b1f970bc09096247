// The two layouts for people: a table, and one line a value ("lines") where cells are long.
#pragma once

#include "cli/row_format.h"

namespace trama::cli {

// Column widths are those of the first rows (1,000), so that a long result streams; later cells that are
// wider are cut.
class TableFormat : public RowFormat {
 public:
  TableFormat(std::ostream& out, const RowFormatOptions& options) : out_(out), options_(options) {}

  void columns(const std::vector<std::string>& names) override;
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader& graph) override;

 private:
  struct Cell {
    std::string text;
    bool right = false;  // numbers
    bool null = false;
  };
  using Row = std::vector<Cell>;

  void settle_widths();
  void print_row(const Row& row);

  std::ostream& out_;
  RowFormatOptions options_;
  std::vector<std::string> names_;
  std::vector<Row> waiting_;
  std::vector<size_t> widths_;  // empty until settled
  uint64_t rows_ = 0;
};

class LinesFormat : public RowFormat {
 public:
  LinesFormat(std::ostream& out, const RowFormatOptions& options) : out_(out), options_(options) {}

  void columns(const std::vector<std::string>& names) override;
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader&) override {}

 private:
  std::ostream& out_;
  RowFormatOptions options_;
  std::vector<std::string> names_;
  size_t margin_ = 0;
  uint64_t rows_ = 0;
};

}  // namespace trama::cli
