#include "cli/show_commands.h"

#include <sstream>

#include "cli/analysis_view.h"
#include "cli/session.h"
#include "cli/show_view.h"
#include "cli/wrapped_text.h"

namespace trama::cli {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// A command that reads the newest commit and prints text.
class ViewCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    declare_more(app);
  }
  ExitStatus run() override {
    Session session(database_, false);
    const Console console = Console::current();
    std::ostringstream text;
    print(*session.reader(), console.colour, text);
    Output out;
    out << wrapped(text.str(), console.width);
    out.commit();
    return ExitStatus::Done;
  }

 protected:
  virtual void declare_more(CLI::App& app) = 0;
  virtual void print(const GraphReader& graph, bool colour, std::ostream& out) = 0;

 private:
  std::string database_;
};

class ShowCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_flag("-a,--all", options_.all, "Also former, planned, denied and speculated facts");
    app.add_option("-n,--quotes", options_.quotes, "Quotes of each fact; 0: all (default 1)")->type_name("N");
    app.add_option("entity", name_,
                   "Its name, an alias, its key such as company/deepseek; or an article by its file or "
                   "title")
        ->required()
        ->type_name("ENTITY");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    options_.colour = colour;
    print_entity(graph, joined(name_), options_, out);
  }
  ShowOptions options_;
  std::vector<std::string> name_;  // its words, quoted or not
};

class WhyCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("subject", question_.subject, "An entity")->required();
    app.add_option("relation", question_.relation, "A relation, such as OWNS; without it, any");
    app.add_option("object", question_.object, "The other entity; without it, any");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_why(graph, question_, colour, out);
  }
  WhyQuestion question_;
};

class MentionsCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "An entity")->required();
    app.add_option("other", other_, "Another: only sentences that name both");
    app.add_option("-n,--limit", most_, "Sentences shown; 0: all (default 100)")->type_name("N");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_mentions(graph, name_, other_, most_, colour, out);
  }
  std::string name_, other_;
  size_t most_ = 100;
};

class TimelineCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "An entity")->required()->type_name("ENTITY");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_timeline(graph, joined(name_), colour, out);
  }
  std::vector<std::string> name_;
};

class ConflictsCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "Only those that concern this entity");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_conflicts(graph, name_, colour, out);
  }
  std::string name_;
};

class DiffCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("from", from_, "A date, such as 2025-01-28 or 2025-01: facts first reported after it")
        ->required();
    app.add_option("to", to_, "A date: and not after it; without it, all since");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_diff(graph, from_, to_, colour, out);
  }
  std::string from_, to_;
};

class GapsCommand : public ViewCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("-n,--limit", most_, "Sentences shown; 0: all (default 50)")->type_name("N");
    app.add_option("entity", name_, "Only sentences that name this entity");
  }
  void print(const GraphReader& graph, bool colour, std::ostream& out) override {
    print_gaps(graph, name_, most_, colour, out);
  }
  std::string name_;
  size_t most_ = 50;
};

}  // namespace

std::unique_ptr<Command> make_show_command() { return std::make_unique<ShowCommand>(); }
std::unique_ptr<Command> make_why_command() { return std::make_unique<WhyCommand>(); }
std::unique_ptr<Command> make_mentions_command() { return std::make_unique<MentionsCommand>(); }
std::unique_ptr<Command> make_timeline_command() { return std::make_unique<TimelineCommand>(); }
std::unique_ptr<Command> make_conflicts_command() { return std::make_unique<ConflictsCommand>(); }
std::unique_ptr<Command> make_diff_command() { return std::make_unique<DiffCommand>(); }
std::unique_ptr<Command> make_gaps_command() { return std::make_unique<GapsCommand>(); }

}  // namespace trama::cli
