// Query results as text: table, lines, csv, tsv, json, jsonl; dot and svg draw what the rows hold.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "core/query/engine.h"

namespace trama::cli {

struct RowFormatOptions {
  size_t width = 0;       // columns to cut a table to; 0: never cut
  bool colour = false;    // table and lines only
  size_t most_rows = 0;   // the shell's .rows: a table shows so many and counts the others; 0: all
  std::string title;      // of a picture
  std::string subtitle;   // of a picture
  std::string statement;  // of a picture: where it begins with a comment, that is the title
  std::string date;       // of a picture
  std::string engine;     // layout engine of a picture; empty: by size
  size_t limit = 0;       // relationships in a picture; 0: all
};

class RowFormat : public query::RowSink {
 public:
  // Called once after a statement that succeeded. `graph` shows what the statement saw, and its writes.
  virtual void finish(const GraphReader& graph) = 0;
};

// The names that `make_row_format` knows, as --format lists them.
const std::vector<std::string>& row_format_names();

// The one that a file's name ends in, in any case; empty where it is none: "rows.CSV", "x.gv", "x.ndjson".
std::string row_format_of(const std::string& path);

// Throws Error of kind Usage for an unknown name. `out` must outlive the format.
std::unique_ptr<RowFormat> make_row_format(const std::string& name, std::ostream& out,
                                           const RowFormatOptions& options);

// One value for people: strings as they are, entities by name, evidence as quotes; one line, printable.
std::string display_text(const Value& value, const GraphReader& graph);

}  // namespace trama::cli
