// The `trama` program.
#include <new>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/program.h"

namespace {

using trama::cli::ExitStatus;

// Whatever ends the program is told here.
ExitStatus run(int argc, char** argv) {
  using namespace trama::cli;
  try {
    return run_program({argv + 1, argv + argc});
  } catch (const BrokenPipe&) {
    return ExitStatus::Done;
  } catch (const trama::Error& error) {
    print_error(error);
    return exit_status(error.kind());
  } catch (const std::bad_alloc&) {
    print_error(trama::Error(trama::ErrorKind::Storage, "there is not enough memory")
                    .hint("what was committed stands; ulimit -v shows a limit"));
    return ExitStatus::Database;
  } catch (const std::exception& error) {
    print_error(trama::Error(trama::ErrorKind::Internal, error.what()));
    return ExitStatus::InternalFault;
  }
}

}  // namespace

int main(int argc, char** argv) {
  trama::cli::fill_standard_descriptors();
  trama::cli::install_signal_handlers();
  return static_cast<int>(run(argc, argv));
}
