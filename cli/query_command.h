// trama query: statements from the command line, a script, or standard input.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_query_command();

}  // namespace trama::cli
