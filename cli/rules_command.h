// trama rules: the extraction rules and their own examples.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_rules_command();

}  // namespace trama::cli
