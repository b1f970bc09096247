#include "cli/program.h"

#include <iostream>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/usage.h"

namespace trama::cli {

ExitStatus run_program(std::vector<std::string> words) {
  std::vector<std::unique_ptr<Command>> commands;
  const std::unique_ptr<CLI::App> app = make_app(commands);
  words = normalised_words(std::move(words));
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
  try {
    app->parse(reversed);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      Output out;
      app->exit(error, out, std::cerr);
      out.commit();
      return ExitStatus::Done;
    }
    print_error(usage_error(*app, error, words));
    return ExitStatus::UsageOrQuery;
  }
  const auto& table = command_table();
  for (size_t i = 0; i < table.size(); ++i) {
    if (app->got_subcommand(table[i].name)) return commands[i]->run();
  }
  return ExitStatus::UsageOrQuery;
}

}  // namespace trama::cli
