#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace trama::cli {

namespace {

constexpr int kInterruptedStatus = 130;
CancellationToken token;
volatile sig_atomic_t second_exits = 1;

void on_interrupt(int) {
  if (token.cancelled() && second_exits != 0) _exit(kInterruptedStatus);
  token.cancel();
}

}  // namespace

CancellationToken& interrupt_token() { return token; }

void never_exit_on_interrupt() { second_exits = 0; }

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
}

}  // namespace trama::cli
