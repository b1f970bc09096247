// trama extract: articles to facts without a database, one JSON object a line.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_extract_command();

}  // namespace trama::cli
