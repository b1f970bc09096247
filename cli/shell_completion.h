// Completion scripts and the man page, made from the options that the program parses.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace trama::cli {

// A script for `shell`: bash, zsh or fish. Throws Error of kind Usage for another.
std::string completion_script(const CLI::App& app, const std::string& shell);

// roff for man(1).
std::string man_page(const CLI::App& app);

}  // namespace trama::cli
