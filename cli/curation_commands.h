// trama merge, split, rename, retype, reject, decisions, review: what a person decides about the graph.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_merge_command();
std::unique_ptr<Command> make_split_command();
std::unique_ptr<Command> make_rename_command();
std::unique_ptr<Command> make_retype_command();
std::unique_ptr<Command> make_reject_command();
std::unique_ptr<Command> make_decisions_command();
std::unique_ptr<Command> make_review_command();

}  // namespace trama::cli
