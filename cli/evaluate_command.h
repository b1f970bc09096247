// trama evaluate: extraction against annotated articles.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_evaluate_command();

}  // namespace trama::cli
