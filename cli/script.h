// Running statements one after the other and showing what they gave.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "cli/exit_status.h"
#include "cli/row_format.h"
#include "cli/session.h"

namespace trama::cli {

struct ScriptOptions {
  std::string format = "table";
  std::string output = "-";  // a path; a '%' in it becomes the statement's number, a file for each
  bool go_on = false;        // past a statement that fails
  bool footer = false;       // row count and time on standard error after each statement
  query::Options query;
  RowFormatOptions rows;
};

// Runs all statements of `script` (a name for messages: a file, or empty for the command line). Results go to
// the output, everything else to standard error. Returns the exit status of the worst failure; throws only
// what ends the whole script (a broken pipe, the database).
ExitStatus run_script(Session& session, const std::string& script, const std::string& name,
                      const ScriptOptions& options);

// "name=value" into parameters: a value that is JSON is taken as that, any other as a string. Throws Error of
// kind Usage without '='.
void add_parameter(Map& parameters, const std::string& assignment);

// Row count, time, side effects: "3 rows · 12 ms", "created 2 nodes, set 4 properties · 8 ms".
std::string summary_text(const query::Summary& summary, bool returned_rows, double seconds);

}  // namespace trama::cli
