#include "cli/database_commands.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include <sys/stat.h>

#include "cli/extraction.h"
#include "cli/progress.h"
#include "cli/schema_view.h"
#include "cli/session.h"
#include "cli/wrapped_text.h"
#include "core/assemble/article_view.h"
#include "core/assemble/assembler.h"
#include "core/assemble/check.h"
#include "core/assemble/report.h"
#include "core/base/hash.h"
#include "core/base/printable.h"
#include "core/graph/map_fields.h"
#include "core/text/reader.h"
#include "storage/database.h"
#include "storage/file_check.h"

namespace trama::cli {

namespace {

constexpr size_t kValueColumn = 16;  // of the statistics

class SchemaCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("name", name_, "A label or a relationship type: that alone");
  }
  ExitStatus run() override {
    Session session(database_, false);
    const Console console = Console::current();
    std::ostringstream text;
    print_schema(*session.reader(), name_, console.colour, text);
    Output out;
    out << wrapped(text.str(), console.width);
    out.commit();
    return ExitStatus::Done;
  }

 private:
  std::string database_, name_;
};

// What the folder takes on the disk. A checkpoint's files are links to the live ones: counted once.
uint64_t folder_bytes(const std::string& path) {
  uint64_t bytes = 0;
  std::set<ino_t> counted;
  std::error_code failure;
  for (std::filesystem::recursive_directory_iterator i(path, failure), end; !failure && i != end;
       i.increment(failure)) {
    struct stat file = {};
    if (::lstat(i->path().c_str(), &file) != 0 || !S_ISREG(file.st_mode)) continue;
    if (counted.insert(file.st_ino).second) bytes += static_cast<uint64_t>(file.st_blocks) * 512;
  }
  return bytes;
}

class StatsCommand : public Command {
 public:
  void declare(CLI::App& app) override { add_database_option(app, database_); }
  ExitStatus run() override {
    Session session(database_, false);
    const auto graph = session.reader();
    const assemble::Statistics statistics = assemble::statistics(*graph);
    Output out;
    const size_t width = Console::current().width;
    const auto line = [&](std::string name, const std::string& value) {
      name.resize(std::max(name.size() + 1, kValueColumn), ' ');
      out << wrapped(name + printable(value), width, kValueColumn) << "\n";
    };
    line("articles", grouped(statistics.articles) + listed(statistics.languages));
    if (!statistics.first_date.empty()) line("dates", statistics.first_date + " to " + statistics.last_date);
    line("entities", grouped(statistics.entities) + listed(statistics.entity_types));
    line("facts", grouped(statistics.facts) + listed(statistics.relation_types));
    line("quantities", grouped(statistics.quantities));
    line("evidence", counted(statistics.evidence, "sentence"));
    line("decisions", grouped(statistics.decisions));
    line("users' own", counted(statistics.user_nodes, "node") + ", " +
                           counted(statistics.user_relationships, "relationship"));
    char size[32];
    std::snprintf(size, sizeof size, "%.1f MB", static_cast<double>(folder_bytes(database_)) / 1e6);
    line("database", database_ + ", commit " + grouped(graph->commit()) + ", " + size);
    out.commit();
    return ExitStatus::Done;
  }

 private:
  // " (it 6, en 4)".
  static std::string listed(const std::vector<std::pair<std::string, uint64_t>>& counts) {
    std::string out;
    for (const auto& [name, count] : counts) {
      out += (out.empty() ? " (" : ", ") + (name.empty() ? "unknown" : name) + " " + grouped(count);
    }
    return out.empty() ? "" : out + ")";
  }

  std::string database_;
};

class CheckCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_flag(
        "--repair", repair_,
        "Make all that is derived anew: labels, indexes and counts from the nodes, both ends' lists of "
        "relationships from each other, facts and entities from the stored articles and decisions");
  }
  ExitStatus run() override {
    if (repair_) repair();
    Output out;
    report_store(out);
    const auto database = storage::Database::open(database_);
    const storage::CheckReport store = database->check();
    const assemble::CheckReport content = assemble::check(*database->read());
    for (const std::string& fault : store.faults) out << "fault: " << printable(fault) << "\n";
    for (const std::string& fault : content.faults) out << "fault: " << printable(fault) << "\n";
    report_files(*database->read(), out);
    const uint64_t faults = store.fault_count + content.fault_count;
    const uint64_t shown = store.faults.size() + content.faults.size();
    if (faults > shown) out << "… and " << counted(faults - shown, "more fault") << "\n";
    out << counted(store.nodes, "node") << ", " << counted(store.relationships, "relationship") << ", "
        << counted(content.articles, "article") << ", " << counted(content.facts, "fact") << ", "
        << counted(content.evidence, "quote") << " looked at: "
        << (faults == 0 ? "all agree" : counted(faults, "fault") + " (trama check --repair)") << "\n";
    out.commit();
    return faults == 0 ? ExitStatus::Done : ExitStatus::SomeRefused;
  }

 private:
  // RocksDB's files, before anything is read through them.
  void report_store(Output& out) const {
    using State = storage::PartReport::State;
    const storage::FileReport files = storage::check_files(database_);
    const auto& [live, published, unpublished] = files;
    if (live.state == State::InUse) out << "live/ is being written by another process: not looked at\n";
    if (live.state == State::Absent && published.state == State::Whole)
      out << "live/ is not there, as in a backup: this copy is only read\n";
    if (live.state == State::Damaged)
      out << "fault: live/, which is written to: " << printable(live.damage) << "\n";
    if (published.state == State::Damaged)
      out << "fault: checkpoints/, which readers open: " << printable(published.damage) << "\n";
    if (live.state != State::Damaged && published.state != State::Damaged) return;
    out.commit();
    throw Error(ErrorKind::Corrupt, "the database " + database_ + " is damaged").hint(advice(files));
  }

  std::string advice(const storage::FileReport& files) const {
    using State = storage::PartReport::State;
    const std::string restore = "trama restore --db NEW ";
    if (files.published.state == State::Whole) {
      return "commit " + grouped(files.published.commit) + ", published last, is whole: " + restore +
             database_ + " makes a database of it" +
             (files.unpublished ? "; what was committed since is lost" : "");
    }
    if (files.live.state == State::Whole) return "live/ is whole: trama check --repair makes the rest anew";
    if (files.live.state == State::InUse) return "stop what writes it, then run trama check again";
    return "make it anew from a backup (" + restore +
           "BACKUP) or from the articles (trama ingest --db NEW FILES)";
  }

  // Quotes are verbatim parts of the stored text; where that is the file's own bytes (txt and md), of the
  // file too, as long as the file has not changed. That is no fault: the next ingest reads it again.
  static void report_files(const GraphReader& graph, Output& out) {
    uint64_t same = 0, changed = 0;
    const SymbolId label = graph.find_symbol(SymbolKind::Label, assemble::kArticleLabel);
    if (label == kNoSymbol) return;
    const auto articles = graph.scan_nodes(label);
    for (std::vector<NodeId> nodes; articles->next(nodes, 1024);) {
      for (const NodeId node : nodes) {
        const Map properties = graph.node_properties(node);
        const std::string path = text_of(properties, "path"), hash = text_of(properties, "sha256");
        if (hash.empty() || (!path.ends_with(".txt") && !path.ends_with(".md"))) continue;
        // An archive from elsewhere may have named a pipe or a file of any size.
        std::error_code failure;
        if (!std::filesystem::is_regular_file(path, failure)) continue;
        std::ifstream in(path, std::ios::binary);
        if (!in) continue;
        std::string text(text::kLargestArticle + 1, '\0');
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<size_t>(in.gcount()));
        const bool equal = sha256_hex(text::plain_text(std::move(text))) == hash;
        ++(equal ? same : changed);
        if (!equal) out << "changed since it was read: " << printable(path) << "\n";
      }
    }
    if (same + changed > 0)
      out << counted(same, "article file") << " still as they were read, " << grouped(changed)
          << " changed\n";
  }

  void repair() const {
    storage::OpenOptions options;
    options.access = storage::Access::Write;
    options.create = false;
    const auto database = storage::Database::open(database_, options);
    const storage::RepairReport store = database->repair();
    const ExtractionResources resources;
    Progress progress("article");
    const assemble::RebuildReport report =
        assemble::rebuild(*database, resources.assembly(),
                          [&](uint64_t done, uint64_t total) { progress.update(done, total); });
    database->refresh_snapshot();
    database->close();
    if (store.lost_nodes > 0) progress.say("lost: " + counted(store.lost_nodes, "node"));
    if (store.lost_properties > 0) {
      progress.say("lost: " + counted(store.lost_properties, "value") + " of properties without a name");
    }
    if (store.lost_relationships > 0)
      progress.say("lost: " + counted(store.lost_relationships, "relationship"));
    for (const std::string& lost : report.lost) progress.say("lost: " + lost);
    std::cerr << "assembled " << counted(report.articles, "article") << " again" << std::endl;
  }

  std::string database_;
  bool repair_ = false;
};

class ForgetCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("article", articles_, "Ids of articles: their path, or what jsonl gave as id or url")
        ->required()
        ->type_name("ARTICLE");
  }
  ExitStatus run() override {
    storage::OpenOptions options;
    options.access = storage::Access::Write;
    options.create = false;
    const auto database = storage::Database::open(database_, options);
    assemble::Assembler assembler(*database);
    size_t unknown = 0;
    for (const std::string& article : articles_) {
      if (assembler.forget(article) == assemble::Change::Removed) {
        std::cerr << "forgot " << printable(article) << "\n";
        continue;
      }
      ++unknown;
      // Said, not done: after an article is forgotten, another one's path may end as its name did.
      const std::vector<std::string> near = assemble::find_articles(*database->read(), article);
      print_error(Error(ErrorKind::EntityNotFound, "there is no article '" + article + "'")
                      .hint(near.empty() ? "MATCH (a:Article) RETURN a.id lists them"
                                         : "did you mean " + near.front() + "?"));
    }
    database->close();
    return unknown == 0 ? ExitStatus::Done : ExitStatus::SomeRefused;
  }

 private:
  std::string database_;
  std::vector<std::string> articles_;
};

}  // namespace

std::unique_ptr<Command> make_schema_command() { return std::make_unique<SchemaCommand>(); }
std::unique_ptr<Command> make_stats_command() { return std::make_unique<StatsCommand>(); }
std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }
std::unique_ptr<Command> make_forget_command() { return std::make_unique<ForgetCommand>(); }

}  // namespace trama::cli
