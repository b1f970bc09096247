// trama ingest: articles, or records that were extracted elsewhere, into the database.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_ingest_command();

}  // namespace trama::cli
