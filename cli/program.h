// One call of the program: words to a command that runs.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_status.h"

namespace trama::cli {

// Runs "ingest examples/articles" and the like. Returns an exit status; wrong usage is told on standard
// error. Throws what the command throws.
ExitStatus run_program(std::vector<std::string> words);

}  // namespace trama::cli
