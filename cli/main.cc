// The `trama` program.
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/usage.h"

namespace trama::cli {

namespace {

int run(std::vector<std::string> words) {
  std::vector<std::unique_ptr<Command>> commands;
  const std::unique_ptr<CLI::App> app = make_app(commands);
  words = normalised_words(std::move(words));
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
  try {
    app->parse(reversed);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app->exit(error);  // --help, --version
    print_error(usage_error(*app, error, words));
    return kUsageOrQuery;
  }
  const auto& table = command_table();
  for (size_t i = 0; i < table.size(); ++i) {
    if (app->got_subcommand(table[i].name)) return commands[i]->run();
  }
  return kUsageOrQuery;
}

}  // namespace

}  // namespace trama::cli

int main(int argc, char** argv) {
  using namespace trama::cli;
  install_signal_handlers();
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc));
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
