// One call of the program: words to a command that runs.
#pragma once

#include <string>
#include <vector>

namespace trama::cli {

// Runs "ingest examples/articles" and the like. Returns an exit status; wrong usage is told on standard
// error. Throws what the command throws.
int run_program(std::vector<std::string> words);

}  // namespace trama::cli
