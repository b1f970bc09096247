// Proves that the column families of a database agree with each other.
#pragma once

#include "storage/check_report.h"
#include "storage/store_reader.h"

namespace trama::storage {

// Names, node rows, labels, adjacency both ways, relationship properties, indexes, counts, and evidence of
// relationships that do not exist; before that, that all files have their checksums. Time: one pass over
// everything; memory: 3 bits a relationship, 1 a node.
CheckReport check_store(const StoreReader& reader);

}  // namespace trama::storage
