// The `trama` program.
#include <iostream>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/near_name.h"

namespace trama::cli {

namespace {

int report_usage(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  std::vector<std::string> names;
  for (const CommandEntry& entry : command_table()) names.emplace_back(entry.name);
  const bool unknown_command = !words.empty() && !words.front().empty() && words.front().front() != '-' &&
                               std::find(names.begin(), names.end(), words.front()) == names.end();
  if (unknown_command) {
    print_error(Error(ErrorKind::Usage, "there is no command '" + words.front() + "'")
                    .hint(near_names_hint(words.front(), names)));
  } else {
    const auto used = app.get_subcommands();
    const std::string command = used.empty() ? "" : " " + used.front()->get_name();
    print_error(Error(ErrorKind::Usage, error.what()).hint("trama" + command + " --help"));
  }
  return kUsageOrQuery;
}

int run(std::vector<std::string> words) {
  std::vector<std::unique_ptr<Command>> commands;
  const std::unique_ptr<CLI::App> app = make_app(commands);
  // The shell is what runs without a command, with or without its options.
  const bool help =
      !words.empty() && (words.front() == "--help" || words.front() == "-h" || words.front() == "--version");
  if (words.empty() || (words.front().starts_with('-') && !help)) words.insert(words.begin(), "repl");
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
  try {
    app->parse(reversed);
  } catch (const CLI::ParseError& error) {
    return report_usage(*app, error, words);
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
