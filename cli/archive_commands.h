// trama backup, restore, compact. A backup is a folder (a copy of the store, incremental), or an archive: one
// jsonl file of all that cannot be derived, which outlives formats.
#pragma once

#include <istream>

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_restore_command();
std::unique_ptr<Command> make_compact_command();

// Adds what `trama backup FILE.jsonl` wrote to the database, which is made where there is none, and says how
// much it was. Returns an exit status.
ExitStatus read_archive_into(std::istream& archive, const std::string& database);

}  // namespace trama::cli
