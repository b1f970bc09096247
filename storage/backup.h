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

// Copies the newest checkpoint of `source` to the folder `target`, which is made, or holds an earlier backup:
// then only what is new is copied, and the earlier one goes when the new one is whole. The copy is verified
// by opening.
BackupReport backup_folder(const Folder& source, const std::string& target);

// Makes a database at `target`, where there must be none, out of a backup or any other database's newest
// checkpoint.
void restore_folder(const std::string& backup, const std::string& target);

}  // namespace trama::storage
