// What people type at the shell's prompt who do not know it yet: words that are neither a statement nor a
// command.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"

namespace trama::cli {

bool asks_for_help(const std::string& line);     // "help", "?", "\h", "man", …
bool asks_to_leave(const std::string& line);     // "quit", "exit", ":q", "exit()", …
bool begins_statement(const std::string& line);  // with a word of the language

// The command that is meant where only its point is missing: ".show DeepSeek" for "show DeepSeek" and
// "trama show DeepSeek".
// Empty where there is none, or where the line gives arguments to one that takes none.
std::string missing_point(const std::string& typed);

// What to tell about a line that is nothing known; `near`: entities of nearly this name.
Error not_understood(const std::string& line, const std::vector<std::string>& near);

}  // namespace trama::cli
