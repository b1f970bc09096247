// trama repl, completion, man.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_repl_command();
std::unique_ptr<Command> make_completion_command();
std::unique_ptr<Command> make_man_command();

}  // namespace trama::cli
