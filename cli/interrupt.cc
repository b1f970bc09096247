#include "cli/interrupt.h"

#include <cerrno>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace trama::cli {

namespace {

constexpr int kInterruptedStatus = 130;
CancellationToken token;
volatile sig_atomic_t second_exits = 1;
int wake[2] = {-1, -1};  // a pipe: a byte for each signal

void on_interrupt(int) {
  if (token.cancelled() && second_exits != 0) _exit(kInterruptedStatus);
  const int saved = errno;
  token.cancel();
  [[maybe_unused]] const ssize_t written = write(wake[1], "!", 1);  // a full pipe wakes just as well
  errno = saved;
}

}  // namespace

CancellationToken& interrupt_token() { return token; }

int interrupt_descriptor() { return wake[0]; }

void reset_interrupt() {
  token.reset();
  char bytes[64];
  while (read(wake[0], bytes, sizeof bytes) > 0) {
  }
}

void never_exit_on_interrupt() {
  second_exits = 0;
  signal(SIGTERM, SIG_DFL);
}

void install_signal_handlers() {
  if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0) wake[0] = wake[1] = -1;
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
  sigaction(SIGXFSZ, &action, nullptr);
}

}  // namespace trama::cli
