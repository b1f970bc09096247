// Loads a graph by sorted SST files, past the log and the memory tables (which take a quarter of the speed),
// in one atomic step: until `finish` returns the database shows nothing of it, and after a crash it has all
// or nothing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/graph/bulk_sink.h"
#include "storage/database.h"

namespace trama::storage {

struct BulkOptions {
  size_t memory_bytes =
      size_t{128} << 20;  // for sorting relationships; more goes to temporary files in the database's folder
  std::vector<std::pair<std::string, std::string>> indexes;  // (label, property) to create
};

struct BulkReport {
  uint64_t nodes = 0, relationships = 0;
  uint64_t repeated_nodes = 0, lost_relationships = 0;  // refused: id given twice; an end unknown
  std::vector<std::string> faults;                      // one sentence each, the first kMaximalFaults
  uint64_t commit = 0;

  static constexpr size_t kMaximalFaults = 20;
};

// The loaded nodes are new, and relationships run between them; the database may hold others already. The
// database must be open for writing and must not be written to otherwise until `finish`. Memory: the sorting
// budget for relationships, with 256 KiB for each half of it that they fill; for the nodes their ids
// (id_table.h), 8 bytes for each label of each, and the keys of new index entries.
class BulkLoader : public BulkSink {
 public:
  BulkLoader(Database& database, const BulkOptions& options = {});
  // Without `finish`, leaves the database as it was.
  ~BulkLoader() override;

  SymbolId intern(SymbolKind kind, std::string_view name) override;
  bool add_node(std::string_view id, std::span<const SymbolId> labels,
                std::span<const Property> properties) override;
  void expect_end(std::string_view id) override;
  bool add_relationship(SymbolId type, std::string_view source, std::string_view target,
                        std::span<const Property> properties) override;

  // Throws Error of kind Storage; then nothing was loaded.
  BulkReport finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama::storage
