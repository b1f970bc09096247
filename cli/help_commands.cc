#include "cli/help_commands.h"

#include "cli/interrupt.h"
#include "cli/shell.h"
#include "cli/shell_completion.h"

namespace trama::cli {

namespace {

class ReplCommand : public Command {
 public:
  void declare(CLI::App& app) override { add_database_option(app, database_); }
  ExitStatus run() override {
    never_exit_on_interrupt();
    return Shell(database_).run();
  }

 private:
  std::string database_;
};

class CompletionCommand : public Command {
 public:
  void declare(CLI::App& app) override { app.add_option("shell", shell_, "bash, zsh or fish")->required(); }
  ExitStatus run() override {
    std::vector<std::unique_ptr<Command>> commands;
    Output out;
    out << completion_script(*make_app(commands), shell_);
    out.commit();
    return ExitStatus::Done;
  }

 private:
  std::string shell_;
};

class ManCommand : public Command {
 public:
  void declare(CLI::App&) override {}
  ExitStatus run() override {
    std::vector<std::unique_ptr<Command>> commands;
    Output out;
    out << man_page(*make_app(commands));
    out.commit();
    return ExitStatus::Done;
  }
};

}  // namespace

std::unique_ptr<Command> make_repl_command() { return std::make_unique<ReplCommand>(); }
std::unique_ptr<Command> make_completion_command() { return std::make_unique<CompletionCommand>(); }
std::unique_ptr<Command> make_man_command() { return std::make_unique<ManCommand>(); }

}  // namespace trama::cli
