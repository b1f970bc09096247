// Makes the snapshot file of one commit.
#pragma once

#include <string>

#include "storage/store_reader.h"

namespace trama::storage {

// Writes a new file at `path`, synced to the disk. False where ids are too large for the format; then there
// is no file. Two passes over the properties, one over the adjacency; memory: 4 bytes a node, 8 a (node,
// type, direction), one index at a time, and the dictionaries of strings.
bool build_snapshot(const StoreReader& reader, const std::string& path);

}  // namespace trama::storage
