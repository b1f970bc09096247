#include "cli/command.h"

#include <cstdlib>
#include <iostream>
#include <sstream>

#include "cli/wrapped_text.h"
#include "core/base/printable.h"

namespace trama::cli {

ExitStatus exit_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Input:
    case ErrorKind::External:
    case ErrorKind::EntityNotFound:
      return ExitStatus::SomeRefused;
    case ErrorKind::Locked:
    case ErrorKind::Corrupt:
    case ErrorKind::Storage:
      return ExitStatus::Database;
    case ErrorKind::Cancelled:
      return ExitStatus::Interrupted;
    case ErrorKind::Internal:
      return ExitStatus::InternalFault;
    default:
      return ExitStatus::UsageOrQuery;
  }
}

namespace {

// Kinds that tell a person no more than the message does, where it is about no statement.
bool speaks_for_itself(ErrorKind kind) {
  return kind == ErrorKind::Usage || kind == ErrorKind::Argument || kind == ErrorKind::EntityNotFound ||
         kind == ErrorKind::Input || kind == ErrorKind::Storage;
}

// Options that take a whole number, as their place holders say.
bool is_count(const CLI::Option& option) {
  const std::string& name = option.get_type_name();
  return name == "N" || name == "SECONDS" || name == "MB";
}

std::string refuse_no_count(std::string& text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits && text.size() <= 18 ? "" : "'" + text + "' is no whole number";
}

// An error's own words within the terminal's width; quoted source lines stay whole, so that carets stand
// right.
std::string fitted(const std::string& text, size_t width) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool prose = out.empty() || line.starts_with("hint: ");
    out += (out.empty() ? "" : "\n") + (prose ? wrapped(line, width) : line);
  }
  return out;
}

}  // namespace

std::unique_ptr<CLI::App> make_app(std::vector<std::unique_ptr<Command>>& commands) {
  auto app = std::make_unique<CLI::App>(
      "Turns news articles into a knowledge graph in which every fact cites its sentence.", "trama");
  app->set_version_flag("--version", std::string("trama 0.1.0"));
  app->require_subcommand(0, 1);
  app->footer(
      "Without a command, trama starts its shell. `trama COMMAND --help` says more.\n"
      "Exit status: 0 done, 1 some inputs refused or not analysed whole, or faults found, 2 wrong usage\n"
      "or a query error, 3 the database (locked, missing, corrupt) or an output that cannot be written,\n"
      "130 interrupted.");
  for (const CommandEntry& entry : command_table()) {
    CLI::App* sub = app->add_subcommand(entry.name, entry.summary);
    sub->group(entry.group);
    sub->footer(std::string("Example:\n  ") + entry.example);
    commands.push_back(entry.make());
    commands.back()->declare(*sub);
    for (CLI::Option* option : sub->get_options()) {
      if (is_count(*option)) option->check(CLI::Validator(refuse_no_count, "", ""));
    }
  }
  return app;
}

const CommandEntry* find_command(const std::string& name) {
  for (const CommandEntry& entry : command_table())
    if (name == entry.name) return &entry;
  return nullptr;
}

void add_database_option(CLI::App& app, std::string& path) {
  const char* variable = std::getenv("TRAMA_DB");
  path = variable != nullptr && *variable != '\0' ? variable : "trama.db";
  app.add_option("--db", path, "The database's folder; by default $TRAMA_DB, else ./trama.db")
      ->type_name("DIR");
}

void print_error(const Error& error, const std::string& source, const std::string& source_name) {
  const Console console = Console::current();
  const std::string rendered = source.empty() && speaks_for_itself(error.kind())
                                   ? error.message() + (error.hint().empty() ? "" : "\nhint: " + error.hint())
                                   : render(error, source, source_name);
  const std::string text = red("error: ", console.colour_error) + printable_lines(rendered);
  std::cerr << fitted(text, console.terminal_error ? console.width : 0) << std::endl;
}

void tell(const std::string& message) {
  if (Console::current().terminal_error) std::cerr << printable(message) << std::endl;
}

void print_warning(const std::string& message) {
  std::cerr << bold("warning: ", Console::current().colour_error) << printable_lines(message) << std::endl;
}

}  // namespace trama::cli
