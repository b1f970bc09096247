// The RocksDB graph: opens, reads, commits, publishes. What the rest of the program uses of storage/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/graph/graph.h"
#include "storage/backup.h"
#include "storage/check_report.h"

namespace rocksdb {
struct IngestExternalFileArg;
}

namespace trama::storage {

enum class Access {
  Read,   // the newest published checkpoint, for any number of processes, whether or not somebody writes
  Write,  // the live database, for one process; reads see each commit at once
};

struct OpenOptions {
  Access access = Access::Read;
  bool create = true;   // Write only: make the database where there is none
  bool durable = true;  // Write only: a commit returns when it is on the disk (0.2 ms); else a crash of the
                        // machine may lose the last ones, whole commits only
  bool publish = true;  // Write only: make checkpoints for readers now and then, and at close
  size_t block_cache_bytes = size_t{64} << 20;
  size_t write_buffer_bytes = size_t{64} << 20;
};

struct Catalog;
class StoreReader;

class Database : public Graph {
 public:
  // Throws Error of kind Locked (another process writes; says which), Storage (missing, foreign, or of
  // another format) or Corrupt. Opening for reading where a writer died recovers and publishes what it had
  // committed.
  static std::unique_ptr<Database> open(const std::string& path, const OpenOptions& options = {});
  // Publishes what is not published, quietly; `close` says what went wrong.
  ~Database() override;

  // Readers must be destroyed before the database.
  std::shared_ptr<const GraphReader> read() override;
  uint64_t commit(const GraphDelta& delta) override;  // Error of kind Storage where opened for reading

  // Makes what is committed visible to other processes.
  void publish();
  // Publishes; afterwards the database can only be destroyed.
  void close();

  // Proves that the column families of the newest state agree (check_report.h), that the store's files are
  // as they were written, and the snapshot file too.
  CheckReport check();

  // Access::Write: makes what can be derived anew (repair.h), and drops the snapshot file. Error of kind
  // Corrupt, and nothing changed, where files cannot be read.
  RepairReport repair();

  // Makes the snapshot file (snapshot_file.h) for the newest commit unless there is one of which less than 5
  // percent is out of date; true if it made one. Queries over much of the graph are many times faster with
  // it. For the end of an import or ingest: the cost is a pass over the graph.
  bool refresh_snapshot();

  // Copies what is committed to another folder (backup.h), while others read and, where this one is open for
  // reading, write. The copy is a database that opens for reading.
  BackupReport backup(const std::string& target);
  // Makes a database at `target` out of a backup. Neither may be open for writing.
  static void restore(const std::string& backup, const std::string& target);

  // Access::Write: rewrites all files, so that what was deleted takes no space, and makes the snapshot file
  // anew.
  void compact();

  // Access::Read: moves on to the newest checkpoint; true if there was a newer one. Readers handed out keep
  // theirs.
  bool refresh();

  Access access() const;
  const std::string& path() const;

 private:
  friend class BulkLoader;
  struct State;

  std::shared_ptr<const StoreReader> store_reader();
  // Makes sorted files part of the database, all at once; `catalog` is that of the commit they make.
  void ingest(const std::vector<rocksdb::IngestExternalFileArg>& files, Catalog catalog);

  bool make_snapshot();
  static bool recover(const std::string& path, const OpenOptions& options);

  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace trama::storage
