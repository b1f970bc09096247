// The shell: a session over one database, statements and dot-commands, until the user leaves.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/line_editor.h"
#include "cli/pager.h"
#include "cli/picture_format.h"
#include "cli/row_format.h"
#include "cli/session.h"

namespace trama::cli {

class Shell {
 public:
  explicit Shell(std::string database);

  // Reads standard input to its end. Errors are printed and end nothing.
  ExitStatus run();

  // For the dot-commands. They throw Error.
  // Statements and dot-commands of a file, as if typed, but not paged; errors tell `name` and line.
  void run_text(const std::string& text, const std::string& name);
  void run_statement(const std::string& statement);
  void draw_last(const std::string& path, PictureKind kind);
  std::ostream& out() { return *out_; }
  // All results to come go to this file, which is replaced at once; "-": to the terminal again.
  void send_output(const std::string& path);
  RowFormatOptions row_options() const;

  Session session;
  LineEditor editor;
  Console console;
  std::string mode = "table";
  bool timer = true;
  bool leaving = false;
  size_t rows_shown = 1000;             // of a table; 0: all
  std::string pager = default_pager();  // a command line; empty: none
  Map parameters;
  std::string once;  // the file of the next result alone; empty: none

 private:
  void take_line(const std::string& line);
  void dot_command(const std::string& line);
  void program_command(const std::string& name, const std::string& arguments);
  bool helped(const std::string& line);
  bool reminded(const std::string& line);
  template <typename Work>
  void paged(bool wrap, Work&& work);
  // Where what runs is written: a statement begins at byte `offset` of `text`, which is called `name`.
  struct Source {
    std::string text, name;
    size_t offset = 0;
  };
  Source source_of(const std::string& lines, ByteSpan statement) const;
  template <typename Work>
  void guarded(const Source& source, Work&& work);

  std::unique_ptr<Output> standard_output_;
  std::ostream* out_;
  std::string output_path_;
  std::unique_ptr<Output> output_file_;  // null: results go to `out_`
  bool watched_;                         // a person types, and reads what is written
  std::string pending_;                  // an unfinished statement
  std::string file_;                     // under way in run_text; empty: lines are typed
  size_t line_ = 0, pending_line_ = 0;   // of `file_`: the last one taken, the one where `pending_` begins
  std::string last_statement_;
  drawing::Selection last_selection_;
  ExitStatus status_ = ExitStatus::Done;
};

// Where the shell keeps its history: $XDG_STATE_HOME, else ~/.local/state, then trama/history.
std::string history_path();

}  // namespace trama::cli
