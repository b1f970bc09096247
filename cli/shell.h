// The shell: a session over one database, statements and dot-commands, until the user leaves.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/line_editor.h"
#include "cli/picture_format.h"
#include "cli/row_format.h"
#include "cli/session.h"

namespace trama::cli {

class Shell {
 public:
  explicit Shell(std::string database);

  // Reads standard input to its end; returns an exit status. Errors are printed and end nothing.
  int run();

  // For the dot-commands. They throw Error.
  void run_text(const std::string& text);  // statements and dot-commands, as if typed
  void run_statement(const std::string& statement);
  void draw_last(const std::string& path, PictureKind kind);
  std::ostream& out() { return *out_; }
  RowFormatOptions row_options() const;

  Session session;
  LineEditor editor;
  Console console;
  std::string mode = "table";
  bool timer = true;
  bool leaving = false;
  size_t rows_shown = 200;  // of a table; 0: all
  Map parameters;
  std::string output = "-";  // of all results to come
  std::string once;          // of the next one alone; empty: `output`

 private:
  void take_line(const std::string& line);
  void dot_command(const std::string& line);
  bool helped(const std::string& line);
  template <typename Work>
  void guarded(const std::string& source, Work&& work);

  std::unique_ptr<Output> standard_output_;
  std::ostream* out_;
  std::string pending_;  // an unfinished statement
  std::string last_statement_;
  drawing::Selection last_selection_;
  int status_ = 0;
};

// Where the shell keeps its history: $XDG_STATE_HOME, else ~/.local/state, then trama/history.
std::string history_path();

}  // namespace trama::cli
