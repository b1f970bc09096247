#include "cli/import_command.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/archive_commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "core/assemble/archive.h"
#include "core/base/printable.h"
#include "core/exchange/import.h"
#include "storage/bulk_load.h"
#include "storage/database.h"

namespace trama::cli {

namespace {

class ImportCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option("--index", indexes_, "Create an index: LABEL.PROPERTY")
        ->type_name("LABEL.PROPERTY")
        ->allow_extra_args(false);
    app.add_option("file", files_,
                   "neo4j-admin csv (or the folder with nodes.csv and relationships.csv), jsonl, N-Triples "
                   "(.nt), or manifest.json for plain csv; all files are one graph, which is added to what "
                   "the database holds: twice imported, it is there twice. Or one archive, which `trama "
                   "export --format jsonl` or `trama backup FILE.jsonl` wrote; what is there already is not "
                   "made again")
        ->required()
        ->type_name("FILE");
  }

  ExitStatus run() override {
    take_folders();
    refuse_pipes();
    if (is_archive(files_.front())) {
      if (files_.size() > 1)
        throw Error(ErrorKind::Usage, "an archive is imported alone").hint("one after the other");
      std::ifstream archive(files_.front(), std::ios::binary);
      return read_archive_into(archive, database_);
    }
    storage::OpenOptions open;
    open.access = storage::Access::Write;
    const auto database = storage::Database::open(database_, open);
    storage::BulkOptions bulk;
    for (const std::string& index : indexes_) {
      const size_t point = index.find('.');
      if (point == std::string::npos) {
        throw Error(ErrorKind::Usage, "'" + index + "' is no index")
            .hint("write LABEL.PROPERTY, such as Company.name");
      }
      bulk.indexes.emplace_back(index.substr(0, point), index.substr(point + 1));
    }
    Progress progress("row");
    exchange::ImportOptions options;
    options.cancellation = &interrupt_token();
    options.progress = [&](uint64_t rows) { progress.update(rows, 0); };
    storage::BulkReport report;
    exchange::ImportReport read;
    {
      storage::BulkLoader loader(*database, bulk);
      read = exchange::import_files({files_.begin(), files_.end()}, loader, options);
      report = loader.finish();
    }
    database->refresh_snapshot();
    database->close();
    for (const std::string& fault : report.faults) progress.say("refused: " + fault);
    const uint64_t refused = report.repeated_nodes + report.lost_relationships;
    std::cerr << counted(report.nodes, "node") << " and " << counted(report.relationships, "relationship")
              << " from " << counted(read.rows, "row");
    if (refused > 0) {
      std::cerr << "; refused: " << counted(report.repeated_nodes, "repeated node") << ", "
                << counted(report.lost_relationships, "relationship") << " with an unknown end";
    }
    if (read.left_out > 0) std::cerr << "; " << counted(read.left_out, "statement") << " left out";
    std::cerr << " · " << duration_text(progress.seconds()) << std::endl;
    return refused > 0 ? ExitStatus::SomeRefused : ExitStatus::Done;
  }

 private:
  // A folder that `trama export --format neo4j` wrote stands for its two files.
  void take_folders() {
    std::vector<std::string> all;
    for (const std::string& file : files_) {
      const std::filesystem::path nodes = std::filesystem::path(file) / "nodes.csv";
      const std::filesystem::path relationships = std::filesystem::path(file) / "relationships.csv";
      std::error_code failure;
      if (std::filesystem::is_regular_file(nodes, failure) &&
          std::filesystem::is_regular_file(relationships, failure)) {
        all.push_back(nodes.string());
        all.push_back(relationships.string());
      } else {
        all.push_back(file);
      }
    }
    files_ = std::move(all);
  }

  // Files are read more than once: for their format, their nodes, their relationships.
  void refuse_pipes() const {
    for (const std::string& file : files_) {
      std::error_code failure;
      if (!std::filesystem::is_other(file, failure)) continue;
      throw Error(ErrorKind::Input, "'" + file + "' is a pipe or a device, and an import reads files twice")
          .hint("write it to a file first; an archive may come from standard input: trama restore -");
    }
  }

  static bool is_archive(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string start(64, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return assemble::is_archive_line(start);
  }

  std::string database_;
  std::vector<std::string> files_, indexes_;
};

}  // namespace

std::unique_ptr<Command> make_import_command() { return std::make_unique<ImportCommand>(); }

}  // namespace trama::cli
