// trama show, why, mentions, timeline, conflicts, diff, gaps: what articles say about things.
#pragma once

#include "cli/command.h"

namespace trama::cli {

std::unique_ptr<Command> make_show_command();
std::unique_ptr<Command> make_why_command();
std::unique_ptr<Command> make_mentions_command();
std::unique_ptr<Command> make_timeline_command();
std::unique_ptr<Command> make_conflicts_command();
std::unique_ptr<Command> make_diff_command();
std::unique_ptr<Command> make_gaps_command();

}  // namespace trama::cli
