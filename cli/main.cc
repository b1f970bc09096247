// The `trama` program.
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/program.h"

int main(int argc, char** argv) {
  using namespace trama::cli;
  install_signal_handlers();
  try {
    return run_program(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const BrokenPipe&) {
    return kDone;
  } catch (const trama::Error& error) {
    print_error(error);
    return exit_status(error.kind());
  } catch (const std::exception& error) {
    print_error(trama::Error(trama::ErrorKind::Internal, error.what()));
    return kInternalFault;
  }
}
