#include "cli/archive_commands.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "cli/extraction.h"
#include "cli/session.h"
#include "core/assemble/archive.h"
#include "core/base/printable.h"
#include "storage/database.h"

namespace trama::cli {

namespace {

bool is_archive(const std::string& path) { return path == "-" || path.ends_with(".jsonl"); }

class BackupCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option(
           "target", target_,
           "A folder, which gets a copy of the store (again: only what is new), or FILE.jsonl (- is standard "
           "output), which gets all as lines of JSON, as `trama export --format jsonl` does")
        ->required();
  }
  ExitStatus run() override {
    if (is_archive(target_)) {
      Session session(database_, false);
      Output out(target_);
      assemble::write_archive(*session.reader(), out);
      out.commit();
      if (target_ != "-") tell("written to " + target_ + "; trama import brings it back");
      return ExitStatus::Done;
    }
    const auto database = storage::Database::open(database_);
    database->backup(target_);
    tell("backed up to " + target_ + "; trama restore brings it back");
    return ExitStatus::Done;
  }

 private:
  std::string database_, target_;
};

class RestoreCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("backup", file_,
                   "What `trama backup` wrote: a folder, or an archive (- is standard input)")
        ->required();
  }
  ExitStatus run() override {
    if (!is_archive(file_)) {
      storage::Database::restore(file_, database_);
      tell("restored to " + database_);
      return ExitStatus::Done;
    }
    std::ifstream file;
    if (file_ != "-") {
      file.open(file_, std::ios::binary);
      if (!file) throw Error(ErrorKind::Input, "cannot read '" + file_ + "': " + std::strerror(errno));
    }
    return read_archive_into(file_ == "-" ? std::cin : file, database_);
  }

 private:
  std::string database_, file_;
};

class CompactCommand : public Command {
 public:
  void declare(CLI::App& app) override { add_database_option(app, database_); }
  ExitStatus run() override {
    storage::OpenOptions options;
    options.access = storage::Access::Write;
    options.create = false;
    const auto database = storage::Database::open(database_, options);
    database->compact();
    database->close();
    return ExitStatus::Done;
  }

 private:
  std::string database_;
};

}  // namespace

ExitStatus read_archive_into(std::istream& archive, const std::string& path) {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  const auto database = storage::Database::open(path, options);
  const ExtractionResources resources;
  const assemble::ArchiveReport report = assemble::read_archive(archive, *database, resources.assembly());
  database->refresh_snapshot();
  database->close();
  for (const std::string& refused : report.refused) std::cerr << "refused: " << printable(refused) << "\n";
  std::cerr << counted(report.articles, "article") << ", " << counted(report.decisions, "decision") << ", "
            << counted(report.user_nodes, "node") << " and "
            << counted(report.user_relationships, "relationship") << " of users' own";
  if (report.present > 0) std::cerr << "; " << report.present << " of users' own were there already";
  std::cerr << std::endl;
  return report.refused.empty() ? ExitStatus::Done : ExitStatus::SomeRefused;
}

std::unique_ptr<Command> make_compact_command() { return std::make_unique<CompactCommand>(); }
std::unique_ptr<Command> make_backup_command() { return std::make_unique<BackupCommand>(); }
std::unique_ptr<Command> make_restore_command() { return std::make_unique<RestoreCommand>(); }

}  // namespace trama::cli
