// One file of an import: what the formats have in common.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/import.h"

namespace trama::exchange {

// Counts rows, reports progress, and stops on cancellation.
class ImportProgress {
 public:
  explicit ImportProgress(const ImportOptions& options) : options_(options) {}

  void row() {
    if ((++report.rows & 0xFFFu) != 0) return;
    if (options_.cancellation != nullptr) options_.cancellation->check();
    if (options_.progress && (report.rows & 0xFFFFu) == 0) options_.progress(report.rows);
  }

  ImportReport report;

 private:
  const ImportOptions& options_;
};

class ImportSource {
 public:
  virtual ~ImportSource() = default;
  virtual void read_nodes(BulkSink& sink, ImportProgress& progress) = 0;
  virtual void read_relationships(BulkSink& sink, ImportProgress& progress) = 0;
};

// Sorted by symbol, as sinks want them; a later property of the same symbol replaces an earlier one.
void sort_properties(std::vector<BulkSink::Property>& properties);

// read_line (core/base/lines.h), whose error then names the file.
bool next_line(std::istream& file, const std::filesystem::path& path, std::string& line);

// Reads the header to see which of both it is.
std::unique_ptr<ImportSource> open_neo4j_csv(const std::filesystem::path& path);
// All files that the manifest names.
std::vector<std::unique_ptr<ImportSource>> open_manifest(const std::filesystem::path& path);
std::unique_ptr<ImportSource> open_jsonl(const std::filesystem::path& path);
std::unique_ptr<ImportSource> open_ntriples(const std::filesystem::path& path);

}  // namespace trama::exchange
