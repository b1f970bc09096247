// Ctrl-C: the first asks the running work to stop, a second within one piece of work ends the program.
#pragma once

#include "core/base/cancellation.h"

namespace trama::cli {

// The token that SIGINT and SIGTERM cancel. One a process.
CancellationToken& interrupt_token();

// Installs the handlers, and ignores SIGPIPE (writes then fail with EPIPE; see Output).
void install_signal_handlers();

// For the shell, which Ctrl-C never ends.
void never_exit_on_interrupt();

}  // namespace trama::cli
