// trama export: the graph, a query's part of it, or an entity's surroundings, as a file for people or
// programs.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_export_command();

// What --format and --rdf may be.
const std::vector<std::string>& export_format_names();
const std::vector<std::string>& reification_names();

}  // namespace trama::cli
