// Ctrl-C: the first asks the running work to stop, a second within one piece of work ends the program.
#pragma once

#include "core/base/cancellation.h"

namespace trama::cli {

// The token that SIGINT and SIGTERM cancel. One a process.
CancellationToken& interrupt_token();

// A descriptor that is readable from a signal on until `reset_interrupt`: who waits by poll on it and on
// other input misses no signal, also not one that comes just before the wait.
int interrupt_descriptor();
void reset_interrupt();

// Installs the handlers, and ignores SIGPIPE (writes then fail with EPIPE; see Output) and SIGXFSZ (a file
// beyond `ulimit -f` is then an error of its write).
void install_signal_handlers();

// For the shell, which Ctrl-C never ends (SIGTERM does, at once).
void never_exit_on_interrupt();

}  // namespace trama::cli
