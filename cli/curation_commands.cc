#include "cli/curation_commands.h"

#include <iostream>
#include <limits>

#include <unistd.h>

#include "cli/extraction.h"
#include "cli/interrupt.h"
#include "cli/near_name.h"
#include "cli/session.h"
#include "cli/show_view.h"
#include "cli/wrapped_text.h"
#include "core/assemble/assembler.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"
#include "core/assemble/review.h"
#include "core/base/printable.h"
#include "core/base/quotation.h"
#include "core/base/utf8.h"
#include "storage/database.h"

namespace trama::cli {

namespace {

std::unique_ptr<storage::Database> open_for_decisions(const std::string& path) {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  options.create = false;
  return storage::Database::open(path, options);
}

// "company/alba (2 articles)", for each entity of that name or alias.
std::vector<std::string> bearers_of(const GraphReader& graph, const std::string& name) {
  std::vector<std::string> bearers;
  for (const assemble::EntityMatch& each : assemble::find_entities(graph, name))
    if (each.match <= assemble::Match::Alias)
      bearers.push_back(each.key + " (" + counted(each.articles, "article") + ")");
  return bearers;
}

std::string listed(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

// Decides one thing on the live database and says what was logged.
class DecidingCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    declare_more(app);
  }
  ExitStatus run() override {
    const auto database = open_for_decisions(database_);
    assemble::Decision decision = decide(*database->read());
    const uint64_t number = assemble::Assembler(*database).decide(decision);
    decision.number = number;
    std::cerr << printable(assemble::describe(decision)) << "\n"
              << "trama decisions --undo " << number << " takes it back\n";
    const std::string now = outcome(*database->read());
    if (!now.empty()) std::cerr << printable(now) << "\n";
    database->close();
    return ExitStatus::Done;
  }

 protected:
  // What its user has to know of the graph as it is now.
  virtual std::string outcome(const GraphReader&) { return ""; }
  virtual void declare_more(CLI::App& app) = 0;
  virtual assemble::Decision decide(const GraphReader& graph) = 0;

 private:
  std::string database_;
};

class MergeCommand : public DecidingCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", first_, "An entity: name, alias or key")->required();
    app.add_option("other", second_, "The entity that is the same")->required();
  }
  assemble::Decision decide(const GraphReader& graph) override {
    const assemble::EntityMatch first = assemble::require_entity(graph, first_);
    assemble::EntityMatch second = assemble::require_entity(graph, second_);
    // Two entities of one name: the other bearer is meant.
    if (second.node == first.node) {
      for (const assemble::EntityMatch& each : assemble::find_entities(graph, second_)) {
        if (each.node != first.node && each.match <= assemble::Match::Alias) second = each;
      }
    }
    two_types_ = type_of(first.key) != type_of(second.key);
    return assemble::merge(graph, first.node, second.node);
  }
  // A person and a firm are seldom one: said, not forbidden, since types may be wrong.
  std::string outcome(const GraphReader& graph) override {
    if (!two_types_) return "";
    return "they were of two types; both are now " + assemble::require_entity(graph, second_).key;
  }
  static std::string type_of(const std::string& key) { return key.substr(0, key.find('/')); }

  std::string first_, second_;
  bool two_types_ = false;
};

class SplitCommand : public DecidingCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "An entity")->required();
    app.add_option("article", articles_, "Articles in which the name means something else")
        ->required()
        ->type_name("ARTICLE");
  }
  assemble::Decision decide(const GraphReader& graph) override {
    std::vector<std::string> ids;
    for (const std::string& article : articles_) ids.push_back(require_article(graph, article));
    return assemble::split(graph, assemble::require_entity(graph, name_).node, ids);
  }
  std::string outcome(const GraphReader& graph) override {
    const std::vector<std::string> bearers = bearers_of(graph, name_);
    return bearers.empty() ? "" : "'" + name_ + "' is now: " + listed(bearers);
  }
  std::string name_;
  std::vector<std::string> articles_;
};

class RenameCommand : public DecidingCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "An entity")->required();
    app.add_option("name", new_name_, "What it is to be called")->required();
  }
  assemble::Decision decide(const GraphReader& graph) override {
    return assemble::rename(graph, assemble::require_entity(graph, name_).node, new_name_);
  }
  // Two may bear one name; whether they are one only a person knows.
  std::string outcome(const GraphReader& graph) override {
    const std::vector<std::string> bearers = bearers_of(graph, new_name_);
    return bearers.size() < 2 ? ""
                              : "'" + new_name_ + "' is now: " + listed(bearers) +
                                    "; if they are one, trama merge with both keys makes them one";
  }
  std::string name_, new_name_;
};

class RetypeCommand : public DecidingCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("entity", name_, "An entity")->required();
    app.add_option("type", type_,
                   "Company, Person, Chip, Policy, Model, Product, Organization, Place or Technology")
        ->required();
  }
  assemble::Decision decide(const GraphReader& graph) override {
    return assemble::retype(graph, assemble::require_entity(graph, name_).node, entity_type(type_));
  }
  std::string name_, type_;
};

class RejectCommand : public DecidingCommand {
  void declare_more(CLI::App& app) override {
    app.add_option("subject", subject_, "An entity")->required();
    app.add_option("relation", relation_, "The relation, such as OWNS")->required();
    app.add_option("object", object_, "The other entity, or an amount as it is written")->required();
  }
  assemble::Decision decide(const GraphReader& graph) override {
    const std::vector<assemble::Fact> facts = assemble::why(graph, subject_, relation_, object_);
    if (facts.empty()) {
      throw Error(ErrorKind::EntityNotFound, "no such fact: " + subject_ + " " + relation_ + " " + object_)
          .hint(relation_hint(graph, relation_, "trama why '" + subject_ + "' lists the facts"));
    }
    return assemble::reject(graph, facts.front().relationship);
  }
  std::string subject_, relation_, object_;
};

class DecisionsCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("--undo", undone_, "Take back the decision of this number")->type_name("N");
    app.add_flag("--json", json_, "As jsonl");
  }
  ExitStatus run() override {
    if (undone_ != 0) return undo();
    Session session(database_, false);
    Output out;
    for (const assemble::Decision& decision : assemble::decisions(*session.reader())) {
      out << (json_ ? assemble::to_json(decision) : printable(assemble::describe(decision))) << "\n";
    }
    out.commit();
    return ExitStatus::Done;
  }

 private:
  ExitStatus undo() const {
    const auto database = open_for_decisions(database_);
    assemble::Assembler(*database).decide(assemble::undo(*database->read(), undone_));
    std::cerr << "took back decision " << undone_ << "\n";
    database->close();
    return ExitStatus::Done;
  }

  std::string database_;
  uint64_t undone_ = 0;
  bool json_ = false;
};

class ReviewCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("-n,--limit", limit_, "Questions at most (default 20)")->type_name("N");
    app.add_option("--yes", yes_, "Answer the question of this id with yes")->type_name("ID");
    app.add_option("--no", no_, "Answer the question of this id with no")->type_name("ID");
  }

  ExitStatus run() override {
    if (!yes_.empty() || !no_.empty()) return answer_one();
    const bool asks = isatty(STDIN_FILENO) != 0 && Console::current().terminal_out;
    return asks ? ask() : list();
  }

 private:
  ExitStatus list() const {
    Session session(database_, false);
    Output out;
    for (const assemble::ReviewItem& item : assemble::review_queue(*session.reader(), limit_)) {
      out << printable(item.id) << "  ";
      print(item, out);
    }
    out.commit();
    return ExitStatus::Done;
  }

  ExitStatus ask() const {
    const std::vector<assemble::ReviewItem> items =
        assemble::review_queue(*Session(database_, false).reader(), limit_);
    if (items.empty()) tell("nothing to review");
    for (size_t i = 0; i < items.size();) {
      Output out;
      out << "[" << i + 1 << " of " << items.size() << "] ";
      print(items[i], out);
      out << "yes, no, later or quit? ";
      out.commit();
      std::string answer;
      if (!std::getline(std::cin, answer) || interrupt_token().cancelled()) {
        std::cerr << std::endl;
        break;
      }
      answer = to_lower(answer);
      if (answer.starts_with("q")) break;
      if (answer.starts_with("y")) decide(items[i].yes);
      if (answer.starts_with("n")) decide(items[i].no);
      const bool understood = answer.starts_with("y") || answer.starts_with("n") || answer.starts_with("l");
      if (understood) ++i;
    }
    return ExitStatus::Done;
  }

  ExitStatus answer_one() const {
    const std::string& id = yes_.empty() ? no_ : yes_;
    for (const assemble::ReviewItem& item :
         assemble::review_queue(*Session(database_, false).reader(), std::numeric_limits<size_t>::max())) {
      if (item.id != id) continue;
      decide(yes_.empty() ? item.no : item.yes);
      return ExitStatus::Done;
    }
    throw Error(ErrorKind::EntityNotFound, "there is no open question '" + id + "'")
        .hint("trama review lists them");
  }

  void decide(const assemble::Decision& decision) const {
    const auto database = open_for_decisions(database_);
    const uint64_t number = assemble::Assembler(*database).decide(decision);
    database->close();
    assemble::Decision logged = decision;
    logged.number = number;
    std::cerr << printable(assemble::describe(logged)) << "  (trama decisions --undo " << number
              << " takes it back)\n";
  }

  static void print(const assemble::ReviewItem& item, std::ostream& out) {
    const size_t width = Console::current().width;
    out << wrapped(printable(item.question), width) << "\n";
    for (const std::string& quote : item.quotes)
      if (!quote.empty()) out << wrapped("    " + quotation(printable(quote)), width) << "\n";
  }

  std::string database_, yes_, no_;
  size_t limit_ = 20;
};

}  // namespace

std::unique_ptr<Command> make_merge_command() { return std::make_unique<MergeCommand>(); }
std::unique_ptr<Command> make_split_command() { return std::make_unique<SplitCommand>(); }
std::unique_ptr<Command> make_rename_command() { return std::make_unique<RenameCommand>(); }
std::unique_ptr<Command> make_retype_command() { return std::make_unique<RetypeCommand>(); }
std::unique_ptr<Command> make_reject_command() { return std::make_unique<RejectCommand>(); }
std::unique_ptr<Command> make_review_command() { return std::make_unique<ReviewCommand>(); }
std::unique_ptr<Command> make_decisions_command() { return std::make_unique<DecisionsCommand>(); }

}  // namespace trama::cli
