// Wrong command lines, answered with what is near and what is meant.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace trama::cli {

// The words after the program's name, as they are parsed: `help query` is `query --help`, `--db` may stand
// before the command, nothing or options alone start the shell.
std::vector<std::string> normalised_words(std::vector<std::string> words);

// What to say of words that `app` refused. Not for --help and --version, which CLI11 throws too.
Error usage_error(const CLI::App& app, const CLI::ParseError& refusal, const std::vector<std::string>& words);

}  // namespace trama::cli
