// Copies of a database that are databases themselves: they open for reading where they are.
#pragma once

#include <cstdint>
#include <string>

#include "storage/checkpoint.h"

namespace trama::storage {

struct BackupReport {
  uint64_t commit = 0;
  uint64_t copied_bytes = 0;
  uint64_t shared_bytes = 0;  // in files that an earlier backup in the same folder had already
};

// Copies the newest checkpoint of `source` to the folder `target`, which is made, or holds an earlier backup
// of the same database: then only what is new is copied, and the earlier one goes when the new one is whole.
// The copy is verified by opening. Error of kind Storage, and nothing changed, where `target` holds anything
// else: another database's backup, a newer one, a database.
BackupReport backup_folder(const Folder& source, const std::string& target);

// Makes a database at `target`, where there must be none, out of a backup or any other database's newest
// checkpoint. It gets an id of its own: from here on the two are written apart, and commit numbers, which
// alone could tell their backups apart, will meet. Returns the lock under which it was made.
FileLock restore_folder(const std::string& backup, const std::string& target);

}  // namespace trama::storage
