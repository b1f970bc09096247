// The shell's own commands, in one table with their help.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"

namespace trama::cli {

class Shell;

struct DotCommand {
  const char* name;                                         // ".mode"
  const char* arguments;                                    // "[FORMAT]"
  const char* summary;                                      // one line
  const char* help;                                         // more, for `.help NAME`; may be empty
  const char* example;                                      // a line that runs after a statement
  void (*run)(Shell& shell, const std::string& arguments);  // what follows the name, trimmed
};

const std::vector<DotCommand>& dot_commands();

// Null where there is none of that name; a prefix that fits one command alone is enough (".sch").
const DotCommand* find_dot_command(const std::string& name);

// Of these, and of the program's commands, which the shell runs too; ascending.
std::vector<std::string> shell_command_names();

// For a name that `find_dot_command` does not know, with near ones.
Error unknown_dot_command(const std::string& name);

// The words of a line: between blanks, or in single or double quotes.
std::vector<std::string> split_words(const std::string& line);

}  // namespace trama::cli
