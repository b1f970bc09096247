// The `trama` program.
#include <new>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/program.h"

int main(int argc, char** argv) {
  using namespace trama::cli;
  fill_standard_descriptors();
  install_signal_handlers();
  try {
    return run_program(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const BrokenPipe&) {
    return kDone;
  } catch (const trama::Error& error) {
    print_error(error);
    return exit_status(error.kind());
  } catch (const std::bad_alloc&) {
    print_error(trama::Error(trama::ErrorKind::Storage, "there is not enough memory")
                    .hint("what was committed stands; ulimit -v shows a limit"));
    return kDatabase;
  } catch (const std::exception& error) {
    print_error(trama::Error(trama::ErrorKind::Internal, error.what()));
    return kInternalFault;
  }
}
