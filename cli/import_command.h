// trama import: graphs that other programs wrote, loaded in one atomic step.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_import_command();

}  // namespace trama::cli
