// A command of the program: its options, and what it does.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/console.h"
#include "core/base/error.h"

namespace trama::cli {

// Exit statuses, documented in the man page.
enum ExitStatus : int {
  kDone = 0,
  kSomeRefused = 1,       // some inputs were refused, a check found faults, something was not found
  kUsageOrQuery = 2,      // wrong usage, or an error in a query
  kDatabase = 3,          // the database is locked, missing or corrupt, or the disk refused
  kInternalFault = 70,    // a bug of ours
  kWasInterrupted = 130,  // Ctrl-C
};
int exit_status(ErrorKind kind);

class Command {
 public:
  virtual ~Command() = default;
  // Adds the command's options to its sub-command; they fill members of this object.
  virtual void declare(CLI::App& app) = 0;
  // Returns an exit status, or throws Error.
  virtual int run() = 0;
};

struct CommandEntry {
  const char* name;
  const char* group;    // heading in the help
  const char* summary;  // one sentence
  const char* example;  // a line that runs in the quickstart's folder
  std::unique_ptr<Command> (*make)();
};

// In the order of the help.
const std::vector<CommandEntry>& command_table();

// Null where there is none of that name.
const CommandEntry* find_command(const std::string& name);

// The whole program's options, built from the table: what parses the command line, and what completions and
// the man page are made from. `commands` receives one object an entry, in the table's order.
std::unique_ptr<CLI::App> make_app(std::vector<std::unique_ptr<Command>>& commands);

// --db, by default $TRAMA_DB, else ./trama.db.
void add_database_option(CLI::App& app, std::string& path);

// "error: ..." and the hint on standard error, in the terminal's colours.
void print_error(const Error& error, const std::string& source = "", const std::string& source_name = "");
// What was done, on standard error, where that is a terminal: scripts need no telling.
void tell(const std::string& message);
// "warning: ...".
void print_warning(const std::string& message);

}  // namespace trama::cli
