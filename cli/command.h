// A command of the program: its options, and what it does.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "core/base/error.h"

namespace trama::cli {

class Command {
 public:
  virtual ~Command() = default;
  // Adds the command's options to its sub-command; they fill members of this object.
  virtual void declare(CLI::App& app) = 0;
  // Throws Error where it fails as a whole.
  virtual ExitStatus run() = 0;
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
