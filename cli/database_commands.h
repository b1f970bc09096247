// trama schema, stats, check, backup, restore, compact, forget: the database as a whole.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_schema_command();
std::unique_ptr<Command> make_stats_command();
std::unique_ptr<Command> make_check_command();
std::unique_ptr<Command> make_forget_command();

}  // namespace trama::cli
