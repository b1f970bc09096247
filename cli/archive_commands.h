// trama backup, restore, compact. A backup is a folder (a copy of the store, incremental), or an archive: one
// jsonl file of all that cannot be derived, which outlives formats.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_restore_command();
std::unique_ptr<Command> make_compact_command();

}  // namespace trama::cli
