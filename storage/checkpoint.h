// How readers see what a writer has written: the protocol of the database folder (keys.h has its files).
//
// The writer makes a RocksDB checkpoint (hard links, and a copy of the short log), then puts its name into
// `published` by rename, then removes the checkpoints that no reader has pinned. A reader reads `published`,
// locks that checkpoint's `pin` shared, and begins again if the checkpoint vanished meanwhile.
#pragma once

#include <optional>
#include <string>

#include "storage/catalog.h"
#include "storage/file_lock.h"
#include "storage/rocks.h"

namespace trama::storage {

class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string live() const { return path_ + "/live"; }
  // Of a restore that goes on, or was killed.
  std::string live_draft() const { return live() + ".new"; }
  std::string snapshot() const { return path_ + "/snapshot"; }
  std::string lock_file() const { return path_ + "/lock"; }
  // Of a bulk load that goes on, or was killed.
  std::string import_folder() const { return path_ + "/import"; }
  // Locked by those who read the checkpoint of that name.
  std::string pin_of(const std::string& name) const { return path_ + "/checkpoints/" + name + "/pin"; }
  static std::string snapshot_of(const std::string& checkpoint) { return checkpoint + "/snapshot"; }
  static std::string catalog_of(const std::string& checkpoint) { return checkpoint + "/catalog"; }

  // Throws Error of kind Storage if the folder holds something else, or another format's database. True where
  // there is a database; false where there is none (no folder, an empty one, or one whose making was cut
  // short).
  bool recognise() const;
  FileLock lock_for_writing() const;  // throws Error of kind Locked, with the holder's process id
  // The same where there may be no database yet: makes the folder and its identity.
  FileLock create() const;

  bool has_live() const;  // false in a backup
  // A backup, as far as can be told: nothing is there that is written to, nor a trace that it was. So is a
  // database that never had a snapshot file and lost all of live/.
  bool is_read_only() const;
  // "restore" or "backup": what was killed before there was anything to read; empty where nothing was. Asked
  // under the lock.
  std::string cut_short() const;

  void mark_unpublished() const;
  bool has_unpublished() const;

  // Makes and publishes a checkpoint of the state of `catalog`; removes the ones that nobody uses any more.
  // Flushes first if the log is longer than `flush_above_log_bytes`.
  void publish(const Rocks& rocks, const Catalog& catalog, uint64_t flush_above_log_bytes) const;

  // The same for a checkpoint that is in its place already.
  void adopt(const std::string& name) const;

  struct Pinned {
    std::string path;  // a folder that RocksDB opens read-only
    uint64_t commit = 0;
    FileLock pin;
  };
  // The newest published checkpoint; nothing where none was ever published.
  std::optional<Pinned> pin_newest() const;
  std::string newest_name() const;  // empty where there is none
  bool has_newest() const;          // it has a name, and is there
  // Of a checkpoint by its name; nothing where that is none of ours.
  static std::optional<uint64_t> commit_of(const std::string& name);

  // Removes checkpoints that are neither the newest nor open in any process.
  void remove_unused() const;

 private:
  std::string path_;
};

}  // namespace trama::storage
